"""``donthu figures`` gives JSON alone, or a table, in the reader's language."""

import json

import pytest
from click.testing import CliRunner

from app.cli import main


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA", str(tmp_path))
    return lambda *words: CliRunner().invoke(main, [*words])


def test_an_empty_office_counts_nothing_and_divides_by_nothing(run):
    done = run("figures", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert [sheet["key"] for sheet in told["sheets"]] == ["all"]
    figures = {each["key"]: each for each in told["sheets"][0]["figures"]}
    assert figures["petitions_received"]["value"] == 0
    assert figures["settlement_rate"]["value"] is None
    assert figures["receptions"]["value"] is None


def test_the_period_is_told_back(run):
    done = run("figures", "--from", "2026-01-01", "--to", "2026-03-31", "--json")
    assert json.loads(done.stdout)["period"] == {"from": "2026-01-01", "to": "2026-03-31"}


def test_the_table_speaks_vietnamese_and_english(run):
    assert "Tỷ lệ giải quyết" in run("figures").stdout
    assert "Settlement rate" in run("--language", "en", "figures").stdout


def test_an_unknown_authority_is_refused_with_two(run):
    done = run("figures", "--authority", "nowhere")
    assert (done.exit_code, done.stdout) == (2, "")
