"""The intake form checked with what the tables propose: facts in, answers with their proposals out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import formdefs
from app.casework import definitions, petitions, proposals, search, vault
from app.casework.definitions import Pinned
from app.casework.proposals import Proposals
from app.formdefs import Checked, Choice, FormDefinition, Problem
from app.formdefs.definition import level
from app.language import ROOT, _
from app.policy import cases as policy
from app.policy.actor import Actor
from db.models import Authority, AuthoritySuccession, Case, Unit

FORM = "intake"
REGISTRATION = "registration"
DENUNCIATION, LEADER = "denunciation", "leader"
LONGEST_REASON = 1000

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a classification is made with: the version's tables and forms, the office, what is registered."""

    pinned: Pinned
    authority: Authority
    registered: Mapping[str, Any]  # answers of the form ``registration``
    succeeds_district: bool = False  # whether it carries on the powers of a district that ended

    @property
    def form(self) -> FormDefinition:
        """Give the intake's form as pinned by its version."""
        return self.pinned.forms[FORM]

    @property
    def context(self) -> dict[str, Any]:
        """Give what conditions of the intake form see of the registration."""
        return {"channel": self.registered.get("channel"), "proposed": None}


def desk_of(session: Session, case: Case, version_id: UUID) -> Desk:
    """Give what a registered petition is classified with; whoever calls it has asked policy first."""
    petition = petitions.first(session, case.id)
    return Desk(
        pinned=definitions.pinned(session, version_id),
        authority=session.get_one(Authority, case.authority_id),
        registered=vault.read_data(session, vault.key_of(session, petition), petition.details),
        succeeds_district=succeeds_district(session, case.authority_id),
    )


def check(
    session: Session,
    desk: Desk,
    posted: Posted,
    *,
    choices: Mapping[str, Sequence[Choice]],
    context: Mapping[str, Any],
    actor: Actor,
) -> Checked:
    """Check an intake form; the answers carry, as ``proposed``, what the tables proposed for them.

    A value other than the proposed one needs its reason; a denunciation goes to the leader and nowhere
    else, and nothing else goes there. What is wrong is told at its field, nothing is raised.
    """
    proposed = propose(desk, posted)
    seen = {**context, **desk.context, "proposed": proposed.values}
    checked = formdefs.check(desk.form, posted, choices=choices, context=seen)
    wrong = [*_unexplained(proposed, checked.answers), *_misdirected(checked.answers)]
    if len(str(checked.answers.get("override_reason") or "")) > LONGEST_REASON:
        wrong.append(Problem("override_reason", _("Say it in {max} characters.", max=LONGEST_REASON)))
    if checked.answers.get("duplicate_of"):
        wrong += _unknown_case(session, str(checked.answers["duplicate_of"]), actor)
    told = {problem.field for problem in checked.problems}
    problems = (*checked.problems, *(each for each in wrong if each.field not in told))
    return replace(checked, answers={**checked.answers, "proposed": proposed.kept()}, problems=problems)


def propose(desk: Desk, posted: Posted) -> Proposals:
    """Ask the tables about what stands in the intake form at this moment."""
    labels = proposals.labels_of(registration_form(desk.pinned), desk.form)
    return proposals.propose(desk.pinned, facts(desk, posted), labels)


def facts(desk: Desk, posted: Posted) -> dict[str, Any]:
    """Gather the facts that tables look at: boxes ticked, choices made, what the registration says."""
    known = desk.registered
    documents = known.get("documents") or []
    return {
        **_ticked(desk.form, posted),
        **{name: known.get(name) for name in ("channel", "petitioner_kind", "title_says")},
        "respondent_position": known.get("respondent_position") or "none",
        "signers": _count(known.get("signers")),
        "representative_document": bool(known.get("representative_document")),
        "has_originals": any(isinstance(d, Mapping) and d.get("form") == "original" for d in documents),
        "authority_level": desk.authority.level,
        "succeeds_district": desk.succeeds_district,
        "received_on": _day(known.get("received_on")),
        "act_on": _day(next(iter(posted.get("act_on", ())), None)),
        "remote": desk.authority.remote,
    } | ({"lacks_name_address": True} if known.get("petitioner_kind") == "anonymous" else {})


def registration_form(pinned: Pinned) -> FormDefinition:
    """Give the counter's form: the one pinned with the intake, else the shipped one."""
    return pinned.forms.get(REGISTRATION) or _shipped()


def unit_for(session: Session, authority_id: UUID, function: object) -> UUID | None:
    """Find the unit that does the work of a field (``economy_infrastructure``), by its key or kind."""
    wanted = str(function or "")
    rows = session.execute(
        select(Unit.id, Unit.key, Unit.kind).where(Unit.authority_id == authority_id, Unit.until.is_(None))
    )
    names = (wanted, wanted.partition("_")[0])
    return next((row.id for row in rows if wanted and (row.key in names or row.kind in names)), None)


def _ticked(form: FormDefinition, posted: Posted) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in level(form.components):
        if part.kind == "checkbox":
            found[part.key] = any(text.strip() for text in posted.get(part.key, ()))
        elif part.kind in {"radio", "select"} and part.choices:
            said = next((text for text in posted.get(part.key, ()) if text), part.default)
            found[part.key] = said if said in {choice.value for choice in part.choices} else None
    return found


def succeeds_district(session: Session, authority_id: UUID) -> bool:
    """Tell whether an authority carries on the powers of a district that ended."""
    earlier = (
        select(Authority.id)
        .join(AuthoritySuccession, AuthoritySuccession.predecessor_id == Authority.id)
        .where(AuthoritySuccession.successor_id == authority_id, Authority.level == "district")
    )
    return session.scalars(earlier.limit(1)).first() is not None


def _day(written: object) -> str | None:
    """Read a day as a form or a person writes it, as the tables read it; nothing for what is no day."""
    text = str(written or "").strip()
    for style in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text, style).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _count(signers: object) -> int:
    return signers if isinstance(signers, int) and not isinstance(signers, bool) else 1


def _unexplained(proposed: Proposals, answers: Mapping[str, Any]) -> list[Problem]:
    if answers.get("override_reason") or not proposed.contradicted(answers):
        return []
    return [Problem("override_reason", _("Say why you decide otherwise than proposed."))]


def _misdirected(answers: Mapping[str, Any]) -> list[Problem]:
    kind, outcome = answers.get("petition_kind"), answers.get("outcome")
    if kind == DENUNCIATION and outcome not in {None, LEADER}:
        sentence = _("A denunciation is sealed and goes into its own procedure, nowhere else.")
    elif kind not in {None, DENUNCIATION} and outcome == LEADER:
        sentence = _("Only a denunciation goes into the sealed procedure. Choose another way.")
    else:
        return []
    return [Problem("outcome", sentence)]


def _unknown_case(session: Session, number: str, actor: Actor) -> list[Problem]:
    case = search.by_number(session, actor.authority_id, number)
    if case is not None and not case.sealed and policy.may_see(actor, case):
        return []
    return [Problem("duplicate_of", _("No open case here has this number. Write it as 12/2026."))]


@lru_cache(maxsize=1)
def _shipped() -> FormDefinition:
    return formdefs.read((ROOT / "forms" / f"{REGISTRATION}.json").read_bytes())
