"""Decision tables as administrators draw them (DMN), with every hit policy and the article of each row."""

from app.decisions.deciding import Outcome, Row, decide
from app.decisions.errors import DecisionsRefused, Fault, NoSuchDecision
from app.decisions.examining import examine
from app.decisions.finding import Finding
from app.decisions.model import Decision, DecisionModel
from app.decisions.reading import imports, read

__all__ = [
    "Decision",
    "DecisionModel",
    "DecisionsRefused",
    "Fault",
    "Finding",
    "NoSuchDecision",
    "Outcome",
    "Row",
    "decide",
    "examine",
    "imports",
    "read",
]
