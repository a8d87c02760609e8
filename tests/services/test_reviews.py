"""A version is drawn by one person and approved by another, and holds from its day on."""

import datetime as dt
import shutil
from collections.abc import Iterator

import pytest

from app import clock
from app.casework import definitions, readiness
from app.errors import NotAllowed, NotFound, OfficeError
from app.services import (
    drafting,
    procedure_drafts,
    procedures,
    readings,
    review_comments,
    reviews,
    staff_trail,
)
from app.services.review_comments import NothingSaid, Said
from app.services.reviews import (
    AlreadyInForce,
    Approval,
    ChangedUnderneath,
    DayPassed,
    NotAnAuthor,
    NotReady,
    NotReviewed,
    OwnVersion,
    ReasonMissing,
)
from db.models import Version
from tests.office import Office
from tests.offices import open_at
from tests.reviewing import (
    PROCEDURE,
    approved,
    clock_writes,
    drafted,
    running,
    saved,
    sent,
    state,
    tomorrow,
    trail,
    with_two_legal_staff,
)


@pytest.fixture
def office(office: Office) -> Office:
    return with_two_legal_staff(office)


@pytest.fixture
def ward(founded_embedded, tmp_path) -> Iterator[Office]:
    """The same on the embedded database alone, for what cannot differ."""
    founded, folder = founded_embedded
    shutil.copytree(folder, tmp_path / "ward")
    database = open_at(f"sqlite:///{tmp_path / 'ward' / 'office.db'}", tmp_path / "ward")
    yield with_two_legal_staff(Office(database, founded))
    database.close()


def approves(office: Office, version_id, who, **said: object) -> None:
    with office.work() as session:
        reviews.approve(session, version_id, Approval(**{"on": tomorrow(office)} | said), actor=who)


def test_a_case_of_today_runs_on_the_old_version_and_one_of_tomorrow_on_the_new(office: Office):
    old = running(office)
    new = approved(office, office.lan, office.quy, on=tomorrow(office))
    today = office.register().case_id
    office.classify(today)
    assert office.runs(today)[PROCEDURE].version_id == old
    office.passes(days=1)
    before_the_tick = office.register(
        matter="Đèn đường hỏng", content_items=[{"text": "Đèn tắt", "request": "Sửa"}]
    )
    office.classify(before_the_tick.case_id)
    assert office.runs(before_the_tick.case_id)[PROCEDURE].version_id == new, (
        "its day has come: no tick is needed"
    )
    assert clock_writes(office) == 1
    assert clock_writes(office) == 0, "what is written is written once"
    assert (state(office, old), state(office, new)) == ("retired", "in_force")
    assert office.runs(today)[PROCEDURE].version_id == old, "what runs stays where it began"
    assert trail(office, new)[-2:] == ["procedure.approve", "procedure.in_force"]
    assert trail(office, old)[-1] == "procedure.retire"
    with office.look() as session:
        assert staff_trail.first_broken(session) is None
        assert definitions.in_force(session, PROCEDURE, tomorrow(office) - dt.timedelta(days=2)) == old


def test_the_author_cannot_approve(office: Office):
    version_id = sent(office, office.lan)
    with pytest.raises(OwnVersion):
        approves(office, version_id, office.lan)
    approves(office, version_id, office.quy)
    assert state(office, version_id) == "approved"


def test_whoever_corrected_a_draft_on_the_way_is_its_author_too(office: Office):
    version_id = drafted(office, office.lan)
    version_id = saved(office, version_id, office.quy, old="công dân", new="dân")
    with office.work() as session:
        reviews.send(session, version_id, actor=office.lan)
    with pytest.raises(OwnVersion):
        approves(office, version_id, office.quy)
    approves(office, version_id, office.long)


@pytest.mark.parametrize("who", ["oanh", "hoa", "an", "sau", "van"])
def test_only_legal_staff_and_the_chairman_approve(ward: Office, who):
    version_id = sent(ward, ward.lan)
    with pytest.raises(NotAllowed):
        approves(ward, version_id, ward.people[who])


