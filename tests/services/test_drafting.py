"""Editing a draft: copied, kept as it is drawn, saved in turns; nobody's work is overwritten unseen."""

import threading

import pytest
from sqlalchemy import func, select

from app import language
from app.casework import own_english
from app.errors import MovedOn, NotFound, Unacceptable
from app.gate import Verdict
from app.gate.verdict import Kind
from app.services import (
    called_procedures,
    draft_locks,
    draft_processes,
    draft_work,
    drafting,
    procedure_drafts,
    procedures,
    rehearsals,
    staff_trail,
)
from app.services.draft_locks import STALE, HeldBy
from app.services.drafting import Conflict, Frozen, LostOnSaving
from app.services.procedure_drafts import Content, DraftMovedOn
from db.models import AuditEntry, BundleFile, DraftAuthor, DraftWork, ProcedureDraft, Version
from tests import town as towns

KEY = "clock_change"
OWN, FORM, CALLED = f"{KEY}.bpmn", "forms/clock_change_proposal.json", "letter_issue.bpmn"


class Desk:
    """The drafts of one town: somebody copies, edits, saves; every save is judged as accepted."""

    def __init__(self, town) -> None:
        self.town = town
        self.lan, self.an = town.actor("vinh.legal_staff"), town.actor("vinh.administrator")
        with town.database.transaction() as session:
            self.running = procedures.load(session, KEY).id

    def copy(self, of=None, *, actor=None):
        with self.town.database.transaction() as session:
            return drafting.copy_of(session, of or self.running, actor=actor or self.lan)

    def files(self, version_id):
        with self.town.database.reading() as session:
            return drafting.files_of(session, version_id)

    def base(self, version_id):
        with self.town.database.reading() as session:
            return session.get_one(Version, version_id).digest

    def edit(self, version_id, files, *, actor=None, base=None, english=None):
        with self.town.database.reading() as session:
            return drafting.edit(
                session, version_id, files, base=base or self.base(version_id),
                actor=actor or self.lan, english=english or {},
            )  # fmt: skip

    def commit(self, wanted, *, actor=None):
        found = {name: Verdict(Kind.UNKNOWN, accepted=True) for name in wanted.files}
        with self.town.database.transaction() as session:
            return drafting.save(session, wanted, Content(wanted.files, found), actor=actor or self.lan)

    def save(self, version_id, files, **more: object):
        return self.commit(self.edit(version_id, files, **more), actor=more.get("actor"))

    def drawn(self, version_id, old, new):
        """Change one thing in the procedure's own drawing."""
        body = self.files(version_id)[OWN]
        assert old in body
        return {OWN: body.replace(old, new)}

    def renamed(self, version_id, name):
        head, start, rest = self.files(version_id)[OWN].partition(b'<bpmn:process id="clock_change" name="')
        return {OWN: head + start + name.encode() + b'"' + rest.partition(b'"')[2]}

    def rows(self, query):
        with self.town.database.reading() as session:
            return session.scalars(query).all()

    def do(self, act, version_id, *given, actor=None, **more: object):
        with self.town.database.transaction() as session:
            return act(session, version_id, *given, actor=actor or self.lan, **more)


@pytest.fixture(scope="module")
def desk(founded, tmp_path_factory):
    """One office for the tests that look at their own draft alone."""
    own = towns.copy(founded, tmp_path_factory.mktemp("drafting"))
    yield Desk(own)
    own.database.close()


@pytest.fixture
def either(town):
    """An office of its own, once on each database: for what their locks and constraints decide."""
    return Desk(town)


def test_a_copy_is_a_draft_with_the_same_files_and_an_author(desk):
    draft = desk.copy()
    assert desk.files(draft) == desk.files(desk.running)
    (told,) = desk.rows(select(ProcedureDraft).where(ProcedureDraft.version_id == draft))
    assert (told.root_id, told.follows_id) == (draft, None)
    authors = desk.rows(select(DraftAuthor.person_id).where(DraftAuthor.root_id == draft))
    assert authors == [desk.lan.person_id]


