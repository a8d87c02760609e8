from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from app import letters
from app.letters.merge import Value

HERE = Path(__file__).parent


@pytest.fixture
def acceptance() -> letters.Template:
    return letters.read((HERE / "acceptance_notice.html").read_text(encoding="utf-8"))


@pytest.fixture
def ruling() -> letters.Template:
    return letters.read((HERE / "ruling_first.html").read_text(encoding="utf-8"))


@pytest.fixture
def known() -> dict[str, Value]:
    return {
        "authority": "Ủy ban nhân dân phường Bình Minh",
        "authority_upper": "ỦY BAN NHÂN DÂN PHƯỜNG BÌNH MINH",
        "petitioner": "bà Nguyễn Thị Chi",
        "petitioner_address": "số 12 ngõ 5 phố Hòa Bình, phường Bình Minh",
        "respondent": "ông Lê Văn Đạt",
        "received_date": dt.date(2026, 8, 3),
        "petition_date": dt.date(2026, 8, 1),
        "accepted_date": dt.date(2026, 8, 10),
        "decided_date": dt.date(2026, 9, 7),
        "matter": "Quyết định xử phạt vi phạm hành chính số 45/QĐ-XPHC ngày 20/7/2026 về trật tự xây dựng",
        "limit": "30 ngày",
        "due_date": dt.date(2026, 9, 9),
        "conclusion": "Nội dung khiếu nại của bà Nguyễn Thị Chi là đúng một phần",
        "measures": ["Sửa mức phạt tại Điều 1 Quyết định số 45/QĐ-XPHC", "Hoàn trả 2.500.000 đồng"],
    }


def _on_sheet(template: letters.Template, draft: letters.Draft, **more: object) -> letters.Sheet:
    words: dict[str, object] = {
        "kind": template.kind,
        "superior": "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ THÀNH",
        "authority": "ỦY BAN NHÂN DÂN PHƯỜNG BÌNH MINH",
        "symbol": letters.symbol(template.symbol, "UBND"),
        "place": "Bình Minh",
        "title": draft.title,
        "subject": draft.subject,
        "body": draft.body,
        "addressees": draft.addressees,
        "recipients": draft.recipients,
        "signing": letters.Signing(on_behalf="TM. ỦY BAN NHÂN DÂN", title="CHỦ TỊCH", name="Trần Văn Long"),
    }
    return letters.Sheet(**{**words, **more})  # type: ignore[arg-type]


@pytest.fixture
def on_sheet() -> Callable[..., letters.Sheet]:
    return _on_sheet
