"""What the decision tables propose for a petition, and why: the officer confirms or says why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app import decisions
from app.casework.definitions import Pinned
from app.decisions import DecisionModel, Outcome, Row
from app.decisions.model import DASH, Rule, Table
from app.formdefs.definition import FormDefinition
from app.language import _, content

Labels = Mapping[str, Mapping[str, str]]  # field -> value -> what the reader sees
Facts = Mapping[str, Any]

KIND, ELIGIBILITY, BODY = "petition_kind", "eligibility", "competent_body"
# In the order in which one needs the other: file of the table, its decision.
_ORDER = (
    ("type.dmn", "type"),
    ("eligibility.dmn", "eligibility"),
    ("field.dmn", "field"),
    ("field.dmn", "lead_unit"),
    ("competence.dmn", "competent"),
    ("competence.dmn", "competence"),
    ("outcome.dmn", "outcome"),
    ("candidate_limit.dmn", "candidate_limit"),
    ("candidate_limit.dmn", "variant"),
)
# Outputs that have no field of their own on the form keep their names: unit_function, letter, code, rule…
CONFIRMED = (KIND, ELIGIBILITY, "statutory_group", BODY, "competence", "outcome", "procedure")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One value that a row of a table proposes for a field, with its article and a sentence why."""

    field: str
    value: str | bool | int | None
    table: str
    row: int
    article: str
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something the officer should see to beside the classification."""

    code: str
    text: str
    article: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """Everything that the tables say about one petition, by field."""

    by_field: Mapping[str, Proposal] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def values(self) -> dict[str, str | bool | int | None]:
        """Give what is proposed by field; FEEL conditions of the form see it as ``proposed``."""
        return {name: each.value for name, each in self.by_field.items()}

    def kept(self) -> dict[str, dict[str, Any]]:
        """Give what a classification keeps for ever: value, table, row and article of every field."""
        return {
            name: {"value": p.value, "table": p.table, "row": p.row, "article": p.article}
            for name, p in self.by_field.items()
        }

    def contradicted(self, answers: Facts) -> tuple[str, ...]:
        """List the fields in which the officer confirmed something else than was proposed."""
        return tuple(
            name
            for name in CONFIRMED
            if name in self.by_field
            and self.by_field[name].value is not None
            and answers.get(name) not in {None, ""}
            and answers[name] != self.by_field[name].value
        )


def propose(pinned: Pinned, facts: Facts, labels: Labels) -> Proposals:
    """Run the tables of an intake version over what is known of a petition.

    ``facts`` are answers of the forms ``registration`` and ``intake`` with ``authority_level``,
    ``remote`` and ``has_originals``. What the officer has confirmed already (a kind, a body) is what
    the later tables build on; what they left open is built on as proposed.
    """
    known = dict(facts)
    found: dict[str, Proposal] = {}
    for file, decision in _ORDER:
        if file not in pinned.tables:
            continue
        for proposal in _decide(pinned.tables[file], decision, known, labels):
            found[proposal.field] = proposal
            if known.get(proposal.field) in {None, "", False}:
                known[proposal.field] = proposal.value
    return Proposals(found, _notes(pinned, known))


def look_up(file: bytes, decision: str, facts: Facts) -> dict[str, Any]:
    """Give what one table says of these facts, by the names of its outputs; nothing where no row fits."""
    return dict(_ask(file, decision, facts)[1].outputs)


def ask(file: bytes, decision: str, facts: Facts, labels: Labels) -> tuple[Proposal, ...]:
    """Give what one table proposes for these facts, each value with its article and why."""
    return tuple(_decide(file, decision, facts, labels))


def labels_of(*forms: FormDefinition) -> dict[str, dict[str, str]]:
    """Collect how each value of each choice is called, in the reader's language."""
    return {
        part.key: {choice.value: content(choice.label) for choice in part.choices}
        for form in forms
        for part in form.walk()
        if part.key and part.choices
    }


def _decide(file: bytes, decision: str, known: Facts, labels: Labels) -> list[Proposal]:
    table, outcome = _ask(file, decision, known)
    if table is None or not outcome.rows:
        return []
    row = outcome.rows[-1]
    why = _why(table, row, known, labels)
    return [
        Proposal(
            f"{decision}_code" if name == "code" else name,
            _scalar(value),
            row.table,
            row.row,
            row.article,
            why,
        )
        for name, value in outcome.outputs.items()
    ]


def _ask(file: bytes, decision: str, known: Facts) -> tuple[Table | None, Outcome]:
    table = _model(file).find(decision).logic
    if not isinstance(table, Table):
        return None, Outcome()
    inputs = {clause.text: _scalar(known.get(clause.text)) for clause in table.inputs}
    if known.get(KIND) == "denunciation" and "duplicate" in inputs:
        inputs["duplicate"] = False  # joined to another case, it would be open to that case's readers
    return table, _decided(file, decision, tuple(inputs.items()))


@lru_cache(maxsize=4096)
def _decided(file: bytes, decision: str, inputs: tuple[tuple[str, object], ...]) -> Outcome:
    """Remember what the tables say: the facts are boxes and choices, nothing personal, and recur all day."""
    return decisions.decide(_model(file), decision, dict(inputs))


def _notes(pinned: Pinned, known: Facts) -> tuple[Note, ...]:
    if "outcome.dmn" not in pinned.tables or not known.get(KIND):
        return ()
    _table, outcome = _ask(pinned.tables["outcome.dmn"], "attention", known)
    codes, texts = outcome.outputs.get("code"), outcome.outputs.get("note")
    if not isinstance(codes, list) or not isinstance(texts, list):
        return ()
    return tuple(
        Note(str(code), content(str(text)), content(row.article))
        for code, text, row in zip(codes, texts, outcome.rows, strict=False)
    )


def _why(table: Table, row: Row, known: Facts, labels: Labels) -> str:
    """Say in one sentence which facts made the row fire, and on which article it stands."""
    rule = next((each for each in table.rules if each.number == row.row), None)
    said = _grounds(table, rule, known, labels) if rule else []
    article = content(row.article)
    if not said:
        return _("None of the special cases applies ({article}).", article=article)
    return _("{grounds} ({article}).", grounds="; ".join(said), article=article)


def _grounds(table: Table, rule: Rule, known: Facts, labels: Labels) -> list[str]:
    said = []
    for clause, test in zip(table.inputs, rule.tests, strict=True):
        value = known.get(clause.text)
        if test in DASH or (value is None and test.startswith("not(")):
            continue
        label = content(clause.label)
        if value is True:
            said.append(label)
        elif value not in {None, False}:
            said.append(f"{label}: {labels.get(clause.text, {}).get(str(value), str(value))}")
    return said


def _scalar(value: object) -> str | bool | int | None:
    return value if isinstance(value, str | bool | int) else None


@lru_cache(maxsize=64)
def _model(table: bytes) -> DecisionModel:
    return decisions.read(table)
