"""A condition in words: the labels of fields and choices, not the code of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from app.changes.bundle import Bundle, Field
from app.changes.told import Drawn, Part, Quoted, Row, Told, quoted, row, told
from app.engine import grammar
from app.engine.grammar import NotInGrammar
from app.language import N_

_SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: N_("{field} is {value}"),
    ast.NotEq: N_("{field} is not {value}"),
    ast.In: N_("{field} is one of {value}"),
    ast.NotIn: N_("{field} is none of {value}"),
    ast.Lt: N_("{field} is less than {value}"),
    ast.LtE: N_("{field} is at most {value}"),
    ast.Gt: N_("{field} is more than {value}"),
    ast.GtE: N_("{field} is at least {value}"),
    ast.Is: N_("{field} is {value}"),
    ast.IsNot: N_("{field} is not {value}"),
}


@dataclass(frozen=True)
class _Reader:
    """The forms by which fields and choices are named."""

    bundle: Bundle
    asked: tuple[str, ...]  # the forms asked before, the nearest first

    def say(self, node: ast.expr) -> Part:
        match node:
            case ast.BoolOp(op=op, values=values):
                between = Told(N_("or")) if isinstance(op, ast.Or) else Told(N_("and"))
                return _Joined(tuple(self.say(value) for value in values), between)
            case ast.UnaryOp(op=ast.Not(), operand=ast.Name(id=name)):
                return told(N_("{field}: no"), field=self.bundle.field_name(name))
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return told(N_("not ({condition})"), condition=self.say(inner))
            case ast.Name(id=name):
                return told(N_("{field}: yes"), field=self._label(name))
            case ast.Compare(left=ast.Name(id=name), ops=[sign], comparators=[value]) if type(sign) in _SIGNS:
                return told(_SIGNS[type(sign)], field=self._label(name), value=self._value(name, value))
        return Quoted(ast.unparse(node))

    def _label(self, name: str) -> Part:
        found = self.bundle.field(name, self.asked)
        return Quoted(Drawn(found.label if found and found.label else name))

    def _value(self, name: str, node: ast.expr) -> Part:
        if isinstance(node, ast.List | ast.Tuple):
            return row(self._value(name, each) for each in node.elts)
        if not isinstance(node, ast.Constant):
            return Quoted(ast.unparse(node))
        return constant(node.value, self.bundle.field(name, self.asked))


@dataclass(frozen=True, slots=True)
class _Joined:
    """Parts joined by a word."""

    parts: tuple[Part, ...]
    between: Part

    @property
    def said(self) -> str:
        """Say them in the reader's language."""
        return f" {self.between.said} ".join(part.said for part in self.parts)


def constant(value: object, field: Field | None) -> Part:
    """Say one value of a field: its choice, yes and no, or as it stands."""
    if isinstance(value, bool):
        return Told(N_("Yes")) if value else Told(N_("No"))
    text = "" if value is None else str(value)
    label = field.choices.get(text, "") if field else ""
    return quoted(label or text)


def condition(text: str, bundle: Bundle, asked: tuple[str, ...] = ()) -> Part:
    """Say a condition of an arrow; what is beyond words is quoted."""
    try:
        tree = grammar.read(text, grammar.Kind.VALUE)
    except NotInGrammar:
        return quoted(text)
    return _Reader(bundle, asked).say(tree.body) if isinstance(tree, ast.Expression) else Row(())
