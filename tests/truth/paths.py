"""Random paths: the same actions for the token game and for the engine's runs, compared after each."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.engine.definition import Definition, compile_definition
from tests.truth.drawn import Book
from tests.truth.marking import Look
from tests.truth.tokens import Game
from tests.truth.world import Alive, Stored

Action = tuple[str, object, Mapping[str, object]]


@dataclass
class Path:
    """One path: what was done so far, to be told when the two part."""

    book: Book
    random: random.Random
    done: list[Action] = field(default_factory=list)

    def choose(self, look: Look) -> Action | None:
        """Choose what happens next: mostly a person's step, else a timer or two, or a message."""
        steps = sorted(look.open, key=lambda one: (one[0], sorted(map(str, one[1]))))
        timers, names = sorted(look.timers), sorted({name for _node, name in look.messages})
        kinds = ["step"] * 6 * bool(steps) + ["timer"] * 2 * bool(timers) + ["message"] * 2 * bool(names)
        if not kinds:
            return None
        kind = self.random.choice(kinds)
        if kind == "timer":
            due = self.random.sample(timers, min(len(timers), self.random.choice([1, 1, 1, 2])))
            return (kind, due, {})
        if kind == "message":
            name = self.random.choice(names)
            return (kind, name, {f"w_{name}": len(self.done)})
        name, held = self.random.choice(steps)
        return (kind, (name, dict(held)), self._answers(name))

    def _answers(self, name: str) -> dict[str, object]:
        asks = self.book.node(name).asks
        said = {f"w_{name}": len(self.done)}
        return said | ({asks[0]: self.random.choice(asks[1])} if asks else {})


def act(run: Game | Stored, action: Action) -> None:
    kind, what, data = action
    if kind == "step":
        run.complete(what[0], what[1], data)
    elif kind == "timer":
        run.fire(what)
    else:
        run.deliver(what, data)


def compiled(book: Book) -> Definition:
    """Compile a diagram as it would be put in force."""
    return compile_definition(
        {f"{number}.bpmn": drawing for number, drawing in enumerate(book.drawings())}, process_id="p"
    )


def walk(book: Book, definition: Definition, seed: str, *, most: int = 25) -> int:
    """Walk one random path; raise AssertionError with the way there at the first step that differs."""
    path = Path(book, random.Random(seed))  # noqa: S311 - a path is not a secret
    game = Game(book, book.asked())
    runs = [kind(definition, book.asked()) for kind in (Stored, Alive)]
    for _ in range(most):
        _compare(path, game, runs)
        action = path.choose(game.look())
        if action is None:
            break
        path.done.append(action)
        act(game, action)
        for run in runs:
            try:
                act(run, action)
            except Exception as error:
                raise AssertionError(f"the engine fails: {error!r}\n{_told(path)}") from error
    _compare(path, game, runs)
    return len(path.done)


def _compare(path: Path, game: Game, runs: list[Stored]) -> None:
    meant = game.look()
    for run in runs:
        shown, kind = run.look(), type(run).__name__
        differs = [name for name in Look.__annotations__ if getattr(meant, name) != getattr(shown, name)]
        told = "\n".join(
            f"{name}: BPMN {getattr(meant, name)}\n{name}: {kind} {getattr(shown, name)}" for name in differs
        )
        assert not differs, f"{told}\n{_told(path)}"
        assert not run.last.faults, f"{kind} {run.last.faults}\n{_told(path)}"
        assert sorted(game.asked) == sorted(run.office.asked), f"{kind} asked otherwise\n{_told(path)}"


def _told(path: Path) -> str:
    nets = "\n".join(
        f"{net.id}: " + " ".join(f"{flow.source}>{flow.target}" for flow in net.flows)
        + "".join(f"\n  {node}" for node in net.nodes.values() if node.kind not in {"start", "script"})
        for net in path.book.nets.values()
    )  # fmt: skip
    ways = "\n".join(str(action) for action in path.done)
    return f"{nets}\nthe way there:\n{ways}"
