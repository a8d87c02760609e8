"""A procedure that is being changed: drawn by the administrator, asked about, not yet approved by anybody."""

from __future__ import annotations

from app import clock
from app.casework import definitions
from app.demo.cast import Cast
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
    with database.transaction() as session:
        standing = definitions.in_force(session, PROCEDURE, clock.today())
        draft = drafting.copy_of(session, standing, actor=author)
        files = definitions.files_of(session, draft)
    drawing = files[DRAWING].decode()
    for old, new in CHANGES:
        drawing = drawing.replace(old, new)
    files[DRAWING] = drawing.encode()
    content = Content(files, judging.judge(files, around={}))
    with database.transaction() as session:
        version = procedure_drafts.correct(session, draft, content, actor=author)
    with database.transaction() as session:
        reviews.send(session, version, actor=author)
        said = Said(text=ASKED, file=DRAWING, element=STEP, name="Xem xét và soạn trả lời")
        review_comments.comment(session, version, said, actor=reader)
