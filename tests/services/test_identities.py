"""Asking who denounced: for a reason, with one's password, for five minutes, on record, before two people."""

import pytest
from sqlalchemy import select

from app import clock
from app.casework.audit import first_broken
from app.errors import NotAllowed, NotFound, NotPossibleNow, Unacceptable
from app.listings import notices as told
from app.listings import reveals
from app.services import identities, supervision
from app.services.identities import PasswordWrong, TooManyLooks
from app.services.sign_in import TooManyAttempts
from db.models import AuditEntry, Reveal
from tests.office import Office
from tests.sealed import asking, contested, denunciation, give, rights, with_passwords


@pytest.fixture
def sealed(office: Office):
    with_passwords(office)
    return denunciation(office)


def ask(office: Office, case_id, who: str, **how: str):
    with clock.at(office.now):
        return identities.ask(office.database, case_id, asking(**how), actor=office.people[who])


def apply(office: Office, number: str, who: str, **how: str) -> None:
    with clock.at(office.now):
        identities.apply(office.database, number, asking(**how), actor=office.people[who])


def shown(office: Office, case_id, who: str):
    with office.look() as session:
        return reveals.shown(session, case_id, actor=office.people[who])


def looks(office: Office, who: str):
    with office.look() as session:
        return reveals.page(session, actor=office.people[who]).rows


def unread(office: Office, who: str) -> list:
    with office.look() as session:
        return [(row.kind, row.number) for row in told.show(session, actor=office.people[who]).rows]


def test_the_receiver_reads_the_identity_for_five_minutes_and_not_longer(office: Office, sealed):
    assert shown(office, sealed, "oanh") is None
    ask(office, sealed, "oanh")
    assert shown(office, sealed, "oanh").parties[0].name == "Phạm Kín Đáo"
    assert shown(office, sealed, "long") is None  # a look is one person's
    office.passes(minutes=4, seconds=59)
    assert shown(office, sealed, "oanh") is not None
    office.passes(seconds=1)
    assert shown(office, sealed, "oanh") is None


def test_a_look_is_on_record_with_its_reason_sealed_beside_the_chain(office: Office, sealed):
    ask(office, sealed, "oanh")
    entry = next(e for e in office.all(AuditEntry, sealed) if e.tag == "identity.read")
    assert entry.actor_id == office.oanh.person_id
    assert "Mời" not in str(entry.facts)
    with office.look() as session:
        assert first_broken(session, sealed) is None


@pytest.mark.parametrize(
    "how", [{"reason": " ngắn  "}, {"kind": ""}, {"kind": "curious"}, {"reason": "x" * 1001}]
)
def test_without_a_reason_nothing_is_shown(office: Office, sealed, how):
    with pytest.raises(Unacceptable):
        ask(office, sealed, "oanh", **how)
    assert shown(office, sealed, "oanh") is None


def test_a_wrong_password_is_on_record_shows_nothing_and_slows_down(office: Office, sealed):
    for _turn in range(identities.WRONG):
        with pytest.raises(PasswordWrong):
            ask(office, sealed, "oanh", password="đoán mò")
    with pytest.raises(TooManyAttempts):
        ask(office, sealed, "oanh")
    assert shown(office, sealed, "oanh") is None
    with office.look() as session:
        wrong = session.scalars(select(AuditEntry).where(AuditEntry.tag == "password.wrong")).all()
    assert [e.actor_id for e in wrong] == [office.oanh.person_id] * identities.WRONG
    office.passes(minutes=16)
    ask(office, sealed, "oanh")


def test_nobody_looks_more_than_twenty_times_a_day(office: Office, sealed):
    with office.work() as session:
        ask_row = {"case_id": sealed, "authority_id": office.authority_id, "unit_id": office.oanh.unit_id}
        for _turn in range(identities.A_DAY):
            session.add(
                Reveal(
                    **ask_row, person_id=office.oanh.person_id, kind="meet", reason=b"", state="shown",
                    asked_at=office.now, until=office.now,
                )
            )  # fmt: skip
    with pytest.raises(TooManyLooks):
        ask(office, sealed, "oanh")
    office.passes(days=1)
    ask(office, sealed, "oanh")


def test_who_works_on_the_copies_alone_may_not_ask(office: Office, sealed):
    give(office, sealed, "tam", "team_member")
    with pytest.raises(NotAllowed):
        ask(office, sealed, "tam")
    give(office, sealed, "kien", "team_head")
    ask(office, sealed, "kien")


