"""What the browser loads, by the names that the build gave: style, script, icons."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app, g, url_for
from markupsafe import Markup

from app.errors import OfficeError

BUILT = Path(__file__).resolve().parent / "static" / "built"


class NotBuilt(OfficeError):
    """The pages' style and script are not built yet ({name} is missing). Run: make setup"""


@dataclass(frozen=True)
class Entry:
    """What one entry of the build asks a page to load; names of files below ``static/built``."""

    script: str  # empty where the entry is a style sheet
    styles: tuple[str, ...]
    preloads: tuple[str, ...]


class Manifest:
    """The list of built files; read once, and anew after each build while developing."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self.folder = folder
        self.fresh = fresh
        self._stamp = 0
        self._parts: dict[str, dict[str, object]] = {}

    def file(self, name: str) -> str:
        """Name the built file of an entry or an asset (``office``, ``style``, ``icons.svg``).

        Raises: NotBuilt when the build does not have it.
        """
        return str(self._part(name)["file"])

    def entry(self, name: str) -> Entry:
        """Say all that one entry needs, shared parts included.

        Raises: NotBuilt when the build does not have it.
        """
        part = self._part(name)
        file = str(part["file"])
        shared = self._imports(part)
        sheets = [sheet for each in (*shared, part) for sheet in _strings(each, "css")]
        if file.endswith(".css"):
            return Entry(script="", styles=(*sheets, file), preloads=())
        return Entry(script=file, styles=tuple(sheets), preloads=tuple(str(each["file"]) for each in shared))

    def fonts(self, name: str, *wanted: str) -> tuple[str, ...]:
        """Name the built fonts of an entry whose file names contain one of the wanted words."""
        files = _strings(self._part(name), "assets")
        return tuple(file for file in files if any(word in file for word in wanted))

    def _part(self, name: str) -> dict[str, object]:
        parts = self._read()
        for key, part in parts.items():
            if key == name or (part.get("isEntry") and part.get("name") == name):
                return part
        raise NotBuilt(name=name)

    def _imports(self, part: dict[str, object]) -> list[dict[str, object]]:
        found: list[dict[str, object]] = []
        for key in _strings(part, "imports"):
            each = self._parts[key]
            found += [*(deep for deep in self._imports(each) if deep not in found), each]
        return found

    def _read(self) -> dict[str, dict[str, object]]:
        path = self.folder / "manifest.json"
        if self._parts and not self.fresh:
            return self._parts
        if not path.exists():
            raise NotBuilt(name=path.name)
        stamp = path.stat().st_mtime_ns
        if stamp != self._stamp:
            self._parts, self._stamp = json.loads(path.read_text(encoding="utf-8")), stamp
        return self._parts


def _strings(part: dict[str, object], key: str) -> list[str]:
    value = part.get(key, [])
    return [str(each) for each in value] if isinstance(value, list) else []


def install(app: Flask) -> None:
    """Teach the templates ``asset(entry)``, ``built(file)`` and ``preload_fonts()``."""
    app.extensions["manifest"] = Manifest(BUILT, fresh=app.debug or app.testing)
    app.jinja_env.globals.update(asset=asset, built=built, preload_fonts=preload_fonts)


def built(name: str) -> str:
    """Give the address of one built file; a page asks for that of the icons at every icon."""
    known: dict[str, str] = g.setdefault("built", {})
    if name not in known:
        known[name] = _address(_manifest().file(name))
    return known[name]


def asset(name: str) -> Markup:
    """Print the tags that load one entry: its styles, its shared parts, its script."""
    entry = _manifest().entry(name)
    style, shared = (
        Markup('<link rel="stylesheet" href="{}">'),
        Markup('<link rel="modulepreload" href="{}">'),
    )
    lines = [style.format(_address(sheet)) for sheet in entry.styles]
    lines += [shared.format(_address(part)) for part in entry.preloads]
    if entry.script:
        lines.append(Markup('<script type="module" src="{}"></script>').format(_address(entry.script)))
    return Markup("\n").join(lines)


def preload_fonts() -> Markup:
    """Print the tags that fetch the two fonts every page needs before its style asks for them."""
    tag = Markup('<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>')
    files = _manifest().fonts("style", "pro-latin-400-normal", "pro-vietnamese-400-normal")
    return Markup("\n").join(tag.format(_address(file)) for file in files)


def _manifest() -> Manifest:
    manifest: Manifest = current_app.extensions["manifest"]
    return manifest


def _address(file: str) -> str:
    return url_for("static", filename=f"built/{file}")
