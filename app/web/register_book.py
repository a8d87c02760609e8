"""The register as a spreadsheet: the same columns and heading as on paper, written line by line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from app.language import _
from app.listings.register import Heading
from app.listings.register_lines import COLUMNS, Line

_HEAD = 6  # rows of the heading above the table
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
TITLE = "SỔ THEO DÕI TIẾP NHẬN, XỬ LÝ ĐƠN"
_LETTERS = {"font_name": "Times New Roman"}
_SMALL = {**_LETTERS, "font_size": 10}
_LEFT, _RIGHT = (0, 4), (8, 15)  # columns over which the two halves of the heading stand


def write(path: Path, lines: Iterable[Line], *, heading: Heading, period: str) -> None:
    """Write the register into a file; only one line lies in memory at a time."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(_("Register of petitions")[:31])
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.freeze_panes(_HEAD + 1, 1)
    _head(book, sheet, heading, period)
    _columns(book, sheet)
    text = book.add_format({**_SMALL, "text_wrap": True, "valign": "top", "border": 1})
    for row, line in enumerate(lines, start=_HEAD + 1):
        for column, cell in enumerate(line.cells()):
            sheet.write_string(row, column, cell, text)  # never a formula, whatever somebody typed
    book.close()


def _head(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, heading: Heading, period: str
) -> None:
    plain = book.add_format({**_LETTERS, "font_size": 12, "align": "center"})
    bold = book.add_format({**_LETTERS, "font_size": 12, "align": "center", "bold": True})
    title = book.add_format({**_LETTERS, "font_size": 14, "align": "center", "bold": True})
    sheet.merge_range(0, _LEFT[0], 0, _LEFT[1], heading.superior, plain)
    sheet.merge_range(0, _RIGHT[0], 0, _RIGHT[1], MOTTO[0], bold)
    sheet.merge_range(1, _LEFT[0], 1, _LEFT[1], heading.authority, bold)
    sheet.merge_range(1, _RIGHT[0], 1, _RIGHT[1], MOTTO[1], bold)
    sheet.merge_range(3, 0, 3, len(COLUMNS) - 1, TITLE, title)
    sheet.merge_range(4, 0, 4, len(COLUMNS) - 1, period, plain)


def _columns(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
    head = book.add_format(
        {
            **_SMALL,
            "bold": True,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
            "border": 1,
        }
    )
    for column, (_name, words, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD, column, _(words), head)
