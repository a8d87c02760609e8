"""What the office reads from a drawing: text, lane, notes, of the procedure and of what it calls."""

from __future__ import annotations

import threading

from app.engine.definition import Definition
from tests.engine.sketch import FORM, Play, call, chain, compiled, draw, el, end, start, sub, user


def _lane(name: str, *elements: str, inner: str = "") -> str:
    return el(
        "lane",
        f"l_{name}",
        "".join(f"<bpmn:flowNodeRef>{e}</bpmn:flowNodeRef>" for e in elements) + inner,
        name=name,
    )


LANES = el(
    "laneSet", "ls",
    _lane("Cán bộ", "a", "ph", "c")
    + _lane("Lãnh đạo", "b", inner=el("childLaneSet", "cl", _lane("Chủ tịch", "b"))),
)  # fmt: skip
NOTED = el("userTask", "a", "<bpmn:documentation>Xem  đơn.\n</bpmn:documentation>" + FORM, name="Xem\nđơn")
DRAWN = compiled(
    draw(
        LANES, start(), NOTED, user("b"),
        sub("ph", start("is"), user("ia"), end("ie"), chain("is", "ia", "ie")),
        call("c", "inner"), end(), chain("s", "a", "b", "ph", "c", "e"),
    ),
    draw(start("i_s"), user("i_a"), end("i_e"), chain("i_s", "i_a", "i_e"), process="inner"),
)  # fmt: skip


def test_a_step_has_its_text_its_notes_and_its_properties():
    node = DRAWN.nodes["a"]
    assert (node.type, node.name, node.documentation) == ("userTask", "Xem đơn", "Xem đơn.")
    assert node.properties == {"form": "f", "role": "officer"}


def test_a_step_stands_in_its_innermost_lane_and_a_phase_gives_its_lane_to_its_steps():
    lanes = {name: node.lane for name, node in DRAWN.nodes.items()}
    assert (lanes["a"], lanes["b"], lanes["ia"], lanes["i_a"]) == ("Cán bộ", "Chủ tịch", "Cán bộ", None)
    assert [ready.lane for ready in Play(DRAWN).last.after.ready.values()] == ["Cán bộ"]


def test_a_phase_without_notes_does_not_take_those_of_its_steps():
    assert DRAWN.nodes["ph"].documentation == ""


def test_the_elements_of_called_procedures_are_known_with_where_they_stand():
    assert DRAWN.nodes["i_a"].inside == "inner"
    assert DRAWN.nodes["ia"].inside == "ph"
    assert DRAWN.nodes["c"].calls == "inner"


def test_the_same_files_compile_once():
    drawing = draw(start(), user("a"), end(), chain("s", "a", "e"))
    assert compiled(drawing) is compiled(drawing)
    assert compiled(drawing) is not compiled(drawing.replace("Bước".encode(), b"Khac"))


def test_each_thread_has_its_own_copy_and_they_do_not_disturb_each_other():
    seen: list[tuple[object, list[str]]] = []

    def play(definition: Definition) -> None:
        played = Play(definition).do("a").do("b").do("ia").do("i_a")
        seen.append((definition.specs()[0], list(played.last.ends)))

    threads = [threading.Thread(target=play, args=(DRAWN,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [ends for _spec, ends in seen] == [["e"]] * 8
    assert len({id(spec) for spec, _ends in seen}) == 8
