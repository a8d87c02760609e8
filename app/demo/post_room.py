"""What the clerk does with the letters of a case beside its steps: send, file proofs, send again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.casework import addressees
from app.demo.hand import Hand
from app.services import letters
from app.services.letters import Dispatch, Receipt, Return
from db.models import Letter


def send(hand: Hand, template: str, *, via: str = "post") -> None:
    """Send a numbered letter."""
    dispatch = Dispatch(on=hand.stage.today, via=via)
    with hand.stage.work() as session:
        letters.send(session, _letter(hand, template), dispatch, _key(hand, "send"), actor=hand.cast["van"])


def prove(hand: Hand, template: str) -> None:
    """File the proof that each addressee has the letter."""
    for addressee_id in _addressees(hand, template):
        with hand.stage.work() as session:
            receipt = Receipt(on=hand.stage.today, receiver="Người nhận ký trên phiếu báo phát")
            key = _key(hand, f"prove/{addressee_id}")
            letters.prove(session, addressee_id, receipt, key, actor=hand.cast["van"])


def come_back(hand: Hand, template: str, reason: str) -> None:
    """Record that the post brought the letter back."""
    for addressee_id in _addressees(hand, template)[:1]:
        with hand.stage.work() as session:
            back = Return(on=hand.stage.today, reason=reason)
            key = _key(hand, f"back/{addressee_id}")
            letters.record_return(session, addressee_id, back, key, actor=hand.cast["van"])


def send_again(hand: Hand, template: str) -> None:
    """Send what came back once more, by hand this time."""
    for addressee_id in _addressees(hand, template)[:1]:
        with hand.stage.work() as session:
            dispatch = Dispatch(on=hand.stage.today, via="hand")
            key = _key(hand, f"again/{addressee_id}")
            letters.send_again(session, addressee_id, dispatch, key, actor=hand.cast["van"])


def _letter(hand: Hand, template: str) -> UUID:
    with hand.stage.look() as session:
        rows = select(Letter.id).where(Letter.case_id == hand.case_id, Letter.template == template)
        return session.scalars(rows.order_by(Letter.id.desc()).limit(1)).one()


def _addressees(hand: Hand, template: str) -> list[UUID]:
    letter_id = _letter(hand, template)
    with hand.stage.look() as session:
        return [each.id for each in addressees.of(session, letter_id)]


def _key(hand: Hand, what: str) -> str:
    return hand.key(what)