def test_everybody_who_saved_is_an_author_of_the_root(desk):
    draft = desk.copy()
    saved = desk.save(draft, desk.renamed(draft, "Một"))
    desk.do(draft_locks.release, saved)
    desk.save(saved, desk.renamed(saved, "Hai"), actor=desk.an)
    authors = desk.rows(select(DraftAuthor).where(DraftAuthor.root_id == draft))
    assert {each.person_id for each in authors} == {desk.lan.person_id, desk.an.person_id}


def test_the_numbers_that_people_read_do_not_run_away(either):
    at = either.copy()
    for turn in range(4):
        at = either.save(at, either.renamed(at, f"Lần {turn}"))
    found = {version.id: version for version in either.rows(select(Version).where(Version.procedure == KEY))}
    assert found[at].number == 2
    assert {version.number for version in found.values() if version.state == "replaced"} == {-1, -2, -3, -4}


def test_what_nobody_can_want_any_more_is_given_up_and_what_is_rehearsed_stays(either, travel):
    root = either.copy()
    first = either.save(root, either.renamed(root, "Một"))
    rehearsed = either.save(first, either.renamed(first, "Hai"))
    with either.town.database.transaction() as session:
        play = rehearsals.play_of(session, rehearsed)
        rehearsals.begin(session, play, rehearsals.opened(play), actor=either.lan)
    newest = either.save(rehearsed, either.renamed(rehearsed, "Ba"))
    travel(days=2)
    last = either.save(newest, either.renamed(newest, "Bốn"))
    kept = {version.id for version in either.rows(select(Version).where(Version.state != "in_force"))}
    assert root in kept
    assert first not in kept
    assert {rehearsed, newest, last} <= kept
    with either.town.database.reading() as session:
        assert drafting.newest(session, root).id == last


def test_two_files_saved_by_two_people_stand_together(desk):
    draft = desk.copy()
    form = desk.files(draft)[FORM].replace(b'"schemaVersion": 19', b'"schemaVersion":  19')
    desk.save(draft, {FORM: form}, actor=desk.an)
    desk.do(draft_locks.release, draft, actor=desk.an)
    saved = desk.save(draft, desk.renamed(draft, "Mới"))
    assert desk.files(saved)[FORM] == form
    assert "Mới".encode() in desk.files(saved)[OWN]


def test_the_same_file_saved_by_two_people_is_a_conflict_that_names_who_and_what(desk):
    draft = desk.copy()
    theirs = desk.save(draft, desk.renamed(draft, "Của An"), actor=desk.an)
    desk.do(draft_locks.release, draft, actor=desk.an)
    with pytest.raises(Conflict) as met:
        desk.edit(draft, desk.renamed(draft, "Của Lan"))
    assert met.value.meanwhile.version_id == theirs
    (saved,) = met.value.meanwhile.saved
    assert (saved.who, saved.files) == (desk.an.name, (OWN,))
    assert isinstance(met.value, MovedOn)


def test_of_a_conflict_three_ways_lead_on(either):
    draft = either.copy()
    mine = either.renamed(draft, "Của Lan")
    theirs = either.save(draft, either.renamed(draft, "Của An"), actor=either.an)
    either.do(draft_locks.release, draft, actor=either.an)
    copied = either.do(drafting.save_as_copy, draft, mine)
    assert either.files(copied)[OWN] == mine[OWN]
    assert "Của An".encode() in either.files(theirs)[OWN]
    over = either.save(theirs, mine)
    assert either.files(over)[OWN] == mine[OWN]
    assert either.rows(select(Version.state).where(Version.id == theirs)) == ["replaced"]


def test_a_wrong_base_is_a_conflict_and_a_version_that_is_no_draft_is_refused(desk):
    draft = desk.copy()
    with pytest.raises(Conflict):
        desk.edit(draft, desk.renamed(draft, "Mới"), base="0" * 64)
    with pytest.raises(NotFound):
        desk.edit(desk.running, desk.renamed(draft, "Mới"))
    with pytest.raises(NotFound):
        desk.do(draft_work.autosave, desk.running, OWN, b"<a/>", base="")


def test_what_was_sent_to_review_cannot_be_edited(desk):
    draft = desk.copy()
    with desk.town.database.transaction() as session:
        session.get_one(Version, draft).state = "in_review"
    with pytest.raises(Frozen):
        desk.edit(draft, desk.renamed(draft, "Mới"))


