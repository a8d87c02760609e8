"""Decision tables drawn the way dmn-js writes them, from a few words."""

from xml.sax.saxutils import escape, quoteattr

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="file" name="Thử" '
    'namespace="http://camunda.org/schema/1.0/dmn">'
)


def file(*decisions: str) -> bytes:
    return (HEAD + "".join(decisions) + "</definitions>").encode()


def given(name: str, kind: str = "string") -> str:
    variable = f'<variable name="{name}" typeRef="{kind}"/>'
    return f'<inputData id="in_{name}" name="{name}">{variable}</inputData>'


def expression(
    own: str, text: str, *, name: str = "", kind: str = "number", needs: tuple[str, ...] = ()
) -> str:
    return (
        f'<decision id="{own}" name="{name or own}"><variable name="{own}" typeRef="{kind}"/>{_needs(needs)}'
        f"<literalExpression><text>{escape(text)}</text></literalExpression></decision>"
    )


def table(  # noqa: PLR0913 - a drawing has many parts
    own: str,
    inputs: list[tuple[str, str]],
    outputs: list[tuple[str, str]],
    rows: list[str],
    *,
    policy: str = "",
    name: str = "",
    needs: tuple[str, ...] = (),
    values: str = "",
    default: str = "",
    annotations: tuple[str, ...] = ("article",),
) -> str:
    """Draw one table; a row is its cells and its notes between bars: ``"KN" | > 3 | 10 | Điều 27``."""
    columns = "".join(
        f'<input id="{own}_i{n}" label="{text}"><inputExpression id="{own}_e{n}" typeRef="{kind}">'
        f"<text>{escape(text)}</text></inputExpression></input>"
        for n, (text, kind) in enumerate(inputs)
    )
    listed = f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
    otherwise = f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
    results = "".join(
        f'<output id="{own}_o{n}" name="{label}" typeRef="{kind}">{listed}{otherwise}</output>'
        for n, (label, kind) in enumerate(outputs)
    )
    notes = "".join(f"<annotation name={quoteattr(note)}/>" for note in annotations)
    rules = "".join(_rule(own, n, row, len(inputs), len(outputs)) for n, row in enumerate(rows, 1))
    hit = f" {policy}" if policy else ""
    return (
        f'<decision id="{own}" name="{name or own}"><variable name="{own}"/>{_needs(needs)}'
        f'<decisionTable id="{own}_table"{hit}>{columns}{results}{notes}{rules}</decisionTable></decision>'
    )


def _rule(own: str, number: int, row: str, inputs: int, outputs: int) -> str:
    cells = [escape(cell.strip()) for cell in row.split("|")]
    tests, results, notes = cells[:inputs], cells[inputs : inputs + outputs], cells[inputs + outputs :]
    return (
        f'<rule id="{own}_{number}">'
        + "".join(f"<inputEntry><text>{cell}</text></inputEntry>" for cell in tests)
        + "".join(f"<outputEntry><text>{cell}</text></outputEntry>" for cell in results)
        + "".join(f"<annotationEntry><text>{note}</text></annotationEntry>" for note in notes)
        + "</rule>"
    )


def _needs(needs: tuple[str, ...]) -> str:
    return "".join(
        f'<informationRequirement><requiredDecision href="#{need}"/></informationRequirement>'
        for need in needs
    )
