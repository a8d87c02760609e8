"""The types an author makes (item definitions), in the words of the box in which FEEL runs."""

from __future__ import annotations

from collections.abc import Mapping

from app.decisions.xml import child, children, name_of, text_of
from app.xmlsafe import Element


def types_of(root: Element) -> dict[str, Mapping[str, object]]:
    """List the types of a file by name."""
    return {name_of(part): _type(part) for part in children(root, "itemDefinition")}


def _type(part: Element) -> dict[str, object]:
    """Say what a type is made of: another one, parts with names, or what a function gives.

    Listed values bind each member of a collection, a constraint binds the whole (DMN 1.5, 7.3.3).
    """
    function = child(part, "functionItem")
    if function is not None:
        return {"returns": function.get("outputTypeRef") or ""}
    listed, bound = (
        text_of(child(part, "allowedValues"), "text"),
        text_of(child(part, "typeConstraint"), "text"),
    )
    if part.get("isCollection") == "true":
        element = {**_made(part), **_allowed(listed)}
        return {"collection": True, "element": element, **_allowed(bound)}
    return {**_made(part), **_allowed(listed or bound)}


def _made(part: Element) -> dict[str, object]:
    components = [{"name": name_of(each), "type": _type(each)} for each in children(part, "itemComponent")]
    return (
        {"components": components}
        if components
        else {"base": part.get("typeRef") or text_of(part, "typeRef")}
    )


def _allowed(text: str) -> dict[str, object]:
    return {"allowed": text} if text else {}
