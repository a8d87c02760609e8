"""Where the pages of a played town are: one address for each page, and who opens it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo import cast
from app.demo.cast import Cast
from app.demo.wards import WARDS
from app.services import rehearsals
from db.models import (
    BundleFile,
    Case,
    Document,
    Incident,
    LawEntry,
    Letter,
    Petition,
    ReceptionSession,
    ReceptionVisit,
    Rehearsal,
    Run,
    Takeover,
    TakeoverCase,
    Task,
    Version,
)
from db.session import Database


@dataclass(frozen=True)
class Place:
    """A page: who opens it (nobody: a citizen), and its address."""

    who: str
    address: str


PLAIN = {
    "sign-in": Place("", "/sign-in"),
    "status-code": Place("", "/status"),
    "nowhere": Place("oanh", "/no-such-page"),
    "account": Place("oanh", "/account"),
    "password": Place("oanh", "/account/password"),
    "inbox-mine": Place("kien", "/inbox"),
    "inbox-unit": Place("hoa", "/inbox?view=unit"),
    "inbox-soon": Place("hoa", "/inbox?view=soon"),
    "inbox-late": Place("hoa", "/inbox?view=late"),
    "inbox-nothing": Place("tam", "/inbox"),
    "register": Place("oanh", "/register"),
    "register-paper": Place("oanh", "/register/print"),
    "search": Place("oanh", "/search?q=duong"),
    "notices": Place("hoa", "/notices"),
    "law": Place("oanh", "/law"),
    "law-limit": Place("lan", "/law/of/limit/KN1.SETTLE"),
    "law-cases": Place("oanh", "/law/cases/KN1.SETTLE"),
    "law-data": Place("lan", "/law/data"),
    "law-texts": Place("lan", "/law/texts"),
    "law-competence": Place("oanh", "/law/competence"),
    "law-days": Place("lan", "/law/of/calendar/2026"),
    "law-days-new": Place("lan", "/law/changes/new/calendar"),
    "clock": Place("an", "/clock"),
    "law-changes": Place("lan", "/law/changes"),
    "law-new": Place("lan", "/law/changes/new/text"),
    "law-change": Place("lan", "/law/changes/new/limit/KN1.SETTLE"),
    "receptions": Place("oanh", "/receptions"),
    "receptions-paper": Place("oanh", "/receptions/print"),
    "calendar": Place("oanh", "/receptions/calendar"),
    "bodies": Place("oanh", "/receptions/bodies"),
    "schedule": Place("", "/schedule"),
    "watchlist": Place("long", "/watchlist"),
    "committee": Place("long", "/watchlist/committee"),
    "committee-member": Place("long", "/watchlist/committee/member"),
    "committee-meeting": Place("long", "/watchlist/committee/meeting"),
    "reveals": Place("sau", "/identities"),
    "reveals-apply": Place("kien", "/identities/apply"),
    "retention": Place("long", "/retention"),
    "desk": Place("long", "/desk"),
    "reasons": Place("long", "/desk/reasons"),
    "signing": Place("long", "/signing"),
    "board": Place("long", "/board"),
    "board-list": Place("long", "/board/list?state=late"),
    "tray-enter": Place("van", "/letters?tab=enter"),
    "tray-send": Place("van", "/letters?tab=send"),
    "tray-prove": Place("van", "/letters?tab=prove"),
    "books": Place("van", "/letters/books"),
    "people": Place("an", "/people"),
    "person-new": Place("an", "/people/new"),
    "units": Place("an", "/units"),
    "incidents": Place("an", "/incidents"),
    "procedures": Place("lan", "/procedures"),
    "flows": Place("long", "/procedures/of"),
    "flow": Place("long", "/procedures/of/complaint_first"),
    "flow-cases": Place("long", "/procedures/of/complaint_first/cases"),
    "maps": Place("", "/maps"),
    "map": Place("", "/maps/complaint_first"),
    "changes": Place("long", "/changes"),
}
STEPS = (  # one page for each kind of step that somebody has open in the small town
    "intake",
    "acceptance",
    "denunciation_check",
    "answer",
    "letter_draft",
    "letter_sign",
    "ruling_sign",
    "letter_issue",
    "direction",
)
FOUND = (
    "counter",
    *(f"step-{form.replace('_', '-')}" for form in STEPS),
    "case-complaint",
    "case-answered",
    "case-open",
    "case-sealed",
    "drawing",
    "dates-ahead",
    "incident",
    "record-withdrawal",
    "record-change",
    "begin",
    "begin-prolonged",
    "hearings",
    "hearings-outreach",
    "case-denunciation",
    "case-land",
    "case-watched",
    "case-second",
    "identity",
    "redact",
    "redact-paper",
    "redact-copy",
    "sitting",
    "sitting-planned",
    "visit",
    "visit-minutes",
    "visit-receipt",
    "desk-item",
    "signing-answer",
    "signing-ruling",
    "letter-numbered",
    "letter-sent",
    "letter-delivered",
    "letter-paper",
    "registered",
    "receipt",
    "person",
    "procedure-in-force",
    "procedure-draft",
    "draw",
    "draw-form",
    "draw-letter",
    "draw-table",
    "scenarios",
    "checklist",
    "impact",
    "migration-offer",
    "migration",
    "migration-case",
    "procedure-review",
    "law-proposal",
    "law-deadlines",
    "rehearsal-complaint",
    "rehearsal-form",
    "rehearsal-draft",
    "rehearsal-record",
)


def of_town(database: Database) -> dict[str, Place]:
    """Find a page of every kind in a played town."""
    with database.reading() as session:
        return PLAIN | dict(_found(session, [cast.gather(session, ward) for ward in WARDS]))


def _found(session: Session, casts: list[Cast]) -> Iterator[tuple[str, Place]]:
    yield "counter", Place("oanh", f"/counter/{uuid4()}")
    for form in STEPS:
        if (step := _step(session, casts, form)) is not None:
            yield f"step-{form.replace('_', '-')}", step
    vinh = casts[0]
    for name, case in _cases(session, vinh).items():
        who = "long" if case.sealed else "oanh"
        yield f"case-{name}", Place(who, f"/cases/{case.id}")
        if name == "complaint":
            yield "drawing", Place(who, f"/cases/{case.id}/drawing/1")
            yield "dates-ahead", Place("long", f"/cases/{case.id}/timers")
            for what in ("withdrawal", "change"):
                yield f"record-{what}", Place("oanh", f"/cases/{case.id}/record/{what}")
    here = Incident.authority_id == vinh["long"].authority_id
    yield "incident", Place("long", f"/incidents/{session.scalars(select(Incident.id).where(here)).one()}")
    yield from _grown(session, vinh)
    yield from _sealed(session, vinh)
    yield from _received(session, vinh)
    yield from _desks(session, vinh)
    yield from _letters(session, vinh)
    yield from _petitions(session, vinh)
    yield "person", Place("an", f"/people/{vinh['kien'].person_id}")
    yield from _law(session)
    yield from _procedures(session)


def _step(session: Session, casts: list[Cast], form: str) -> Place | None:
    rows = select(Task).where(Task.form == form, Task.state == "open").order_by(Task.opened_at.desc())
    for task in session.scalars(rows):
        for people in casts:
            if people["long"].authority_id == task.authority_id:
                return Place(_login(people, people.whose(task, turn=0).person_id), f"/tasks/{task.id}")
    return None


def _login(people: Cast, person_id: UUID) -> str:
    persona = next(name for name, actor in people.people.items() if actor.person_id == person_id)
    return next(person.login for person in people.ward.people if person.login.partition(".")[0] == persona)


def _cases(session: Session, vinh: Cast) -> dict[str, Case]:
    rows = select(Case).where(Case.authority_id == vinh["long"].authority_id).order_by(Case.opened_at)
    cases = list(session.scalars(rows))
    wanted = {
        "complaint": lambda case: case.kind == "complaint" and case.state == "open",
        "answered": lambda case: case.closed_as == "answered",
        "open": lambda case: case.kind in {"recommendation", "reflection"} and case.state == "open",
        "sealed": lambda case: case.sealed,
    }
    return {name: next(filter(fits, cases)) for name, fits in wanted.items()}


def _grown(session: Session, vinh: Cast) -> Iterator[tuple[str, Place]]:
    """What goes on beside a case, and what grew out of others: watched, disputed, in its second round."""
    here = Case.authority_id == vinh["long"].authority_id
    for name, procedure in (
        ("land", "land_conciliation"),
        ("watched", "prolonged"),
        ("second", "complaint_second"),
    ):
        rows = select(Run.case_id).join(Case, Case.id == Run.case_id).where(here, Run.procedure == procedure)
        case_id = session.scalars(rows).first()
        yield f"case-{name}", Place("long", f"/cases/{case_id}")
        if name == "second":
            yield "begin", Place("long", f"/cases/{case_id}/begin")
            yield "begin-prolonged", Place("long", f"/cases/{case_id}/begin/prolonged")
            yield "hearings", Place("long", f"/cases/{case_id}/hearings")
            yield "hearings-outreach", Place("long", f"/cases/{case_id}/hearings/outreach")


def _sealed(session: Session, vinh: Cast) -> Iterator[tuple[str, Place]]:
    """A denunciation that is verified, and one whose photograph waits to be blacked out."""
    here = Task.authority_id == vinh["long"].authority_id
    rows = select(Task.case_id).where(here, Task.node == "dv_meet", Task.state == "open")
    yield "case-denunciation", Place("long", f"/cases/{session.scalars(rows).first()}")
    rows = select(Task.case_id).where(here, Task.node == "de_redact", Task.state == "open")
    case_id = session.scalars(rows).first()
    yield "identity", Place("long", f"/cases/{case_id}/identity")
    yield "redact", Place("oanh", f"/cases/{case_id}/redact")
    papers = select(Document.id).where(Document.case_id == case_id, Document.media_type.is_not(None))
    paper = session.scalars(papers).first()
    yield "redact-paper", Place("oanh", f"/cases/{case_id}/redact/{paper}")
    yield "redact-copy", Place("oanh", f"/cases/{case_id}/redact/{paper}/copy")


def _received(session: Session, vinh: Cast) -> Iterator[tuple[str, Place]]:
    here = ReceptionSession.authority_id == vinh["long"].authority_id
    for name, state in (("sitting", "held"), ("sitting-planned", "planned")):
        rows = select(ReceptionSession.id).where(here, ReceptionSession.state == state)
        yield name, Place("oanh", f"/receptions/sittings/{session.scalars(rows).first()}")
    rows = select(ReceptionVisit.id).order_by(ReceptionVisit.id)
    visit = session.scalars(rows).first()
    yield "visit", Place("oanh", f"/receptions/visits/{visit}")
    for paper in ("minutes", "receipt"):
        yield f"visit-{paper}", Place("oanh", f"/receptions/visits/{visit}/{paper}")


def _desks(session: Session, vinh: Cast) -> Iterator[tuple[str, Place]]:
    here = Task.authority_id == vinh["long"].authority_id
    for name, form in (("desk-item", "direction"),):
        rows = select(Task.id).where(here, Task.form == form, Task.state == "open")
        yield name, Place("long", f"/desk/{session.scalars(rows).first()}")
    for name, form in (("signing-answer", "letter_sign"), ("signing-ruling", "ruling_sign")):
        rows = select(Task.id).where(here, Task.form == form, Task.state == "open")
        if (task_id := session.scalars(rows).first()) is not None:
            yield name, Place("long", f"/signing/{task_id}")


def _letters(session: Session, vinh: Cast) -> Iterator[tuple[str, Place]]:
    rows = select(Letter).where(Letter.authority_id == vinh["long"].authority_id).order_by(Letter.created_at)
    letters = list(session.scalars(rows))
    for state in ("numbered", "sent", "delivered"):
        letter = next((each for each in letters if each.state == state), None)
        if letter is not None:
            yield f"letter-{state}", Place("van", f"/letters/{letter.id}")
    yield "letter-paper", Place("van", f"/letters/{letters[0].id}/print")


def _law(session: Session) -> Iterator[tuple[str, Place]]:
    waiting = select(LawEntry.id).where(LawEntry.state == "proposed")
    proposed = session.scalars(waiting.where(LawEntry.kind == "limit")).first()
    yield "law-proposal", Place("long", f"/law/changes/{proposed}")
    days = session.scalars(waiting.where(LawEntry.kind == "calendar")).first()
    yield "law-deadlines", Place("long", f"/law/changes/{days}/deadlines")


def _procedures(session: Session) -> Iterator[tuple[str, Place]]:
    states = {version.id: version for version in session.scalars(select(Version))}
    running = next(v for v in states.values() if (v.procedure, v.state) == ("complaint_first", "in_force"))
    yield "procedure-in-force", Place("lan", f"/procedures/{running.id}")
    draft = next(v for v in states.values() if v.state == "draft")
    yield "procedure-draft", Place("an", f"/procedures/{draft.id}")
    yield "impact", Place("an", f"/procedures/{draft.id}/impact")
    yield "draw", Place("an", f"/procedures/{draft.id}/draw")
    reviewed = next(v for v in states.values() if v.state == "in_review")
    for part in ("forms/answer.json", "letters/answer.html"):
        what = part.partition("s/")[0]
        yield f"draw-{what}", Place("lan", f"/procedures/{reviewed.id}/{what}?name={part}")
    tabled = session.scalars(select(BundleFile).where(BundleFile.name.endswith(".dmn"))).first()
    yield "draw-table", Place("lan", f"/procedures/{tabled.version_id}/table?name={tabled.name}")
    for name in ("procedure-review", "scenarios", "checklist"):
        yield name, Place("lan", f"/procedures/{reviewed.id}/{name.removeprefix('procedure-')}")
    yield from _taken_over(session)
    yield from _rehearsed(session, running)


def _taken_over(session: Session) -> Iterator[tuple[str, Place]]:
    """A new version that is offered to cases under way, what was tried with them, one of them."""
    line = session.scalars(select(TakeoverCase)).first()
    batch = session.get_one(Takeover, line.takeover_id)
    yield "migration-offer", Place("an", f"/procedures/{batch.version_id}/migration")
    yield "migration", Place("an", f"/migrations/{batch.id}")
    yield "migration-case", Place("an", f"/migrations/{batch.id}/{line.id}")


def _rehearsed(session: Session, running: Version) -> Iterator[tuple[str, Place]]:
    for each in session.scalars(select(Rehearsal)):
        name = "complaint" if each.version_id == running.id else "draft"
        yield f"rehearsal-{name}", Place("lan", f"/rehearsals/{each.id}")
        if name == "complaint":
            task = rehearsals.standing(session, each.id).scene.tasks[0]
            yield "rehearsal-form", Place("lan", f"/rehearsals/{each.id}?task={task.id}")
        else:
            yield "rehearsal-record", Place("lan", f"/rehearsals/{each.id}/record")


def _petitions(session: Session, vinh: Cast) -> Iterator[tuple[str, Place]]:
    rows = select(Petition.id).where(Petition.registrar_id == vinh["oanh"].person_id)
    petition_id = session.scalars(rows.order_by(Petition.number)).first()
    yield "registered", Place("oanh", f"/counter/registered/{petition_id}")
    yield "receipt", Place("oanh", f"/counter/receipt/{petition_id}")
