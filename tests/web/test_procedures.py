"""The room of procedures: files come in as drafts, are looked at, corrected, discarded; rubbish is told."""

import io
from pathlib import Path

BORROWED = (Path(__file__).parent / "borrowed.bpmn").read_bytes()


def files(*brought):
    return {"files": [(io.BytesIO(body), name) for name, body in brought]}


def test_a_borrowed_drawing_becomes_a_draft_with_its_notes_on_the_drawing(browser):
    lan = browser("vinh.legal_staff")
    answer = lan.post("/procedures", files(("mượn.bpmn", BORROWED)))
    assert answer.status_code == 303, answer.text
    page = lan.get(answer.location)
    assert page.status_code == 200
