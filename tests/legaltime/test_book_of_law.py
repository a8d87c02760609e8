"""The book of law: shipped entries as the ground, local ones over them, each revision remembered."""

from __future__ import annotations

import datetime as dt
import json
from uuid import uuid4

import pytest

from app import language
from app.legaltime import book, citations, entries, grounds, letterforms, limits, own, texts
from app.legaltime.book import Book
from app.legaltime.entries import LOCAL, SHIPPED, Entry
from app.legaltime.reckoning import reckon
from app.letters import read as read_letter
from tests.procedures import bundles

START = dt.date(2027, 1, 1)


def local(key: str, since: dt.date, known_from: int, days: int, **changed: object) -> Entry:
    """Give a local version of a limit, known from a revision on."""
    old = next(each for each in book.shipped().entries if each.key == key)
    fields = {name: getattr(old, name) for name in Entry.__slots__}
    fields |= {"effective_from": since, "effective_to": None, "origin": LOCAL, "known_from": known_from}
    fields["body"] = {**old.body, "days": {"normal": days}, "extension": {}}
    return Entry(**fields | changed)


def with_local(*added: Entry, revision: int) -> Book:
    return Book((*book.shipped().entries, *added), revision=revision, stamp=uuid4())


def test_without_an_installation_the_book_is_the_shipped_one():
    assert book.current() is book.shipped()
    assert limits.find("KN1.SETTLE").normal == 30


def test_a_local_entry_lies_over_the_shipped_one_from_its_day_on():
    with book.using(with_local(local("KN1.SETTLE", START, 1, 20), revision=1)):
        assert limits.find("KN1.SETTLE", START).normal == 20
        assert limits.find("KN1.SETTLE", START - dt.timedelta(days=1)).normal == 30
        assert reckon("KN1.SETTLE", base=START).limit.normal == 20
    assert limits.find("KN1.SETTLE", START).normal == 30, "only within the block"


def test_each_revision_is_remembered():
    first = local("KN1.SETTLE", START, 1, 20, known_until=2)
    second = local("KN1.SETTLE", START, 2, 25)
    with book.using(with_local(first, second, revision=2)):
        assert [limits.find("KN1.SETTLE", START, known=known).normal for known in (0, 1, 2)] == [30, 20, 25]
        assert own.count("KN1.SETTLE", kind="complaint", base=START, known=0).limit.normal == 30


def test_the_limit_of_intake_is_counted_by_the_law_it_was_armed_with():
    short = local("KN1.ACCEPT", START, 1, 2, remark="")
    with book.using(with_local(short, revision=1)):
        then = own.count("INTAKE", kind="complaint", base=START, known=0)
        now = own.count("INTAKE", kind="complaint", base=START)
    assert now.due < then.due


def test_another_process_hears_what_this_one_holds():
    added = local("KN1.SETTLE", START, 1, 20)
    with book.using(with_local(added, revision=1)) as held:
        plain = json.loads(json.dumps(book.told(), default=str))
    heard = book.hear(plain)
    assert (heard.stamp, heard.revision) == (held.stamp, 1)
    with book.using(heard):
        assert limits.find("KN1.SETTLE", START).normal == 20
    assert book.told() is None, "an office that changed nothing sends nothing along"
    assert book.hear(None) is book.shipped()


def test_what_is_shipped_after_a_local_entry_is_set_aside():
    mine = local("KN1.SETTLE", START, 1, 20)
    later = local("KN1.SETTLE", START + dt.timedelta(days=31), 2, 40, origin=SHIPPED)
    before = local("KN1.SETTLE", START - dt.timedelta(days=31), 2, 31, origin=SHIPPED)
    held = with_local(mine, later, before, revision=2)
    with book.using(held):
        assert limits.find("KN1.SETTLE", dt.date(2028, 1, 1)).normal == 20
        assert limits.find("KN1.SETTLE", START - dt.timedelta(days=1)).normal == 31
    assert book.set_aside(held.entries) == (later,)


def test_a_coming_text_is_cited_only_from_its_day_on():
    known = {text.number for text in texts.citable("denunciation", START)}
    assert "25/2018/QH14" in known


