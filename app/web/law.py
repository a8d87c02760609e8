"""The legal pages: every number the office counts with, where it comes from, and what rests on each text."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from app import clock
from app.errors import OfficeError
from app.listings import competence, law, law_entries, law_impact, law_proposals, law_touched, law_words
from app.listings.law import Question, Reckoned
from app.policy.law import may_propose
from app.policy.routes import IN_OFFICE, LAW_KEEPER, READER, SIGNED_IN
from app.web.access import allow
from app.web.dates import DayUnreadable, read_day
from app.web.doors import reading
from app.web.login import actor, presence

bp = Blueprint("limits", __name__, url_prefix="/law")


@bp.get("")
@allow(SIGNED_IN)
def index() -> str:
    """Show limits, days and, when it was asked, the answer of the calculator."""
    answer, refusal = _answer()
    with reading() as session:
        endings, waiting = law_touched.warnings(session), law_proposals.waiting(session)
    return render_template(
        "law/index.html",
        groups=law.groups(),
        years=law.years(),
        endings=endings,
        waiting=waiting,
        rules=law.rules(),
        variants=law.variants(),
        asked=request.args,
        answer=answer,
        refusal=refusal,
        **_frame(),
    )


@bp.get("/texts")
@allow(SIGNED_IN)
def texts() -> str:
    """Show the register of legal texts, with what has ended or will."""
    with reading() as session:
        endings = law_touched.warnings(session)
    subjects = law_entries.subjects("text")
    return render_template("law/texts.html", subjects=subjects, endings=endings, **_frame())


@bp.get("/data")
@allow(SIGNED_IN)
def data() -> str:
    """Show the other data of the law: grounds, official forms, receptions, stretches of reports."""
    kinds = [(kind, law_entries.KIND_NAMES[kind], law_entries.subjects(kind)) for kind in law_entries.LISTED]
    return render_template("law/data.html", kinds=kinds, **_frame())


@bp.get("/of/<kind>/<path:key>")
@allow(IN_OFFICE)
def show(kind: str, key: str) -> str:
    """Show one thing that the law says: its versions, its history and, of a text, what rests on it."""
    with reading() as session:
        subject = law_entries.subject(session, kind, key)
        article = request.args.get("article", "")
        touched = law_touched.show(session, key, article=article, actor=actor()) if kind == "text" else None
        running = law_impact.running(session, key, actor=actor()) if kind == "limit" else 0
    return render_template(
        "law/subject.html",
        subject=subject,
        touched=touched,
        running=running,
        states=law_proposals.STATES,
        **_frame(),
    )


@bp.get("/competence")
@allow(SIGNED_IN)
def competent() -> str:
    """Show who is competent for what on a day."""
    day, refusal = clock.today(), ""
    try:
        day = read_day(request.args.get("on")) or day
    except DayUnreadable as unreadable:
        refusal = unreadable.sentence
    with reading() as session:
        matrix = competence.of(session, day)
    return render_template(
        "law/competence.html", matrix=matrix, asked=request.args, refusal=refusal, **_frame()
    )


@bp.get("/cases/<path:rule>")
@allow(READER)
def cases(rule: str) -> str:
    """List the cases in which a limit runs now."""
    with reading() as session:
        subject = law_entries.subject(session, "limit", rule)
        rows = law_impact.cases(session, rule, actor=actor())
    return render_template("law/cases.html", subject=subject, rows=rows, **_frame())


def _frame() -> dict[str, object]:
    """Give what every legal page needs: the words for sureness, and whether this person may propose."""
    here = presence()
    who = here.actor if here else None
    return {
        "sure_words": law_words.sure_words(),
        "kind_names": law_entries.KIND_NAMES,
        "in_office": who is not None,
        "proposes": who is not None and may_propose(who),
        "keeps": who is not None and LAW_KEEPER.admits(who, signed_in=True),
        "reads_cases": who is not None and READER.admits(who, signed_in=True),
    }


def _answer() -> tuple[Reckoned | None, str]:
    """Count what the address asks for; what cannot be counted is said beside what was typed."""
    if not request.args.get("rule"):
        return None, ""
    try:
        return law.reckon(_question()), ""
    except OfficeError as refusal:
        return None, refusal.sentence


def _question() -> Question:
    wanted = request.args
    base = read_day(wanted.get("from"))
    if base is None:
        raise DayUnreadable
    first, last = read_day(wanted.get("suspended_from")), read_day(wanted.get("suspended_to"))
    return Question(
        rule=wanted["rule"],
        base=base,
        variant=wanted.get("variant") or "normal",
        pause=(first, last or first) if first else None,
        extended=wanted.get("extended") == "true",
    )
