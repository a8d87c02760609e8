"""A small application with every part that pages are made of: photographed, and tried in a browser."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace as Row

from flask import Flask, flash, render_template, request
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

from app.formdefs.view import FieldView, FormView, GroupView, OptionView, ProblemView
from app.letters.layout import lay_out
from app.letters.receipt import ReceiptItem, ReceiptSheet, lay_out_receipt
from app.letters.sheet import Sheet, Signing
from app.web import rendering
from app.web.shell import Seat, Shell, Way

WEB = Path(rendering.__file__).parent
OWN = Path(__file__).parent / "templates"

SHELL = Shell(
    authority="Ủy ban nhân dân phường Thạch Bàn",
    person="Đặng Thị Kiều Oanh",
    office="Công chức tiếp công dân",
    unit="Văn phòng",
    search="/",
    sit="/",
    leave="/",
    account="/",
    ways=(
        Way(key="inbox", label="Việc của tôi", href="/", icon="inbox", count=14),
        Way(key="late", label="Quá hạn", href="/", icon="triangle-alert", count=2, late=True),
        Way(key="counter", label="Tiếp nhận đơn", href="/form", icon="file-plus"),
        Way(key="reception", label="Tiếp công dân", href="/case", icon="users"),
        Way(key="cases", label="Vụ việc", href="/case", icon="folder", count=1287),
        Way(key="board", label="Bảng theo dõi", href="/case", icon="chart-column"),
        Way(key="public", label="Trang công dân", href="/public", icon="landmark"),
    ),
    seats=(
        Seat(id="1", office="Công chức tiếp công dân", unit="Văn phòng", current=True),
        Seat(id="2", office="Tổ trưởng tổ xác minh", unit="Phòng Kinh tế, Hạ tầng và Đô thị"),
    ),
)

LETTER = Sheet(
    kind="thong_bao",
    superior="ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ THÀNH",
    authority="ỦY BAN NHÂN DÂN PHƯỜNG BÌNH MINH",
    symbol="TB-UBND",
    number="88",
    date=dt.date(2026, 11, 23),
    place="Bình Minh",
    title="Thông báo",
    subject="Về việc thụ lý giải quyết khiếu nại lần đầu",
    addressees=("Bà Nguyễn Thị Tường Vân",),
    body="Ngày 16 tháng 11 năm 2026, Ủy ban nhân dân phường Bình Minh nhận được đơn khiếu nại của bà.\n\n"
    "Sau khi xem xét nội dung đơn, căn cứ Luật Khiếu nại, đơn đủ điều kiện thụ lý.",
    signing=Signing(on_behalf="TM. ỦY BAN NHÂN DÂN", title="CHỦ TỊCH", name="Trần Văn Long"),
    recipients=("Như trên;", "Thanh tra thành phố;", "Lưu: VT, hồ sơ."),
    state="issued",
)
RECEIPT = ReceiptSheet(
    superior="ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ THÀNH",
    authority="Ủy ban nhân dân phường Bình Minh",
    place="Bình Minh",
    number="118/2026",
    received=dt.date(2026, 11, 16),
    petitioner="Bà Nguyễn Thị Tường Vân",
    matter="Khiếu nại Quyết định số 214/QĐ-UBND về bồi thường khi thu hồi đất",
    items=(
        ReceiptItem(name="Đơn khiếu nại", pages=2, original=True),
        ReceiptItem(name="Quyết định số 214/QĐ-UBND", pages=3, original=False),
    ),
    citizen_code="TB7K-2M4Q-9XHD-E",
    status_address="http://127.0.0.1:8000/t",
    officer="Đặng Thị Kiều Oanh",
)


def _choices(*labels: str, chosen: str = "") -> tuple[OptionView, ...]:
    return tuple(OptionView(label, label, selected=label == chosen) for label in labels)


def _people(named: str, at: int) -> tuple[FieldView, ...]:
    path = f"people.{at}"
    return (
        FieldView(f"{path}.name", "textfield", label="Họ và tên", value=named, required=True, columns=10),
        FieldView(f"{path}.born", "date", label="Ngày sinh", value="1961-02-09" if named else "", columns=6),
        FieldView(
            f"{path}.place", "textfield", label="Nơi ở", value="Tổ 5, phường Thạch Bàn" if named else ""
        ),
    )


def form_view(*, wrong: bool) -> FormView:
    """Give a form with every kind of field, and with errors when asked."""
    first = GroupView(
        "petition",
        "Đơn viết gì",
        help="Ghi đúng như trong đơn; điều chưa rõ để trống, bổ sung sau khi làm việc với người gửi đơn.",
        fields=(
            FieldView(
                "matter",
                "textfield",
                label="Nội dung chính",
                required=True,
                value="" if wrong else "Bồi thường",
                help="Một câu mà người khác trong cơ quan đọc là hiểu.",
                error="Hãy ghi nội dung chính của đơn." if wrong else "",
            ),
            FieldView(
                "text",
                "textarea",
                label="Tóm tắt",
                value="Không đồng ý với Quyết định số 214/QĐ-UBND về bồi thường.",
            ),
            FieldView(
                "kind",
                "radio",
                label="Loại đơn",
                required=True,
                value="Khiếu nại",
                options=_choices("Khiếu nại", "Tố cáo", "Kiến nghị, phản ánh", chosen="Khiếu nại"),
                help="Chưa phân loại thì đơn được giữ kín như đơn tố cáo.",
            ),
            FieldView("lodged", "date", label="Ngày nhận đơn", value="2026-11-23", required=True, columns=6),
            FieldView("hour", "time", label="Giờ", value="08:30", columns=4),
            FieldView(
                "field",
                "select",
                label="Lĩnh vực",
                required=True,
                options=_choices("Đất đai", "Xây dựng", "Chính sách"),
                error="Hãy chọn một lĩnh vực." if wrong else "",
            ),
        ),
    )
    second = GroupView(
        "facts",
        "Việc liên quan",
        fields=(
            FieldView(
                "claim", "number", label="Số tiền yêu cầu", value="185.000.000", unit="đồng", columns=8
            ),
            FieldView("area", "number", label="Diện tích đất", value="124", unit="m²", columns=8),
            FieldView(
                "proofs",
                "checklist",
                label="Giấy tờ kèm theo",
                options=_choices("Quyết định bị khiếu nại", "Giấy chứng nhận", "Ảnh"),
                values=("Ảnh",),
            ),
            FieldView(
                "units",
                "taglist",
                label="Đơn vị cần hỏi",
                options=_choices(*(f"Tổ dân phố số {n}" for n in range(1, 13))),
            ),
            FieldView(
                "papers",
                "filepicker",
                label="Tệp",
                accept=".pdf,.jpg",
                multiple=True,
                values=("đơn-khiếu-nại.pdf",),
            ),
            FieldView("said", "checkbox", label="Người gửi đơn đã được giải thích quyền và nghĩa vụ"),
            FieldView("days", "expression", label="Hạn thụ lý", value="10 ngày làm việc, đến 07/12/2026"),
            FieldView("note", "text", label="Quyết định bị khiếu nại phải còn thời hiệu 90 ngày."),
            FieldView(
                "people",
                "dynamiclist",
                label="Người cùng đứng đơn",
                can_add=True,
                rows=(_people("Nguyễn Thị Tường Vân", 0), _people("", 1)),
            ),
            FieldView("round", "hidden", value="7"),
        ),
    )
    problems = (
        ProblemView("f-matter", "Nội dung chính", "Hãy ghi nội dung chính của đơn."),
        ProblemView("f-field", "Lĩnh vực", "Hãy chọn một lĩnh vực."),
    )
    return FormView("gallery", (first, second), problems=problems if wrong else ())


def rows() -> list[Row]:
    """Give inbox rows in every state."""
    day = dt.date(2026, 11, 26)
    said = (
        (
            "late",
            "quá hạn 2 ngày làm việc",
            100,
            "KN-2026/0118",
            "Khiếu nại Quyết định số 214/QĐ-UBND về bồi thường khi thu hồi đất tại tổ 5",
        ),
        (
            "soon",
            "còn 1 ngày làm việc",
            90,
            "KN-2026/0131",
            "Khiếu nại việc không cấp giấy phép xây dựng nhà ở riêng lẻ",
        ),
        (
            "on",
            "còn 12 ngày làm việc",
            35,
            "PA-2026/0402",
            "Phản ánh xe chở vật liệu làm hỏng đường ngõ 15 Thạch Bàn",
        ),
        (
            "held",
            "tạm đình chỉ từ 12/11",
            48,
            "KN-2026/0097",
            "Khiếu nại kết quả đo đạc, chờ kết luận của cơ quan tài nguyên",
        ),
        ("done", "đã giải quyết đúng hạn", None, "KN-2026/0084", "Khiếu nại về hỗ trợ ổn định đời sống"),
        ("on", "còn 27 ngày", 12, "TC-2026/0006", "Đơn được giữ kín cho đến khi có quyết định phân loại"),
    )
    return [
        Row(
            state=s,
            words=w,
            used=u,
            number=n,
            matter=m,
            due=day + dt.timedelta(days=i),
            step=("Xác minh", "Thụ lý", "Trả lời")[i % 3],
            who="Oanh",
            unit="Phòng Kinh tế, Hạ tầng và Đô thị" if i % 2 else "Văn phòng",
            sealed=n.startswith("TC"),
            id=str(i),
        )
        for i, (s, w, u, n, m) in enumerate(said)
    ]


def create_app() -> Flask:
    """Make the gallery; nothing in it is stored."""
    app = Flask(__name__, template_folder=str(WEB / "templates"), static_folder=str(WEB / "static"))
    app.config.update(SECRET_KEY="only-for-the-gallery", TESTING=True)
    CSRFProtect(app)
    rendering.install(app)
    app.jinja_loader = ChoiceLoader([FileSystemLoader(WEB / "templates"), FileSystemLoader(OWN)])  # type: ignore[assignment]
    app.context_processor(lambda: {"shell": None if request.path.startswith("/public") else SHELL})

    @app.get("/")
    def inbox() -> str:
        if request.args.get("said"):
            flash("Đã nhận việc KN-2026/0131. Hạn thụ lý: Thứ Năm, 26/11/2026.")
        return render_template("gallery/inbox.html", rows=[] if request.args.get("empty") else rows())

    @app.route("/form", methods=["GET", "POST"])
    def form() -> tuple[str, int]:
        wrong = request.method == "POST" or "wrong" in request.args
        return render_template(
            "gallery/form.html", view=form_view(wrong=wrong), posted=sorted(request.form)
        ), 422 if wrong else 200

    @app.post("/draft")
    def draft() -> tuple[str, int]:
        app.extensions["drafts"] = app.extensions.get("drafts", 0) + 1
        return "", 204

    @app.get("/case")
    def case() -> str:
        return render_template("gallery/case.html", day=dt.date(2026, 11, 26), first=rows()[0])

    @app.get("/paper")
    def paper() -> str:
        return render_template("gallery/paper.html", paper=lay_out(LETTER), receipt=lay_out_receipt(RECEIPT))

    @app.get("/public")
    def public() -> str:
        return render_template("gallery/public.html", authority=SHELL.authority)

    return app
