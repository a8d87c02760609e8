"""Turn a form and its answers into what a page draws, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.formdefs import values
from app.formdefs.checking import Choices, Problem, choices_of, is_required, read_all
from app.formdefs.definition import CHOOSING, MANY, Component, FormDefinition, level
from app.formdefs.places import named, places
from app.formdefs.sheet import ROWS, Sheet, restore
from app.formdefs.situation import Situation, work_out
from app.formdefs.view import FieldView, FormView, GroupView, OptionView, ProblemView
from app.language import content, number


def view(
    form: FormDefinition,
    answers: Mapping[str, object],
    *,
    choices: Choices | None = None,
    problems: Sequence[Problem] = (),
    context: Mapping[str, object] | None = None,
) -> FormView:
    """Show a form with these answers: kept or prefilled ones, or what ``typed`` gives after an error.

    A field without answer shows its default. ``choices`` and ``context`` are those of ``check``.
    """
    known = {**_defaults(form), **answers}
    kept = restore(form, known)
    sheet = Sheet(kept.texts, {**kept.rows, **_row_counts(form, kept)})
    where = list(places(form, sheet.rows))
    meant = {name: value for name, (value, _bad) in read_all(where, sheet, choices or {}).items()}
    situation = work_out(where, meant, context or {})
    page = _Page(sheet, kept.rows, situation, choices or {}, {p.field: p.message for p in problems})
    labels = {place.name: content(place.component.label) for place in where}
    listed = tuple(
        ProblemView(FieldView(p.field, "").id, labels.get(p.field, ""), p.message) for p in problems
    )
    return FormView(form.key, tuple(page.groups(form.components)), listed)


def _defaults(form: FormDefinition) -> dict[str, object]:
    return {c.key: c.default for c in level(form.components) if c.answers and c.default is not None}


def _row_counts(form: FormDefinition, sheet: Sheet) -> dict[str, int]:
    """Give a list its first rows, and one empty row at the end where the reader may add."""
    return {
        c.key: min(ROWS, max(sheet.rows.get(c.key, 0) + c.addable, c.first_rows))
        for c in level(form.components)
        if c.kind == "dynamiclist" and (c.addable or not sheet.rows.get(c.key))
    }


@dataclass(frozen=True, slots=True)
class _Page:
    """Everything that decides how a field looks."""

    sheet: Sheet
    filled: Mapping[str, int]
    situation: Situation
    choices: Choices
    errors: Mapping[str, str] = field(default_factory=dict)

    def groups(self, components: Sequence[Component]) -> list[GroupView]:
        """Draw top-level groups as such; fields between them stand in groups without title."""
        groups: list[GroupView] = []
        loose: list[FieldView] = []
        for component in components:
            shown = self.field(component)
            if component.kind != "group":
                loose.append(shown)
                continue
            groups += _untitled(loose)
            loose = []
            groups.append(GroupView(shown.name, shown.label, shown.fields, shown.help, shown.visible))
        return groups + _untitled(loose)

    def field(self, component: Component, list_key: str = "", row: int = -1) -> FieldView:
        """Draw one part with all that stands inside it."""
        name = named(component, list_key, row)
        texts = self._texts(component, name)
        limits = component.limits
        return FieldView(
            name=name,
            kind=component.kind,
            label=content(component.label),
            help=content(component.help),
            value=_shown(component, texts),
            values=texts if component.kind in MANY else (),
            options=self._options(component, texts),
            required=is_required(component, self.choices)
            and row < self.filled.get(list_key, 0) + (not list_key),
            readonly=component.readonly or (component.kind == "dynamiclist" and not component.addable),
            error=self.errors.get(name, ""),
            visible=name not in self.situation.hidden,
            unit=content(component.unit),
            columns=component.columns,
            min=_limit(limits.min),
            max=_limit(limits.max),
            step="1" if component.whole else "any" if component.kind == "number" else "",
            pattern=_anchored(limits.pattern),
            accept=component.accept,
            max_length=_longest(component),
            multiple=component.multiple,
            fields=tuple(self.field(c, list_key, row) for c in component.children)
            if component.kind == "group"
            else (),
            rows=self._rows(component),
            can_add=component.addable,
        )

    def _texts(self, component: Component, name: str) -> tuple[str, ...]:
        if component.kind == "expression":
            computed = self.situation.computed.get(name)
            return () if computed is None else (_computed(computed),)
        return self.sheet.texts.get(name, ())

    def _options(self, component: Component, texts: tuple[str, ...]) -> tuple[OptionView, ...]:
        dynamic = component.kind == "filepicker" or component.choices_key in self.choices
        return tuple(
            OptionView(
                choice.value, choice.label if dynamic else content(choice.label), choice.value in texts
            )
            for choice in choices_of(component, self.choices)
            if component.kind in CHOOSING or choice.value in texts
        )

    def _rows(self, component: Component) -> tuple[tuple[FieldView, ...], ...]:
        if component.kind != "dynamiclist":
            return ()
        count = self.sheet.rows.get(component.key, 0)
        return tuple(
            tuple(self.field(child, component.key, row) for child in component.children)
            for row in range(count)
        )


def _untitled(loose: Sequence[FieldView]) -> list[GroupView]:
    visible = any(shown.visible for shown in loose)
    return [GroupView(f"_before_{loose[0].name}", "", tuple(loose), visible=visible)] if loose else []


def _shown(component: Component, texts: tuple[str, ...]) -> str:
    """Write a value as its control wants it: amounts with dots, dates as ISO where they can be read."""
    text = "\n".join(texts)
    if component.kind == "number" and component.whole:
        amount = values.parse_number(text, whole=True)
        return text if amount is None else number(amount)
    if component.kind == "checkbox":
        return "true" if values.read(component, texts, ())[0] else ""
    if component.kind == "date":
        day = values.parse_date(text)
        return text if day is None else day.isoformat()
    return text


def _computed(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _limit(limit: float | None) -> str:
    return "" if limit is None else f"{limit:.12g}"


def _anchored(pattern: str) -> str:
    """Give the browser a pattern only where it reads it as the server does: from end to end."""
    ends = pattern.startswith("^") and pattern.endswith("$") and not pattern.endswith(r"\$")
    return pattern[1:-1] if ends and "|" not in pattern else ""


def _longest(component: Component) -> int | None:
    cap = {"textfield": values.LINE, "textarea": values.TEXT}.get(component.kind)
    return None if cap is None else min(component.limits.max_length or cap, values.TEXT)
