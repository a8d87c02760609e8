"""What a new version asks of a case under way is known already, or can still be set."""

from __future__ import annotations

from app.engine.takeover import Moved, move_over
from app.gate import ahead
from tests.engine import versions
from tests.procedures import bundles

PROCEDURE = "complaint_first"


def asked(new: dict[str, bytes], at: str) -> set[tuple[str, str]]:
    """Tell what the new version asks in vain of a complaint that rests at an element."""
    now, _left, office = versions.resting_at(PROCEDURE, at)
    over = move_over(versions.shipped(PROCEDURE), versions.of(PROCEDURE, new), now.state, now=office.now)
    assert isinstance(over, Moved)
    told = ahead.unset(whole(new), PROCEDURE, standing=over.standing, known=over.known)
    return {(note.element, dict(note.names)["field"]) for note in told}


def whole(drawings: dict[str, bytes]) -> dict[str, bytes]:
    forms = {f"forms/{path.name}": path.read_bytes() for path in bundles.FORMS}
    return {**drawings, **forms}


def asking(field: str) -> dict[str, bytes]:
    """Draw the way of the orders from a field that an earlier step of the new version would ask for."""
    files = bundles.with_callees(PROCEDURE)
    name = f"{PROCEDURE}.bpmn"
    return files | {name: files[name].replace(b'ruling_kind in ("amend", "cancel")', field.encode())}


def test_nothing_is_missing_in_the_version_on_which_a_case_began():
    for place in ("cf_acceptance", "cf_ruling", "cf_publish"):
        assert asked(bundles.with_callees(PROCEDURE), place) == set()


def test_a_field_that_only_an_earlier_step_asks_for_is_missed_behind_that_step():
    new = asking('acceptance_new == "yes"')
    assert ("cf_orders_gw", "acceptance_new") in asked(new, "cf_publish")


def test_a_field_that_a_step_ahead_asks_for_is_not_missed():
    assert asked(asking('ruling_kind == "amend"'), "cf_acceptance") == set()
