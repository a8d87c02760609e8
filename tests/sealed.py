"""A sealed matter to test with: people with passwords, a denunciation, who holds which right."""

from functools import cache
from uuid import UUID

from app.casework import advance, grants
from app.policy.actor import Actor
from app.services import passwords
from app.services.identities import Asking
from db.models import Case, Person
from tests.casework.test_sealed_until_classified import DENUNCIATION
from tests.office import FLOOD, Office

PASSWORD = "rổ rá cạp lại 88"
SECRET = FLOOD | {
    "full_name": "Phạm Kín Đáo",
    "phone": "0933000111",
    "identity_number": "040099887766",
    "address": "Ngõ Vắng, khối 9",
    "respondent_name": "Lưu Văn Nhận",
}
WHY = "Mời người gửi đơn làm việc"


@cache
def _hashed() -> str:
    return passwords.given(PASSWORD).hashed


def with_passwords(office: Office) -> None:
    """Let everybody sign in with the one password of these tests."""
    with office.work() as session:
        for person in session.query(Person):
            person.password_hash = _hashed()


def denunciation(office: Office, **about: str) -> UUID:
    """Oanh registers a denunciation and classifies it; ``about`` names who or which unit is denounced."""
    case_id = office.register(SECRET).case_id
    office.classify(case_id, DENUNCIATION, **about)
    return case_id


def contested(office: Office, case_id: UUID, *, unit: str = "", author: str = "") -> None:
    """Write down whom the matter is about."""
    with office.work() as session, advance.moving(session, case_id, actor=office.oanh) as hold:
        hold.case.contested_unit_id = office.units[unit] if unit else None
        hold.case.contested_author_id = office.people[author].person_id if author else None


def give(office: Office, case_id: UUID, who: str, role: str) -> None:
    """Give somebody a right to a case."""
    with office.work() as session, advance.moving(session, case_id, actor=office.long) as hold:
        grants.give(hold, office.people[who].person_id, role)


def asking(*, kind: str = "meet", reason: str = WHY, password: str = PASSWORD) -> Asking:
    """Ask with a good reason and the right password, unless told otherwise."""
    return Asking(kind=kind, reason=reason, password=password)


def rights(office: Office, case_id: UUID) -> dict[str, str]:
    """Tell who holds which right to a case now."""
    names = {actor.person_id: name for name, actor in office.people.items()}
    with office.look() as session:
        held = grants.of(session, session.get_one(Case, case_id))
        return {names[each.person_id]: each.role for each in held}


__all__ = ["Actor", "asking", "contested", "denunciation", "give", "rights", "with_passwords"]
