"""A town of any size: the demonstration is played once, then its cases are copied as often as it takes."""

from __future__ import annotations

import atexit
import datetime as dt
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.casework.vault import RING, STORE
from app.files.store import Store
from app.sealing.keyring import KeyRing
from bench import servers
from bench.copies import Pattern, pattern
from db.models import Authority, Case
from db.session import Database
from db.upgrade import upgrade
from tests.cluster import Cluster
from tests.played import play, pour

FIRST, SECOND = "demo-truong-vinh", "demo-cam-pha"
WEEK = dt.timedelta(days=7)  # the days of the week stay what they are

Copy = tuple[Pattern, dt.timedelta]  # what is copied, and how much later it happens


@dataclass(frozen=True)
class Place:
    """The played town on one of the two databases, in a folder of its own."""

    name: str
    folder: Path
    url: str
    cluster: Cluster | None

    def open(self, url: str = "") -> Database:
        """Open it, or a copy of it at another address."""
        ring = KeyRing.load(self.folder / "keys" / "office.key")
        return Database(url or self.url, **{RING: ring, STORE: Store(self.folder / "files")})


def everywhere() -> Iterator[Place]:
    """Give the played town on each database, one after the other."""
    with servers.folder() as folder:
        shutil.copytree(_played(), folder, dirs_exist_ok=True)
        yield Place(servers.EMBEDDED, folder, f"sqlite:///{folder / 'office.db'}", None)
    with servers.folder() as folder, servers.server() as cluster:
        if cluster is None:
            return
        shutil.copytree(_played(), folder, dirs_exist_ok=True)
        place = Place(servers.SERVER, folder, servers.fresh(cluster), cluster)
        source, target = place.open(f"sqlite:///{folder / 'office.db'}"), place.open()
        upgrade(target)
        pour(source, target)
        source.close()
        target.close()
        yield place


@cache
def _played() -> Path:
    """Play the demonstration once, whatever is measured in it."""
    folder = Path(tempfile.mkdtemp(prefix="donthu-played-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    print("Playing the demonstration once …", file=sys.stderr, flush=True)
    play(folder)
    return folder


def patterns(session: Session, ward: str = FIRST) -> list[Pattern]:
    """Read the played cases of a ward."""
    own = select(Case.id).join(Authority, Authority.id == Case.authority_id).where(Authority.key == ward)
    return [pattern(session, case_id) for case_id in session.scalars(own.order_by(Case.number))]


def grown(known: list[Pattern], tasks: int) -> Iterator[Copy]:
    """Choose copies until there are so many tasks: over ten years, and of ten cases one is still open."""
    dice = random.Random(tasks)  # noqa: S311 - the same town each time
    done, living = [each for each in known if each.closed], [each for each in known if not each.closed]
    made = 0
    while made < tasks:
        chosen = dice.choice(living if dice.random() < 0.1 else done)  # noqa: PLR2004 - one in ten
        made += chosen.tasks
        yield chosen, -WEEK * dice.randrange(520 if chosen.closed else 8)


def waiting(known: list[Pattern], timers: int) -> Iterator[Copy]:
    """Choose copies until so many timers wait, none of them due for a week."""
    slim = sorted((each for each in known if each.due), key=lambda each: len(each.lines) / len(each.due))
    living = cycle(slim[:3])
    made = 0
    for number, chosen in enumerate(living):
        if made >= timers:
            return
        made += len(chosen.due)
        yield chosen, WEEK * (1 + number % 50)


def due(known: list[Pattern], timers: int) -> Iterator[Copy]:
    """Choose as many copies as timers are wanted, the first timer of each due within the last hour."""
    living = cycle(each for each in known if each.fires_once)
    now = clock.now()
    for number, chosen in zip(range(timers), living, strict=False):
        ago = dt.timedelta(seconds=1 + 3600 * number / timers)
        yield chosen, now - ago - chosen.due[0]
