"""How the browser tests look at a page: photographs in every light, language and size, and axe's opinion."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

from app.language import LANGUAGES

SHOTS = Path(__file__).parent / "shots"
ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "app" / "web" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {1366: 768, 390: 844}
LIGHTS = ("light", "dark")
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
# What another light or a narrower window can change; the rest of a page stays as it was judged before.
SEEN_ANEW = {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}
GRAVE = {"serious", "critical"}


def dress(page: Page, *, language: str = "vi", theme: str = "light") -> None:
    """Ask for a language and a light, as the two cookies do."""
    host = urlsplit(page.url)
    address = f"{host.scheme}://{host.netloc}"
    asked = {"language": language, "theme": theme}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in asked.items()]
    )


def shoot(page: Page, name: str) -> None:
    """Photograph the open page, where that is wanted: in both languages and lights, wide and narrow."""
    if not wanted():
        return
    for language in LANGUAGES:
        dress(page, language=language)
        page.goto(page.url)
        for theme in LIGHTS:
            light(page, theme)
            for width in SIZES:
                resize(page, width)
                photograph(page, f"{name}-{language}-{theme}-{width}")
    dress(page)


def wanted() -> bool:
    """Tell whether somebody wants to look: a photograph costs as much as all that is asked of its page."""
    return "DONTHU_PHOTOS" in os.environ


def photograph(page: Page, name: str) -> None:
    """Photograph the page as it is, the whole of it, where that is wanted; as JPEG, half as dear as PNG."""
    if wanted():
        SHOTS.mkdir(exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.jpg", full_page=True, type="jpeg", quality=80)


def light(page: Page, theme: str) -> None:
    """Change the light of the page that is open, as the button in the top bar does."""
    page.evaluate(f"document.documentElement.dataset.theme = {json.dumps(theme)}")


def resize(page: Page, width: int) -> None:
    """Look at the open page through a window of one of the two sizes."""
    page.set_viewport_size({"width": width, "height": SIZES[width]})


def overflow(page: Page) -> int:
    """Tell by how many pixels the page is wider than its window; 0 is right."""
    width: int = page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)")
    return width


def axe(page: Page, rules: Mapping[str, object] = RULES) -> list[str]:
    """Give what axe finds serious or critical on the page: rule, advice, place.

    The script goes in through the browser's own door, so the page's security policy stays as it is.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8") + "; 0")
    found = page.evaluate(
        f"axe.run(document, {{runOnly: {json.dumps(rules)}, resultTypes: ['violations'], preload: false}})"
    )
    return [
        f"{each['id']}: {each['help']}: {node['target']}: {node['failureSummary']}"
        for each in found["violations"]
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]
