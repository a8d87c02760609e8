"""The picture: a procedure's diagram with the state of one case, as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from app.drawing.badges import claim_badge, draw_badge, on_line
from app.drawing.diagram import ACTIVITIES, POOLS, Box, Diagram, Node, Point
from app.drawing.errors import DrawingRefused
from app.drawing.labels import Paper, along_line, beside, segments
from app.drawing.lettering import width
from app.drawing.lines import course, draw_flow
from app.drawing.look import FONT, INK, SIGNS, WORDS, Attributes
from app.drawing.mark import COMPARED, Mark, state_word
from app.drawing.marks import claim_sign, draw_legend, draw_mark
from app.drawing.reading import read
from app.drawing.shapes import HEAD, TITLE, draw_node
from app.drawing.svg import NOTHING, join, link, short, sides, tag
from app.drawing.twin import summary
from app.language import _, content

_RIM = 16.0
_LEGEND = 34.0
_FLOWS_LIE = 3  # above frames, below steps

Marks = Mapping[str, Mark]
Courses = Mapping[str, tuple[Point, ...]]


def draw(bpmn_xml: str | bytes, marks: Marks | None = None, *, title: str) -> Markup:
    """Draw a procedure as it was laid out, and on it how a case stands.

    ``marks`` are by element id; an id that the diagram does not have is left out. The result is one
    ``<svg>`` with classes and presentation attributes only, safe under the strictest content policy,
    and the same for the same input and language.

    Raises: DrawingRefused when the diagram cannot be read, has no layout, or a link leads to no page.
    """
    diagram = read(bpmn_xml)
    given = marks or {}
    known = {key: mark for key, mark in given.items() if key in diagram.nodes}
    drawn = [node for node in diagram.nodes.values() if node.box]
    if not drawn:
        raise DrawingRefused(reason=_("nobody has laid it out yet"))
    courses = {flow.id: course(flow, diagram.nodes) for flow in diagram.flows}
    paper = _paper(drawn, courses.values())
    parts = [*_shapes(diagram, drawn, given, courses), *_marks(diagram, known, paper)]
    parts += _badges(diagram, given, courses, paper)
    parts += [_name(node, known.get(node.id), paper) for node in drawn]
    parts += _flow_names(diagram, courses, paper)
    return _sheet(diagram, known, join(parts), _extent(drawn, courses.values(), paper), title)


def _shapes(diagram: Diagram, drawn: Sequence[Node], marks: Marks, courses: Courses) -> Iterator[Markup]:
    """Draw frames, then flows, then steps, then what sits on their edges: later ones lie on top."""
    for node in sorted(drawn, key=_height):
        if _height(node)[0] < _FLOWS_LIE:
            yield _shape(node, marks.get(node.id))
    yield _flows(diagram, courses, marks)
    for node in sorted(drawn, key=_height):
        if _height(node)[0] > _FLOWS_LIE:
            yield _shape(node, marks.get(node.id))


def _height(node: Node) -> tuple[int, float]:
    area = node.box.width * node.box.height if node.box else 0.0
    if not _is_frame(node):
        return (5 if node.host else 4), 0.0
    return {"participant": 0, "lane": 1}.get(node.type, 2), -area


def _marks(diagram: Diagram, marks: Marks, paper: Paper) -> Iterator[Markup]:
    marked = [(diagram.nodes[key], mark) for key, mark in marks.items()]
    pills = [claim_sign(node, mark, paper) for node, mark in marked]
    for (node, mark), pill in zip(marked, pills, strict=True):
        if node.type not in POOLS:
            yield draw_mark(node, mark, pill, paper)


def _badges(diagram: Diagram, marks: Marks, courses: Courses, paper: Paper) -> Iterator[Markup]:
    """Draw the numbers of notes, on elements and on flows."""
    for key, node in diagram.nodes.items():
        if key in marks and marks[key].number and node.box:
            place = claim_badge(node, node.box, marks[key], paper)
            yield draw_badge(place, marks[key], content(node.name), beside_link=True)
    for flow in diagram.flows:
        if flow.id in marks and marks[flow.id].number and courses[flow.id]:
            place = on_line(courses[flow.id], marks[flow.id], paper)
            yield draw_badge(place, marks[flow.id], content(flow.name), beside_link=False)


def _is_frame(node: Node) -> bool:
    return node.type in POOLS or node.is_phase or node.type == "group"


def _shape(node: Node, mark: Mark | None) -> Markup:
    """Draw an element in a group of its own, as a link if its mark leads somewhere."""
    look = f"dr-node dr-{node.type}" + (f" dr-is-{mark.state}" if mark else "")
    name = content(node.name)
    told = " – ".join(word for word in (name, state_word(mark.state), mark.note) if word) if mark else name
    inside = [tag("title", told) if told else NOTHING, draw_node(node, mark)]
    if mark and mark.href:
        return tag(
            "a",
            *inside,
            look=f"{look} dr-link",
            href=link(mark.href),
            more={"data-element": node.id},
        )
    return tag("g", *inside, look=look, more={"data-element": node.id})


def _flows(diagram: Diagram, courses: Courses, marks: Marks) -> Markup:
    """Draw the flows; one that differs between two versions with a broad shade of its colour."""

    def shade(key: str) -> str | float:
        return SIGNS[marks[key].state] if key in marks and marks[key].state in COMPARED else ""

    def leaves_gateway(source: str) -> bool:
        return source in diagram.nodes and diagram.nodes[source].type.endswith("Gateway")

    return join(
        draw_flow(flow, courses[flow.id], from_gateway=leaves_gateway(flow.source), shade=shade(flow.id))
        for flow in diagram.flows
    )


def _name(node: Node, mark: Mark | None, paper: Paper) -> Markup:
    """Write the name of an element beside it; activities, lanes and notes carry theirs inside."""
    text = content(node.name)
    inside = node.type in ACTIVITIES or node.type in POOLS or node.type == "textAnnotation"
    if inside or not text or node.box is None:
        return NOTHING
    return paper.write(beside(node, node.box, text), {"fill": WORDS.get(mark.state, INK)} if mark else {})


def _flow_names(diagram: Diagram, courses: Courses, paper: Paper) -> Iterable[Markup]:
    for flow in diagram.flows:
        points = courses[flow.id]
        if flow.name and points:
            yield paper.write(along_line(flow, points, content(flow.name)))


def _paper(drawn: Iterable[Node], courses: Iterable[tuple[Point, ...]]) -> Paper:
    """Say what labels must keep off: shapes, borders, titles, lines."""
    paper = Paper()
    for node in drawn:
        box = node.box or Box(0, 0, 0, 0)
        if not _is_frame(node):
            paper.solid.append(box)
            continue
        corners = (
            Point(box.x, box.y),
            Point(box.right, box.y),
            Point(box.right, box.bottom),
            Point(box.x, box.bottom),
        )
        border = paper.faint if node.type in POOLS else paper.thin
        border += segments((*corners, corners[0]))
        if node.is_phase:
            paper.solid.append(Box(box.x + 8, box.y + 4, width(content(node.name), TITLE) + 12, 20))
        elif node.type in POOLS:
            paper.solid.append(Box(box.x, box.y, HEAD, box.height))
    paper.thin += [box for points in courses for box in segments(points)]
    return paper


def _extent(drawn: Iterable[Node], courses: Iterable[tuple[Point, ...]], paper: Paper) -> Box:
    boxes = [node.box for node in drawn if node.box] + paper.taken
    boxes += [Box(p.x, p.y, 0, 0) for points in courses for p in points]
    x, y = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(x, y, max(b.right for b in boxes) - x, max(b.bottom for b in boxes) - y).grown(_RIM)


def _sheet(diagram: Diagram, marks: Marks, inside: Markup, extent: Box, title: str) -> Markup:
    legend, wide = draw_legend(frozenset(m.state for m in marks.values()), extent.x + _RIM, extent.bottom + 4)
    tall = extent.height + (_LEGEND if legend else 0)
    box = Box(extent.x, extent.y, max(extent.width, wide + 2 * _RIM), tall)
    links = any(mark.href for mark in marks.values())
    attributes: Attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": " ".join(short(value) for value in (box.x, box.y, box.width, box.height)),
        "width": box.width,
        "height": box.height,
        "role": "group" if links else "img",  # an image hides its links from those who listen
        "aria-label": title,
        "font-family": FONT,
    }
    return tag(
        "svg",
        tag("title", title),
        tag("desc", summary(diagram, marks)),
        tag("rect", look="dr-paper", more=sides(box)),
        inside,
        legend,
        look="drawing",
        more=attributes,
    )
