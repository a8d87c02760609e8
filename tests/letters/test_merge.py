from __future__ import annotations

from app import language, letters
from app.letters.merge import GAP, Value

FRONT = "---\nkey: k\nkind: thong_bao\ntitle: T\nsubject: S\nform: F\nsigner: chairman\nbook: so\n---\n"


def merged(body: str, values: dict[str, Value]) -> letters.Draft:
    return letters.merge(letters.read(FRONT + body), values)


def test_a_letter_for_a_known_case_has_no_gap(acceptance: letters.Template, known: dict[str, Value]) -> None:
    draft = letters.merge(acceptance, known)
    assert draft.missing == ()
    assert "{{" not in draft.body
    assert "đến hết ngày 09/09/2026." in draft.body


def test_an_unknown_field_leaves_a_visible_gap_and_is_reported(acceptance: letters.Template) -> None:
    draft = letters.merge(acceptance, {})
    assert GAP in draft.body
    assert "accepted_date" in draft.missing
    assert "representative" not in draft.missing  # its paragraph is only for who has one


def test_blocks_appear_only_with_their_field(acceptance: letters.Template, known: dict[str, Value]) -> None:
    without, with_ = (
        letters.merge(acceptance, {**known, **more})
        for more in (
            {},
            {"representative": "ông Vũ An", "forwarder": "Báo Hà Thành", "petitioner_phone": "0900"},
        )
    )
    assert "Người đại diện" not in without.body
    assert "Người đại diện thực hiện việc khiếu nại: ông Vũ An." in with_.body
    assert "số điện thoại 0900." in with_.body
    assert with_.recipients[1] == "Báo Hà Thành (để biết);"
    assert len(without.recipients) == len(with_.recipients) - 1


def test_nested_blocks_need_all_their_fields() -> None:
    body = "{{# a }}{{# b }}<p>cả hai</p>{{/ b }}<p>chỉ a{{# c }} và {{ c }}{{/ c }}</p>{{/ a }}"
    assert merged(body, {"a": "1"}).body == "chỉ a"
    assert merged(body, {"a": "1", "b": "1", "c": "c"}).body == "cả hai\n\nchỉ a và c"
    assert merged(body, {"b": "1", "c": "c"}).body == ""


def test_a_value_is_text_and_is_never_merged_again() -> None:
    draft = merged("<p>Ông {{ name }}</p>", {"name": "{{ secret }} <b>", "secret": "x"})
    assert draft.body == "Ông {{ secret }} <b>"


def test_a_list_gives_one_item_a_line() -> None:
    values: dict[str, Value] = {"papers": ["Đơn", "Giấy ủy quyền"]}
    assert merged("<p>Gồm: {{ papers }}</p>", values).body == "Gồm:\n- Đơn\n- Giấy ủy quyền"
    assert merged("<p>{{ papers }}</p>", values).body == "- Đơn\n- Giấy ủy quyền"


def test_a_value_that_begins_a_sentence_gets_its_capital() -> None:
    assert (
        merged("<p>Điều 4. {{ who }} và {{ who }}</p>", {"who": "bà Chi"}).body == "Điều 4. Bà Chi và bà Chi"
    )


def test_numbers_are_written_the_vietnamese_way() -> None:
    assert merged("<p>Trả {{ dong }} đồng</p>", {"dong": 1250000}).body == "Trả 1.250.000 đồng"


def test_an_untranslated_template_stays_as_it_is(acceptance: letters.Template) -> None:
    with language.use("en"):
        assert letters.translate(acceptance).body[0] == acceptance.body[0]
