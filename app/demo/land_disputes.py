"""A story of neighbours who dispute a boundary: heard by a council, their meeting is called."""

from __future__ import annotations

from app.demo.complaint_steps import parties
from app.demo.tale import Plot, Tale, letter_goes_out


def conciliating(plot: Plot) -> Tale:
    """Be accepted, inquired into and given its council; both sides are invited to meet."""
    hand = plot.hand
    plot.lodge()
    yield hand.later(1)
    hand.does(
        "lc_acceptance", acceptance="accept", accepted_on=hand.day(), variant="normal", registry_told="true"
    )
    yield from letter_goes_out(hand)
    yield hand.later(2)
    hand.does(
        "lc_inquire",
        land_cause="Hàng rào cũ đổ sau bão, hai bên dựng lại không cùng vị trí.",
        land_origin="Hai thửa do cha mẹ khai hoang trước năm 1993, đã kê khai đăng ký.",
        land_state="Phần tranh chấp rộng 0,6 m, dài 18 m, đang để trống.",
        land_papers="papers",
        inquiry_sources="Sổ mục kê năm 1993, tổ trưởng dân phố, hai hộ liền kề.",
    )
    yield hand.later(1)
    hand.does("lc_council", **_council(plot))
    yield from letter_goes_out(hand)
    yield hand.later(1)
    hand.does(
        "lm_invite",
        meeting_on=hand.day(4),
        meeting_hour="08:00",
        meeting_place="Nhà văn hóa khối",
        invited=parties(plot),
    )
    yield from letter_goes_out(hand)


def _council(plot: Plot) -> dict[str, object]:
    cast = plot.hand.cast
    seats: tuple[dict[str, object], ...] = (
        {"capacity": "chair", "person": cast["long"].person_id},
        {"capacity": "front", "name": "Bà Lê Thị Mai, Mặt trận Tổ quốc phường"},
        {"capacity": "land", "person": cast["kien"].person_id},
        {"capacity": "community", "name": "Ông Trần Văn Tứ, tổ trưởng dân phố"},
    )
    return {
        f"council.{place}.{name}": value for place, seat in enumerate(seats) for name, value in seat.items()
    }
