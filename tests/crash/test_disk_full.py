"""A disk that is full at any point: what was begun is undone, who sent it reads what to do, later it goes."""

import contextlib
import datetime as dt
import hashlib
import io
import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import SQLAlchemyError

from app.casework import drain
from app.casework.vault import STORE
from app.language import use
from app.settings import from_environment
from app.web import create_app
from app.web.outage import Unavailable
from db.models import Document, Petition, Upload
from tests.crash.acts import Act, complete, petition
from tests.crash.contents import changed, contents
from tests.crash.sound import unsound
from tests.office import Office
from tests.offices import open_at
from tests.small_disk import mounted
from tests.web.deskwork import Desk

LEVELS = 20
PAPER = b"%PDF-1.4\n" + b"%" * 90_000 + b"\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def ward(founded_embedded, tmp_path) -> Iterator[Office]:
    """The ward on the embedded database."""
    founded, folder = founded_embedded
    shutil.copytree(folder, tmp_path / "ward")
    database = open_at(f"sqlite:///{tmp_path / 'ward' / 'office.db'}", tmp_path / "ward")
    yield Office(database, founded)
    database.close()


@contextmanager
def room(office: Office, pages: int) -> Iterator[None]:
    """Let the embedded database find room for so many pages more, and for none after them."""
    with office.look() as session:
        held = session.connection().exec_driver_sql("PRAGMA page_count").scalar()
    office.database.close()

    def narrow(connection, _record) -> None:
        connection.execute(f"PRAGMA max_page_count = {held + pages}")

    event.listen(office.database.engine, "connect", narrow)
    try:
        yield
    finally:
        event.remove(office.database.engine, "connect", narrow)
        office.database.close()


def test_a_database_without_room_takes_an_act_whole_or_not_at_all(ward: Office):
    act = complete(ward)
    before = contents(ward.database)
    for pages in range(LEVELS):
        with room(ward, pages):
            done = tried(ward, act)
        if done:
            break
        assert changed(before, contents(ward.database)) == {}, pages
    assert pages, "there was room from the first"
    assert changed(before, contents(ward.database)), "where there is room, it is done"
    assert unsound(ward) == {}


class Counter:
    """Oanh's screen at the counter, sent with a scan as often as wanted, with the same key."""

    def __init__(self, office: Office, folder: Path) -> None:
        app = create_app(from_environment({"DATA": str(folder)}), database=office.database)
        app.config["PROPAGATE_EXCEPTIONS"] = False
        self.office, self.draft = office, uuid4()
        self.oanh = Desk(office, app).browser("oanh")
        self.oanh.get(f"/counter/{self.draft}")
        self.typed = petition(office) | {"act": "later"}

    def send(self) -> bool:
        """Send it; tell whether it was registered. Whoever sends it reads so, or what to do."""
        files = {"scans": (io.BytesIO(PAPER), "don.pdf")}
        answer = self.oanh.post(
            f"/counter/{self.draft}", self.typed | files, content_type="multipart/form-data"
        )
        if answer.status_code == 303:
            return True
        page = unescape(answer.text)
        assert answer.status_code == 503
        with use("vi"):
            assert Unavailable().sentence in page
        assert self.typed["full_name"] in page
        return False


def count(office: Office, model: type) -> int:
    with office.look() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def torn(office: Office, folder: Path) -> list[object]:
    """Give the papers that a row names and that are not there whole, and the drafts that were left lying."""
    with office.look() as session:
        store = session.info[STORE]
        named = [*session.scalars(select(Upload.digest)), *session.scalars(select(Document.digest))]
    lying = [each for each in (folder / "files").rglob(".*") if each.is_file()]
    broken = [
        each for each in named
        if each and hashlib.sha256(store.place(each).read_bytes()).hexdigest() != each
    ]  # fmt: skip
    return [*lying, *broken]


@contextmanager
def small_files(size: int) -> Iterator[None]:
    """Let this process write no file beyond a size, in bytes."""
    usual, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (usual, most))


def test_a_paper_that_finds_no_room_is_never_half_there(ward: Office, tmp_path):
    folder = tmp_path / "ward"
    counter, before = Counter(ward, folder), count(ward, Petition)
    for level in range(LEVELS):
        with small_files(level * 6_000):
            sent = counter.send()
        assert torn(ward, folder) == []
        assert count(ward, Petition) == before + sent
        assert unsound(ward) == {}
        if sent:
            break
    assert counter.send()
    assert count(ward, Petition) == before + 1, "sent again, registered once"
    assert count(ward, Document) > 0
    assert unsound(ward) == {}


@pytest.fixture
def disk(tmp_path) -> Iterator[Path]:
    """A small disk in memory."""
    with mounted(tmp_path / "disk", "size=24m") as folder:
        yield folder


@contextmanager
def filled(disk: Path, free: int) -> Iterator[None]:
    """Fill a disk up to so many bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(shutil.disk_usage(disk).free - free, 1))
    try:
        yield
    finally:
        ballast.unlink()


@pytest.mark.mount
def test_on_a_full_disk_nothing_is_torn_and_all_goes_on_with_room(founded_embedded, disk, monkeypatch):
    founded, folder = founded_embedded
    monkeypatch.setattr(drain.log, "disabled", True)
    shutil.copytree(folder, disk / "ward")
    office = Office(open_at(f"sqlite:///{disk / 'ward' / 'office.db'}", disk / "ward"), founded)
    case_id = office.register().case_id
    office.classify(case_id)
    counter, act = Counter(office, disk / "ward"), complete(office)
    due = office.deadline("KNPA.ANSWER", case_id).due_on + dt.timedelta(days=1)
    morning, sent, done = office.now, [], []
    for level in range(LEVELS):
        office.database.close()
        with filled(disk, level * 32_768):
            sent.append(any(sent) or counter.send())
            done.append(any(done) or tried(office, act))
            office.until(due)
            with contextlib.suppress(SQLAlchemyError):
                office.sweep()
            office.now = morning
        assert torn(office, disk / "ward") == []
        assert unsound(office) == {}, level
    assert not sent[0]
    assert not done[0], "the disk was never full"
    assert sent[-1]
    assert done[-1], "the disk was never free"
    assert count(office, Petition) == 3
    office.until(due + dt.timedelta(days=1))
    office.sweep()
    assert office.open_steps(case_id) == ["rc_answer", "es_direct"], "what was due fires when there is room"
    assert unsound(office) == {}
    office.database.close()


def tried(office: Office, act: Act) -> bool:
    """Do an act; tell whether it was done."""
    try:
        with office.work() as session:
            act.once(session)
    except SQLAlchemyError:
        return False
    return True
