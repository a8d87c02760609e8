"""The counter's work: registered once, classified or not, sealed until then, found again by every mark."""

import sqlite3
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from app.errors import NotAllowed, NotFound
from app.listings import counter as listing
from app.listings import earlier
from app.services import counter
from db.models import BlindKey, Case, CaseLink, CasePetition, Classification, Document, Petition, Run, Task

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CHI = {
    "petitioner_kind": "person",
    "full_name": "Nguyễn Thị Chi",
    "phone": "0912 345 678",
    "identity_number": "040123456789",
    "address": "Khối 3, phường Trường Vinh",
    "signer_class": "one",
    "earlier_visit": "first",
    "channel": "counter",
    "received_on": "03/08/2026",
    "matter": "Đường khối 3 ngập nước sau mưa",
    "title_says": "none",
    "respondent_position": "none",
    "place": "Khối 3",
    "parcel": "thửa số 12, tờ bản đồ số 45",
}
REFLECTION = {"reports_problem": "true", "field": "roads_infrastructure"}
DENUNCIATION = {
    "accuses_person_of_violation": "true",
    "field": "official_conduct",
    "respondent_position": "commune_staff",
    "respondent_name": "Lê Văn Tẹo",
}


def posted(*parts: dict[str, str], **changed: str):
    said = {}
    for part in parts:
        said |= part
    return {name: [value] for name, value in (said | changed).items()}


def send(office, fields, *, classified=True, draft=None, actor=None):
    """Send the screen as a person does: look at the proposals, then send what the screen shows."""
    draft, who = draft or uuid4(), actor or office.oanh
    with office.work() as session:
        counter.keep(session, draft, fields, actor=who)
    with office.work() as session:
        done = counter.lodge(session, draft, fields, classified=classified, actor=who)
        if done.sheet is not None and done.sheet.filled and not done.problems:
            done = counter.lodge(session, draft, done.sheet.posted, classified=classified, actor=who)
    return done


def only(office, model):
    with office.look() as session:
        return session.scalars(select(model)).one()


def case_of(office, petition_id):
    with office.look() as session:
        return session.scalars(
            select(Case)
            .join(CasePetition, CasePetition.case_id == Case.id)
            .where(CasePetition.petition_id == petition_id)
        ).first()


def test_registering_and_classifying_is_one_piece_of_work(office):
    done = send(office, posted(CHI, REFLECTION))
    case = case_of(office, done.petition_id)
    assert (case.kind, case.sealed, case.matter) == ("reflection", False, CHI["matter"])
    assert office.open_steps(case.id) == ["rc_answer"]
    assert case.lead_unit_id == office.units["economy"]
    assert only(office, Classification).proposed["outcome"]["value"] == "accept"


def test_classifying_later_leaves_the_one_task_with_who_registered(office):
    done = send(office, posted(CHI), classified=False)
    case = case_of(office, done.petition_id)
    task = office.task("in_classify", case.id)
    assert (case.kind, case.sealed, case.matter) == ("unclassified", True, "")
    assert task.assignee_id == office.oanh.person_id


def test_proposals_nobody_has_looked_at_are_not_registered(office):
    with office.work() as session:
        done = counter.lodge(session, uuid4(), posted(CHI, REFLECTION), classified=True, actor=office.oanh)
    assert done.petition_id is None
    assert done.sheet.filled
    assert done.sheet.posted["petition_kind"] == ["reflection"]


def test_a_proposal_follows_the_facts_until_the_officer_chooses_otherwise(office):
    untouched = {"petition_kind": "reflection", "was.petition_kind": "reflection"}
    chosen = {"petition_kind": "other", "was.petition_kind": "reflection"}
    facts = {"gives_opinion": "true", "field": "other"}
    with office.look() as session:
        read = counter.counter_sheet.read
        follows = read(session, posted(CHI, facts, untouched), actor=office.oanh)
        stays = read(session, posted(CHI, facts, chosen), actor=office.oanh)
    assert follows.posted["petition_kind"] == ["recommendation"]
    assert stays.posted["petition_kind"] == ["other"]
    assert "override_reason" in {each.field for each in stays.classification.problems}


def test_the_same_screen_sent_twice_registers_once(office):
    draft = uuid4()
    first = send(office, posted(CHI, REFLECTION), draft=draft)
    second = send(office, posted(CHI, REFLECTION, matter="Việc khác"), draft=draft)
    assert second.again
    assert second.petition_id == first.petition_id
    with office.look() as session:
        assert session.scalar(select(func.count()).select_from(Petition)) == 1
        assert session.scalar(select(func.count()).select_from(Run).where(Run.procedure == "intake")) == 1


