"""Letters that a rehearsal has opened, laid out as the office would print them: every name stands open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from app import letters
from app.casework.letter_sheet import TITLES
from app.errors import OfficeError
from app.language import content
from app.letters import Sheet, Signing, Template
from app.policy.actor import CHAIRMAN
from app.rehearsal import Scene

_PLACE = "……"


@dataclass(frozen=True, kw_only=True)
class OpenedLetter:
    """One letter: its title, and how it would be printed; None where there is no template for it."""

    title: str
    paper: Markup | None


def opened(scene: Scene) -> tuple[OpenedLetter, ...]:
    """List the letters that were opened, in order."""
    return tuple(_letters(scene))


def _letters(scene: Scene) -> Iterator[OpenedLetter]:
    files = {name: body for part in scene.parts for name, body in part.stage.files.items()}
    for key in scene.memory.letters.values():
        template = _template(files.get(f"letters/{key}.html", b""))
        if template is None:
            yield OpenedLetter(title=key, paper=None)
        else:
            title = f"{content(template.title)} – {content(template.subject)}"
            yield OpenedLetter(title=title, paper=letters.lay_out(_sheet(template)))


def _template(body: bytes) -> Template | None:
    try:
        return letters.read(body.decode())
    except (OfficeError, ValueError):
        return None


def _sheet(template: Template) -> Sheet:
    draft = letters.merge(template, {})
    signing = Signing(
        on_behalf="TM. ỦY BAN NHÂN DÂN" if template.signer == CHAIRMAN else "",
        title=TITLES[template.signer],
    )
    return Sheet(
        kind=template.kind,
        superior="",
        authority="ỦY BAN NHÂN DÂN ……",
        symbol=letters.symbol(template.symbol, "UBND"),
        place=_PLACE,
        title=draft.title,
        subject=draft.subject,
        body=draft.body,
        signing=signing,
        addressees=draft.addressees,
        recipients=draft.recipients,
    )
