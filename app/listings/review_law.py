"""What the book of law holds of an article: the text it stands in, and what is counted or done by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from app.language import _, content, short_date
from app.legaltime import book, citations, texts
from app.listings import law_entries


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that the book of law rests on an article, in words, and from which day to which it holds."""

    title: str
    words: str
    validity: str


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article that a change touches."""

    said: str
    number: str  # of its text, by which its page is found
    title: str
    standing: str  # of the text, on the day
    ended: bool  # whether the text is no longer, or not yet, in force on the day
    rules: tuple[Rule, ...]


def read(cited: str, on: dt.date) -> tuple[Article, ...]:
    """Look up every article that a legal basis cites, as the law stands on a day."""
    return tuple(dict.fromkeys(_article(each.article, each.number, on) for each in citations.read(cited)))


def _article(article: str, number: str, on: dt.date) -> Article:
    text = next((each for each in texts.all_texts() if each.number == number), None)
    stands = text is not None and text.may_be_cited(on)
    return Article(
        said=citations.said(article),
        number=number,
        title=content(text.title) if text else "",
        standing=text.status_text if text and stands else _("not in force on {date}", date=short_date(on)),
        ended=not stands,
        rules=tuple(_rules(article, number)),
    )


def _rules(article: str, number: str) -> Iterator[Rule]:
    held, wanted = book.current(), set(citations.single(article))
    for entry in held.entries:
        if not entry.body or entry.kind == "text" or not entry.known_at(held.revision):
            continue
        cited = (each for each in citations.read(entry.article) if each.number == number)
        if any(wanted & set(citations.single(each.article)) for each in cited):
            yield Rule(
                title=law_entries.title(entry),
                words=" · ".join(f"{label}: {text}" for label, text in law_entries.lines(entry)),
                validity=_validity(entry.effective_from, entry.effective_to),
            )


def _validity(since: dt.date | None, until: dt.date | None) -> str:
    if since and until:
        return _("from {since} to {until}", since=short_date(since), until=short_date(until))
    if until:
        return _("until {date}", date=short_date(until))
    return _("from {date}", date=short_date(since)) if since else ""