def test_whoever_holds_no_right_is_told_that_there_is_nothing(office: Office, sealed):
    for who in ("kien", "hoa", "tam", "van", "sau", "an"):
        with pytest.raises(NotFound):
            ask(office, sealed, who)


@pytest.mark.usefixtures("sealed")
def test_where_nothing_is_sealed_there_is_nothing_to_ask_for(office: Office):
    open_case = office.register().case_id
    office.classify(open_case)
    with pytest.raises(NotPossibleNow):
        ask(office, open_case, "oanh")


def test_the_leader_hears_of_an_officers_look_and_marks_it_as_gone_through(office: Office, sealed):
    look = ask(office, sealed, "oanh")
    assert ("reveal", "NP1/2026") in unread(office, "long")
    (row,) = looks(office, "long")
    assert (row.who, row.number, row.reason, row.can_look) == (
        "Nguyễn Thị Oanh", "NP1/2026", "Mời người gửi đơn làm việc", True,
    )  # fmt: skip
    with office.work() as session:
        supervision.look_at(session, look, actor=office.long)
    assert looks(office, "long")[0].looked_by == "Hồ Đức Long"
    with pytest.raises(NotFound), office.work() as session:
        supervision.look_at(session, look, actor=office.oanh)


def test_the_auditor_sees_who_when_and_why_in_kind_and_never_the_matter(office: Office, sealed):
    look = ask(office, sealed, "long")
    assert unread(office, "sau") == [("reveal", "")]
    (row,) = looks(office, "sau")
    assert (row.who, row.kind) == ("Hồ Đức Long", "Làm việc hoặc gửi văn bản cho người gửi đơn")
    assert (row.case_id, row.number, row.reason) == (None, "", "")
    with office.work() as session:
        supervision.look_at(session, look, actor=office.sau)
    assert looks(office, "sau")[0].looked_on is not None


def test_nobody_else_sees_whose_looks_there_were(office: Office, sealed):
    ask(office, sealed, "oanh")
    for who in ("kien", "hoa", "tam", "van", "an"):
        assert looks(office, who) == ()
    assert [row.who for row in looks(office, "oanh")] == ["Nguyễn Thị Oanh"]


def test_in_an_emergency_a_second_person_agrees_before_anything_is_shown(office: Office, sealed):
    apply(office, "NP1/2026", "hoa")
    with pytest.raises(NotFound):
        ask(office, sealed, "hoa")
    (row,) = [row for row in looks(office, "long") if row.can_decide]
    with pytest.raises(NotFound), office.work() as session:
        supervision.decide(session, row.look_id, agreed=True, actor=office.hoa)
    with office.work() as session:
        supervision.decide(session, row.look_id, agreed=True, actor=office.long)
    assert rights(office, sealed) == {"oanh": "receiver", "hoa": "emergency"}
    ask(office, sealed, "hoa")
    assert shown(office, sealed, "hoa").parties
    office.passes(days=1)
    assert rights(office, sealed) == {"oanh": "receiver"}
    with pytest.raises(NotPossibleNow), office.work() as session:
        supervision.decide(session, row.look_id, agreed=True, actor=office.long)


def test_a_deputy_named_for_the_case_may_be_the_second_person(office: Office, sealed):
    give(office, sealed, "hoa", "chairman")
    apply(office, "NP1/2026", "kien")
    (row,) = [row for row in looks(office, "hoa") if row.can_decide]
    with office.work() as session:
        supervision.decide(session, row.look_id, agreed=False, actor=office.hoa)
    assert ("reveal_refused", "") in unread(office, "kien")


@pytest.mark.usefixtures("sealed")
def test_a_number_that_is_not_sealed_or_not_there_is_answered_the_same(office: Office):
    open_case = office.register().case_id
    office.classify(open_case)
    for number in ("1/2026", "NP99/2026", "77/2026", "rubbish"):
        apply(office, number, "hoa")
    assert looks(office, "long") == ()


def test_the_denounced_who_asks_is_refused_by_itself_and_the_leader_sees_it(office: Office, sealed):
    contested(office, sealed, unit="economy")
    apply(office, "NP1/2026", "hoa")
    (row,) = looks(office, "long")
    assert (row.concerned, row.state, row.can_decide) == (True, "refused", False)
    assert rights(office, sealed) == {"oanh": "receiver"}


def test_a_right_lasts_ninety_days_from_the_last_step_and_ends_with_the_case(office: Office, sealed):
    office.passes(days=89)
    assert rights(office, sealed) == {"oanh": "receiver"}
    office.passes(days=2)
    assert rights(office, sealed) == {}
