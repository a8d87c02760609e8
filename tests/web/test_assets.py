"""The names that the build gave."""

import json
import os

import pytest

from app.web.assets import Entry, Manifest, NotBuilt

BUILT = {
    "_part.js": {"file": "part-1.js", "css": ["part-1.css"]},
    "icons.svg": {"file": "icons-1.svg", "src": "icons.svg"},
    "src/office.ts": {"file": "office-1.js", "name": "office", "isEntry": True, "imports": ["_part.js"]},
    "src/style.css": {
        "file": "style-1.css",
        "name": "style",
        "isEntry": True,
        "assets": ["a-latin-400.woff2"],
    },
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps(BUILT), encoding="utf-8")
    return tmp_path


def test_a_script_brings_its_shared_parts_and_their_styles(folder):
    assert Manifest(folder).entry("office") == Entry(
        script="office-1.js", styles=("part-1.css",), preloads=("part-1.js",)
    )


def test_a_style_sheet_is_an_entry_of_its_own(folder):
    assert Manifest(folder).entry("style") == Entry(script="", styles=("style-1.css",), preloads=())


def test_an_asset_and_a_font_are_found_by_name(folder):
    manifest = Manifest(folder)
    assert manifest.file("icons.svg") == "icons-1.svg"
    assert manifest.fonts("style", "latin-400") == ("a-latin-400.woff2",)


def test_a_new_build_is_seen_while_developing_and_not_in_service(folder):
    serving, developing = Manifest(folder), Manifest(folder, fresh=True)
    assert serving.file("icons.svg") == developing.file("icons.svg") == "icons-1.svg"
    path = folder / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("icons-1", "icons-2"), encoding="utf-8")
    os.utime(path, (1, 1))
    assert serving.file("icons.svg") == "icons-1.svg"
    assert developing.file("icons.svg") == "icons-2.svg"


def test_a_missing_build_says_what_to_run(tmp_path, folder):
    with pytest.raises(NotBuilt, match="make setup"):
        Manifest(tmp_path / "nothing").entry("office")
    with pytest.raises(NotBuilt, match="boards"):
        Manifest(folder).entry("boards")
