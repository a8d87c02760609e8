"""Passwords are slow to try, never told twice, and never guessable."""

import time

import pytest

from app.services import passwords
from app.services.passwords import PasswordGuessable, PasswordTooLong, PasswordTooShort


@pytest.mark.parametrize(
    "password",
    [
        "bốn con mèo xanh",
        "correct horse battery",
        "Ăn quả nhớ kẻ trồng",
        "x9$Kq2!mWz7&",
        "ひらがなのあいことば12",
    ],
)
def test_good_passwords_of_every_kind_are_taken(password):
    passwords.require_good(password, about=("oanh", "Nguyễn Thị Oanh"))


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("mười một kt", PasswordTooShort),
        ("x" * 201, PasswordTooLong),
        ("aaaaaaaaaaaaaaa", PasswordGuessable),
        ("abababababab", PasswordGuessable),
        ("123456789012", PasswordGuessable),
        ("Mật Khẩu 2026!", PasswordGuessable),
        ("password1234", PasswordGuessable),
        ("qwertyqwer12", PasswordGuessable),
        ("khieunai-tocao", PasswordGuessable),
        ("oanh.nguyen.oanh", PasswordGuessable),
    ],
)
def test_bad_passwords_are_refused(password, refusal):
    with pytest.raises(refusal):
        passwords.require_good(password, about=("oanh", "Nguyễn Thị Oanh"))


def test_a_one_time_password_is_stored_as_a_hash_and_must_be_changed():
    password, credential = passwords.one_time()
    assert credential.must_change
    assert credential.hashed.startswith("$argon2id$v=19$m=47104,t=2,p=1$")
    assert password not in repr(credential)
    assert passwords.matches(credential.hashed, password)
    assert not passwords.matches(credential.hashed, password + " ")


def test_nobody_costs_as_long_as_somebody():
    hashed = passwords.given("bốn con mèo xanh").hashed
    spans = []
    for stored in (hashed, None):
        best = min(_timed(stored) for _ in range(5))
        spans.append(best)
    assert max(spans) < 3 * min(spans)


def _timed(stored) -> float:
    start = time.perf_counter()
    assert not passwords.matches(stored, "sai rồi sai rồi")
    return time.perf_counter() - start
