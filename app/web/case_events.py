"""Recording what happens to a case beside its steps: a withdrawal, a supplement, a proposed change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app import formdefs
from app.errors import NotAllowed, NotFound, OfficeError
from app.files.errors import FileRefused
from app.formdefs import Problem
from app.formdefs.view import FormView
from app.language import N_, _
from app.listings import case_file
from app.policy.routes import HANDLER
from app.services import case_acts, clock_effects, event_papers, events
from app.services.case_acts import SUPPLEMENT, WITHDRAWAL, Asking
from app.services.tasks import Completed, Sending
from app.web import sending
from app.web.access import allow
from app.web.dates import DayUnreadable, read_day
from app.web.doors import as_id, reading, transaction
from app.web.login import actor

bp = Blueprint("case_events", __name__, url_prefix="/cases")

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that can be recorded: how its page is called, its button, what it causes."""

    title: str
    button: str
    effect: str
    done: str
    message: str = ""  # empty: a proposal to change the limits


ACTS = {
    "withdrawal": Act(
        title=N_("Record that the petition is withdrawn"),
        button=N_("Record the withdrawal"),
        effect=N_("The settling stops and what waits is taken out of the inboxes. It cannot be undone."),
        done=N_("The withdrawal is recorded."),
        message=WITHDRAWAL,
    ),
    "supplement": Act(
        title=N_("Record what the petitioner supplemented"),
        button=N_("Record the supplement"),
        effect=N_("The petition goes back to its classification; its limit runs from the day of receipt."),
        done=N_("The supplement is recorded."),
        message=SUPPLEMENT,
    ),
    "change": Act(
        title=N_("Propose a change of the limits"),
        button=N_("Send the proposal to the leader"),
        effect=N_("Nothing changes until the leader approves; then the limits move as shown."),
        done=N_("The proposal is on its way to the leader."),
    ),
}
DECIDED = N_("Decided by yourself: the limits move at once, and the letter is drafted next.")
DECIDE = N_("Decide this change")
RECORD = N_("Record it")
GOES_ON = N_("The procedure goes on as it is drawn; it cannot be undone.")
RECORDED = N_("It is recorded.")
LOOK = "look"  # the button that only reckons the effect anew


@bp.get("/<uuid:case_id>/record/<what>")
@allow(HANDLER)
def ask(case_id: UUID, what: str) -> str:
    """Show the form by which something is recorded or proposed, and what it will do."""
    chosen = request.args.get("change", "")
    return _page(case_id, what, typed={"change": [chosen]} if chosen else None)


@bp.post("/<uuid:case_id>/record/<what>")
@allow(HANDLER)
def send(case_id: UUID, what: str) -> Response | tuple[str, int]:
    """Record it; whatever comes of it, what was typed is kept."""
    act = _act(case_id, what)
    sent = sending.read()
    problems = take_files(case_id)
    only_looking = LOOK in sent.posted or formdefs.changes_rows(sent.posted) or takes_file_back(case_id)
    if only_looking or problems:
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
        return _page(case_id, what, typed=sent.posted, problems=problems), status
    try:
        done = _carry_out(case_id, act, Sending(posted=sent.posted, key=sent.key))
    except (NotAllowed, NotFound):
        raise
    except OfficeError as refusal:
        return _page(case_id, what, typed=sent.posted, stopped=refusal.sentence), HTTPStatus.CONFLICT
    if done.problems:
        shown = _page(case_id, what, typed=sent.posted, problems=done.problems)
        return shown, HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_(act.done))
    return redirect(url_for("cases.show", case_id=case_id), code=303)


@bp.post("/<uuid:case_id>/record/<what>/fields")
@allow(HANDLER)
def fields(case_id: UUID, what: str) -> str:
    """Draw the fields again as the answers make them."""
    if what != "change":
        raise NotFound
    with reading() as session:
        asked = case_acts.proposing(session, case_id, actor=actor())
        view = view_of(asked, sending.read().posted, ())
    return render_template("cases/fields.html", view=view, case_id=case_id, what=what)


