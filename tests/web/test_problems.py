"""What goes wrong is told in the reader's language, with the right status and nothing personal."""

import logging

import pytest

from app import errors
from app.files.errors import FileRefused, FileTooLarge
from app.language import use
from app.policy.routes import PUBLIC
from app.web import create_app
from app.web.access import allow
from app.web.problems import status_of
from tests.web.browser import Browser

IN_HAND = ["Nguyễn Thị Bưởi, 0912345678"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.NotFound(), 404),
        (errors.NotAllowed(), 403),
        (errors.AlreadyDone(person="A", time="9:00"), 409),
        (errors.MovedOn(), 409),
        (errors.NotPossibleNow(reason="x"), 409),
        (errors.Unacceptable(reason="x"), 422),
        (FileRefused(name="a", reason="x"), 422),
        (FileTooLarge(name="a", limit=25), 413),
    ],
)
def test_each_sentence_has_its_status(error, status):
    assert status_of(error) == status


def test_a_page_that_is_not_there_says_so_in_both_languages(browser):
    visitor = browser()
    vietnamese = visitor.get("/khong-co")
    visitor.client.set_cookie("language", "en")
    english = visitor.get("/khong-co")
    assert (vietnamese.status_code, english.status_code) == (404, 404)
    assert "There is no such page" in english.text
    assert "There is no such page" not in vietnamese.text
    with use("vi"):
        assert "Không có trang này" in vietnamese.text


def test_the_wrong_way_through_a_door_is_told(browser):
    visitor = browser("vinh.officer")
    answer = visitor.get("/sign-out")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_too_large_a_form_is_refused_without_reading_it(browser):
    visitor = browser("vinh.administrator")
    visitor.get("/units")
    size = 27 * 1024 * 1024
    sent = {
        "CONTENT_LENGTH": str(size),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "wsgi.input": _Unread(),
    }
    answer = visitor.client.post("/units", environ_overrides=sent)
    assert answer.status_code == 413


def test_what_broke_is_logged_without_what_was_in_hand(town, caplog):
    app = create_app(town.settings, database=town.database)

    @allow(PUBLIC)
    def broken() -> str:
        raise RuntimeError(IN_HAND[0])

    app.add_url_rule("/broken", "broken", broken)
    with caplog.at_level(logging.INFO):
        answer = Browser(app).get("/broken")
    assert answer.status_code == 500
    for place in (answer.text, caplog.text):
        assert "Bưởi" not in place
        assert "0912345678" not in place
    [told] = [line.getMessage() for line in caplog.records if line.levelno == logging.ERROR]
    reference = told.split()[0]
    assert reference in answer.text
    assert "RuntimeError" in caplog.text
    assert "RuntimeError" not in answer.text


def test_a_refusal_is_logged_without_a_name(browser, caplog):
    with caplog.at_level(logging.INFO):
        browser("vinh.officer").get("/people")
    assert "NotAllowed at people.index" in caplog.text
    assert "Oanh" not in caplog.text


class _Unread:
    """A stream that must not be read."""

    def read(self, _size: int = -1) -> bytes:
        raise AssertionError("the body was read")

    readline = read
