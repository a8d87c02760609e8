"""The two wards of the demonstration: their units, and invented people who bear the names of the personas."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.policy.actor import ADMINISTRATOR, AUDITOR, CHAIRMAN, CLERK, LEGAL_STAFF, OFFICER, UNIT_HEAD
from app.services.authorities import NewAuthority

OPENED = dt.date(2025, 7, 1)  # the day on which the two tiers of local government began


@dataclass(frozen=True)
class DemoUnit:
    """A unit of a ward: the key by which tables propose it, its names and its kind."""

    key: str
    name: str
    name_en: str
    kind: str


@dataclass(frozen=True)
class DemoPerson:
    """An invented person: login, name, unit, role and title."""

    login: str
    name: str
    unit: str
    role: str
    title: str
    title_en: str


@dataclass(frozen=True)
class Ward:
    """One authority of the demonstration, with the city whose work it carries on."""

    authority: NewAuthority
    former: str
    former_en: str
    former_since: dt.date
    people: tuple[DemoPerson, ...]
    streets: tuple[str, ...]
    blocks: str  # how its quarters are called: «Khối», «Khu»


UNITS = (
    DemoUnit("leadership", "Lãnh đạo UBND", "Leadership of the People's Committee", "leadership"),
    DemoUnit("office", "Văn phòng HĐND và UBND", "Office of the People's Council and Committee", "office"),
    DemoUnit(
        "economy",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "Economy, Infrastructure and Urban Division",
        "division",
    ),
    DemoUnit("culture", "Phòng Văn hóa - Xã hội", "Culture and Society Division", "division"),
    DemoUnit("centre", "Trung tâm Phục vụ hành chính công", "Public Administration Service Centre", "centre"),
)
SUCCESSORS = ("office", "economy", "culture")  # who carries on the work of the former city


def _people(names: dict[str, str], suffix: str = "") -> tuple[DemoPerson, ...]:
    return tuple(
        DemoPerson(login + suffix, names[login], unit, role, title, title_en)
        for login, unit, role, title, title_en in _POSTS
    )


_POSTS = (
    ("long", "leadership", CHAIRMAN, "Chủ tịch", "Chairman"),
    ("oanh", "office", OFFICER, "Chuyên viên tiếp công dân, xử lý đơn", "Reception and processing officer"),
    ("binh", "office", UNIT_HEAD, "Chánh Văn phòng", "Chief of Office"),
    ("van", "office", CLERK, "Văn thư", "Clerk"),
    ("an", "office", ADMINISTRATOR, "Quản trị hệ thống", "Administrator"),
    ("lan", "office", LEGAL_STAFF, "Công chức tư pháp", "Legal officer"),
    ("sau", "office", AUDITOR, "Giám sát", "Auditor"),
    ("hoa", "economy", UNIT_HEAD, "Trưởng phòng", "Head of division"),
    ("kien", "economy", OFFICER, "Chuyên viên địa chính", "Land officer"),
    ("duc", "economy", OFFICER, "Chuyên viên đô thị", "Urban officer"),
    ("thuy", "culture", UNIT_HEAD, "Trưởng phòng", "Head of division"),
    ("tam", "culture", OFFICER, "Chuyên viên chính sách xã hội", "Social policy officer"),
    ("hai", "centre", UNIT_HEAD, "Giám đốc Trung tâm", "Director of the centre"),
    ("nga", "centre", OFFICER, "Chuyên viên một cửa", "One-stop officer"),
)

TRUONG_VINH = Ward(
    authority=NewAuthority(
        key="demo-truong-vinh",
        name="Phường Trường Vinh",
        name_en="Trường Vinh ward",
        superior="ỦY BAN NHÂN DÂN TỈNH NGHỆ AN",
        place="Trường Vinh",
    ),
    former="Thành phố Vinh (đến 30/6/2025)",
    former_en="Vinh city (until 30/6/2025)",
    former_since=dt.date(1963, 10, 10),
    people=_people(
        {
            "long": "Hồ Đức Long", "oanh": "Nguyễn Thị Oanh", "binh": "Hoàng Thanh Bình",
            "van": "Đặng Thị Vân", "an": "Trần Văn An", "lan": "Lê Thị Lan", "sau": "Vũ Văn Sáu",
            "hoa": "Phan Thị Hòa", "kien": "Trần Trung Kiên", "duc": "Nguyễn Minh Đức",
            "thuy": "Cao Thị Thủy", "tam": "Lê Minh Tâm", "hai": "Phạm Ngọc Hải", "nga": "Bùi Thị Nga",
        }
    ),
    streets=("Lê Viết Thuật", "Phong Định Cảng", "Trường Chinh", "Nguyễn Du", "Ngô Đức Kế", "Hồ Tùng Mậu"),
    blocks="Khối",
)  # fmt: skip
CAM_PHA = Ward(
    authority=NewAuthority(
        key="demo-cam-pha",
        name="Phường Cẩm Phả",
        name_en="Cẩm Phả ward",
        superior="ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
        place="Cẩm Phả",
    ),
    former="Thành phố Cẩm Phả (đến 30/6/2025)",
    former_en="Cẩm Phả city (until 30/6/2025)",
    former_since=dt.date(2012, 2, 21),
    people=_people(
        {
            "long": "Đỗ Hoàng Long", "oanh": "Vũ Kiều Oanh", "binh": "Ngô Thái Bình",
            "van": "Phạm Hồng Vân", "an": "Lưu Thế An", "lan": "Hoàng Ngọc Lan", "sau": "Bùi Văn Sáu",
            "hoa": "Nguyễn Thu Hòa", "kien": "Đào Chí Kiên", "duc": "Lương Anh Đức",
            "thuy": "Trịnh Thu Thủy", "tam": "Đinh Thanh Tâm", "hai": "Mai Xuân Hải", "nga": "Tạ Thị Nga",
        },
        suffix=".cp",
    ),
    streets=("Trần Phú", "Bái Tử Long", "Lê Thanh Nghị", "Nguyễn Văn Trỗi", "Lý Thường Kiệt", "Thanh Niên"),
    blocks="Khu",
)  # fmt: skip
WARDS = (TRUONG_VINH, CAM_PHA)
