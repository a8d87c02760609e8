"""Invented citizens: names as they are common in Vietnam, numbers that are nobody's."""

from __future__ import annotations

import random
from dataclasses import dataclass

from app.demo.wards import Ward

FAMILY = (
    "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi",
    "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Đoàn", "Trịnh", "Cao", "Mai", "Tạ", "Chu", "Thái",
)  # fmt: skip
WOMEN = (
    "Thị Lài", "Thị Thanh Hà", "Thị Mỹ Hạnh", "Thị Bích Ngọc", "Thị Thu Trang", "Thị Hồng Nhung",
    "Thị Kim Liên", "Thị Tuyết Mai", "Thị Minh Châu", "Thị Hải Yến", "Thị Quỳnh Anh", "Thị Phương Thảo",
    "Thị Diệu Linh", "Thị Xuân Hương", "Thị Cúc", "Thị Gái", "Thị Hương Giang", "Thị Lệ Quyên",
)  # fmt: skip
MEN = (
    "Văn Hùng", "Văn Thắng", "Đình Phúc", "Quang Huy", "Xuân Trường", "Hữu Nghĩa", "Đức Thịnh", "Văn Lộc",
    "Trọng Khôi", "Anh Tuấn", "Công Thành", "Bá Dũng", "Viết Sơn", "Quốc Việt", "Thế Vinh", "Mạnh Cường",
    "Văn Tư", "Khắc Hiếu",
)  # fmt: skip
PROVINCE = {"demo-truong-vinh": "040", "demo-cam-pha": "022"}  # first digits of identity numbers


@dataclass(frozen=True)
class Citizen:
    """Somebody who brings a petition."""

    name: str
    phone: str
    identity_number: str
    address: str
    street: str
    block: str


def full_name(chance: random.Random) -> str:
    """Invent a name: of a woman or of a man, with the family names as they are spread."""
    return f"{chance.choice(FAMILY)} {chance.choice(chance.choice((WOMEN, MEN)))}"


def citizen(chance: random.Random, ward: Ward, number: int) -> Citizen:
    """Invent a citizen of a ward; ``number`` keeps phone and identity numbers apart.

    No subscriber has a number that begins with 0900, and the last six digits count from zero.
    """
    name = full_name(chance)
    woman = " Thị " in name
    street, block = chance.choice(ward.streets), f"{ward.blocks} {chance.randint(1, 14)}"
    born = chance.randint(48, 98)
    place = ward.authority.name
    return Citizen(
        name=name,
        phone=f"0900{number:06d}",
        identity_number=f"{PROVINCE[ward.authority.key]}{1 if woman else 0}{born}{number:06d}",
        address=f"Số {chance.randint(2, 198)}, đường {street}, {block}, {place[:1].lower()}{place[1:]}",
        street=street,
        block=block,
    )
