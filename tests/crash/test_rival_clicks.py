"""Many people at the same step at the same moment: one effect, and a clean sentence for everybody else."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from app.errors import AlreadyDone, NotFound
from app.policy.actor import Actor
from app.services import registration, tasks
from app.services.tasks import Sending
from app.settings import from_environment
from app.web import create_app
from db.models import Answer, AuditEntry, Task
from db.outage import is_outage
from tests.crash.sound import unsound
from tests.office import FLOOD, RECOMMENDATION, Office
from tests.web.deskwork import Desk, Person

TASKS, RIVALS, OFFICERS = 100, 10, 50
DONE, LATE, UNSEEN, BUSY = "done", "late", "unseen", "busy"
NAMES = ("Nguyễn Thị Oanh", "Trần Văn binh")
SAME = 3  # of the rivals so many send the very same form again


@pytest.fixture
def crowd(office: Office) -> Office:
    """The ward, with a second officer at the counter and fifty in the economy unit."""
    with office.work() as session:
        _admit(office, session, "binh", "office")
        for number in range(OFFICERS):
            _admit(office, session, f"officer{number}", "economy")
    return office


def _admit(office: Office, session, login: str, unit: str) -> None:
    office.people[login] = office._admit(  # noqa: SLF001 - as the office admits its own
        session, office.authority_id, login, f"Trần Văn {login}", unit, "officer", "Chuyên viên"
    )


def counted(office: Office, *rows) -> int:
    with office.look() as session:
        return session.scalar(select(func.count()).select_from(rows[0]).where(*rows[1:])) or 0


def at_once(doors: int, acts: list[Callable[[], str]]) -> list[str]:
    """Do things at the same moment, as many as there are doors; gives what came of each."""
    with ThreadPoolExecutor(doors) as pool:
        return list(pool.map(lambda act: act(), acts))


def clicks(office: Office, task_id: UUID, number: int) -> Iterator[Callable[[], str]]:
    """Give the clicks of the rivals on one task: two officers, one form sent again and again, others anew."""
    posted = {k: [v] for k, v in {**RECOMMENDATION, "lead_unit": str(office.units["economy"])}.items()}

    def click(key: str, who: Actor) -> str:
        try:
            with office.work() as session:
                done = tasks.complete(session, task_id, Sending(posted=posted, key=key), actor=who)
        except AlreadyDone as refusal:
            return LATE if any(name in refusal.sentence for name in NAMES) else refusal.sentence
        except NotFound:  # until it is classified, a petition is there for whoever registered it alone
            return UNSEEN if who != office.oanh else "not found"
        except OperationalError as problem:  # waited for the case for five seconds: its page says so
            return BUSY if is_outage(problem) else "broken"
        assert not done.problems
        return DONE

    for rival in range(RIVALS):
        who = office.people["oanh" if rival % 2 == 0 else "binh"]
        key = f"{number}-same" if rival in range(0, 2 * SAME, 2) else f"{number}-{rival}"
        yield lambda key=key, who=who: click(key, who)


def test_a_hundred_tasks_with_ten_rivals_each_have_a_hundred_effects(crowd: Office):
    with crowd.work() as session:
        for _task in range(TASKS):
            registration.register(session, FLOOD, actor=crowd.oanh)
    with crowd.look() as session:
        waiting = list(session.scalars(select(Task.id).where(Task.node == "in_classify").order_by(Task.id)))
    assert len(waiting) == TASKS
    for number, task_id in enumerate(waiting):
        came = Counter(at_once(RIVALS, list(clicks(crowd, task_id, number))))
        assert came.keys() <= {DONE, LATE, UNSEEN, BUSY}
        assert 1 <= came[DONE] <= SAME, "one, and whoever sent the same form once more"
    assert counted(crowd, Answer) == TASKS
    assert counted(crowd, AuditEntry, AuditEntry.tag == "task.complete") == TASKS
    assert counted(crowd, Task, Task.node == "rc_answer", Task.state == "open") == TASKS
    assert unsound(crowd) == {}


@pytest.fixture
def desk(crowd: Office, tmp_path) -> Desk:
    """The same office behind its web door."""
    app = create_app(from_environment({"DATA": str(tmp_path)}), database=crowd.database)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    return Desk(crowd, app)


def test_of_fifty_officers_on_one_case_one_succeeds_and_all_are_answered(desk: Desk):
    office = desk.office
    case_id = office.register().case_id
    office.classify(case_id)
    step, together = office.task("rc_answer", case_id), threading.Barrier(OFFICERS)
    people = [desk.browser(f"officer{number}") for number in range(OFFICERS)]
    people[0].open(step.id)
    typed = {"result": "agree", "action_taken": "Đã nạo vét cống", "title": "trả lời", "body": "Đã xong./."}
    sent = {"sending_revision": people[0].hidden["sending_revision"]} | typed

    def send(number: int, person: Person) -> str:
        person.get("/account")  # where the token stands
        together.wait()
        answer = person.post(f"/tasks/{step.id}", {**sent, "sending_key": f"officer-{number}"})
        told = "Trần Văn officer" in unescape(answer.text) and "Đã nạo vét cống" in unescape(answer.text)
        return f"{answer.status_code}{' with who and what' if told and answer.status_code == 409 else ''}"

    came = at_once(OFFICERS, [lambda n=n, p=p: send(n, p) for n, p in enumerate(people)])
    assert Counter(came) == {"303": 1, "409 with who and what": OFFICERS - 1}
    assert counted(office, Task, Task.node == "rc_sign", Task.case_id == case_id) == 1
    assert counted(office, Answer, Answer.task_id == step.id) == 1
    assert unsound(office) == {}
