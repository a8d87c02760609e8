"""A letter's template as it is being written: as it would be printed, and the fields it may name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath

from markupsafe import Markup

from app import letters, xmlsafe
from app.casework.letter_sheet import IN_ONES_OWN_RIGHT, TITLES
from app.casework.word_book import WORDS, knows
from app.language import N_, _, content, use
from app.letters import Draft, Sheet, Signing, Template, TemplateRefused
from app.letters.merge import Value
from app.listings.data_dictionary import Field, in_form
from app.policy.actor import CHAIRMAN

_SAMPLES: Mapping[str, str] = {"number": "1", "date": "26/11/2026", "time": "08:30"}
_UNKNOWN = N_("“{name}” is not known: no form of the office asks for it. It would stay a gap «……».")


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Who issues the letters of this office, as their head says it."""

    authority: str
    superior: str
    place: str


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One field that a letter may name, and where it comes from."""

    name: str
    meaning: str
    group: (
        str  # step (which drafts the letter) | forms (of the procedure) | office | others (other procedures)
    )


@dataclass(frozen=True, kw_only=True)
class Written:
    """A template laid out with invented words, or why it cannot be; what nobody knows is told by name."""

    paper: Markup | None
    translation: Markup | None = None
    fault: str = ""
    unknown: tuple[tuple[str, str], ...] = ()  # name and sentence


def of(text: str, fields: Sequence[Field], *, issuer: Issuer, english: Mapping[str, str]) -> Written:
    """Lay a template out as the office would print it; ``fields`` are those of all its forms.

    ``english`` are pairs of the draft for the help to read. Never raises for what is written.
    """
    try:
        template = letters.read(text)
    except TemplateRefused as refused:
        return Written(paper=None, fault=refused.sentence)
    known = _samples(fields)
    unknown = tuple(
        (name, _(_UNKNOWN, name=name)) for name in template.fields if name not in known and not knows(name)
    )
    paper = letters.lay_out(_sheet(template, letters.merge(template, known), issuer))
    return Written(paper=paper, translation=_aid(template, known, english), unknown=unknown)


def offered(name: str, files: Mapping[str, bytes], fields: Sequence[Field]) -> tuple[Offered, ...]:
    """List what a letter may name: fields of its own step, of the procedure's forms, the office's, others."""
    step = {f"forms/{form}.json" for form in _forms_of(PurePosixPath(name).stem, files)}
    own = {field.key: form in step for form, body in files.items() for field in in_form(form, body)}
    asked = [each for each in fields if each.key not in WORDS]
    groups = {
        each.key: ("step" if own[each.key] else "forms") if each.key in own else "others" for each in asked
    }
    found = [
        Offered(name=each.key, meaning=content(each.label) or each.key, group=groups[each.key])
        for each in asked
    ]
    found += [Offered(name=key, meaning=_(word.meaning), group="office") for key, word in WORDS.items()]
    return tuple(sorted(found, key=lambda each: GROUPS.index(each.group)))


GROUPS = ("step", "forms", "office", "others")


@use("en")
def _aid(template: Template, known: Mapping[str, Value], english: Mapping[str, str]) -> Markup:
    def said(text: str) -> str:
        return english.get(text) or text

    own = replace(
        template,
        title=said(template.title),
        subject=said(template.subject),
        body=tuple(replace(each, text=said(each.text)) for each in template.body),
    )
    return letters.lay_out_aid(letters.merge(letters.translate(own), known))


@use("vi")
def _samples(fields: Iterable[Field]) -> dict[str, Value]:
    """Invent words for every field: letters are Vietnamese, whoever writes them."""
    said: dict[str, Value] = {field.key: _sample(field) for field in fields}
    return said | {name: word.example for name, word in WORDS.items()}


def _sample(field: Field) -> Value:
    if field.choices:
        return field.choices[0][1]
    if field.sort == "rows":
        return [f"‹{field.label or field.key}›"]
    return _SAMPLES.get(field.sort, f"‹{field.label or field.key}›")


def _sheet(template: Template, draft: Draft, issuer: Issuer) -> Sheet:
    chairman = template.signer == CHAIRMAN
    alone = template.kind in IN_ONES_OWN_RIGHT
    return Sheet(
        kind=template.kind,
        superior=issuer.superior,
        authority=f"ỦY BAN NHÂN DÂN {issuer.authority.upper()}",
        symbol=letters.symbol(template.symbol, "UBND"),
        place=issuer.place,
        title=draft.title,
        subject=draft.subject,
        body=draft.body,
        signing=Signing(
            on_behalf="TM. ỦY BAN NHÂN DÂN" if chairman and not alone else "", title=TITLES[template.signer]
        ),
        addressees=draft.addressees,
        recipients=draft.recipients,
    )


def _forms_of(letter: str, files: Mapping[str, bytes]) -> frozenset[str]:
    """Name the forms of the steps that draft a letter."""
    drawings = (body for name, body in files.items() if name.endswith(".bpmn"))
    return frozenset(form for body in drawings for key, form in _steps(body) if key == letter)


@lru_cache(maxsize=64)
def _steps(drawing: bytes) -> Sequence[tuple[str, str]]:
    try:
        root = xmlsafe.read(drawing)
    except xmlsafe.XmlRefused:
        return ()
    return tuple(_named(root.iter("{*}userTask")))


def _named(steps: Iterable[xmlsafe.Element]) -> Iterator[tuple[str, str]]:
    for step in steps:
        said = {each.get("name", ""): each.get("value", "") for each in step.iter("{*}property")}
        if said.get("letter") and said.get("form"):
            yield said["letter"], said["form"]
