"""The look of every part of a drawing: presentation attributes, which ``drawing.css`` may override.

Colours are those of the interface on white paper; the picture keeps them in the dark and in print.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.drawing.mark import State

INK = "#2b2f2e"
LINE = "#4a504e"
GREY = "#6a716e"
PALE = "#a3aaa7"
TEAL = "#0b5d66"
RED = "#a32a1c"
GREEN = "#2c7a4b"
AMBER = "#8a5600"
PAPER = "#ffffff"
FONT = "'Be Vietnam Pro','Segoe UI','Noto Sans',Arial,sans-serif"

Attributes = Mapping[str, str | float]

LOOKS: Mapping[str, Attributes] = {
    "dr-paper": {"fill": PAPER},
    "dr-pool": {"fill": PAPER, "stroke": LINE, "stroke-width": 1.2},
    "dr-lane": {"fill": "none", "stroke": "#8b9290", "stroke-width": 1},
    "dr-head": {"fill": "#f1f0ec", "stroke": "none"},
    "dr-box": {"fill": PAPER, "stroke": LINE, "stroke-width": 1.4},
    "dr-call": {"fill": PAPER, "stroke": LINE, "stroke-width": 3.6},
    "dr-phase": {"fill": "#fbfaf8", "stroke": "#7d8482", "stroke-width": 1.4},
    "dr-ring": {"fill": PAPER, "stroke": LINE, "stroke-width": 1.4},
    "dr-end": {"fill": PAPER, "stroke": LINE, "stroke-width": 3.6},
    "dr-inner": {"fill": "none", "stroke": LINE, "stroke-width": 1.2},
    "dr-gate": {"fill": PAPER, "stroke": LINE, "stroke-width": 1.4},
    "dr-stroke": {
        "fill": "none",
        "stroke": LINE,
        "stroke-width": 1.2,
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    },
    "dr-bold": {"fill": "none", "stroke": LINE, "stroke-width": 2.8, "stroke-linecap": "round"},
    "dr-solid": {"fill": LINE, "stroke": LINE, "stroke-width": 1, "stroke-linejoin": "round"},
    "dr-white": {"fill": "none", "stroke": PAPER, "stroke-width": 1.2, "stroke-linejoin": "round"},
    "dr-flow": {"fill": "none", "stroke": LINE, "stroke-width": 1.4, "stroke-linejoin": "round"},
    "dr-message": {"fill": "none", "stroke": LINE, "stroke-width": 1.3, "stroke-dasharray": "8 5"},
    "dr-tie": {
        "fill": "none",
        "stroke": GREY,
        "stroke-width": 1.2,
        "stroke-dasharray": "1.5 4",
        "stroke-linecap": "round",
    },
    "dr-arrow": {"fill": LINE, "stroke": LINE, "stroke-width": 1, "stroke-linejoin": "round"},
    "dr-hollow": {"fill": PAPER, "stroke": LINE, "stroke-width": 1.2, "stroke-linejoin": "round"},
    "dr-name": {"fill": INK, "text-anchor": "middle"},
    "dr-start": {"fill": INK, "text-anchor": "start"},
    "dr-label": {
        "fill": INK,
        "text-anchor": "middle",
        "stroke": PAPER,
        "stroke-width": 3,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
    },
    "dr-title": {"fill": INK, "font-weight": 600, "text-anchor": "start"},
    "dr-band": {"fill": INK, "font-weight": 600, "text-anchor": "middle"},
    "dr-tick": {"fill": GREEN, "stroke": PAPER, "stroke-width": 1.5},
    "dr-tick-mark": {
        "fill": "none",
        "stroke": PAPER,
        "stroke-width": 2,
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    },
    "dr-pill": {"stroke": PAPER, "stroke-width": 1.5},
    "dr-pill-word": {"fill": PAPER, "font-weight": 600, "text-anchor": "start"},
    "dr-pill-sign": {"fill": PAPER},
}

EDGES: Mapping[State, Attributes] = {
    "done": {"stroke": PALE, "fill": "#f7f8f7"},
    "now": {"stroke": TEAL, "stroke-width": 3.6, "fill": "#eef6f6"},
    "next": {"stroke": TEAL, "stroke-width": 1.6, "stroke-dasharray": "6 4"},
    "late": {"stroke": RED, "stroke-width": 3.6, "fill": "#fcf2f0"},
    "stuck": {"stroke": AMBER, "stroke-width": 3.6, "fill": "#fdf3dc"},
    "question": {"stroke": AMBER, "stroke-width": 2.4, "stroke-dasharray": "7 3", "fill": "#fdf6e6"},
    "refused": {"stroke": RED, "stroke-width": 2.8, "fill": "#fcf2f0"},
    "waiting": {"stroke": TEAL, "stroke-width": 1.8, "fill": "#e3f0f0"},
    "pressed": {"stroke": AMBER, "stroke-width": 2.6, "stroke-dasharray": "7 3", "fill": "#fbedcc"},
    "jammed": {"stroke": RED, "stroke-width": 3.8, "fill": "#f8d8d2"},
    "added": {"stroke": GREEN, "stroke-width": 3.2, "fill": "#e6f4ea"},
    "removed": {"stroke": RED, "stroke-width": 1.8, "stroke-dasharray": "3 3", "fill": "#fbecea"},
    "changed": {"stroke": AMBER, "stroke-width": 2.8, "fill": "#fdf3dc"},
    "moved": {"stroke": TEAL, "stroke-width": 2.4, "stroke-dasharray": "9 3 2 3", "fill": "#e8f1f5"},
    "passed": {"stroke": GREEN, "stroke-width": 1.8, "fill": "#eef7f0"},
    "missed": {"stroke": AMBER, "stroke-width": 2.6, "stroke-dasharray": "7 3", "fill": "#fdf3dc"},
    "astray": {"stroke": RED, "stroke-width": 3.6, "fill": "#fcf2f0"},
}
WORDS: Mapping[State, str] = {"done": GREY}  # the others are written in ink
SIGNS: Mapping[State, str] = {
    "done": GREEN,
    "now": TEAL,
    "next": TEAL,
    "late": RED,
    "stuck": AMBER,
    "question": AMBER,
    "refused": RED,
    "waiting": TEAL,
    "pressed": AMBER,
    "jammed": RED,
    "added": GREEN,
    "removed": RED,
    "changed": AMBER,
    "moved": TEAL,
    "passed": GREEN,
    "missed": AMBER,
    "astray": RED,
}
