"""Forms drawn the way the form-js editor writes them, from a few words."""

from collections.abc import Mapping

from app import formdefs


def field(kind: str, key: str, label: str = "", **more: object) -> dict[str, object]:
    return {"type": kind, "id": f"id_{key}", "key": key, "label": label or key, **more}


def rows(path: str, *components: Mapping[str, object], **more: object) -> dict[str, object]:
    return {
        "type": "dynamiclist",
        "id": f"id_{path}",
        "path": path,
        "label": path,
        "components": list(components),
        **more,
    }


def group(label: str, *components: Mapping[str, object], **more: object) -> dict[str, object]:
    return {"type": "group", "id": f"id_{label}", "label": label, "components": list(components), **more}


def date(key: str, **more: object) -> dict[str, object]:
    return {"type": "datetime", "subtype": "date", "id": f"id_{key}", "key": key, "dateLabel": key, **more}


def form(*components: Mapping[str, object], key: str = "sample") -> formdefs.FormDefinition:
    return formdefs.read({"type": "default", "id": key, "schemaVersion": 19, "components": list(components)})


REQUIRED = {"validate": {"required": True}}
KINDS = [{"value": "complaint", "label": "Khiếu nại"}, {"value": "denunciation", "label": "Tố cáo"}]
