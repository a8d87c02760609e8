"""A process that forks others and kills them: it has everything loaded, and no connection when it forks.

``python -m tests.crash.yard FILE`` learns from a file where the office lies, reads what to do from lines of
JSON, and answers with lines.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import pickle
import random
import select as waiting
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.models import Task, Timer
from tests.crash.hand import Hand, Order
from tests.crash.ledger import DONE, Ledger
from tests.office import MONDAY
from tests.offices import open_at

SOONEST = 0.005  # seconds of work, then a process may be killed
SHORTEST, LONGEST = 0.150, 2.0  # seconds: within which it is killed, by how quick the machine is at present
FEW, MANY = 1.0, 4.0  # answers that a process hears before it is killed
AT_ONE_INSTANT = 10  # kills, then the clock goes on
SEEN_EVERY = dt.timedelta(days=5)  # after ten the clock would be doubted
PATIENCE = 60.0  # seconds for a process to begin, or to die of itself


@dataclass
class Forked:
    """A process that was forked, the pipe on which it says that it began, and when it is to be killed."""

    pid: int
    order: Order
    pipe: int
    kill_at: float = 0.0


class Yard:
    """The ground on which processes are forked and killed."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.database, self.ledger = open_at(told["url"], told["folder"]), Ledger(told["ledger"])
        self.founded, self.hands, self.cases = told["office"], told["hands"], told["cases"]
        self.chance = random.Random(told["seed"])  # noqa: S311 - for times, not for secrets
        self.now, self.step = MONDAY, dt.timedelta(days=told["days"])
        self.forked: list[Forked] = []
        self.names = self.killed = 0
        self.within = SHORTEST

    def warm(self) -> None:
        """Learn what a process knows that has run for a while: procedures, forms, statements."""
        Hand(self.database, self.ledger, self.founded, self._order()).rehearse()
        self.database.close()  # no process may inherit a connection
        gc.collect()
        gc.freeze()

    def at_random(self, kills: int) -> dict[str, Any]:
        """Kill so many processes at moments that nobody chose."""
        until = self.killed + kills
        while self.killed < until:
            before = len(self.ledger.read().results)
            group = min(AT_ONE_INSTANT, until - self.killed)
            for _kill in range(group):
                while len(self.forked) < self.hands:
                    self._fork(self._order())
                self._kill_next()
            self._kill_all()
            self._pass(self.now + self.step)
            self._pace((len(self.ledger.read().results) - before) / group)
        return self._told()

    def walk(self, node: str) -> dict[str, Any]:
        """Kill one process after the other in the same work, each one word to the database further on.

        ``node``: the step that is completed; none fires the next timer. Gives how many points there were.
        """
        aim = self._aim(node)
        points = 0
        while True:
            while len(self.forked) < self.hands - 1:
                self._fork(self._order(apart=aim["case"], unheard=()))
            mine = tuple(sent for sent in self._unheard() if sent.task == str(aim["task"]))
            given = {"task": aim["task"], "fires": not node, "apart": aim["case"], "unheard": mine}
            if not self._dies(self._fork(self._order(point=points + 1, **given))):
                break
            points += 1
            self._kill_who_is_due()
        self._kill_all()
        return {**self._told(), "points": points}

    def fill(self) -> dict[str, Any]:
        """Let one process fill the office with work."""
        return self._unharmed(Hand.fill)

    def finish(self) -> dict[str, Any]:
        """Let one process do all that is left."""
        return self._unharmed(Hand.finish, to_the_end=True)

    def again(self) -> dict[str, Any]:
        """Send every form once more that was ever acknowledged."""
        heard = self.ledger.read().heard(DONE)
        self._unharmed(lambda hand: hand.send_again(heard))
        return {"sent": len(heard)}

    def _unharmed(self, work: Callable[[Hand], object], **more: Any) -> dict[str, Any]:
        if self._dies(self._fork(self._order(**more), work)):
            raise RuntimeError("nobody was to kill this one")
        return self._told()

    def _told(self) -> dict[str, Any]:
        return {"killed": self.killed, "within": round(self.within, 3)}

    def _pace(self, heard: float) -> None:
        """Let processes live longer where a busy machine lets them do nothing, shorter where they do much."""
        factor = 1.5 if heard < FEW else 0.67 if heard > MANY else 1.0
        self.within = min(LONGEST, max(SHORTEST, self.within * factor))

    def _aim(self, node: str) -> dict[str, Any]:
        """Choose an open step, or the timer that is due next; then it is the time at which it is due."""
        open_steps = select(Task.id, Task.case_id).where(Task.node == node, Task.state == "open")
        pending = select(Timer.next_try_at, Timer.case_id).where(Timer.state == "pending")
        for _turn in range(2):
            with self.database.reading() as session:
                task = session.execute(open_steps.order_by(Task.id)).first()
                timer = session.execute(pending.order_by(Timer.next_try_at, Timer.id)).first()
            self.database.close()  # no process may inherit a connection
            if not node and timer:
                self._pass(timer.next_try_at + dt.timedelta(seconds=1))
                return {"task": None, "case": timer.case_id}
            if task:
                return {"task": task.id, "case": task.case_id}
            self._unharmed(lambda hand: hand.reach(node))
        raise RuntimeError(f"{node} is never reached")

    def _pass(self, until: dt.datetime) -> None:
        """Let days pass; somebody looks at the clock now and then, or every timer were held in the end."""
        while self.now < until:
            self.now = min(until, self.now + SEEN_EVERY)
            self._unharmed(Hand.look_at_the_clock, unheard=())

    def _order(self, **more: Any) -> Order:
        self.names += 1
        more.setdefault("unheard", tuple(self._unheard()))
        return Order(name=f"{self.names}", now=self.now, cases=self.cases, **more)

    def _unheard(self) -> list[Any]:
        """Give the forms without an answer that no living process has in hand."""
        in_hand = {sent.key for each in self.forked for sent in each.order.unheard}
        names = {each.order.name for each in self.forked}
        return [
            sent
            for sent in self.ledger.read().unheard
            if sent.key not in in_hand and sent.key.partition("-")[0] not in names
        ]

    def _fork(self, order: Order, work: Callable[[Hand], object] | None = None) -> Forked:
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            self._be(order, work, lambda: os.write(writing, b"."))
        os.close(writing)
        forked = Forked(pid, order, reading)
        self.forked.append(forked)
        return forked

    def _be(self, order: Order, work: Callable[[Hand], object] | None, began: Callable[[], object]) -> None:
        """Be the forked process, to its end."""
        try:
            hand = Hand(self.database, Ledger(self.ledger.path), self.founded, order)
            (work or (lambda one: one.work(began)))(hand)
            os._exit(0)
        except BaseException:  # noqa: BLE001 - told, and never the parent's
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)

    def _kill_next(self) -> None:
        """Wait until one of the living has worked for its time, and kill it."""
        for each in self.forked:
            self._wait_for_beginning(each)
        victim = min(self.forked, key=lambda one: one.kill_at)
        time.sleep(max(0.0, victim.kill_at - time.monotonic()))
        self._kill(victim)

    def _kill_who_is_due(self) -> None:
        for each in list(self.forked):
            self._wait_for_beginning(each)
            if each.kill_at <= time.monotonic():
                self._kill(each)

    def _kill_all(self) -> None:
        while self.forked:
            self._kill_next()

    def _kill(self, victim: Forked) -> None:
        os.kill(victim.pid, signal.SIGKILL)
        if not self._dies(victim):
            raise RuntimeError("a process ended by itself")

    def _wait_for_beginning(self, forked: Forked) -> None:
        if forked.kill_at:
            return
        ready, _w, _x = waiting.select([forked.pipe], [], [], PATIENCE)
        if not ready or not os.read(forked.pipe, 1):
            raise RuntimeError("a process did not begin")
        forked.kill_at = time.monotonic() + self.chance.uniform(SOONEST, self.within)

    def _dies(self, forked: Forked) -> bool:
        """Wait for a process's end, and tell whether it was killed."""
        _pid, status = os.waitpid(forked.pid, 0)
        os.close(forked.pipe)
        self.forked.remove(forked)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            self.killed += 1
            return True
        if status:
            raise RuntimeError(f"a process ended with {status}")
        return False


def main() -> None:
    told = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301 - written by the test itself
    yard = Yard(told)
    yard.warm()
    for line in sys.stdin:
        verb, given = json.loads(line)
        sys.stdout.write(json.dumps(getattr(yard, verb)(**given)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
