"""Small procedures put in force in a test office: what others will draw, in a few lines each."""

import hashlib
from uuid import uuid4

from sqlalchemy import select

from app import clock
from db.models import BundleFile, Version
from tests.engine.sketch import HEAD, chain, el, end, script
from tests.office import Office
from tests.procedures.bundles import ROOT

FORM = "ground_gone"  # a form that asks for a sentence


def noted(**said: str) -> str:
    inner = "".join(f'<spiffworkflow:property name="{key}" value="{value}"/>' for key, value in said.items())
    return el(
        "extensionElements", "", f"<spiffworkflow:properties>{inner}</spiffworkflow:properties>"
    ).replace(' id=""', "")


def begin(**said: str) -> str:
    return el("startEvent", "s", noted(**said), name="Bắt đầu")


def step(name: str = "a", **said: str) -> str:
    usual = {"form": FORM, "role": "officer", "assign": "lead_unit", "legalBasis": "Luật Khiếu nại, Điều 46"}
    return el(
        "userTask", name, noted(**usual | {"citizen": "Cơ quan đang thực hiện."} | said), name=f"Bước {name}"
    )


def drawing(procedure: str, *parts: str, name: str = "Thủ tục thử", messages: tuple[str, ...] = ()) -> bytes:
    declared = "".join(f'<bpmn:message id="m_{message}" name="{message}"/>' for message in messages)
    body = el("process", procedure, "".join(parts), name=name, isExecutable="true")
    return f"{HEAD}{declared}{body}</bpmn:definitions>".encode()


def in_force(office: Office, procedure: str, *parts: str, **drawn: object) -> None:
    """Put a drawing in force in place of whatever bore its key."""
    files = {f"{procedure}.bpmn": drawing(procedure, *parts, **drawn)}  # type: ignore[arg-type]
    for form in sorted((ROOT / "forms").glob("*.json")):
        if f'value="{form.stem}"'.encode() in files[f"{procedure}.bpmn"]:
            files[f"forms/{form.name}"] = form.read_bytes()
    with office.work() as session:
        earlier = list(session.scalars(select(Version).where(Version.procedure == procedure)))
        for one in earlier:
            one.state = "retired"
        version = Version(
            procedure=procedure, number=len(earlier) + 1, state="draft", origin="shipped",
            digest=uuid4().hex, effective_from=None, effective_to=None, created_at=clock.now(),
        )  # fmt: skip
        session.add(version)
        session.flush()
        session.add_all(
            BundleFile(
                version_id=version.id, name=name, digest=hashlib.sha256(body).hexdigest(), content=body
            )
            for name, body in files.items()
        )
        session.flush()
        version.state = "in_force"


def execution(office: Office) -> None:
    """A decision is carried out in a case of its own."""
    in_force(
        office, "execution",
        begin(begins="by_command", link="executes", needs="settled", kinds="complaint,denunciation"),
        step("x_do"), script("x_close", 'close_case("answered")'), end(), chain("s", "x_do", "x_close", "e"),
        name="Thi hành quyết định",
    )  # fmt: skip


def measure(office: Office) -> None:
    """A measure goes on beside the case's own procedure, and tells it when it is over."""
    in_force(
        office, "emergency_measure",
        begin(begins="by_command", beside="yes", form=FORM), step("m_do"), script("m_tell", 'tell("enough")'),
        end(), chain("s", "m_do", "m_tell", "e"), name="Biện pháp khẩn cấp",
    )  # fmt: skip
