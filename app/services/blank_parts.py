"""What a new table, form or letter of a draft begins with: little, and something that the office can read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping

from app.errors import OfficeError
from app.gate import Kind

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class KeyUnfit(OfficeError):
    """Give it a key of small Latin letters, digits and underscores that begins with a letter: {example}."""


class KeyTaken(OfficeError):
    """This draft already has a file called {name}. Edit that one, or take another key."""


def blank(kind: str, key: str, *, taken: Collection[str]) -> tuple[str, bytes]:
    """Give a new part of a draft, by its kind and key: its name and its content.

    Raises: KeyUnfit, KeyTaken.
    """
    if not _KEY.fullmatch(key) or kind not in _MADE:
        raise KeyUnfit(example="so_do_kiem_tra")
    place, make = _MADE[kind]
    name = place.format(key=key)
    if name in taken:
        raise KeyTaken(name=name)
    return name, make(key).encode()


def _table(key: str) -> str:
    """Begin with one column that is looked at, one that answers, and one for the article."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" \
xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" \
xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" \
id="{key}_definitions" name="{key}" namespace="https://donthu.vn/dmn/{key}">
  <decision id="{key}" name="{key}">
    <variable id="{key}_variable" name="{key}" typeRef="string"/>
    <decisionTable id="{key}_table" hitPolicy="UNIQUE">
      <input id="{key}_in_1" label="Loại đơn">
        <inputExpression id="{key}_expr_1" typeRef="string"><text>petition_kind</text></inputExpression>
      </input>
      <output id="{key}_out_1" label="Kết quả" name="{key}" typeRef="string"/>
      <annotation name="article"/>
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="{key}_diagram">
      <dmndi:DMNShape id="{key}_shape" dmnElementRef="{key}">\
<dc:Bounds height="80" width="180" x="160" y="100"/></dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
"""


def _form(key: str) -> str:
    """Begin with one field: a form that asks for nothing is none."""
    field = {"type": "textarea", "id": f"{key}_note", "key": "note", "label": "Ghi chú"}
    form = {"type": "default", "id": key, "schemaVersion": 19, "components": [field]}
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"


def _letter(key: str) -> str:
    """Begin with a notice that the Chairman signs."""
    return f"""---
key: {key}
kind: thong_bao
title: Thông báo
subject: Về việc giải quyết đơn
form: Mẫu của cơ quan
signer: chairman
book: thong_bao
addressees:
- {{{{ petitioner }}}}
recipients:
- Như trên;
- Lưu: VT, hồ sơ vụ việc.
---
<p>Ngày {{{{ received_date }}}}, {{{{ authority }}}} nhận được đơn của {{{{ petitioner }}}}.</p>
<p>Vậy thông báo để {{{{ petitioner }}}} biết./.</p>
"""


_MADE: Mapping[str, tuple[str, Callable[[str], str]]] = {
    Kind.TABLE.value: ("{key}.dmn", _table),
    Kind.FORM.value: ("forms/{key}.json", _form),
    Kind.LETTER.value: ("letters/{key}.html", _letter),
}
