"""What an editor lets people pick, in the reader's language: the office's own data, nothing is typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from uuid import UUID

from sqlalchemy.orm import Session

from app import clock, formdefs, letters, xmlsafe
from app.casework import own_english
from app.casework.definitions import files_of
from app.changes import scripts, words
from app.engine.actions import ACTIONS, Place
from app.errors import NotFound, OfficeError
from app.formdefs import Component, FormDefinition, FormRefused
from app.gate import known, shelf, vocabulary
from app.language import _, content, english
from app.legaltime import book, citations, limits, texts
from app.legaltime.book import Book
from app.legaltime.texts import Text
from app.listings import procedures, written_texts
from db.models import Version

Choice = dict[str, object]
_NAMED = ("Luật ", "Bộ luật ")
_KINDS = ("Nghị định", "Nghị quyết", "Thông tư", "Quyết định", "Quy định", "Quy chế")
SETS = {
    "roles": "role",
    "desks": "assign",
    "guards": "guard",
    "recorders": "records",
    "milestones": "milestone",
    "results": "result",
    "messages": "tells",
    "begins": "begins",
    "links": "link",
    "needs": "needs",
    "kinds": "kinds",
}


def read(session: Session, version_id: UUID) -> dict[str, object]:
    """Gather everything for the panels of one version's editors; plain values, sentences said.

    Raises: NotFound.
    """
    version = session.get(Version, version_id)
    if version is None:
        raise NotFound
    files = files_of(session, version_id)
    own_english.of_files(files, firm=False)
    forms = dict(_forms(files))
    return {
        **{name: _set(words.SETS[of]) for name, of in SETS.items()},
        "forms": [_form(key, form, own=f"forms/{key}.json" in files) for key, form in sorted(forms.items())],
        "letters": sorted(_letters(files), key=_by_words),
        "limits": [_limit(each) for each in limits.all_limits() if each.effective_to is None],
        "procedures": sorted(_procedures(session, version.procedure), key=_by_words),
        "laws": list(_laws()),
        "actions": list(_actions()),
        "known": _known(files, version.procedure, forms.values()),
        "english": {text: said for text in written_texts.of(files.values()) if (said := english(text))},
    }


def _choice(value: str, said: str, **more: object) -> Choice:
    return {"value": value, "words": said, **more}


def _by_words(choice: Choice) -> str:
    return str(choice["words"]).casefold()


def _set(known_words: Mapping[str, str]) -> list[Choice]:
    return sorted((_choice(key, _(said)) for key, said in known_words.items()), key=_by_words)


def _forms(files: Mapping[str, bytes]) -> Iterator[tuple[str, FormDefinition]]:
    """Give the forms of the bundle, then those that are shipped and may be taken in."""
    own = {PurePosixPath(name).stem: body for name, body in files.items() if name.startswith("forms/")}
    for key, body in (own | {k: b for k, b in vocabulary.shipped().forms.items() if k not in own}).items():
        form = _read_form(body)
        if form is not None:
            yield key, form


@lru_cache(maxsize=512)
def _read_form(body: bytes) -> FormDefinition | None:
    try:
        return formdefs.read(body)
    except FormRefused:
        return None


def _form(key: str, form: FormDefinition, *, own: bool) -> dict[str, object]:
    fields = [_field(part) for part in form.walk() if part.key and part.answers]
    return {"key": key, "title": _form_title(key, form), "own": own, "fields": fields}


def _form_title(key: str, form: FormDefinition) -> str:
    """Call a form by its key and its first questions: forms have no title of their own."""
    asked = [content(part.label) for part in form.walk() if part.answers and part.label]
    return f"{key}: {', '.join(asked[:2])}" if asked else key


def _field(part: Component) -> Choice:
    choices = [_choice(each.value, content(each.label)) for each in part.choices]
    return _choice(part.key, content(part.label), kind=part.kind, route=part.route, choices=choices)


def _letters(files: Mapping[str, bytes]) -> Iterator[Choice]:
    own = {name: body for name, body in files.items() if name.startswith("letters/")}
    for name, body in {**shelf.letters(), **own}.items():
        stem = PurePosixPath(name).stem
        try:
            template = letters.read(body.decode())
        except (OfficeError, ValueError):
            continue
        said = (
            f"{content(template.title)}: {content(template.subject)}" if template.subject else template.title
        )
        yield _choice(stem, said, own=name in own)


def _limit(limit: limits.Limit) -> Choice:
    variants = [_choice(variant, str(cap)) for variant, cap in limit.caps.items()]
    return _choice(limit.rule, content(limit.name), article=content(limit.article), variants=variants)


def _procedures(session: Session, besides: str) -> Iterator[Choice]:
    for each in procedures.in_force(session):
        version = session.get_one(Version, each.version_id)
        if version.procedure != besides:
            yield _choice(version.procedure, each.title)


def _laws() -> Iterator[Choice]:
    """Give the texts that may be cited today, each with the articles on which something here rests."""
    articles = _articles(book.current())
    for text in texts.all_texts():
        if text.may_be_cited(clock.today()):
            found = list(articles.get(text.number, ()))
            yield _choice(text.number, content(text.title), cite=_cited(text), articles=found)


def _cited(text: Text) -> str:
    """Name a text as a legal basis names it: laws and codes by their name, all else by kind and number."""
    if text.title.startswith(_NAMED):
        return text.title
    kind = next((kind for kind in _KINDS if text.title.startswith(kind)), "")
    return f"{kind} {text.number}".strip()


@lru_cache(maxsize=4)
def _articles(_held: Book) -> Mapping[str, tuple[str, ...]]:
    """Gather the articles that limits and shipped drawings cite, by the text they stand in."""
    cited = [limit.article for limit in limits.all_limits()]
    cited += [basis for body in shelf.drawings().values() for basis in _bases(body)]
    found: dict[str, set[str]] = defaultdict(set)
    for each in cited:
        for citation in citations.read(each):
            found[citation.number].update(citations.single(citation.article))
    return {number: tuple(sorted(of, key=citations.order)) for number, of in found.items()}


def _bases(body: bytes) -> Iterable[str]:
    properties = xmlsafe.read(body).iter("{*}property")
    return (each.get("value", "") for each in properties if each.get("name") == "legalBasis")


def _actions() -> Iterator[Choice]:
    """Give what an automatic step can cause, as the comparison of versions says it too."""
    said = {**scripts.RULED, **scripts.NAMED, **scripts.PLAIN}
    for name, action in ACTIONS.items():
        if action.place is Place.SCRIPT and name in said:
            given = action.call.parameters.values()
            parameters = [each.name if each.default is each.empty else f"{each.name}?" for each in given]
            yield _choice(name, _(said[name], it="…"), parameters=parameters)


def _known(
    files: Mapping[str, bytes], procedure: str, forms: Iterable[FormDefinition]
) -> dict[str, list[dict[str, object]]]:
    parts: dict[str, Component] = {}
    for part in (part for form in forms for part in form.walk() if part.route):
        parts.setdefault(part.key, part)  # the draft's own forms come first
    found = known.ask(files, procedure)
    return {
        element: [_known_field(name, values, parts.get(name)) for name, values in each.items()]
        for element, each in found.items()
        if each
    }


def _known_field(name: str, values: Iterable[object] | None, part: Component | None) -> dict[str, object]:
    labels = {each.value: content(each.label) for each in part.choices} if part else {}
    choices = (
        None
        if values is None
        else [
            _choice(str(each), labels.get(str(each), str(each))) for each in values if each not in {None, ""}
        ]
    )
    return {"name": name, "label": content(part.label) if part and part.label else name, "values": choices}
