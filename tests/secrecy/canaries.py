"""Words that occur nowhere else: planted as what nobody may learn, and looked for everywhere."""

from __future__ import annotations

from dataclasses import dataclass

IDENTITY, CONTENT, REMARK = "identity", "content", "remark"
_HEADS = ("Quynh", "Xuyet", "Zoang", "Wuyen", "Fuong", "Juyen")
_TAILS = ("bac", "dem", "fop", "gur", "hix", "kaz", "lov", "mup", "nyz", "pew", "qua", "rof", "sij", "tux")


@dataclass(frozen=True)
class Canary:
    """One word that nobody else says: what it tells, and of which case."""

    text: str  # small letters and digits, so that it is found whatever stands around it
    kind: str  # identity: who denounced | content: what was written | remark: what somebody noted
    case: str  # the name of the planted case


@dataclass(frozen=True)
class Denouncer:
    """Everything of one denouncer that a page could give away."""

    case: str
    number: int

    def _word(self, turn: int) -> str:
        whole = self.number * 8 + turn
        head, tail = divmod(whole, len(_TAILS))
        return f"{_HEADS[head % len(_HEADS)]}{_TAILS[tail]}{'aeiou'[head // len(_HEADS) % 5]}"

    @property
    def name(self) -> str:
        """The name: its given name stands in no other."""
        return f"Ngô Thị {self._word(0)}"

    @property
    def stated(self) -> dict[str, object]:
        """What the counter types."""
        return {
            "full_name": self.name,
            "phone": f"0981{self.number:02d}73{self.number + 11:02d}",
            "identity_number": f"0401{self.number:02d}88{self.number + 13:04d}",
            "address": f"Hẻm {self._word(1)}, phường Trường Vinh",
            "matter": f"{self._word(2)} bị đòi tiền",
            "content_items": [
                {"text": f"Chữ viết tay: {self._word(3)} thấy cán bộ nhận phong bì", "request": self._word(4)}
            ],
            "documents": [{"title": f"Thư của {self._word(5)}", "pages": 1, "form": "original"}],
            "place": f"Quán {self._word(6)}",
            "parcel": "",
            "respondent_name": "Lưu Văn Nhận",
            "respondent_position": "commune_staff",
        }

    @property
    def remark(self) -> str:
        """What an officer who knows the denouncer notes in a step."""
        return f"Đã gặp {self._word(7)}"

    @property
    def file(self) -> str:
        """The name of a scan."""
        return f"anh {self.number}{self._word(5)} chup.png"

    def canaries(self) -> list[Canary]:
        """List the words to look for."""
        said = self.stated
        kinds = {
            IDENTITY: (self._word(0), said["phone"], said["identity_number"], self._word(1)),
            CONTENT: (*(self._word(turn) for turn in (2, 3, 4, 5, 6)), f"{self.number}{self._word(5)}"),
            REMARK: (self._word(7),),
        }
        return [Canary(str(text).lower(), kind, self.case) for kind, texts in kinds.items() for text in texts]
