"""House rules that no linter knows: where commits stand, what things are called, what must not be named."""

import ast
import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "stuff"}


def _kept() -> list[Path]:
    """Every file that is, or is about to be, part of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - git from the PATH
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file()]


def _sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_session_is_committed_in_one_place():
    places = {
        _name(path)
        for path in _sources("app", "db")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    }
    assert places == {"db/session.py"}


def test_no_module_has_a_name_that_says_nothing():
    assert [_name(path) for path in _sources("app", "db", "tests") if path.stem in VAGUE] == []


def test_product_code_makes_its_promises_without_assert():
    asserting = {
        f"{_name(path)}:{node.lineno}"
        for path in _sources("app", "db")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
    }
    assert asserting == set()


def test_xml_from_outside_passes_one_reader():
    """Only app.xmlsafe may turn bytes into a tree; every other module is handed the tree."""
    reads = {
        "fromstring",
        "fromstringlist",
        "parse",
        "iterparse",
        "XML",
        "HTML",
        "XMLParser",
        "XMLPullParser",
        "parseid",
    }
    reading = set()
    for path in _sources("app"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
            if named and node.value.id in {"etree", "ElementTree"} and node.attr in reads:
                reading.add(_name(path))
            if isinstance(node, ast.Import) and any(found.name.startswith("xml.") for found in node.names):
                reading.add(_name(path))
            if isinstance(node, ast.ImportFrom) and (
                (node.module or "").startswith("xml.")
                or (node.module == "lxml.etree" and reads & {found.name for found in node.names})
            ):
                reading.add(_name(path))
    assert reading == {"app/xmlsafe.py"}


def test_lock_files_name_packages_and_never_where_they_were_fetched():
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8"), name
    packages = json.loads((ROOT / "app/web/assets/package-lock.json").read_text(encoding="utf-8"))["packages"]
    fetched = [name for name, package in packages.items() if "resolved" in package]
    unpinned = [name for name, package in packages.items() if name and "integrity" not in package]
    assert (fetched, unpinned) == ([], [])


def test_nothing_names_the_machine_it_was_written_on():
    here = re.compile(rf"{re.escape(str(ROOT))}/|/home/[a-z]+/|\.\./shared")
    named = []
    for path in _kept():
        if path.suffix in {".lock", ".png", ".woff2", ".ico", ".pdf"} or path == Path(__file__):
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        named += [f"{_name(path)}: {found.group()}" for found in here.finditer(text)]
    assert named == []


@pytest.mark.parametrize(
    "pattern", [r'\sstyle="', r"<style", r"\son[a-z]+=\"", r"<script(?![^>]*\bsrc=)", r"javascript:"]
)
def test_templates_carry_no_style_and_no_script_of_their_own(pattern):
    templates = (ROOT / "app/web/templates").rglob("*.html")
    assert [_name(path) for path in templates if re.search(pattern, path.read_text(encoding="utf-8"))] == []


def test_every_icon_that_a_template_names_is_in_the_set():
    icons = {path.stem for path in (ROOT / "app/web/assets/icons").glob("*.svg")}
    call = re.compile(
        r"""\bicon\(\s*["']([a-z0-9-]+)["']|icon_name\s*=\s*["']([a-z0-9-]+)["']|\bicon\s*=\s*["']([a-z0-9-]+)["']"""
    )
    files = [*(ROOT / "app/web/templates").rglob("*.html"), *(ROOT / "app/web").glob("*.py")]
    named = {
        next(filter(None, found))
        for path in files
        for found in call.findall(path.read_text(encoding="utf-8"))
    }
    assert named - icons == set()


def test_the_officers_script_stays_small():
    built = ROOT / "app/web/static/built"
    if not (built / "manifest.json").exists():
        pytest.fail("not built; run: make setup", pytrace=False)
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    office = manifest["src/office.ts"]
    files = [office["file"], *(manifest[key]["file"] for key in office.get("imports", []))]
    assert sum(len(gzip.compress((built / file).read_bytes())) for file in files) <= 25_000