def test_of_two_who_save_at_once_one_is_told_and_nothing_is_lost(either):
    draft = either.copy()
    wanted = [either.edit(draft, either.renamed(draft, f"Ai {turn}")) for turn in range(2)]
    outcomes = []

    def save(each):
        try:
            outcomes.append(either.commit(each))
        except DraftMovedOn as late:
            outcomes.append(late)

    racing = [threading.Thread(target=save, args=(each,)) for each in wanted]
    for thread in racing:
        thread.start()
    for thread in racing:
        thread.join()
    assert sorted(isinstance(each, DraftMovedOn) for each in outcomes) == [False, True]
    assert len(either.rows(select(Version).where(Version.state == "draft"))) == 1


def test_one_edits_at_a_time_and_the_other_hears_who_and_since_when(desk):
    draft = desk.copy()
    desk.do(draft_locks.lock, draft)
    with pytest.raises(HeldBy) as held:
        desk.do(draft_locks.lock, draft, actor=desk.an)
    assert desk.lan.name in held.value.sentence
    with pytest.raises(HeldBy):
        desk.edit(draft, desk.renamed(draft, "Mới"), actor=desk.an)
    desk.do(draft_locks.release, draft, actor=desk.an)  # not theirs to give up
    with pytest.raises(HeldBy):
        desk.do(draft_locks.lock, draft, actor=desk.an)


def test_silence_ends_a_turn_and_a_heartbeat_keeps_it(desk, travel):
    draft = desk.copy()
    desk.do(draft_locks.lock, draft)
    travel(seconds=STALE.total_seconds() - 30)
    desk.do(draft_locks.lock, draft)
    travel(seconds=STALE.total_seconds() + 60)
    with pytest.raises(HeldBy):
        desk.do(draft_locks.lock, draft, actor=desk.an)
    travel(seconds=3 * STALE.total_seconds())
    assert desk.do(draft_locks.lock, draft, actor=desk.an).who == desk.an.name


def test_a_takeover_is_open_recorded_and_leaves_the_unsaved_work_to_its_author(either):
    draft = either.copy()
    either.do(draft_locks.lock, draft)
    either.do(draft_work.autosave, draft, OWN, b"<half/>", base=either.base(draft))
    taken = either.do(draft_locks.take_over, draft, actor=either.an)
    assert taken.taken_from == either.lan.person_id
    (entry,) = either.rows(select(AuditEntry).where(AuditEntry.tag == "procedure.take_over"))
    assert (entry.actor_id, entry.facts["from"]) == (either.an.person_id, str(either.lan.person_id))
    with either.town.database.reading() as session:
        assert staff_trail.first_broken(session) is None
        assert draft_work.recovered(session, draft, OWN, actor=either.lan).content == b"<half/>"
        assert draft_work.recovered(session, draft, OWN, actor=either.an) is None
    with pytest.raises(HeldBy):
        either.do(draft_locks.lock, draft)


def test_unsaved_work_is_kept_until_it_is_saved_and_outlives_other_saves(desk):
    draft = desk.copy()
    half = desk.renamed(draft, "Dở dang")[OWN]
    desk.do(draft_work.autosave, draft, OWN, half, base=desk.base(draft))
    theirs = desk.save(draft, {FORM: desk.files(draft)[FORM] + b"\n"})
    with desk.town.database.reading() as session:
        work = draft_work.recovered(session, theirs, OWN, actor=desk.lan)
    assert (work.opened, work.base) == (draft, desk.base(draft))
    saved = desk.save(theirs, {OWN: half})
    assert desk.rows(select(DraftWork).where(DraftWork.root_id == draft)) == []
    with desk.town.database.reading() as session:
        assert draft_work.recovered(session, saved, OWN, actor=desk.lan) is None


def test_recovered_work_is_saved_against_what_it_was_begun_on(desk):
    draft = desk.copy()
    half = desk.renamed(draft, "Của Lan")[OWN]
    desk.do(draft_work.autosave, draft, OWN, half, base=desk.base(draft))
    theirs = desk.save(draft, desk.renamed(draft, "Của An"), actor=desk.an)
    desk.do(draft_locks.release, theirs, actor=desk.an)
    with desk.town.database.reading() as session:
        work = draft_work.recovered(session, theirs, OWN, actor=desk.lan)
    with pytest.raises(Conflict):
        desk.edit(work.opened, {OWN: work.content}, base=work.base)


