"""Every kind of change is claimed by a test of its own, with its exact sentence."""

import re
from pathlib import Path

from app.changes import KINDS

CLAIM = re.compile(r'\bonly\(\s*"(\w+)"')


def test_every_kind_has_its_test():
    files = Path(__file__).parent.glob("test_*.py")
    claimed = {kind for file in files for kind in CLAIM.findall(file.read_text(encoding="utf-8"))}
    assert claimed == set(KINDS)


def test_there_are_more_than_forty_kinds():
    assert len(KINDS) > 40