def test_a_version_that_is_given_back_is_a_draft_again_with_the_reason(ward: Office):
    version_id = sent(ward, ward.an)
    with ward.work() as session, pytest.raises(ReasonMissing):
        reviews.give_back(session, version_id, "  ", actor=ward.lan)
    with ward.work() as session, pytest.raises(OwnVersion):
        reviews.give_back(session, version_id, "Không", actor=ward.an)
    with ward.work() as session:
        reviews.give_back(session, version_id, "Thiếu căn cứ ở bước trả lời", actor=ward.lan)
    assert state(ward, version_id) == "draft"
    assert "procedure_returned" in ward.notices(ward.an)
    again = saved(ward, version_id, ward.an, old="công dân", new="người dân")
    with ward.work() as session:
        reviews.send(session, again, actor=ward.an)
    assert trail(ward, version_id)[-2:] == ["procedure.send", "procedure.give_back"]


def test_an_author_takes_a_version_back_and_nobody_else(ward: Office):
    version_id = sent(ward, ward.an)
    with ward.work() as session, pytest.raises(NotAnAuthor):
        reviews.withdraw(session, version_id, actor=ward.lan)
    with ward.work() as session:
        reviews.withdraw(session, version_id, actor=ward.an)
    assert state(ward, version_id) == "draft"
    with pytest.raises(NotReviewed):
        approves(ward, version_id, ward.lan)


def test_in_review_nothing_can_be_saved(ward: Office):
    version_id = sent(ward, ward.an)
    with pytest.raises(OfficeError):
        saved(ward, version_id, ward.an, old="công dân", new="dân")
    assert state(ward, version_id) == "in_review"


def test_a_draft_with_something_open_is_not_sent(ward: Office):
    version_id = drafted(ward, ward.an)
    with ward.work() as session:
        told = session.get_one(procedure_drafts.ProcedureDraft, version_id)
        told.publishable = False
    with ward.work() as session, pytest.raises(reviews.NotYetPublishable):
        reviews.send(session, version_id, actor=ward.an)


def test_open_comments_keep_it_from_approval_until_somebody_else_settles_them(ward: Office):
    version_id = sent(ward, ward.an)
    with ward.work() as session:
        said = Said(text="Ai ký?", file=f"{PROCEDURE}.bpmn", element="rc_sign", name="Ký")
        comment = review_comments.comment(session, version_id, said, actor=ward.quy)
        review_comments.reply(session, version_id, comment, "Chủ tịch", actor=ward.an)
    with pytest.raises(NotReady) as refusal, clock.at(ward.now):
        approves(ward, version_id, ward.lan)
    assert "1" in refusal.value.sentence
    with ward.work() as session, pytest.raises(NotAllowed):
        review_comments.resolve(session, version_id, comment, actor=ward.an)
    with ward.work() as session:
        review_comments.resolve(session, version_id, comment, actor=ward.lan)
    approves(ward, version_id, ward.lan)
    assert trail(ward, version_id)[-5:] == [
        "procedure.send", "procedure.comment", "procedure.comment", "procedure.resolve", "procedure.approve",
    ]  # fmt: skip


def test_a_point_of_the_checklist_that_is_not_met_keeps_it_from_approval_by_name(ward: Office):
    version_id = sent(ward, ward.an, old='value="Văn bản trả lời đang chờ lãnh đạo ký."', new='value=""')
    with pytest.raises(NotReady) as refusal:
        approves(ward, version_id, ward.lan)
    with ward.look() as session:
        version = session.get_one(Version, version_id)
        failed = [
            p for p in readiness.checked(session, version, tomorrow(ward)).points if p.state == "failed"
        ]
    assert failed
    assert all(point.title in refusal.value.sentence for point in failed)
    assert state(ward, version_id) == "in_review"


def test_a_comment_outlives_the_saving_of_the_draft_and_needs_words(ward: Office):
    version_id = drafted(ward, ward.an)
    with ward.work() as session:
        review_comments.comment(session, version_id, Said(text="Xem lại", element="rc_sign"), actor=ward.lan)
        with pytest.raises(NothingSaid):
            review_comments.comment(session, version_id, Said(text=" "), actor=ward.lan)
        with pytest.raises(NotAllowed):
            review_comments.comment(session, version_id, Said(text="Tôi nữa"), actor=ward.oanh)
    again = saved(ward, version_id, ward.an, old="công dân", new="người dân")
    with ward.work() as session:
        reviews.send(session, again, actor=ward.an)
    with pytest.raises(NotReady):
        approves(ward, again, ward.lan)