@pytest.mark.parametrize("name", ["../evil", "forms/../x.json", "/etc/passwd", "x.exe", "", "a\0.bpmn"])
def test_a_file_cannot_be_called_as_no_bundle_would(desk, name):
    draft = desk.copy()
    with pytest.raises(Unacceptable):
        desk.do(draft_work.autosave, draft, name, b"x", base="")
    with pytest.raises(Unacceptable):
        desk.edit(draft, {name: b"x"})


def test_no_file_is_larger_than_two_megabytes(desk):
    draft = desk.copy()
    with pytest.raises(Unacceptable):
        desk.do(draft_work.autosave, draft, OWN, b"x" * (2 * 1024 * 1024 + 1), base="")


STRANGE = (
    ("<spiffworkflow:unknown>x</spiffworkflow:unknown>", "spiffworkflow:unknown"),
    ('<camunda:inputOutput xmlns:camunda="http://camunda.org/schema/1.0/bpmn"/>', "camunda:inputOutput"),
    ('<zeebe:subject xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" type="t"/>', "zeebe:subject"),
)  # fmt: skip


@pytest.mark.parametrize(("element", "name"), STRANGE)
def test_what_the_editor_does_not_know_is_never_lost_on_saving(desk, element, name):
    draft = desk.copy()
    plain = desk.files(draft)[OWN]
    strange = plain.replace(b"<bpmn:extensionElements>", b"<bpmn:extensionElements>" + element.encode(), 1)
    saved = desk.save(draft, {OWN: strange})
    with pytest.raises(LostOnSaving) as lost:
        desk.edit(saved, {OWN: plain})
    assert lost.value.lost[0].startswith(f"{name} (")
    assert desk.files(saved)[OWN] == strange


def test_a_procedure_that_is_called_has_drafts_of_its_own(desk):
    draft = desk.copy()
    with pytest.raises(Unacceptable):
        desk.edit(draft, {CALLED: desk.files(draft)[CALLED].replace(b"name=", b"name =", 1)})


def test_a_copy_takes_what_it_calls_anew_from_what_is_in_force(desk):
    draft = desk.copy()
    with desk.town.database.transaction() as session:
        running = procedures.load(session, "letter_issue")
        body = session.get_one(BundleFile, (running.id, CALLED)).content
        session.get_one(BundleFile, (draft, CALLED)).content = body + b" "
    assert desk.files(desk.copy(draft))[CALLED] == body


def test_what_a_drawing_names_comes_along(desk):
    draft = desk.copy()
    files = desk.drawn(draft, b'name="form" value="clock_change_proposal"', b'name="form" value="acceptance"')
    assert "forms/acceptance.json" in desk.edit(draft, files).files


def test_a_bundle_is_about_the_procedure_that_no_other_calls():
    files = procedures.bundle("land_settlement")
    assert next(name for name in sorted(files) if name.endswith(".bpmn")) != "land_settlement.bpmn"
    assert draft_processes.main_process(files) == "land_settlement"
    assert called_procedures.own_drawing("land_settlement", files) == "land_settlement.bpmn"


def test_the_english_beside_a_text_is_kept_in_the_bundle_and_shown_to_who_reads_english(desk):
    draft = desk.copy()
    saved = desk.save(
        draft,
        desk.renamed(draft, "Tên riêng của phường"),
        english={"Tên riêng của phường": "A name of our own"},
    )
    assert b"A name of our own" in desk.files(saved)["en.po"]
    assert procedure_drafts.digest_of(desk.files(saved)) == desk.base(saved)
    own_english.of_files(desk.files(saved), firm=False)
    with language.use("en"):
        assert language.content("Tên riêng của phường") == "A name of our own"
        assert language.content("Thụ lý") == "Accept"
    with pytest.raises(Unacceptable):
        desk.edit(saved, {}, english={"x": "y" * 5_000})


def test_a_discarded_draft_leaves_nothing_behind(either):
    draft = either.copy()
    either.do(draft_locks.lock, draft)
    either.do(draft_work.autosave, draft, OWN, b"<half/>", base="")
    either.do(procedure_drafts.discard, draft)
    for table in (DraftAuthor, DraftWork, ProcedureDraft):
        assert either.rows(select(func.count()).select_from(table)) == [0]
