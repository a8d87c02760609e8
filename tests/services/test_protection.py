"""Who denounced is protected: at once where it is urgent, secretly, until the ground is gone."""

import datetime as dt
from uuid import UUID

import pytest
from sqlalchemy import select

from app.casework import grants, protections
from app.errors import Unacceptable
from app.policy import cases as policy
from app.services import events, openings
from app.services.tasks import Sending
from db.models import CaseLink, ProtectionMeasure
from tests.casework import denunciations as stage
from tests.office import Office

ASKED = {
    "request_form": "oral",
    "urgent": "true",
    "protected_persons": "Cao Thị Mận và chồng",
    "danger": "Bị dọa đốt nhà",
}


def measures(office: Office, who: str = "kien") -> dict[str, str]:
    return {
        "measures_taken.0.kind": "life",
        "measures_taken.0.who": "police",
        "measures_taken.0.body": "Công an phường",
        "measures_taken.0.detail": "Tuần tra ban đêm",
        "protector": str(office.people[who].person_id),
    }


def begun(office: Office, **asked: str) -> tuple[UUID, UUID]:
    case_id = stage.opened(office)
    with office.work() as session:
        posted = {name: [value] for name, value in {**ASKED, **asked}.items()}
        sending = Sending(posted=posted, key="protect")
        openings.begin(session, case_id, "protection", sending, actor=office.oanh)
    with office.look() as session:
        return case_id, session.scalars(select(CaseLink.from_id).where(CaseLink.to_id == case_id)).one()


def kept(office: Office) -> list[ProtectionMeasure]:
    with office.look() as session:
        return list(session.scalars(select(ProtectionMeasure).order_by(ProtectionMeasure.id)))


def protected(office: Office) -> UUID:
    _case, protection = begun(office)
    office.does(office.long, "pr_urgent", protection, measure_note="Nguy hiểm ngay", **measures(office))
    office.does(office.oanh, "pr_check", protection, danger_level="present", check_note="Đã gặp")
    office.does(
        office.long, "pr_decide", protection,
        protect_outcome="apply", protected_on="2026-08-03", decision_reason="Có căn cứ", **measures(office),
    )  # fmt: skip
    letter = stage.letter_goes_out(office, protection)
    assert letter.template == "protection_decision"
    return protection


def test_an_urgent_request_is_answered_with_measures_before_it_is_examined(office: Office):
    case_id, protection = begun(office)
    assert office.open_steps(protection) == ["pr_urgent"]
    office.does(office.long, "pr_urgent", protection, measure_note="Nguy hiểm ngay", **measures(office))
    (measure,) = kept(office)
    assert (measure.urgent, measure.state, measure.kind) == (True, "in_force", "life")
    assert office.open_steps(protection) == ["pr_check"]
    assert office.open_steps(case_id) == ["de_check"]
    with office.look() as session:
        begins = {each.procedure: each for each in openings.possible(session, case_id, actor=office.oanh)}
    assert not begins["protection"].is_possible


def test_a_protection_is_sealed_and_seen_by_its_keeper_and_those_of_the_denunciation(office: Office):
    protection = protected(office)
    case = office.case(protection)
    assert (case.sealed, case.kind, case.matter) == (True, "protection", "")
    with office.look() as session:
        held = grants.of(session, case)
    seers = {name for name, actor in office.people.items() if policy.may_see(actor, case, held)}
    assert seers == {"long", "oanh", "kien"}


def test_whoever_is_denounced_never_keeps_the_protection(office: Office):
    case_id, protection = begun(office)
    office.does(
        office.oanh, "de_check", case_id, **stage.CHECKED | {"denounced_person": str(office.tam.person_id)}
    )
    with pytest.raises(Unacceptable):
        office.does(office.long, "pr_urgent", protection, measure_note="Ngay", **measures(office, "tam"))


def test_retaliation_is_handled_at_once_and_the_watch_goes_on(office: Office):
    protection = protected(office)
    posted = {"retaliated_on": ["2026-08-03"], "retaliation": ["Bị đổi việc"]}
    with office.work() as session:
        sending = Sending(posted=posted, key="retaliation")
        events.tell(session, protection, "retaliation", sending, actor=office.kien)
    assert set(office.open_steps(protection)) == {"pr_more", "pr_watch"}
    office.does(office.long, "pr_more", protection, measure_note="Trả thù", **measures(office))
    assert office.open_steps(protection) == ["pr_watch"]
    assert [m.state for m in kept(office)] == ["changed", "changed", "in_force"]


def test_protection_ends_when_the_ground_is_gone_and_on_breach_of_duty_since_july_2026(office: Office):
    protection = protected(office)
    today = office.now.date().isoformat()
    office.does(
        office.kien, "pr_watch", protection, watch_outcome="end", reviewed_on=today, watch_note="Yên ổn"
    )
    ended = {"end_outcome": "end", "end_ground": "breach", "end_reason": "Cố ý vi phạm nghĩa vụ"}
    with office.look():
        assert office.now.date() > dt.date(2026, 7, 1)
    office.does(office.long, "pr_end_decide", protection, **ended)
    stage.letter_goes_out(office, protection)
    assert office.case(protection).closed_as == "protected"
    with office.look() as session:
        assert protections.in_force(session, office.case(protection)) == []
