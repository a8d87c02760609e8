"""``donthu keys`` turns the wrapping key over and drops what nothing needs."""

import pytest
from click.testing import CliRunner

from app.cli import main
from app.sealing import keyfile
from app.services.office import open_office
from app.settings import from_environment


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA", str(tmp_path))
    open_office(from_environment({"DATA": str(tmp_path)})).close()
    return lambda *words: CliRunner().invoke(main, [*words])


def test_keys_are_shown_turned_over_and_dropped(run, tmp_path):
    assert run("keys", "show").stdout == "khóa bọc số 1: 0 khóa\n"
    done = run("keys", "rotate")
    assert (done.exit_code, done.stdout) == (
        0,
        "Mọi khóa nay được bọc bằng khóa số 2. Hãy sao lại tệp khóa.\n",
    )
    assert set(keyfile.read(tmp_path / "keys" / "office.key")[0]) == {1, 2}
    assert run("keys", "drop").stdout == "Đã bỏ khóa bọc số 1.\n"
    assert set(keyfile.read(tmp_path / "keys" / "office.key")[0]) == {2}


def test_a_missing_key_file_is_one_sentence(run, tmp_path):
    key = tmp_path / "keys" / "office.key"
    key.write_text("{}")
    done = run("keys", "show")
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1
