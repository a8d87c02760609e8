"""Who may sign in, how often somebody may guess, and when a sign-in is over."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from app.errors import NotAllowed
from app.services import passwords, people, sessions, staff_trail
from app.services.sessions import Lifetimes
from app.services.sign_in import (
    PER_ACCOUNT_HERE,
    PER_NETWORK,
    PasswordNotNew,
    PasswordNotRight,
    SignInRefused,
    TooManyAttempts,
    change_password,
    forget_attempts,
    sign_in,
    sign_out,
)
from db.models import LoginAttempt, LoginSession, Person
from tests.town import PASSWORD

HERE = "203.0.113.7"


def enter(town, login="officer.vinh", password=PASSWORD, origin=HERE):
    return sign_in(town.database, login=login, password=password, origin=origin)


def seen(town, secret, **lifetimes: dt.timedelta):
    with town.database.reading() as session:
        return sessions.resume(session, secret, lifetimes=Lifetimes(**lifetimes))


def rows(town, model):
    with town.database.reading() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_the_right_password_opens_a_sign_in_in_the_office_held(town):
    here = seen(town, enter(town).secret)
    assert here.name == "Nguyễn Thị Oanh"
    assert here.actor.roles == {"officer"}
    assert here.actor.authority_id == town.authorities["vinh"]
    assert here.actor.unit_id == town.units["vinh.office"]
    assert rows(town, LoginAttempt) == 0


def test_a_login_is_typed_as_people_type(town):
    assert enter(town, login="  Officer.VINH ").person_id == town.people["vinh.officer"]


def test_the_database_never_holds_what_the_cookie_holds(town):
    secret = enter(town).secret
    assert len(secret) >= 43, "256 bits"
    with town.database.reading() as session:
        (digest,) = session.scalars(select(LoginSession.digest))
    assert secret not in digest
    assert len(digest) == 64


def test_a_wrong_password_and_a_wrong_name_are_refused_in_the_same_words(town):
    with pytest.raises(SignInRefused) as wrong_password:
        enter(town, password="không phải mật khẩu")
    with pytest.raises(SignInRefused) as wrong_name:
        enter(town, login="nobody")
    assert wrong_password.value.sentence == wrong_name.value.sentence


def test_guessing_is_slowed_down_even_for_who_then_guesses_right(town, travel):
    for _ in range(PER_ACCOUNT_HERE):
        with pytest.raises(SignInRefused):
            enter(town, password="sai rồi sai rồi")
    with pytest.raises(TooManyAttempts):
        enter(town)
    assert enter(town, login="clerk.vinh"), "colleagues behind the same address still come in"
    travel(minutes=16)
    assert enter(town)


def test_guessing_at_a_name_that_does_not_exist_is_slowed_down_alike(town):
    for _ in range(PER_ACCOUNT_HERE):
        with pytest.raises(SignInRefused):
            enter(town, login="nobody")
    with pytest.raises(TooManyAttempts):
        enter(town, login="nobody")


def test_one_network_cannot_guess_at_every_account(town):
    with town.database.transaction() as session:
        ring = session.info["ring"]
        session.add_all(
            LoginAttempt(
                account=f"{n}", origin=ring.digest("network", "203.0.113.0/24"), at=sessions.clock.now()
            )
            for n in range(PER_NETWORK)
        )
    with pytest.raises(TooManyAttempts):
        enter(town, origin="203.0.113.250")
    assert enter(town, origin="198.51.100.1")


def test_attempts_keep_neither_name_nor_address(town):
    with pytest.raises(SignInRefused):
        enter(town, login="officer.vinh", password="x")
    with town.database.reading() as session:
        (attempt,) = session.scalars(select(LoginAttempt))
    assert "officer" not in attempt.account
    assert len(attempt.account) == len(attempt.origin) == 64


def test_old_attempts_are_forgotten(town, travel):
    with pytest.raises(SignInRefused):
        enter(town, password="x")
    travel(minutes=20)
    with town.database.transaction() as session:
        assert forget_attempts(session) == 1
    assert rows(town, LoginAttempt) == 0


def test_a_disabled_person_is_out_at_once_and_stays_out(town):
    secret = enter(town).secret
    with town.database.transaction() as session:
        people.disable(session, town.people["vinh.officer"], actor=town.actor("vinh.administrator"))
    assert seen(town, secret) is None
    with pytest.raises(SignInRefused):
        enter(town)


def test_a_sign_in_ends_after_half_an_idle_hour(town, travel):
    secret = enter(town).secret
    travel(minutes=29)
    assert seen(town, secret)
    travel(minutes=31)
    assert seen(town, secret) is None


def test_a_sign_in_ends_after_twelve_hours_however_busy(town, travel):
    secret = enter(town).secret
    for minutes in range(20, 12 * 60, 20):
        travel(minutes=minutes)
        here = seen(town, secret)
        assert here, minutes
        assert sessions.is_stale(here)
        with town.database.transaction() as session:
            sessions.touch(session, here)
    travel(hours=12, seconds=1)
    assert seen(town, secret) is None


def test_signing_out_ends_the_sign_in_on_the_server(town):
    secret, other = enter(town).secret, enter(town).secret
    with town.database.transaction() as session:
        sign_out(session, seen(town, secret))
    assert seen(town, secret) is None
    assert seen(town, other)


def test_changing_the_password_ends_every_other_sign_in(town):
    old, elsewhere = enter(town).secret, enter(town).secret
    new = change_password(town.database, seen(town, old), present=PASSWORD, new="bốn con mèo xanh")
    assert (seen(town, old), seen(town, elsewhere)) == (None, None)
    assert seen(town, new)
    assert enter(town, password="bốn con mèo xanh")
    with pytest.raises(SignInRefused):
        enter(town)


@pytest.mark.parametrize(
    ("present", "new", "refusal"),
    [
        ("sai", "bốn con mèo xanh", PasswordNotRight),
        (PASSWORD, PASSWORD, PasswordNotNew),
        (PASSWORD, "ngắn quá", passwords.PasswordTooShort),
        (PASSWORD, "officer.vinh", passwords.PasswordGuessable),
        (PASSWORD, "NguyenThiOanh2026", passwords.PasswordGuessable),
        (PASSWORD, "MatKhau@123456", passwords.PasswordGuessable),
    ],
)
def test_a_password_that_is_not_right_or_not_good_changes_nothing(town, present, new, refusal):
    secret = enter(town).secret
    with pytest.raises(refusal):
        change_password(town.database, seen(town, secret), present=present, new=new)
    assert seen(town, secret)
    assert enter(town)


def test_a_hash_of_weaker_times_is_renewed_at_the_next_sign_in(town):
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with town.database.transaction() as session:
        session.get_one(Person, town.people["vinh.officer"]).password_hash = weak
    assert enter(town)
    with town.database.reading() as session:
        stored = session.get_one(Person, town.people["vinh.officer"]).password_hash
    assert stored.startswith("$argon2id$v=19$m=47104,t=2,p=1$")
    assert enter(town)


def test_an_office_ends_with_its_last_day(town, travel):
    secret = enter(town).secret
    actor = town.actor("vinh.officer")
    with town.database.transaction() as session:
        people.end_appointment(
            session, actor.holding_id, until=sessions.clock.today(), actor=town.actor("vinh.administrator")
        )
    assert seen(town, secret).actor
    travel(days=1)
    here = seen(town, secret, idle=dt.timedelta(days=2), absolute=dt.timedelta(days=2))
    assert here.actor is None
    assert here.offices == ()


def test_somebody_with_two_offices_acts_in_one_and_the_choice_is_remembered(town):
    secret = enter(town).secret
    with town.database.transaction() as session:
        second = people.appoint(
            session,
            town.people["vinh.officer"],
            people.Appointment(
                unit_id=town.units["vinh.leadership"],
                role="clerk",
                title="Văn thư",
                title_en="",
                since=sessions.clock.today(),
            ),
            actor=town.actor("vinh.administrator"),
        )
    here = seen(town, secret)
    assert here.actor.roles == {"officer"}
    with town.database.transaction() as session:
        sessions.act_as(session, here, second)
    assert seen(town, secret).actor.roles == {"clerk"}
    assert seen(town, enter(town).secret).actor.roles == {"clerk"}, "also at the next sign-in"


def test_nobody_acts_in_an_office_of_somebody_else(town):
    here = seen(town, enter(town).secret)
    with town.database.transaction() as session, pytest.raises(NotAllowed):
        sessions.act_as(session, here, town.actor("vinh.chairman").holding_id)


def test_a_changed_password_is_on_the_trail_without_a_name(town):
    secret = enter(town).secret
    change_password(town.database, seen(town, secret), present=PASSWORD, new="bốn con mèo xanh")
    with town.database.reading() as session:
        assert staff_trail.first_broken(session) is None


def test_many_guesses_at_the_same_moment_gain_little(town):
    def guess(_) -> type[Exception] | None:
        try:
            enter(town, password="sai rồi sai rồi")
        except (SignInRefused, TooManyAttempts) as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(8) as pool:
        refusals = list(pool.map(guess, range(30)))
    assert refusals.count(SignInRefused) <= PER_ACCOUNT_HERE + 8
    assert set(refusals) == {SignInRefused, TooManyAttempts}
