"""Forms half filled, kept on the server as typed, sealed, until they are sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import clock
from app.casework import vault
from app.policy.actor import Actor
from db.models import Draft, VaultKey


def keep(session: Session, form: str, posted: Mapping[str, Sequence[str]], *, actor: Actor) -> None:
    """Keep what was typed so far into a form; ``form`` names it, as ``task:<id>``."""
    body = {name: list(values) for name, values in posted.items() if name != "csrf_token"}
    draft = _find(session, form, actor) or _begin(session, form, actor)
    key = session.get_one(VaultKey, draft.key_id)
    draft.body, draft.at = vault.seal_data(session, key, body), clock.now()


def find(session: Session, form: str, *, actor: Actor) -> dict[str, list[str]] | None:
    """Give what was typed into a form before, or None."""
    draft = _find(session, form, actor)
    if draft is None:
        return None
    return vault.read_data(session, session.get_one(VaultKey, draft.key_id), draft.body)


def key_of(session: Session, form: str, *, actor: Actor) -> VaultKey | None:
    """Give the key under which a draft lies, or None when there is none."""
    draft = _find(session, form, actor)
    return session.get_one(VaultKey, draft.key_id) if draft else None


def forget(session: Session, form: str, *, actor: Actor) -> None:
    """Throw away a draft: its form was sent."""
    session.execute(delete(Draft).where(Draft.person_id == actor.person_id, Draft.form == form))


def _begin(session: Session, form: str, actor: Actor) -> Draft:
    """Begin a draft; an autosave and a sent form may do so at the same moment, in two processes."""
    try:
        with session.begin_nested():
            key = vault.new_key(session)
            draft = Draft(person_id=actor.person_id, form=form, key_id=key.id, body=b"", at=clock.now())
            session.add(draft)
            session.flush()
    except IntegrityError:
        found = _find(session, form, actor)
        if found is None:
            raise
        return found
    return draft


def _find(session: Session, form: str, actor: Actor) -> Draft | None:
    return session.scalars(
        select(Draft).where(Draft.person_id == actor.person_id, Draft.form == form)
    ).one_or_none()