def _act(case_id: UUID, what: str) -> Act:
    """Give what is recorded: one of the acts that every case knows, or what its procedure waits for."""
    if what in ACTS:
        return ACTS[what]
    with reading() as session:
        happenings = dict(case_acts.possible(session, case_id, actor=actor()).happenings)
    if what not in happenings:
        raise NotFound
    return Act(title=happenings[what], button=RECORD, effect=GOES_ON, done=RECORDED, message=what)


def _carry_out(case_id: UUID, act: Act, form: Sending) -> Completed:
    with transaction() as session:
        if act.message:
            return events.tell(session, case_id, act.message, form, actor=actor())
        return events.propose(session, case_id, form, actor=actor())


def _page(
    case_id: UUID,
    what: str,
    *,
    typed: Posted | None = None,
    problems: Sequence[Problem] = (),
    stopped: str = "",
) -> str:
    act = _act(case_id, what)
    with reading() as session:
        head = case_file.brief(session, case_id, actor=actor())
        asked = (
            case_acts.asking(session, case_id, act.message, actor=actor())
            if act.message
            else case_acts.proposing(session, case_id, actor=actor())
        )
    effects = _effects(case_id, typed or {}) if what == "change" else ()
    alone = what == "change" and actor().leads  # the leader asks nobody
    return render_template(
        "cases/event.html",
        head=head,
        what=what,
        title=_(act.title),
        here_url=url_for(".send", case_id=case_id, what=what),
        effect=_(DECIDED) if alone else _(act.effect),
        button=_(DECIDE) if alone else _(act.button),
        view=view_of(asked, typed, problems),
        files=[(field, each) for field in asked.files for each in asked.choices[field]],
        effects=effects,
        stopped=stopped,
        key=sending.new_key(),
    )


def view_of(asked: Asking, typed: Posted | None, problems: Sequence[Problem]) -> FormView | None:
    """Draw the form with what was typed, what waits beside it, and what is still wrong."""
    if asked.form is None:
        return None
    answers = formdefs.typed(asked.form, typed, context=asked.context) if typed else {}
    answers |= {field: [each.value for each in asked.choices[field]] for field in asked.files}
    return formdefs.view(asked.form, answers, choices=asked.choices, problems=problems, context=asked.context)


def _effects(case_id: UUID, typed: Posted) -> tuple[clock_effects.Effect, ...]:
    """Reckon what each change would do, in a session of its own that is forgotten."""
    facts = {name: day.isoformat() for name in ("from_on", "to_on") if (day := _day(typed, name))}
    with reading() as session:
        changes = case_acts.possible(session, case_id, actor=actor()).changes
        return clock_effects.of(session, case_id, changes, actor=actor(), facts=facts)


def _day(typed: Posted, name: str) -> dt.date | None:
    """Read a day typed so far; what cannot be read is told when the form is sent."""
    try:
        return read_day(next(iter(typed.get(name, ())), ""))
    except DayUnreadable:
        return None


def take_files(case_id: UUID) -> tuple[Problem, ...]:
    """Store the files of this request at once; what cannot be taken in is told at its field."""
    problems = []
    for field, sent in request.files.items(multi=True):
        if not sent.filename:
            continue
        try:
            with transaction() as session:
                event_papers.hand_in(
                    session, case_id, field, filename=sent.filename, content=sent.read(), actor=actor()
                )
        except FileRefused as refusal:
            problems.append(Problem(field, refusal.sentence))
    return tuple(problems)


def takes_file_back(case_id: UUID) -> bool:
    """Take back the file whose button was pressed, if one was."""
    pressed = next((name for name in request.form if name.startswith(sending.TAKE_BACK)), "")
    if not pressed:
        return False
    field, upload = pressed.removeprefix(sending.TAKE_BACK), as_id(request.form.get(pressed))
    with transaction() as session:
        event_papers.take_back(session, case_id, field, upload, actor=actor())
    return True
