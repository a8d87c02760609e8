"""FEEL answers as the editors' own engine does, on the office's clock, and cannot be worn down."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app import clock, feel
from app.feel import sandbox


@pytest.mark.parametrize(
    ("expression", "context", "value"),
    [
        ("1 + 2 * 3", {}, 7),
        ("0.5 + 1", {}, 1.5),
        ('if kind = "complaint" then 10 else 30', {"kind": "complaint"}, 10),
        ("some row in rows satisfies row.area > 100", {"rows": [{"area": 5}, {"area": 120}]}, True),
        ("count(rows[right = true])", {"rows": [{"right": True}, {"right": False}]}, 1),
        ("số tiền * 2", {"số tiền": 600_000}, 1_200_000),
        ('kết quả.mức = "cao"', {"kết quả": {"mức": "cao"}}, True),
        ('upper case("đơn thư")', {}, "ĐƠN THƯ"),
        ('matches(code, "^[A-Z]{2}[0-9]+$")', {"code": "KN12"}, True),
        ("[1, null, true]", {}, [1, None, True]),
        ("{a: 1}", {}, {"a": 1}),
    ],
)
def test_an_expression_is_worked_out(expression, context, value):
    assert feel.evaluate(expression, context) == value


@pytest.mark.parametrize(
    ("test", "value", "passed"),
    [
        ('"KN","TC"', "TC", True),
        ('not("KN")', "KN", False),
        ('not("KN")', None, True),
        ("[1..5]", 5, True),
        ("]1..5[", 5, False),
        ("> 3", None, False),
        ("null", None, True),
        ("not(null)", "x", True),
        ("true", True, True),
        ('"trong nước"', "trong nước", True),
        ('>= date("2026-11-26")', dt.date(2026, 11, 26), True),
        ("? > 3 and other", 4, True),
    ],
)
def test_a_cell_tests_its_value(test, value, passed):
    assert feel.unary_test(test, value, {"other": True}) is passed


def test_a_condition_with_nothing_is_nothing_rather_than_true():
    assert feel.evaluate("area <= 250", {"area": None}) is None


def test_dates_and_durations_cross_in_both_directions():
    assert feel.evaluate('d + duration("P10D")', {"d": dt.date(2026, 11, 26)}) == dt.date(2026, 12, 6)
    assert feel.evaluate("b - a", {"a": dt.date(2026, 11, 26), "b": dt.date(2026, 12, 1)}) == dt.timedelta(
        days=5
    )
    assert feel.evaluate("s", {"s": -dt.timedelta(days=2, hours=3)}) == -dt.timedelta(days=2, hours=3)
    assert feel.evaluate("t", {"t": dt.time(8, 30)}) == dt.time(8, 30)
    assert feel.evaluate('duration("P1Y2M")') == "P1Y2M"
    moment = dt.datetime(2026, 11, 26, 1, 0, tzinfo=dt.UTC)
    assert feel.evaluate("m", {"m": moment}) == moment


def test_today_is_the_legal_day_in_vietnam_by_the_offices_clock():
    late_in_the_evening_in_utc = dt.datetime(2026, 11, 26, 18, 0, tzinfo=dt.UTC)
    with clock.at(late_in_the_evening_in_utc):
        assert feel.evaluate("today()") == dt.date(2026, 11, 27)
        assert feel.evaluate('today() = date("2026-11-27")') is True
        assert feel.evaluate("now()") == late_in_the_evening_in_utc


def test_many_questions_are_answered_in_order_and_one_error_spoils_no_other():
    context = {"a": 1}
    asked = [feel.Question("a + 1", context), feel.Question("a +", context), feel.Question("a + 2", context)]
    first, second, third = feel.evaluate_all(asked)
    assert (first.value, third.value) == (2, 3)
    assert isinstance(second.error, feel.FeelNotUnderstood)
    assert feel.evaluate_all([]) == []


def test_a_name_that_nobody_knows_counts_as_null_and_is_told_every_time():
    for _time in range(3):
        answer = feel.evaluate_all([feel.Question("nobody = null and known = 1", {"known": 1})])[0]
        assert (answer.value, answer.unknown) == (True, ("nobody",))
    assert feel.evaluate_all([feel.Question("nobody = 3", {"nobody": 3})])[0] == feel.Answer(value=True)


def test_a_text_that_was_read_before_is_worked_out_anew():
    rows = [{"area": area, "right": area > 1} for area in range(4)]
    for limit in (1, 2, 3):
        assert feel.evaluate("count(rows[area >= limit])", {"rows": rows, "limit": limit}) == 4 - limit
        assert feel.evaluate("count(rows[right = true])", {"rows": rows}) == 2


def test_names_with_spaces_are_not_confused_with_what_was_read_before():
    assert feel.evaluate("a b", {"a b": 3}) == 3
    assert feel.evaluate("a b", {"a": 1}) is None
    assert feel.evaluate("a - b", {"a": 3, "b": 1}) == 2
    assert feel.evaluate("a - b", {"a - b": 9}) == 9


def test_texts_are_read_without_being_worked_out():
    errors = feel.check(
        [("a >", "expression"), ('"a", "b"', "unary"), ("số tiền > 3", "expression")], ["số tiền"]
    )
    assert [error is None for error in errors] == [False, True, True]


def test_an_author_is_told_where_a_condition_is_not_understood():
    with pytest.raises(feel.FeelNotUnderstood) as caught:
        feel.evaluate("amount > (3 +")
    assert "amount > (3 +" in str(caught.value)


@pytest.mark.parametrize(
    "hostile",
    [
        'matches("' + "a" * 40 + '!", "(a+)+$")',
        "for i in 1..100000000 return i",
        "(" * 5000 + "1" + ")" * 5000,
        "+".join(["1"] * 20_000),
    ],
)
def test_a_hostile_condition_meets_a_limit_and_the_next_one_is_answered(hostile, monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.3)

    def work() -> object:
        with pytest.raises(feel.FeelTooMuch):
            feel.evaluate(hostile)
        return feel.evaluate("1 + 1")

    with ThreadPoolExecutor(1) as fresh:  # its box is opened under the shorter limit
        assert fresh.submit(work).result() == 2


@pytest.mark.parametrize(
    "value", [float("nan"), "\ud800", object()], ids=["not a number", "half a letter", "no value"]
)
def test_a_value_that_cannot_be_said_is_an_error_and_not_a_fall(value):
    with pytest.raises(feel.FeelError):
        feel.evaluate("a", {"a": value})


@pytest.mark.parametrize("name", ["constructor", "__proto__", "globalThis", "ask", "a.constructor"])
def test_nothing_of_the_box_itself_can_be_reached(name):
    assert feel.evaluate(name, {"a": {}}) is None


def test_threads_do_not_disturb_each_other():
    barrier = threading.Barrier(4)

    def work(number: int) -> list[object]:
        barrier.wait()
        return [feel.evaluate("n * i", {"n": number, "i": i}) for i in range(20)]

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(work, range(4)))
    assert results == [[number * i for i in range(20)] for number in range(4)]