@pytest.mark.parametrize(
    ("cited", "found"),
    [
        ("Luật Khiếu nại, Điều 27", [("02/2011/QH13", "Điều 27")]),
        (
            "Điều 16 Nghị định số 124/2020/NĐ-CP và Điều 27 Luật Khiếu nại",
            [("124/2020/NĐ-CP", "Điều 16"), ("02/2011/QH13", "Điều 27")],
        ),
        ("khoản 1 Điều 34 Luật Tố cáo 25/2018/QH14", [("25/2018/QH14", "khoản 1 Điều 34")]),
        ("Phụ lục I, Phần VIII Nghị định 151/2025/NĐ-CP", [("151/2025/NĐ-CP", "Phụ lục I, Phần VIII")]),
        ("quy chế tiếp công dân của phường", []),
    ],
)
def test_a_citation_is_read_with_its_article(cited: str, found: list[tuple[str, str]]):
    assert [(each.number, each.article) for each in citations.read(cited)] == found
    assert citations.unknown(cited) == ""


def test_articles_are_parted_and_stretches_stay_one():
    assert citations.single("Điều 10, Điều 11a và Điều 28") == ("Điều 10", "Điều 11a", "Điều 28")
    assert citations.single("khoản 1, khoản 2 Điều 33") == ("khoản 1, khoản 2 Điều 33",)
    assert citations.single("Điều 17 đến Điều 23") == ("Điều 17 đến Điều 23",)


def test_an_article_is_said_in_english_too():
    with language.use("en"):
        assert citations.said("khoản 1 Điều 34") == "para. 1 Art. 34"
        assert citations.said("Phụ lục I, Phần VIII") == "Annex I, Part VIII"
    assert citations.said("khoản 1 Điều 34") == "khoản 1 Điều 34"


def test_a_text_that_ended_is_found_in_a_citation():
    said = "Thông tư 02/2021/TT-TTCP"
    assert [text.number for _each, text in citations.ended(said, dt.date(2026, 1, 1))] == ["02/2021/TT-TTCP"]
    assert citations.ended(said, dt.date(2023, 1, 1)) == ()


def test_grounds_are_offered_from_their_day_on():
    assert grounds.offered("KN.SUSPEND", dt.date(2026, 6, 30)) == ()
    after = {each.value for each in grounds.offered("KN.SUSPEND", dt.date(2026, 7, 1))}
    assert after == {"force_majeure", "other_body"}
    assert grounds.said("other_body", "KN.SUSPEND").startswith("Chờ kết quả")


def test_a_ground_that_ended_is_still_said_where_it_was_answered():
    known = next(each for each in book.shipped().entries if each.key == "KN.REFUSE/court")
    fields = {name: getattr(known, name) for name in Entry.__slots__}
    ended = Entry(**fields | {"effective_to": dt.date(2026, 12, 31), "origin": LOCAL, "known_from": 1})
    with book.using(with_local(ended, revision=1)):
        assert "court" not in {each.value for each in grounds.offered("KN.REFUSE", START)}
        assert "court" in {each.value for each in grounds.offered("KN.REFUSE", START - dt.timedelta(days=1))}
        assert grounds.said("court", "KN.REFUSE")


def test_a_letter_is_headed_by_the_form_of_its_day():
    heading = letterforms.of("acceptance_notice", dt.date(2026, 8, 1)).heading
    assert heading == "Mẫu số 03, Nghị định 124/2020/NĐ-CP"
    known = next(each for each in book.shipped().entries if each.key == "acceptance_notice")
    fields = {name: getattr(known, name) for name in Entry.__slots__}
    body = {**known.body, "number": "05"}
    new = Entry(**fields | {"effective_from": START, "origin": LOCAL, "known_from": 1, "body": body})
    with book.using(with_local(new, revision=1)):
        assert "05" in letterforms.of("acceptance_notice", START).heading
        assert "03" in letterforms.of("acceptance_notice", dt.date(2026, 8, 1)).heading


@pytest.mark.parametrize("path", bundles.LETTERS, ids=lambda path: path.stem)
def test_the_number_a_template_names_is_that_of_the_register(path):
    form = read_letter(path.read_text(encoding="utf-8")).form
    if not form.startswith("Mẫu số"):
        return
    known = letterforms.of(path.stem, dt.date(2026, 8, 1))
    assert known is not None, f"letter_forms.toml has no {path.stem}"
    assert known.number in form.partition(",")[0]


def test_every_official_form_belongs_to_a_letter_of_the_office():
    templates = {path.stem for path in bundles.LETTERS} | {"receipt"}
    assert {each.key for each in book.shipped().of("letter")} <= templates


def test_every_shipped_entry_says_its_day_and_how_sure_it_is():
    for entry in book.shipped().entries:
        assert entry.confidence in entries.CONFIDENCES
        assert entry.effective_from or entry.kind == "text", entry.key
        if entry.confidence == "confirmed" and entry.kind != "calendar":  # a notice is no text of the book
            assert not citations.unknown(entry.article), entry.key