def test_nobody_else_learns_what_a_screen_became(office):
    draft = uuid4()
    done = send(office, posted(CHI), classified=False, draft=draft)
    with office.look() as session:
        with pytest.raises(NotFound):
            counter.lodged(session, draft, actor=office.kien)
        with pytest.raises(NotFound):
            listing.entered(session, done.petition_id, actor=office.kien)
        with pytest.raises(NotFound):
            listing.entered(session, done.petition_id, actor=office.long)
        assert listing.entered(session, done.petition_id, actor=office.oanh).number == "NP1/2026"


def test_a_clerk_cannot_register(office):
    with office.work() as session, pytest.raises(NotAllowed):
        counter.lodge(session, uuid4(), posted(CHI), classified=False, actor=office.van)


def test_a_denunciation_goes_sealed_into_its_procedure(office):
    done = send(office, posted(CHI, DENUNCIATION))
    case = case_of(office, done.petition_id)
    assert (case.kind, case.sealed, case.matter) == ("denunciation", True, "")
    [task] = [t for t in office.all(Task, case.id) if t.state == "open"]
    assert (task.procedure, task.assignee_id) == ("denunciation", office.oanh.person_id)
    with office.look() as session:
        told = listing.entered(session, done.petition_id, actor=office.oanh)
    assert (told.petitioner, told.matter) == ("", "")


def test_scans_come_along_under_the_key_of_their_draft(office):
    draft = uuid4()
    with office.work() as session:
        counter.attach(session, draft, filename="đơn chị Chi.pdf", body=PDF, actor=office.oanh)
    done = send(office, posted(CHI, REFLECTION), draft=draft)
    case = case_of(office, done.petition_id)
    document = only(office, Document)
    assert document.key_id == case.key_id
    with office.look() as session:
        told = listing.entered(session, done.petition_id, actor=office.oanh)
        assert counter.scans(session, draft, actor=office.oanh) == ()
    assert told.scans == ("đơn chị Chi.pdf",)


def test_what_is_thrown_away_can_never_be_read_again(office):
    draft = uuid4()
    with office.work() as session:
        counter.keep(session, draft, posted(CHI), actor=office.oanh)
        counter.attach(session, draft, filename="a.pdf", body=PDF, actor=office.oanh)
    with office.work() as session:
        counter.discard(session, draft, actor=office.oanh)
    with office.look() as session:
        assert counter.typed(session, draft, actor=office.oanh) is None
        assert listing.unfinished(session, actor=office.oanh) == ()


def test_a_late_autosave_does_not_bring_a_registered_screen_back(office):
    draft = uuid4()
    send(office, posted(CHI, REFLECTION), draft=draft)
    with office.work() as session:
        counter.keep(session, draft, posted(CHI), actor=office.oanh)
    with office.look() as session:
        assert listing.unfinished(session, actor=office.oanh) == ()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"received_on": "01/08/2026"}, "backdating_reason"),
        ({"received_on": "04/08/2026"}, "received_on"),
        ({"received_on": "04/08/2006", "backdating_reason": "Nhầm"}, "received_on"),
        ({"identity_number": ""}, "identity_skip_reason"),
        ({"channel": "forwarded"}, "forwarder"),
        ({"on_behalf": "true"}, "on_behalf_of"),
        ({"address": ""}, "address"),
        ({"channel": "forwarded", "forwarder_kind": "press", "forwarder": "Báo " * 90}, "forwarder"),
    ],
)
def test_what_the_law_asks_for_is_asked_at_its_field(office, changed, field):
    done = send(office, posted(CHI, **changed), classified=False)
    assert done.petition_id is None
    assert field in {problem.field for problem in done.problems}


@pytest.mark.parametrize(
    ("signers", "representatives", "accepted"),
    [(3, 0, True), (5, 0, False), (5, 1, True), (10, 2, True), (10, 3, False), (11, 5, True), (11, 6, False)],
)
def test_a_group_names_as_many_representatives_as_the_law_allows(
    office,
    signers,
    representatives,
    accepted,
):
    names = {f"representatives.{n}.full_name": f"Người {n}" for n in range(representatives)}
    fields = posted(CHI, names, petitioner_kind="group", signers=str(signers), signer_class="many")
    done = send(office, fields, classified=False)
    assert (done.petition_id is not None) is accepted


def test_a_petition_by_post_needs_no_identity_number_and_keeps_its_stamp(office):
    fields = posted(CHI, channel="post", identity_number="", stamped_on="31/07/2026")
    done = send(office, fields, classified=False)
    petition = only(office, Petition)
    assert done.petition_id == petition.id
    assert (petition.channel, petition.stamped_on.isoformat()) == ("post", "2026-07-31")


