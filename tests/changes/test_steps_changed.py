"""What is noted at a step: each single change is one sentence, in both languages."""

from tests.changes.edits import only, within

RC = "recommendation.bpmn"


def test_another_role():
    change = only(
        "role", "recommendation", within(RC, "rc_sign", '"chairman"', '"clerk"'),
        vi="«Ký văn bản trả lời»: người làm Chủ tịch → Văn thư.",
        en="«Sign the answer»: done by Chairman → Clerk.",
    )  # fmt: skip
    assert (change.file, change.element, change.how) == (RC, "rc_sign", "changed")


def test_another_desk():
    only(
        "desk", "recommendation", within(RC, "rc_sign", 'value="leadership"', 'value="clerks"'),
        vi="«Ký văn bản trả lời»: chuyển đến lãnh đạo → văn thư.",
        en="«Sign the answer»: comes to the leadership → the clerks.",
    )  # fmt: skip


def test_another_name():
    only(
        "renamed", "recommendation", within(RC, "rc_sign", '"Ký văn bản trả lời"', '"Ký trả lời"'),
        vi="«Ký văn bản trả lời» đổi tên thành «Ký trả lời».",
        en="«Sign the answer» is now called «Ký trả lời».",
    )  # fmt: skip
