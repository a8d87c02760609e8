"""No letter about a denunciation can name who denounced, but those that go to the denouncer."""

from pathlib import Path

import pytest

from app import letters
from app.casework.discretion import goes_to_denouncer
from tests.procedures import bundles

SEALED = ("denunciation", "protection", "sealed_letter")
TELLS_WHO = {
    "petitioner", "petitioner_address", "petitioner_identity", "petitioner_phone", "complainant",
    "complainant_address", "representative", "contents", "content_summary", "request", "requests", "matter",
    "petition_number", "petition_date", "received_date", "forwarder", "officer", "protected_persons",
    "papers", "citizen_code", "status_address", "stop_reason", "withdrawn_contents",
}  # fmt: skip
WRITTEN = [path for path in bundles.LETTERS if path.parents[1].name.startswith(SEALED)]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_a_letter_to_anybody_but_the_denouncer_has_no_field_that_tells_who_it_is(path: Path):
    template = letters.read(path.read_text(encoding="utf-8"))
    if not goes_to_denouncer(template):
        assert set(template.fields) & TELLS_WHO == set()


def test_the_denounced_gets_the_content_as_it_was_told_without_the_denouncer():
    (notice,) = [path for path in WRITTEN if path.stem == "denounced_notice"]
    template = letters.read(notice.read_text(encoding="utf-8"))
    assert "redacted_contents" in template.fields
    assert template.addressees == ("{{ respondent }}",)
