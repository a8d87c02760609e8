"""What a legal text touches: its articles in use, and everything that rests on them, open cases included."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock
from app.casework import definitions
from app.language import N_, _, content
from app.legaltime import book, citations, texts
from app.legaltime.texts import Text
from app.listings import flow_places, law_entries, law_impact, law_sources, reach, standing
from app.listings.law_impact import RunningCase
from app.listings.law_sources import ROW, STEP, WORDS, Source
from app.listings.standing import NONE, Cases, Standing
from app.policy.actor import Actor

SOON = 366  # days: an end that comes within a year is told
PARTS = {
    **law_entries.KIND_NAMES,
    STEP: N_("Step of a procedure"),
    ROW: N_("Row of a decision table"),
    WORDS: N_("Words of a letter"),
}


@dataclass(frozen=True, kw_only=True)
class Touched:
    """One thing that rests on a text."""

    part: str  # a key of PARTS
    name: str
    where: str  # the procedure or group it belongs to
    article: str
    said: str  # the citation as it is written
    key: str = ""  # of an entry of the book of law
    version_id: UUID | None = None
    procedure: str = ""  # of a step, a row or a letter
    element: str = ""
    cases: Cases = NONE  # open: in which it runs, that wait at or before it, with its draft unsigned

    @property
    def running(self) -> int:
        """Count the open cases that it touches."""
        return len(self.cases)

    @property
    def article_said(self) -> str:
        """Say the article in the reader's language."""
        return citations.said(self.article)


@dataclass(frozen=True, kw_only=True)
class TextPage:
    """A text with all that rests on it, the articles in use first."""

    text: Text
    articles: tuple[tuple[str, str, int], ...]  # article, as it is said, how often it is cited
    touched: tuple[tuple[str, tuple[Touched, ...]], ...]  # in words, by part
    article: str  # the one that alone is shown; empty for all
    open_cases: int
    capped: bool  # there are more than are counted
    listed: tuple[RunningCase, ...]  # the first of them
    ended: bool
    ends_soon: bool


@dataclass(frozen=True, kw_only=True)
class Ending:
    """A text that has ended or will, and is still cited."""

    number: str
    title: str
    until: str
    ended: bool
    uses: int


Everything = dict[str, list[Touched]]  # by the number of the text


def show(session: Session, number: str, *, article: str = "", actor: Actor) -> TextPage | None:
    """Give a text with everything that rests on it, open cases included; None where nobody registered it.

    ``article`` keeps to what rests on that article. The number of statements is the same for any text.
    """
    text = next((each for each in texts.all_texts() if each.number == number), None)
    if text is None:
        return None
    where = standing.of(session, actor=actor)
    found = everything(session).get(number, [])
    uses = Counter(single for each in found for single in citations.single(each.article))
    chosen = [each for each in found if not article or article in citations.single(each.article)]
    by_part: dict[str, list[Touched]] = {part: [] for part in PARTS}
    for each in chosen:
        by_part[each.part].append(replace(each, cases=_cases(session, each, where)))
    touched = NONE.union(*(each.cases for rows in by_part.values() for each in rows))
    today = clock.today()
    left = (text.expires - today).days if text.expires else None
    return TextPage(
        text=text,
        articles=tuple(
            (single, citations.said(single), uses[single]) for single in sorted(uses, key=citations.order)
        ),
        touched=tuple((_(PARTS[part]), tuple(rows)) for part, rows in by_part.items() if rows),
        article=article if article in uses else "",
        open_cases=len(touched),
        capped=where.capped,
        listed=law_impact.of_ids(session, touched, actor=actor),
        ended=left is not None and left < 0,
        ends_soon=left is not None and 0 <= left < SOON,
    )


def warnings(session: Session) -> tuple[Ending, ...]:
    """List the texts that have ended, or will within a year, and are still cited."""
    today = clock.today()
    ending = [text for text in texts.all_texts() if text.expires and (text.expires - today).days < SOON]
    found = everything(session) if ending else {}
    return tuple(
        Ending(
            number=text.number,
            title=content(text.title),
            until=text.expires.strftime("%d/%m/%Y") if text.expires else "",
            ended=text.expires is not None and text.expires < today,
            uses=len(found[text.number]),
        )
        for text in ending
        if found.get(text.number)
    )


def everything(session: Session) -> Everything:
    """Find what rests on each text: legal data, steps in force, rows of tables, words of letters."""
    found: Everything = defaultdict(list)
    for touched in (*_entries(), *_procedures(session)):
        for each in citations.read(touched.said):
            found[each.number].append(replace(touched, article=each.article))
    return found


def _cases(session: Session, touched: Touched, where: Standing) -> Cases:
    """Find the open cases that something touches: a limit, a step at or before which they wait, a letter."""
    if touched.part == "limit":
        return where.limits.get(touched.key, NONE)
    if touched.part == WORDS:
        return where.drafts.get((touched.procedure, touched.element), NONE)
    if touched.part != STEP or touched.version_id is None:
        return NONE
    places = flow_places.of(definitions.pinned(session, touched.version_id))
    return where.at(touched.procedure, reach.at_or_before(places, [touched.element]))


def _entries() -> Iterator[Touched]:
    today = clock.today()
    for kind in law_entries.KIND_NAMES:
        every = book.current().of(kind)
        for entry in every:
            versions = [each for each in every if each.key == entry.key]
            if law_entries.when(entry, versions, today) != "past":
                yield Touched(
                    part=kind,
                    name=law_entries.title(entry),
                    where=content(str(entry.body.get("group") or entry.body.get("set_name") or "")),
                    article="",
                    said=entry.article,
                    key=entry.key,
                )


def _procedures(session: Session) -> Iterator[Touched]:
    for each in law_sources.in_force(session):
        yield Touched(
            part=each.part,
            name=_named(each),
            where=content(each.procedure),
            article="",
            said=each.said,
            version_id=each.version_id,
            procedure=each.key,
            element=each.element,
        )


def _named(source: Source) -> str:
    named = content(source.name)
    return f"{named}, {_('row {n}', n=source.row)}" if source.row else named
