"""FEEL, the language of conditions in forms and decision tables, worked out in a sealed box.

The engine is bpmn.io's own (feelin), so that a form or table means here what it means in the editor
that drew it; it runs in QuickJS without files, network or Python, under limits of time and memory.
"""

from app.feel.asking import Answer, Kind, Question, check, decide, evaluate, evaluate_all, refusal, unary_test
from app.feel.errors import FeelError, FeelFailed, FeelMissing, FeelNotUnderstood, FeelTooMuch

__all__ = [
    "Answer",
    "FeelError",
    "FeelFailed",
    "FeelMissing",
    "FeelNotUnderstood",
    "FeelTooMuch",
    "Kind",
    "Question",
    "check",
    "decide",
    "evaluate",
    "evaluate_all",
    "refusal",
    "unary_test",
]
