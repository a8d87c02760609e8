"""Ask FEEL one question or many; many cost little more than one, so ask them together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from unicodedata import normalize

from app import clock
from app.feel import sandbox, values
from app.feel.errors import FeelError, FeelFailed, FeelNotUnderstood, FeelTooMuch

Kind = Literal["expression", "unary", "read expression", "read unary"]
NOTHING: Mapping[str, object] = {}
SHOWN = 120  # characters of a condition that an error repeats
NEAR = 12  # characters shown on each side of the place that was not understood


@dataclass(frozen=True, slots=True)
class Question:
    """A text to work out; a unary test (a cell of a table) also has the value it tests."""

    text: str
    context: Mapping[str, object] = field(default_factory=dict)
    kind: Kind = "expression"
    value: object = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What FEEL says; ``unknown`` lists the names it did not find (they count as null)."""

    value: object = None
    error: FeelError | None = None
    unknown: tuple[str, ...] = ()


def evaluate(expression: str, context: Mapping[str, object] = NOTHING) -> object:
    """Work out one expression.

    Dates, times and day-time durations come back as Python's own, years-and-months durations as ISO
    text, numbers as int where they are whole. As in FEEL, a comparison with null is null (None), and
    a null condition is not met. Raises FeelError.
    """
    return _value(evaluate_all([Question(expression, context)])[0])


def unary_test(test: str, value: object, context: Mapping[str, object] = NOTHING) -> bool:
    """Say whether a value passes the test in a cell: ``"KN","TC"``, ``not(null)``, ``[1..5]``, ``> 3``.

    A test that comes to null is not passed. Raises FeelError.
    """
    return _value(evaluate_all([Question(test, context, "unary", value)])[0]) is True


def check(
    texts: Sequence[tuple[str, Kind]], names: Mapping[str, object] | Sequence[str] = ()
) -> list[FeelError | None]:
    """Read texts without working them out: one error or None for each, in order.

    ``names`` are the variables that may be meant, with the shape of what they hold where it is known;
    only those with spaces change how a text is read.
    """
    context = names if isinstance(names, Mapping) else dict.fromkeys(names)
    asked = [
        Question(text, context, "read unary" if "unary" in kind else "read expression")
        for text, kind in texts
    ]
    return [answer.error for answer in evaluate_all(asked)]


def evaluate_all(questions: Sequence[Question]) -> list[Answer]:
    """Work out many questions in one crossing; each answer stands where its question stood.

    Questions that share one context object share it inside too. A question that fails has its error
    in its answer; only a limit of time or memory fails them all. Raises FeelTooMuch, FeelMissing, and
    FeelFailed where a context holds what JSON cannot say.
    """
    if not questions:
        return []
    contexts = _Contexts()
    asked = []
    for question in questions:
        text = normalize("NFC", question.text)
        asked.append([question.kind, text, contexts.place(text, question.context), question.value])
    request = {
        "clock": int(clock.now().timestamp() * 1000),
        "contexts": contexts.all,
        "questions": asked,
    }
    return [_answer(q, found) for q, found in zip(questions, _cross(request, questions), strict=True)]


def decide(
    key: str, plan: Callable[[], Mapping[str, object]], wanted: str, inputs: Mapping[str, object]
) -> Any:
    """Work out a decision of a model; the model is handed over only when the box does not know its key.

    Gives ``{"value", "rows", "errors"}`` (app/web/assets/feel/decide). Raises FeelTooMuch, FeelMissing, and
    FeelFailed where an input is nothing that JSON can say.
    """
    question: dict[str, object] = {"key": key, "wanted": wanted, "inputs": inputs}
    request = {"clock": int(clock.now().timestamp() * 1000), "decide": question}
    found = _over(request, wanted)
    if found.get("unknown"):
        question["model"] = plan()
        found = _over(request, wanted)
    return found


def _over(request: Mapping[str, object], shown: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(sandbox.cross(values.dump(request)))
    except (sandbox.OutOfBounds, RecursionError) as error:
        raise FeelTooMuch(expression=_short(shown)) from error
    except (ValueError, TypeError) as error:
        raise FeelFailed(expression=_short(shown), reason=str(error)) from error
    return found


class _Contexts:
    """The contexts that travel: only the names that a text mentions go with it, most mention few.

    A name of several words may be written in several ways; such names always go.
    """

    def __init__(self) -> None:
        self.all: list[Mapping[str, object]] = []
        self._places: dict[tuple[int, frozenset[str]], int] = {}

    def place(self, text: str, context: Mapping[str, object]) -> int:
        """Tell where the context of a text stands; texts that mention the same names share one."""
        mentioned = frozenset(name for name in context if name in text or not name.isidentifier())
        key = (id(context), mentioned)
        if key not in self._places:
            self._places[key] = len(self.all)
            self.all.append({name: context[name] for name in context if name in mentioned})
        return self._places[key]


def _cross(request: Mapping[str, object], questions: Sequence[Question]) -> list[dict[str, object]]:
    try:
        found = values.load(sandbox.cross(values.dump(request)))
    except (sandbox.OutOfBounds, RecursionError) as error:
        longest = max((q.text for q in questions), key=len)
        raise FeelTooMuch(expression=_short(longest)) from error
    except (ValueError, TypeError) as error:  # a value that JSON cannot say: not a number, half a letter
        raise FeelFailed(expression=_short(questions[0].text), reason=str(error)) from error
    return found if isinstance(found, list) else []


def _answer(question: Question, found: dict[str, object]) -> Answer:
    if "error" in found:
        return Answer(error=refusal(question.text, found))
    unknown = found.get("unknown")
    return Answer(found.get("value"), None, tuple(unknown) if isinstance(unknown, list) else ())


def refusal(text: str, found: Mapping[str, Any]) -> FeelError:
    """Say what the box has found wrong with a text: ``error`` or ``reason``, and ``at`` which place."""
    place = found.get("at")
    if place:
        start = int(place["from"] if isinstance(place, dict) else place[0])
        near = normalize("NFC", text)[max(0, start - NEAR) : start + NEAR]
        return FeelNotUnderstood(expression=_short(text), place=near.strip() or _short(text))
    reason = str(found.get("error") or found.get("reason"))
    if any(limit in reason for limit in sandbox.LIMITS):
        return FeelTooMuch(expression=_short(text))
    return FeelFailed(expression=_short(text), reason=reason)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _value(answer: Answer) -> object:
    if answer.error is not None:
        raise answer.error
    return answer.value
