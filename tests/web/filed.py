"""Cases that stand in a file when a test begins, and how their pages are read."""

import io
import zipfile
from html import unescape
from uuid import UUID

from tests.casework.test_sealed_until_classified import DENUNCIATION
from tests.office import FLOOD
from tests.web.deskwork import Desk

SECRET = FLOOD | {
    "full_name": "Phạm Kín Đáo",
    "phone": "0933000111",
    "identity_number": "040099887766",
    "address": "Ngõ Vắng, khối 9",
    "matter": "Cán bộ địa chính nhận tiền",
    "content_items": [{"text": "Ông X nhận hai mươi triệu", "request": "Xử lý người vi phạm"}],
    "place": "Trụ sở cũ",
    "respondent_name": "Lưu Văn Nhận",
}
CANARY = (
    "Phạm Kín Đáo", "0933000111", "040099887766", "Ngõ Vắng", "nhận tiền", "hai mươi triệu",
    "Xử lý người vi phạm", "Lưu Văn Nhận", "pham kin dao",
)  # fmt: skip


def seen(person, case_id, more: str = "") -> str:
    answer = person.get(f"/cases/{case_id}{more}")
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def recommendation(desk: Desk, **changed: object) -> UUID:
    case_id = desk.office.register(FLOOD, **changed).case_id
    desk.office.classify(case_id)
    return case_id


def denunciation(desk: Desk):
    registered = desk.office.register(SECRET)
    desk.office.classify(registered.case_id, DENUNCIATION)
    return registered


def readable(answer) -> str:
    """Read an answer as a person would: a page without its escapes, a spreadsheet unpacked."""
    if answer.mimetype == "text/html":
        return unescape(answer.text)
    if not answer.data.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        return "\n".join(book.read(name).decode("utf-8", "ignore") for name in book.namelist())
