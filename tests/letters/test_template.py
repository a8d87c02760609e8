from __future__ import annotations

from pathlib import Path

import pytest

from app import letters

FRONT = "---\nkey: k\nkind: thong_bao\ntitle: T\nsubject: S\nform: F\nsigner: chairman\nbook: so\n---\n"


def test_a_template_tells_its_fields_in_the_order_of_use(acceptance: letters.Template) -> None:
    assert acceptance.key == "acceptance_notice"
    assert acceptance.symbol == "TB"
    assert acceptance.fields[:3] == ("representative", "petitioner", "received_date")
    assert "forwarder" in acceptance.fields


def test_a_block_around_a_paragraph_is_remembered_with_it(acceptance: letters.Template) -> None:
    assert [p.when for p in acceptance.body].count(("representative",)) == 1


def test_the_example_in_the_specification_is_a_template() -> None:
    specification = (Path(letters.__file__).parent / "template.py").read_text(encoding="utf-8")
    example = specification.split("looks like this::\n\n")[1].split("\n\nFront matter")[0]
    text = "\n".join(line.removeprefix("    ") for line in example.split("\n"))
    assert letters.read(text).recipients[0] == "Như trên;"


def test_windows_line_ends_and_byte_order_mark_do_not_matter() -> None:
    template = letters.read("\ufeff" + (FRONT + "<p>một</p>").replace("\n", "\r\n"))
    assert template.body[0].text == "một"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<p>không có phần đầu</p>", 1),
        (FRONT.replace("thong_bao\ntitle", "thong_bap\ntitle"), 1),
        (FRONT.replace("signer: chairman", "signer: nobody"), 1),
        (FRONT.replace("form: F\n", ""), 1),
        (FRONT.replace("form: F\n", "form: F\ncolour: red\n"), 7),
        (FRONT + "\nchữ ngoài đoạn", 11),
        (FRONT + "<p>a</p>\n<p><script>x</script></p>", 11),
        (FRONT + "<p>{{ Name }}</p>", 1),
        (FRONT + "<p>{{ a.b }}</p>", 1),
        (FRONT + "<p>{{ hở </p>", 1),
        (FRONT + "{{# a }}<p>x</p>", 10),
        (FRONT + "{{# a }}<p>x</p>{{/ b }}", 10),
        (FRONT + "<p>{{# a }}x</p>{{/ a }}", 10),
    ],
)
def test_what_is_not_written_as_specified_is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(letters.TemplateRefused) as refused:
        letters.read(text)
    assert refused.value.names["line"] == line
    assert "{" not in refused.value.sentence.split("«")[0]
