"""The register as a spreadsheet: the same columns and heading as on paper, written line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
_LEFT = (0, 4)  # columns over which the left half of the heading stands
Columns = Sequence[tuple[str, str, int]]


def write(path: Path, lines: Iterable[Line], *, heading: Heading, period: str) -> None:
    """Write the register into a file; only one line lies in memory at a time."""
    cells = (line.cells() for line in lines)
    write_book(path, cells, columns=COLUMNS, title=TITLE, heading=heading, period=period)


def write_book(
    path: Path,
    rows: Iterable[Sequence[str]],
    *,
    columns: Columns,
    title: str,
    heading: Heading,
    period: str,
) -> None:
    """Write a book of the office in its columns, under the heading of a register."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(title[:31])
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD)
    sheet.freeze_panes(_HEAD + 1, 1)
    _head(book, sheet, heading, (title, period), len(columns))
    _columns(book, sheet, columns)
    text = book.add_format({**_SMALL, "text_wrap": True, "valign": "top", "border": 1})
    for row, cells in enumerate(rows, start=_HEAD + 1):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, text)  # never a formula, whatever somebody typed
    book.close()


def _head(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    heading: Heading,
    titles: tuple[str, str],
    columns: int,
) -> None:
    plain = book.add_format({**_LETTERS, "font_size": 12, "align": "center"})
    bold = book.add_format({**_LETTERS, "font_size": 12, "align": "center", "bold": True})
    title = book.add_format({**_LETTERS, "font_size": 14, "align": "center", "bold": True})
    right = max(_LEFT[1] + 1, columns // 2)
    sheet.merge_range(0, _LEFT[0], 0, _LEFT[1], heading.superior, plain)
    sheet.merge_range(0, right, 0, columns - 1, MOTTO[0], bold)
    sheet.merge_range(1, _LEFT[0], 1, _LEFT[1], heading.authority, bold)
    sheet.merge_range(1, right, 1, columns - 1, MOTTO[1], bold)
    sheet.merge_range(3, 0, 3, columns - 1, titles[0], title)
    sheet.merge_range(4, 0, 4, columns - 1, titles[1], plain)


def _columns(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, columns: Columns) -> None:
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
    for column, (_name, words, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD, column, _(words), head)
