"""What may be written in a drawing: a small part of Python, checked before anything is looked at.

The text is parsed to a syntax tree and every node must be on the list. Nothing is ever compiled to
code: no attribute, no index, no method, no loop, no keyword that defines or imports can be written.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from unicodedata import category, name, normalize

from app.language import N_, _

LONGEST_TEXT = 2_000
MOST_NODES = 400
DEEPEST = 40
_KEYS = frozenset(map(chr, range(32, 127))) | {"\n", "\t"}  # what a keyboard gives
MOST_BITS = 64


class Kind(StrEnum):
    """Where an expression stands: one value, or a script of single lines."""

    VALUE = "eval"
    SCRIPT = "exec"


class ExpressionRefused(Exception):
    """An expression of a drawing says something that cannot be carried out; the sentence says what."""

    def __init__(self, sentence: str, **names: str) -> None:
        self.sentence = sentence
        self.names = names
        super().__init__(sentence)

    def __str__(self) -> str:
        return _(self.sentence, **self.names)


class NotInGrammar(ExpressionRefused):
    """An expression uses a word or a sign that drawings may not use."""


class BudgetExceeded(ExpressionRefused):
    """An expression wants more work or more room than an expression is given."""


_VALUES: tuple[type[ast.AST], ...] = (
    ast.Expression, ast.Constant, ast.Name, ast.Load, ast.List, ast.Tuple,
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd,
    ast.BinOp, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod,
    ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot,
    ast.IfExp, ast.Call, ast.keyword,
)  # fmt: skip
_SCRIPTS: tuple[type[ast.AST], ...] = (*_VALUES, ast.Module, ast.Assign, ast.Expr, ast.Store)
_ALLOWED = {Kind.VALUE: frozenset(_VALUES), Kind.SCRIPT: frozenset(_SCRIPTS)}


@lru_cache(maxsize=4096)
def read(text: str, kind: Kind) -> ast.Expression | ast.Module:
    """Read an expression or a script into a tree that holds nothing but allowed words.

    Raises NotInGrammar with the reason; the tree is shared between readers and must not be changed.
    """
    text = _plain(normalize("NFC", text))
    try:
        tree = ast.parse(text, mode=kind.value)
    except SyntaxError as error:
        raise NotInGrammar(N_("it cannot be read ({detail})"), detail=error.msg) from None
    except (ValueError, MemoryError, RecursionError) as error:
        raise NotInGrammar(N_("it cannot be computed ({detail})"), detail=type(error).__name__) from None
    for node in _nodes(tree):
        if type(node) not in _ALLOWED[kind]:
            raise NotInGrammar(N_("{what} is not allowed"), what=type(node).__name__)
        _check(node)
    return tree  # type: ignore[return-value]  # the mode decides which of the two


def names(tree: ast.AST) -> frozenset[str]:
    """List the fields an expression reads, so that a gate can ask where they come from."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    return frozenset(
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in called
    )


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """List the function calls of an expression."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _plain(text: str) -> str:
    """Keep Python's own parser away from what is too long or nested too deeply for it."""
    if len(text) > LONGEST_TEXT:
        raise NotInGrammar(N_("too long"))
    if any(sign in text for sign in "\0\\#\f"):
        raise NotInGrammar(N_("a comment, a backslash or a control sign is not allowed"))
    for sign in set(text) - _KEYS:
        if not _is_plain(sign):
            code = f"U+{ord(sign):04X}"
            raise NotInGrammar(N_("the sign {code} may look like another; type it again"), code=code)
    depth = run = 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        run = run + 1 if sign in "-+~" else run if sign == " " else 0
        if max(depth, run) > DEEPEST:
            raise NotInGrammar(N_("nested too deeply"))
    if max(text.count(word) for word in ("not", "if", "lambda")) > DEEPEST:
        raise NotInGrammar(N_("nested too deeply"))
    return text.strip()


def _is_plain(sign: str) -> bool:
    """Tell whether a letter is what it looks like: Latin, or a mark of punctuation, that stands for itself.

    Python itself reads ``ﬁ`` as ``fi`` and ``ｋ`` as ``k``; a reviewer does not.
    """
    if normalize("NFKC", sign) != sign:
        return False
    kind = category(sign)
    return kind[0] == "P" or kind == "Sc" or (kind[0] == "L" and name(sign, "").startswith("LATIN "))


def _nodes(tree: ast.AST) -> Iterator[ast.AST]:
    waiting, seen = [(tree, 0)], 0
    while waiting:
        node, depth = waiting.pop()
        seen += 1
        if seen > MOST_NODES:
            raise NotInGrammar(N_("too large"))
        if depth > 2 * DEEPEST:
            raise NotInGrammar(N_("nested too deeply"))
        yield node
        waiting.extend((child, depth + 1) for child in ast.iter_child_nodes(node))


def _check(node: ast.AST) -> None:
    if isinstance(node, ast.Constant):
        _check_constant(node.value)
    elif isinstance(node, ast.Name) and node.id.startswith("_"):
        raise NotInGrammar(N_("the name {field} is not allowed"), field=node.id)
    elif isinstance(node, ast.Call) and not isinstance(node.func, ast.Name):
        raise NotInGrammar(N_("only a plain function can be called"))
    elif isinstance(node, ast.keyword) and node.arg is None:
        raise NotInGrammar(N_("** is not allowed"))
    elif isinstance(node, ast.Assign) and not (
        len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    ):
        raise NotInGrammar(N_("a script sets one field at a time"))
    elif isinstance(node, ast.Expr) and not isinstance(node.value, ast.Call):
        raise NotInGrammar(N_("a line of a script calls an action or sets a field"))


def _check_constant(value: object) -> None:
    if type(value) not in {type(None), bool, int, float, str}:
        raise NotInGrammar(N_("{what} is not allowed"), what=type(value).__name__)
    if isinstance(value, int) and value.bit_length() > MOST_BITS:
        raise NotInGrammar(N_("the number is too large"))
    if isinstance(value, float) and not math.isfinite(value):
        raise NotInGrammar(N_("the number is too large"))
