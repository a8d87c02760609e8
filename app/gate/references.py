"""Rules about what a drawing names: it is there, and a step says what everybody needs to know of it."""

from __future__ import annotations

from collections.abc import Iterator

from app import clock
from app.engine.note import Note
from app.gate import vocabulary as words
from app.gate.drawn import Drawn, refuse
from app.language import N_
from app.legaltime import citations

CERTAIN = "confirmed"  # a text of which it is only believed when it ends keeps nobody from drawing
_NOT_IN_FORCE = N_(
    'The article "{text}" is not in force today, as the register of legal texts says of {number}. Cite what '
    "took its place."
)
_CHOOSING = frozenset({"radio", "select", "checkbox"})


def forms(drawn: Drawn) -> Iterator[Note]:
    """Refuse a step whose form is not there, or cannot be shown."""
    for node in drawn.nodes.values():
        key = node.properties.get("form", "")
        if key and drawn.vocabulary.form(key) is None:
            sentence = N_(
                'There is no form "{key}" that can be shown. Choose another, or add it to the files.'
            )
            yield refuse(node.id, "form", sentence, key=key)


def roles(drawn: Drawn) -> Iterator[Note]:
    """Refuse a step that nobody's role or desk is named for, or one that does not exist here."""
    for node in drawn.of("userTask"):
        role, desk, guard = (node.properties.get(key, "") for key in ("role", "assign", "guard"))
        if role and role not in words.ROLES:
            sentence = N_('There is no role "{role}" that does steps. There are: {known}.')
            yield refuse(node.id, "role", sentence, role=role, known=_listed(words.ROLES))
        named = desk.startswith((words.UNIT, words.GRANT)) or desk.removeprefix(words.AUTHOR) in drawn.nodes
        if desk not in words.DESKS and not named:
            sentence = N_(
                'It is not said in whose inbox the step lies ("assign"). Choose one of: {known}; '
                "author:… with the id of the step whose author it is; or unit:… with the field that names it."
            )
            yield refuse(node.id, "desk", sentence, known=_listed(words.DESKS))
        for each in filter(None, (part.strip() for part in guard.split(","))):
            if each not in words.GUARDS:
                sentence = N_('There is no guard "{guard}". Remove it, or choose: {known}.')
                yield refuse(node.id, "guard", sentence, guard=each, known=_listed(words.GUARDS))


def promises(drawn: Drawn) -> Iterator[Note]:
    """Refuse a promise that is no number of working days."""
    for node in drawn.of("userTask"):
        days = node.properties.get("promise", "")
        if days and not (days.isascii() and days.isdigit() and 0 < int(days[:4]) <= words.LONGEST_PROMISE):
            sentence = N_('The promise "{days}" is no number of working days. Write one from 1 to {most}.')
            yield refuse(node.id, "promise", sentence, days=days, most=str(words.LONGEST_PROMISE))


def citizens(drawn: Drawn) -> Iterator[Note]:
    """Refuse a step about which the citizen would read nothing."""
    for node in drawn.of("userTask"):
        if not node.properties.get("citizen", "").strip():
            sentence = N_(
                "The citizen would read nothing while this step lies open. Write one plain sentence for the "
                'status page ("citizen").'
            )
            yield refuse(node.id, "citizen", sentence)


def laws(drawn: Drawn) -> Iterator[Note]:
    """Refuse a step that rests on no article, and an article of a text that the register does not know."""
    for node in drawn.nodes.values():
        cited = node.properties.get("legalBasis", "").strip()
        if node.type == "userTask" and not cited:
            sentence = N_(
                'The step rests on no article ("legalBasis"). Write it as in: {example}; where no law '
                "speaks, the office's own rules."
            )
            yield refuse(node.id, "legal-basis", sentence, example="Luật Khiếu nại, Điều 27")
        strange = citations.unknown(cited)
        if strange:
            sentence = N_(
                'The register of legal texts does not know "{text}". Correct it, or let the legal staff add '
                "the text."
            )
            yield refuse(node.id, "law", sentence, text=strange)


def ended_laws(drawn: Drawn) -> Iterator[Note]:
    """Ask about an article of a text of which it is certain that it has ended; it refuses nothing."""
    for node in drawn.nodes.values():
        for each, text in citations.ended(node.properties.get("legalBasis", ""), clock.today()):
            if text.confidence == CERTAIN:
                named = (("text", each.said), ("number", text.number))
                yield Note(node.id, "law", _NOT_IN_FORCE, named, open=True)


