"""Forms as administrators draw them: read from form-js, shown as fields, answers checked on the server."""

from app.formdefs.checking import Checked, Problem, check
from app.formdefs.definition import Choice, Component, FormDefinition
from app.formdefs.errors import Fault, FormRefused
from app.formdefs.reading import read
from app.formdefs.sheet import changes_rows, typed
from app.formdefs.showing import view
from app.formdefs.telling import Told, tell
from app.formdefs.texts import texts

__all__ = [
    "Checked",
    "Choice",
    "Component",
    "Fault",
    "FormDefinition",
    "FormRefused",
    "Problem",
    "Told",
    "changes_rows",
    "check",
    "read",
    "tell",
    "texts",
    "typed",
    "view",
]