def test_a_day_that_has_passed_is_refused_and_today_must_be_said_expressly(ward: Office):
    version_id = sent(ward, ward.an)
    today = tomorrow(ward) - dt.timedelta(days=1)
    for on in (today - dt.timedelta(days=1), today):
        with pytest.raises(DayPassed):
            approves(ward, version_id, ward.lan, on=on)
    approves(ward, version_id, ward.lan, on=today, from_today=True)
    assert state(ward, version_id) == "in_force"
    assert running(ward) == version_id


def test_an_approved_version_is_stopped_before_its_day_and_what_ran_goes_on(office: Office):
    old = running(office)
    version_id = approved(office, office.an, office.lan, on=tomorrow(office))
    with office.work() as session, pytest.raises(OwnVersion):
        reviews.stop(session, version_id, "Nhầm", actor=office.an)
    with office.work() as session, pytest.raises(ReasonMissing):
        reviews.stop(session, version_id, "", actor=office.quy)
    with office.work() as session:
        reviews.stop(session, version_id, "Luật mới hoãn hiệu lực", actor=office.quy)
    office.passes(days=40)
    assert clock_writes(office) == 0
    assert (running(office), state(office, version_id)) == (old, "draft")
    with office.look() as session:
        assert session.get_one(Version, old).effective_to is None
    assert trail(office, version_id)[-1] == "procedure.stop"


def test_what_is_in_force_cannot_be_stopped_any_more_even_before_the_tick(ward: Office):
    version_id = approved(ward, ward.an, ward.lan, on=tomorrow(ward))
    ward.passes(days=1)
    with ward.work() as session, pytest.raises(AlreadyInForce):
        reviews.stop(session, version_id, "Muộn", actor=ward.quy)


def test_a_new_release_leaves_what_was_approved_here_alone(ward: Office, monkeypatch):
    approved(ward, ward.an, ward.lan, on=tomorrow(ward))
    shipped = procedures.bundle(PROCEDURE)
    monkeypatch.setattr(procedures, "bundle", lambda _key: shipped | {"x.dmn": b"<x/>"})
    with ward.work() as session:
        assert procedures.load(session, PROCEDURE) is None
    ward.passes(days=2)
    clock_writes(ward)
    with ward.work() as session:
        assert procedures.load(session, PROCEDURE) is None


def test_only_one_approved_version_waits_for_its_day(ward: Office):
    approved(ward, ward.an, ward.lan, on=tomorrow(ward))
    second = sent(ward, ward.an, new='name="Soạn trả lời"')
    with pytest.raises(NotReady):
        approves(ward, second, ward.lan, on=tomorrow(ward) + dt.timedelta(days=5))


def test_files_that_are_not_those_of_the_review_are_not_approved(office: Office):
    version_id = sent(office, office.an)
    with office.work() as session:
        review = reviews._round(session, version_id, reviews.OPEN)  # noqa: SLF001 - as if another row were there
        review.digest = "0" * 64
    with pytest.raises(ChangedUnderneath):
        approves(office, version_id, office.lan)
    assert state(office, version_id) == "in_review"


def test_everybody_whose_step_it_is_hears_and_confirms_having_read(ward: Office):
    version_id = sent(ward, ward.an)
    with ward.work() as session, pytest.raises(NotFound):
        readings.confirm(session, version_id, actor=ward.oanh)
    approves(ward, version_id, ward.lan)
    for who in (ward.oanh, ward.long):
        assert "procedure_changed" in ward.notices(who)
    assert "procedure_changed" not in ward.notices(ward.van), "no step of this procedure is a clerk's"
    for _again in range(2):
        with ward.work() as session:
            readings.confirm(session, version_id, actor=ward.oanh)
    assert trail(ward, version_id).count("procedure.read") == 1


def test_a_copy_of_what_was_approved_is_a_draft_of_its_own(ward: Office):
    version_id = approved(ward, ward.an, ward.lan, on=tomorrow(ward))
    with ward.work() as session:
        copied = drafting.copy_of(session, version_id, actor=ward.quy)
    assert state(ward, copied) == "draft"
    assert state(ward, version_id) == "approved"
