"""The lock that keeps a second process out of an embedded office."""

import pytest

from app.cli import _door
from app.settings import from_environment


def test_two_folders_with_one_database_file_are_one_office(tmp_path, capsys):
    own, other = tmp_path / "own", tmp_path / "other"
    for folder in (own, other):
        folder.mkdir()
    borrowed = {"DATA": str(other), "DONTHU_DATABASE_URL": f"sqlite:///{own / 'office.db'}"}
    first, second = (_door.alone(from_environment(said)) for said in ({"DATA": str(own)}, borrowed))
    with first, pytest.raises(SystemExit) as refused, second:
        pytest.fail("two processes would write to one file")
    assert refused.value.code == 2
    assert str(own) in capsys.readouterr().err
    with _door.alone(from_environment(borrowed)):
        pass  # whoever left lets the next one in
