"""Letters: what the office sends, from a template to the page that is signed.

``read`` a template, ``merge`` it with what is known of the case into a draft that an officer may
edit, ``lay_out`` the draft on the national sheet. No database, no clock, no network.
"""

from __future__ import annotations

from app.letters.errors import TemplateRefused
from app.letters.layout import lay_out, lay_out_aid
from app.letters.merge import Draft, merge, translate
from app.letters.receipt import ReceiptItem, ReceiptSheet, lay_out_receipt
from app.letters.sheet import Sheet, Signing, symbol
from app.letters.template import KINDS, Paragraph, Template, read

__all__ = [
    "KINDS",
    "Draft",
    "Paragraph",
    "ReceiptItem",
    "ReceiptSheet",
    "Sheet",
    "Signing",
    "Template",
    "TemplateRefused",
    "lay_out",
    "lay_out_aid",
    "lay_out_receipt",
    "merge",
    "read",
    "symbol",
    "translate",
]
