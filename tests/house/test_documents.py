"""What the documents promise: everything is in them that should be, and what they point at is there."""

import pkgutil
import re
import unicodedata
from dataclasses import fields
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import pytest

from app import cli
from app.casework import audit, choices, records
from app.engine.actions import ACTIONS
from app.policy.actor import ROLES
from app.services import staff_trail
from app.settings import Settings
from db.models import Run

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
PICTURES = sorted((DOCS / "pictures").glob("*.png"))
GUIDES = {"officer", "unit_head", "chairman", "clerk", "administrator", "legal_staff", "auditor"}
# Written with a bracket, so that this file does not break its own rule.
WORKPLACE = re.compile(
    r"(?<![\w.])/wor[k]/|\.\./shar[e]d|\bissu[e]s? #?\d|\bsubagen[t]s?\b|\bpromp[t]s?\b|\bour sessio[n]\b",
    re.IGNORECASE,
)
OUTWARD = re.compile(r"https?://(?!127\.0\.0\.1|don\.example\.)([^/\s)`\"]+)")
PUBLIC = {"semver.org", "bpmn.io", "www.apache.org"}  # public facts; nothing else is linked to
MOST_PICTURES = 1280 * 1024  # bytes of all pictures together


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@lru_cache
def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _missing(words: set[str], page: str) -> set[str]:
    """Tell which words do not stand in a page as code."""
    return {
        word
        for word in words
        if f"`{word}`" not in _text(page)
        and f"`{word}(" not in _text(page)
        and f"= {word}(" not in _text(page)
    }


def _slug(heading: str) -> str:
    kept = "".join(c for c in unicodedata.normalize("NFC", heading.lower()) if c.isalnum() or c in " -_")
    return kept.strip().replace(" ", "-")


@lru_cache
def _anchors(path: Path) -> set[str]:
    return {_slug(line.lstrip("# ")) for line in path.read_text("utf-8").splitlines() if line.startswith("#")}


def test_every_setting_is_documented():
    words = {field.name for field in fields(Settings)}
    words |= {name for name, value in vars(Settings).items() if isinstance(value, property)}
    assert _missing(words, "docs/operations.md") == set()


def test_every_variable_of_the_environment_is_documented():
    sources = [*(ROOT / "app").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / ".ci/run"]
    said = {
        name
        for path in sources
        if "node_modules" not in path.parts
        for name in re.findall(r"DONTHU_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    said |= set(re.findall(r"env\.get\(\"([A-Z_]+)\"", _text("app/settings.py")))
    assert _missing(said, "docs/operations.md") == set()


def test_every_command_is_documented():
    commands = {module.name for module in pkgutil.iter_modules(cli.__path__) if module.name[0] != "_"}
    page = _text("docs/operations.md")
    assert {command for command in commands if f"`donthu {command.replace('_', '-')}" not in page} == set()


@pytest.mark.parametrize("tags", [audit.Tag, staff_trail.Tag])
def test_every_tag_of_the_audit_trail_is_told(tags: type[StrEnum]):
    assert _missing({str(tag) for tag in tags}, "docs/architecture.md") == set()


def test_every_table_is_told_in_a_sentence():
    tables = set(Run.metadata.tables)
    assert _missing(tables, "docs/architecture.md") == set()
    chapter = _text("docs/architecture.md").partition("## The data")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", chapter, re.MULTILINE)) == tables


def test_everything_that_a_drawing_may_say_is_told():
    words = {*ACTIONS, *records.RECORDERS, *choices.LOADERS}
    assert _missing(words, "docs/procedures.md") == set()


def test_every_role_has_its_guide():
    assert set(ROLES) == GUIDES
    index = _text("docs/guides/README.md")
    assert {role for role in ROLES if f"`{role}`" not in index} == set()


def test_every_file_that_the_architecture_names_is_there():
    named = re.findall(
        r"`((?:app|db|tests|processes|forms|locale)/[\w./]+?\.?(?:py|csv|toml|css))\b",
        _text("docs/architecture.md"),
    )
    assert {path for path in named if not (ROOT / path).exists()} == set()
    assert len(named) > 30


def test_every_decision_stands_in_the_index():
    pages = {path.name for path in (DOCS / "decisions").glob("*.md")} - {"README.md"}
    assert pages == set(re.findall(r"\]\(([\w-]+\.md)\)", _text("docs/decisions/README.md")))


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_somewhere(page: Path):
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        place, _, anchor = target.partition("#")
        if "://" in target:
            continue
        file = (page.parent / place).resolve() if place else page
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_a_page_links_to_public_facts_only_and_names_no_workplace(page: Path):
    text = page.read_text(encoding="utf-8")
    assert set(OUTWARD.findall(text)) - PUBLIC == set()
    assert [found.group() for found in WORKPLACE.finditer(text)] == []


def test_every_picture_is_shown_somewhere_and_all_together_stay_small():
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [path.name for path in PICTURES if f"pictures/{path.name}" not in shown] == []
    assert sum(path.stat().st_size for path in PICTURES) <= MOST_PICTURES


def test_the_readme_names_the_two_commands():
    assert "make run" in _text("README.md")
    assert "make test" in _text("README.md")