def outcomes(drawn: Drawn) -> Iterator[Note]:
    """Refuse an outcome that is no steering field of the step's form, and steering that is no outcome."""
    for node in drawn.of("userTask"):
        form = drawn.vocabulary.form(node.properties.get("form", ""))
        if form is None:
            continue
        named = node.properties.get("outcome", "")
        steering = {part.key for part in form.walk() if part.route}
        if named and named not in steering:
            sentence = N_(
                'The outcome "{field}" is no field of the form that steers. Choose one of: {known}; or mark '
                'the field in the form with the property "route".'
            )
            yield refuse(node.id, "outcome", sentence, field=named, known=_listed(steering))
        elif not named and any(part.route and part.kind in _CHOOSING for part in form.walk()):
            sentence = N_(
                "The form has a field that steers, but the step does not say which one is its outcome "
                '("outcome"). Choose one of: {known}.'
            )
            yield refuse(node.id, "outcome", sentence, known=_listed(steering))


def recorders(drawn: Drawn) -> Iterator[Note]:
    """Refuse a recorder that does not exist: what was answered would not reach the case."""
    known = words.RECORDERS | words.ANSWER_ALONE
    for node in drawn.nodes.values():
        for name in filter(None, (part.strip() for part in node.properties.get("records", "").split(","))):
            if name not in known:
                sentence = N_('Nothing here records "{name}". Choose one of: {known}.')
                yield refuse(node.id, "recorder", sentence, name=name, known=_listed(known))


def letters(drawn: Drawn) -> Iterator[Note]:
    """Refuse a letter that has no template."""
    named = [(node, node.properties.get("letter")) for node in drawn.nodes.values()]
    opened = [(node, first) for node, function, first in drawn.calls() if function == "open_letter"]
    for node, letter in (*named, *opened):
        if letter and letter not in drawn.vocabulary.letters:
            sentence = N_('There is no letter "{letter}". Add its template to the files, or choose another.')
            yield refuse(node.id, "letter", sentence, letter=str(letter))


def limits(drawn: Drawn) -> Iterator[Note]:
    """Refuse a limit that the register of limits does not know."""
    for node, function, first in drawn.calls():
        named = function in {"deadline", "reminder", "met", "remind", "escalate"} and first is not None
        if named and first not in drawn.vocabulary.limits:
            sentence = N_('The register of limits does not know "{limit}". Name a limit that it holds.')
            yield refuse(node.id, "limit", sentence, limit=str(first))


def actions(drawn: Drawn) -> Iterator[Note]:
    """Refuse a legal event, a result or a procedure to be started that does not exist."""
    known = {
        "milestone": ("milestone", words.MILESTONES),
        "close_case": ("result", words.RESULTS),
        "start_run": ("procedure", drawn.vocabulary.procedures),
        "open_case": ("procedure", drawn.vocabulary.procedures),
        "tell": ("message", words.MESSAGES),
    }
    for node, function, first in drawn.calls():
        rule, allowed = known.get(function, ("", frozenset[str]()))
        if rule and first is not None and first not in allowed:
            sentence = N_('{function}("{name}") names what does not exist here. There are: {known}.')
            yield refuse(node.id, rule, sentence, function=function, name=str(first), known=_listed(allowed))


def openings(drawn: Drawn) -> Iterator[Note]:
    """Refuse what a start says of the way in which the procedure begins, where it names what is not there."""
    allowed = {
        "begins": words.BEGINS,
        "link": words.LINKS,
        "beside": frozenset({"yes"}),
        "needs": words.NEEDS,
        "kinds": words.KINDS,
        "role": words.ROLES,
        "tells": words.MESSAGES,
    }
    for node in drawn.of("startEvent"):
        for key, known in allowed.items():
            for name in filter(None, (part.strip() for part in node.properties.get(key, "").split(","))):
                if name not in known:
                    sentence = N_(
                        'The start says {key} = "{name}", which does not exist. There are: {known}.'
                    )
                    yield refuse(node.id, "opening", sentence, key=key, name=name, known=_listed(known))


def messages(drawn: Drawn) -> Iterator[Note]:
    """Refuse to wait for a message that neither the office nor the procedure itself ever sends."""
    for node, message, catches in drawn.messages():
        sent = words.MESSAGES | {name for _node, name, catching in drawn.messages() if not catching}
        if catches and message not in sent:
            sentence = N_(
                'Nobody sends the message "{message}", and this would wait for ever. Choose one of: {known}.'
            )
            yield refuse(node.id, "message", sentence, message=message, known=_listed(sent))


def _listed(known: frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(known)) or "–"
