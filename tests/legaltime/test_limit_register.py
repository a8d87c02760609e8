"""The register of limits and the register of statutory texts."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from app.legaltime import limits, own, texts
from app.legaltime.errors import UnknownRule, UnknownVariant, UnreadableRegister

ENTRY = """
[events]
received = "Ngày nhận đơn"
[[limit]]
rule = "X"
group = "Khiếu nại"
name = "Thử"
from = "received"
unit = "{unit}"
days = {{ normal = 30 }}
article = "Điều 1"
confidence = "believed"
effective_from = 2014-07-01
effective_to = 2024-07-31
[[limit]]
rule = "X"
group = "Khiếu nại"
name = "Thử"
from = "received"
unit = "d"
days = {{ normal = 45 }}
article = "Điều 2"
confidence = "believed"
effective_from = 2024-08-01
"""


@pytest.mark.parametrize("limit", limits.all_limits(), ids=lambda limit: limit.rule)
def test_every_limit_has_an_article_a_confidence_and_an_effective_date(limit: limits.Limit):
    assert re.search(r"Điều \d+|Phụ lục|quy định của địa phương", limit.article)
    assert limit.confidence in {"confirmed", "believed", "uncertain"}
    assert limit.effective_from <= dt.date(2026, 7, 1)
    assert limit.name
    assert limit.event_name
    assert limit.normal is not None or limit.promise is not None or limit.rule in own.AGREED


def test_every_statute_that_a_limit_cites_is_in_the_register_of_texts():
    cited = {
        number for one in limits.all_limits() for number in re.findall(r"\d+/\d{4}/[\wĐ-]+", one.article)
    }
    assert "124/2020/NĐ-CP" in cited
    assert cited <= {text.number for text in texts.all_texts()}


def test_acceptance_is_late_after_working_days_and_promised_in_calendar_days():
    limit = limits.find("KN1.ACCEPT")
    assert (limit.normal, limit.unit) == (10, "wd")
    assert limit.promise == (10, "d")


def test_a_variant_without_its_own_number_takes_the_longest_of_the_simpler_ones():
    assert limits.find("KN2.FILE").days("remote-complex") == 45
    assert limits.find("TC.CHECK").days("remote-complex") == 10
    assert limits.find("KN.TIMEBAR").days("particularly-complex") == 90
    assert limits.find("KNPA.ANSWER").days("remote") is None


def test_a_limit_is_found_as_in_force_on_the_day():
    register = limits.read(ENTRY.format(unit="d"))
    assert limits.choose(register, "X", dt.date(2024, 7, 31)).normal == 30
    assert limits.choose(register, "X", dt.date(2024, 8, 1)).normal == 45
    assert limits.choose(register, "X", None).normal == 45
    assert limits.choose(register, "X", dt.date(2010, 1, 1)).normal == 30


def test_an_unknown_rule_gets_a_hint():
    with pytest.raises(UnknownRule, match=r"KN1\.SETTLE"):
        limits.find("KN1.SETTEL")
    with pytest.raises(UnknownVariant, match="remote-complex"):
        limits.find("KN1.SETTLE").days("difficult")


@pytest.mark.parametrize("text", ["", "[events]\n", ENTRY.format(unit="weeks")])
def test_a_register_of_limits_that_cannot_be_right_is_refused(text: str):
    with pytest.raises(UnreadableRegister):
        limits.read(text)


def test_the_register_of_texts_says_what_a_ruling_may_cite_on_a_day():
    before = {text.number for text in texts.citable("complaint", dt.date(2026, 6, 30))}
    after = {text.number for text in texts.citable("complaint", dt.date(2026, 7, 1))}
    assert after - before == {"136/2025/QH15"}
    assert "02/2011/QH13" in before
    assert "02/2021/TT-TTCP" not in {text.number for text in texts.citable("reporting", dt.date(2026, 7, 1))}


def test_a_text_says_its_title_number_and_state():
    law = next(text for text in texts.all_texts() if text.number == "02/2011/QH13")
    assert law.citation == "Luật Khiếu nại (02/2011/QH13)"
    assert law.status_text == "còn hiệu lực"
    assert len({text.number for text in texts.all_texts()}) == len(texts.all_texts())


@pytest.mark.parametrize("text", ["", '[[text]]\nnumber = "1"\nstatus = "maybe"\nconfidence = "believed"'])
def test_a_register_of_texts_that_cannot_be_right_is_refused(text: str):
    with pytest.raises(UnreadableRegister):
        texts.read(text)
