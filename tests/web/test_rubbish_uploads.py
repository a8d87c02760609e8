"""Spoiled files brought through the page: each is kept as a draft or told apart, and nothing fails."""

from __future__ import annotations

import io

import pytest

from tests.gate.test_rubbish import spoiled

UPLOADS = 200
A_TEST = 25
ENDINGS = {"drawing": "bpmn", "table": "dmn", "form": "json", "letter": "html"}


@pytest.mark.parametrize("first", range(0, UPLOADS, A_TEST))
def test_a_spoiled_upload_is_answered(browser, first):
    visitor = browser("vinh.legal_staff")
    for seed in range(first, first + A_TEST):
        kind = sorted(ENDINGS)[seed % 4] if seed % 2 else "drawing"
        files = {"files": [(io.BytesIO(spoiled(kind, 20_000 + seed)), f"tệp {seed}.{ENDINGS[kind]}")]}
        answer = visitor.post("/procedures", files)
        assert answer.status_code in {303, 413, 422}, (kind, seed, answer.status_code)
        if answer.status_code == 303:
            assert visitor.get(answer.location).status_code == 200, (kind, seed)
