from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.drawing.lettering import width, wrap


@given(st.text(max_size=80), st.integers(40, 200))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(text: str, room: int) -> None:
    lines = wrap(text, room, 12, lines=999)
    assert all(width(line, 12) <= room or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_accents_take_no_room() -> None:
    assert width("Khiếu nại", 12) == width("Khieu nai", 12)


def test_what_exceeds_its_lines_ends_in_an_ellipsis() -> None:
    lines = wrap("Tổ chức đối thoại giữa người giải quyết và các bên liên quan", 80, 12, lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_lines_are_of_about_equal_width() -> None:
    assert wrap("Đủ điều kiện thụ lý?", 110, 12) == ("Đủ điều", "kiện thụ lý?")