def test_a_forwarded_petition_remembers_to_whom_a_reply_is_owed(office):
    fields = posted(
        CHI,
        channel="forwarded",
        forwarder_kind="assembly",
        forwarder="Đoàn đại biểu Quốc hội",
        reply_owed="true",
    )
    send(office, fields, classified=False)
    petition = only(office, Petition)
    assert (petition.forwarder, petition.reply_owed) == (None, True)  # its name waits under the seal
    office.classify(only(office, Case).id, forwarder_reply="with_result")
    assert only(office, Petition).forwarder == "Đoàn đại biểu Quốc hội"


def test_the_database_holds_no_name_before_and_no_identity_after_classification(office, tmp_path):
    if not office.database.embedded:
        pytest.skip("reads the file of the embedded database")
    send(office, posted(CHI, DENUNCIATION))
    send(office, posted(CHI, full_name="Trần Thị Bưởi", phone="0987654321"), classified=False)
    with office.work() as session:
        counter.keep(session, uuid4(), posted(CHI, full_name="Hà Thị Chanh"), actor=office.oanh)
    office.database.close()
    with sqlite3.connect(tmp_path / "office.db") as own:
        own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = (tmp_path / "office.db").read_bytes()
    for word in ("Nguyễn Thị Chi", "Bưởi", "Chanh", "Tẹo", "040123456789", "0987654321", "ngập nước", "buoi"):
        assert word.encode() not in raw, word


@pytest.mark.parametrize(
    ("clues", "reason"),
    [
        ({"identity_number": "040123456789"}, "identity"),
        ({"phone": "+84 912.345.678"}, "phone"),
        ({"full_name": "nguyen thi chi", "address": "khoi 3, truong vinh"}, "name"),
        ({"parcel": "12/45"}, "parcel"),
        ({"parcel": "thửa 12 tờ 45"}, "parcel"),
        ({"full_name": "NGUYEN THI CHI"}, "similar_name"),
        ({"matter": "duong khoi 3 bi ngap nuoc"}, "similar_matter"),
        ({"full_name": "Chi"}, ""),
        ({"matter": "tiếng ồn quán hát"}, ""),
        ({}, ""),
    ],
)
def test_an_earlier_petition_is_found_by_each_mark_with_its_reason(office, clues, reason):
    send(office, posted(CHI, REFLECTION))
    with office.look() as session:
        found = earlier.find(session, clues, actor=office.kien)
    assert [reason in each.reasons for each in found] == ([True] if reason else [])


def test_a_sealed_petition_is_found_by_its_registrar_and_the_leader_alone(office):
    send(office, posted(CHI, DENUNCIATION))
    clues = {"identity_number": CHI["identity_number"]}
    with office.look() as session:
        seen = {
            name: len(earlier.find(session, clues, actor=getattr(office, name)))
            for name in ("oanh", "long", "kien", "hoa", "van")
        }
        [own] = earlier.find(session, clues, actor=office.oanh)
    assert seen == {"oanh": 1, "long": 1, "kien": 0, "hoa": 0, "van": 0}
    assert (own.matter, own.sealed) == ("", True)


def test_another_authority_finds_nothing(office):
    send(office, posted(CHI, REFLECTION))
    stranger = replace(office.kien, authority_id=UUID(int=7))
    with office.look() as session:
        assert (
            earlier.find(session, {"phone": CHI["phone"], "full_name": CHI["full_name"]}, actor=stranger)
            == ()
        )


def test_a_linked_duplicate_counts_in_the_first_case(office):
    first = case_of(office, send(office, posted(CHI, REFLECTION)).petition_id)
    again = posted(CHI, REFLECTION, duplicate="true", duplicate_of="1/2026", earlier_visit="repeat")
    done = send(office, again)
    with office.look() as session:
        ties = session.scalars(select(CasePetition).where(CasePetition.petition_id == done.petition_id)).all()
    assert {(tie.case_id, tie.kind) for tie in ties} >= {(first.id, "duplicate")}


def test_a_matter_brought_again_is_tied_to_the_case_that_dealt_with_it(office):
    first = case_of(office, send(office, posted(CHI, REFLECTION)).petition_id)
    done = send(office, posted(CHI, REFLECTION, earlier_visit="repeat", repeat_of="1/2026"))
    link = only(office, CaseLink)
    assert (link.kind, link.from_id, link.to_id) == (
        "repeat-of",
        case_of(office, done.petition_id).id,
        first.id,
    )


def test_a_duplicate_of_a_case_that_may_not_be_seen_is_a_problem_at_the_field(office):
    send(office, posted(CHI, DENUNCIATION))
    for number in ("1/2026", "77/2026", "rubbish"):
        done = send(office, posted(CHI, REFLECTION, duplicate="true", duplicate_of=number))
        assert [problem.field for problem in done.problems] == ["duplicate_of"]
    with office.look() as session:
        assert session.scalar(select(func.count()).select_from(BlindKey)) > 0
