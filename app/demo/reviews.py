"""A procedure that is being changed: drawn by the administrator, asked about, not yet approved by anybody."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from app import clock
from app.casework import definitions
from app.demo.cast import Cast
from app.policy.actor import Actor
from app.services import drafting, judging, procedure_drafts, review_comments, reviews
from app.services.procedure_drafts import Content
from app.services.review_comments import Said
from db.session import Database

PROCEDURE, STEP = "recommendation", "rc_answer"
DRAWING = f"{PROCEDURE}.bpmn"
CHANGES = (
    ('reminder("KNPA.ANSWER", 2)', 'reminder("KNPA.ANSWER", 3)'),
    (
        "Đơn vị chuyên môn đang xem xét và chuẩn bị trả lời ông/bà.",
        "Đơn vị chuyên môn đang xem xét; khi có kết quả sẽ trả lời ông/bà bằng văn bản.",
    ),
)
ASKED = "Nhắc sớm hơn một ngày có kịp cho đơn vị ở xa không? Đề nghị hỏi ý kiến Phòng Kinh tế."


def send(database: Database, cast: Cast) -> None:
    """Let the administrator change a reminder and what the citizen reads, and legal staff comment on it."""
    author, reader = cast["an"], cast["lan"]
    version = redrawn(database, PROCEDURE, CHANGES, author=author)
    with database.transaction() as session:
        reviews.send(session, version, actor=author)
        said = Said(text=ASKED, file=DRAWING, element=STEP, name="Xem xét và soạn trả lời")
        review_comments.comment(session, version, said, actor=reader)


def redrawn(database: Database, procedure: str, changes: Iterable[tuple[str, str]], *, author: Actor) -> UUID:
    """Change words in a copy of the drawing that is in force; give the version that comes of it."""
    with database.transaction() as session:
        draft = drafting.copy_of(
            session, definitions.in_force(session, procedure, clock.today()), actor=author
        )
        files = definitions.files_of(session, draft)
    drawing = files[f"{procedure}.bpmn"].decode()
    for old, new in changes:
        drawing = drawing.replace(old, new)
    files[f"{procedure}.bpmn"] = drawing.encode()
    content = Content(files, judging.judge(files, around={}))
    with database.transaction() as session:
        return procedure_drafts.correct(session, draft, content, actor=author)
