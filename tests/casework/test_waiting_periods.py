"""A period that only has to pass is never kept late."""

import datetime as dt

from tests.casework.complaints import DRAFT, accepted, documents
from tests.office import Office


def test_a_ruling_that_took_effect_missed_no_limit(office: Office):
    case_id = accepted(office)
    today = office.now.date().isoformat()
    office.does(office.long, "cf_assign", case_id, settle_by="decide_now", clear_reason="Rõ ràng đúng")
    office.does(
        office.kien, "cf_ruling", case_id,
        ruling_kind="cancel", result="right", facts="Đất ở vị trí 1", laws=["31/2024/QH15"],
        conclusion="Khiếu nại đúng", orders="Hủy quyết định", rights="Khiếu nại lần hai hoặc khởi kiện",
    )  # fmt: skip
    office.does(office.kien, "cf_ruling_letter", case_id, **DRAFT)
    office.does(office.long, "cf_ruling_sign", case_id, letter_outcome="sign", decided_on=today)
    office.does(
        office.van, "cf_send", case_id, sent_on=today, via="post", sent_to=["complainant", "respondent"]
    )
    office.does(
        office.kien, "cf_publish", case_id,
        mode="posting", published_on=today, published_until="2026-12-30", publication_place="Trụ sở",
    )  # fmt: skip
    effect = office.deadline("KN.EFFECT", case_id)
    office.until(effect.due_on + dt.timedelta(days=1), hour=0)
    office.sweep()

    assert office.open_steps(case_id) == ["cf_archive"]
    passed = office.deadline("KN.EFFECT", case_id)
    assert (passed.state, passed.kept, passed.breached_at) == ("met", True, None)
    assert documents(office, case_id)
