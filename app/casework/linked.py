"""Cases that grow out of a case: a second round, an execution, a protection; tied to it, and as secret."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.casework import audit, definitions, grants, numbers, settlers, vault
from app.casework.hold import Begin, Deliver, Hold, hold_case
from db.base import NEVER, new_id
from db.models import Case, CaseLink, CasePetition, ContentItem, Run, SearchWord, VaultKey

BESIDES = frozenset({"execution", "protection", "ending"})  # kinds of case that settle no petition
LINKED = "linked"  # a petition that is reached over the link, and counted where it came in
CHAIN = 8  # cases that one command may open out of each other; more is a drawing that feeds itself

Scalars = Mapping[str, str | int | bool | None]


def open_linked(
    hold: Hold,
    procedure: str,
    *,
    kind_of_link: str | None = None,
    data: Scalars | None = None,
    answers: dict[str, Any] | None = None,
    sent: str | None = None,
    received_on: dt.date | None = None,
) -> Case:
    """Open the case in which a procedure goes on that has a case of its own, and let the procedure begin.

    ``kind_of_link`` is what the start of the drawing says, if it is not given; ``answers`` is the form that
    asked for it, ``sent`` its key. The procedure begins when the command ends, in the same transaction.

    Raises: NotPossibleNow when the procedure is not in force.
    """
    version = definitions.in_force(hold.session, procedure, hold.today)
    said = definitions.pinned(hold.session, version).definition.opening
    opened = open_beside(hold, kind_of(hold.case, procedure), kind_of_link or said.get("link", "split-from"))
    opened.case.received_on = received_on or hold.today
    order = Begin(procedure=procedure, as_of=hold.today, data=dict(data or {}), answers=answers, sent=sent)
    opened.followups.append(order)
    if told := said.get("tells"):
        tell_around(hold, told)
    return opened.case


def tell(hold: Hold, message: str, *, beside: bool = False) -> None:
    """Give a message to whatever waits for it in a case, once the command is carried out.

    ``beside``: only to what runs beside the case's own procedure.
    """
    running = select(Run.id).where(Run.case_id == hold.case.id, Run.status == "running").order_by(Run.id)
    if beside:
        running = running.where(Run.beside)
    hold.followups.extend(Deliver(run_id, message) for run_id in hold.session.scalars(running))


def tell_around(hold: Hold, message: str) -> None:
    """Give a message to a case and to those in which its decision is carried out."""
    tell(hold, message)
    carried_out = select(CaseLink.from_id).where(CaseLink.to_id == hold.case.id, CaseLink.kind == "executes")
    for case_id in list(hold.session.scalars(carried_out.order_by(CaseLink.id))):
        other = hold_case(hold.session, case_id, actor=hold.actor)
        tell(other, message)
        hold.linked.append(other)


def open_beside(
    hold: Hold,
    kind: str,
    kind_of_link: str,
    *,
    tie: str = LINKED,
    contents: Sequence[ContentItem] | None = None,
) -> Hold:
    """Open a case of a kind, tied to the one that is held; nothing goes on in it yet.

    ``tie`` says as what it holds the petitions, ``contents`` which ones it takes along; all, if not named.
    """
    if hold.depth == CHAIN:
        raise RuntimeError("a command opened more cases out of each other than any procedure needs")
    session, origin = hold.session, hold.case
    key = vault.new_key(session)
    case = _case(hold, key, kind, settlers.place(hold, kind_of_link))
    session.add(case)
    by = hold.actor.person_id if hold.actor else None
    session.add(
        CaseLink(id=new_id(), from_id=case.id, to_id=origin.id, kind=kind_of_link, by_id=by, at=hold.now)
    )
    opened = Hold(
        session=session,
        case=case,
        key=key,
        now=hold.now,
        actor=hold.actor,
        has_due=False,
        depth=hold.depth + 1,
    )
    _reach_petitions(opened, origin, tie)
    _reach_words(opened, origin)
    if kind not in BESIDES:
        _take_contents(opened, hold, contents)
    facts = {"link": kind_of_link, "case": str(origin.id), "kind": kind}
    audit.record(session, case, audit.Tag.CASE_OPEN, actor=hold.actor, now=hold.now, facts=facts)
    if case.sealed:
        session.flush()  # rights are given to a case that is there
        grants.inherit(opened, origin)
    hold.linked.append(opened)
    return opened


def kind_of(origin: Case, procedure: str) -> str:
    """Say of which kind the case of a procedure is: its own kind, or that of the case it grows out of."""
    return procedure if procedure in BESIDES else origin.kind


def _case(hold: Hold, key: VaultKey, kind: str, place: tuple[UUID, UUID]) -> Case:
    origin, (authority_id, unit_id) = hold.case, place
    year = hold.today.year
    return Case(
        id=new_id(),
        authority_id=authority_id,
        key_id=key.id,
        year=year,
        number=numbers.take(hold.session, authority_id, "case", year, sealed=origin.sealed),
        kind=kind,
        field=origin.field,
        matter="" if origin.sealed else origin.matter,
        sealed=origin.sealed,
        state="open",
        closed_as=None,
        closed_on=None,
        variant="remote" if origin.variant.startswith("remote") else "normal",
        received_on=hold.today,
        opened_at=hold.now,
        registrar_id=origin.registrar_id,
        lead_unit_id=unit_id,
        verifying_unit_id=None,
        task_force_head_id=None,
        contested_author_id=origin.contested_author_id,
        contested_unit_id=origin.contested_unit_id,
        due_on=NEVER,
        step="",
        revision=0,
        audit_length=0,
        audit_head=audit.START,
    )


def _reach_petitions(opened: Hold, origin: Case, tie: str) -> None:
    """Let what came in be read in the new case too; it is counted where it came in, and only there."""
    rows = opened.session.scalars(
        select(CasePetition)
        .where(CasePetition.case_id == origin.id, CasePetition.undone_at.is_(None))
        .order_by(CasePetition.id)
    )
    by = opened.actor.person_id if opened.actor else opened.case.registrar_id
    opened.session.add_all(
        CasePetition(
            case_id=opened.case.id,
            petition_id=row.petition_id,
            kind=tie,
            reason=None,
            by_id=by,
            at=opened.now,
            undone_at=None,
        )
        for row in list(rows)
        if row.kind in {"first", "split", LINKED}
    )


def _reach_words(opened: Hold, origin: Case) -> None:
    numbers.index(opened.session, opened.case)
    if opened.case.sealed:
        return
    words = select(SearchWord).where(SearchWord.case_id == origin.id, SearchWord.kind != "number")
    opened.session.add_all(
        SearchWord(authority_id=row.authority_id, word=row.word, case_id=opened.case.id, kind=row.kind)
        for row in list(opened.session.scalars(words))
    )


def _take_contents(opened: Hold, origin: Hold, chosen: Sequence[ContentItem] | None) -> None:
    """Take the contents that were not withdrawn along, under the new key, to be found right or wrong anew."""
    items = chosen or opened.session.scalars(
        select(ContentItem)
        .where(ContentItem.case_id == origin.case.id, ContentItem.state == "open")
        .order_by(ContentItem.position)
    )
    for item in list(items):
        opened.session.add(copied(opened, origin, item))


def copied(opened: Hold, origin: Hold, item: ContentItem) -> ContentItem:
    """Write a content down in another case, sealed under its key."""
    session = opened.session
    return ContentItem(
        id=new_id(),
        case_id=opened.case.id,
        petition_id=item.petition_id,
        position=item.position,
        text=vault.seal(session, opened.key, vault.read(session, origin.key, item.text)),
        request=vault.seal(session, opened.key, vault.read(session, origin.key, item.request)),
        state="open",
        finding=None,
        reasons=None,
        withdrawn_on=None,
    )
