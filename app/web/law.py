"""The legal page: every number the office counts with, where it comes from, and a calculator."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from app.errors import OfficeError
from app.listings import law
from app.listings.law import Question, Reckoned
from app.policy.routes import SIGNED_IN
from app.web.access import allow
from app.web.dates import DayUnreadable, read_day

bp = Blueprint("limits", __name__, url_prefix="/law")


@bp.get("")
@allow(SIGNED_IN)
def index() -> str:
    """Show limits, days, texts and, when it was asked, the answer of the calculator."""
    answer, refusal = _answer()
    return render_template(
        "law/index.html",
        groups=law.groups(),
        years=law.years(),
        texts=law.texts(),
        rules=law.rules(),
        variants=law.variants(),
        asked=request.args,
        answer=answer,
        refusal=refusal,
        sure_words=law.sure_words(),
    )


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
