"""What a page says, and in which language: catalogues know both sides of every sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
LETTERS = re.compile(r"[^\W\d_]")
ACCENTS = re.compile(r"[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)

# What the interface says, without letters, numbers, and what is marked as being in one language.
SAID = """() => {
  const skipped = '[lang]:not(html), .letter, .letter-desk, svg, script, style, [hidden], .number';
  const said = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const near = walk.currentNode.parentElement;
    const text = walk.currentNode.textContent.replace(/\\s+/g, ' ').trim();
    if (text && !near.closest(skipped)) said.push(text);
  }
  for (const each of document.querySelectorAll('[aria-label], [title], [placeholder]'))
    if (!each.closest(skipped))
      for (const name of ['aria-label', 'title', 'placeholder'])
        if (each.getAttribute(name)) said.push(each.getAttribute(name).replace(/\\s+/g, ' ').trim());
  return said;
}"""
OWN = "nav a, nav .way-word, button, h2, h3, th, label, legend, summary, dt, .page-head h1, .btn, .segments a"


def said(page: Page) -> list[str]:
    """List what the page says, in its texts and its labels."""
    return page.evaluate(SAID)


def own(page: Page) -> list[str]:
    """List the words of the interface itself: ways, buttons, headings, names of fields and columns."""
    return page.evaluate(
        """selector => [...document.querySelectorAll(selector)]
          .filter(each => !each.closest('[lang]:not(html), .letter, svg, .letter-desk'))
          .map(each => [...each.childNodes].filter(part => part.nodeType === 3)
            .map(part => part.textContent).join(' ').replace(/\\s+/g, ' ').trim())
          .filter(Boolean)""",
        OWN,
    )


def english(texts: list[str]) -> list[str]:
    """Give the texts that are sentences of the code left untranslated."""
    return sorted({text for text in texts if text in _untranslated()})


def vietnamese(texts: list[str]) -> list[str]:
    """Give the texts that are the Vietnamese side of a catalogue, or its source."""
    return sorted({text for text in texts if text in _vietnamese()})


@lru_cache(maxsize=1)
def _untranslated() -> frozenset[str]:
    return frozenset(
        source for source, told in _entries("locale/vi/*.po") if source != told and LETTERS.search(source)
    )


@lru_cache(maxsize=1)
def _vietnamese() -> frozenset[str]:
    """Both kinds of catalogue: of the code, translated to Vietnamese, and of contents, written in it."""
    code = {told for source, told in _entries("locale/vi/*.po") if source != told}
    contents = {
        source
        for place in ("forms/en.po", "processes/*/en.po", "app/*/en.po")
        for source, told in _entries(place)
        if source != told
    }
    return frozenset(text for text in code | contents if ACCENTS.search(text))


def _entries(pattern: str) -> list[tuple[str, str]]:
    found = []
    for path in sorted(ROOT.glob(pattern)):
        with path.open("rb") as file:
            found += [(str(each.id), str(each.string)) for each in read_po(file) if each.id and each.string]
    return found
