"""A sheet as plain rows of values, and the files that it becomes: part of a workbook, or CSV by itself.

Numbers and days stay what they are; everything else is text that no spreadsheet program runs.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from models_catalogue.spreadsheets.cells import guarded, in_cell

BOLD, TOP, WRAPPED = Font(bold=True), Alignment(vertical="top"), Alignment(vertical="top", wrap_text=True)
NARROW, WIDE = 14, 50
LONG = 40
"""Letters in a cell from which on its lines are broken."""

Cell = str | int | float | date


@dataclass(frozen=True)
class Sheet:
    """A table as it is handed out: its title, the headings of its columns, and its rows."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def cells(self) -> list[list[Cell]]:
        return [[cell_of(value) for value in row] for row in self.rows]


def cell_of(value: Any) -> Cell:
    """Nothing is an empty text; yes and no are words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, int | float | date) else guarded(in_cell(str(value)))


def workbook_of(sheets: Iterable[Sheet]) -> bytes:
    """An Excel workbook with the sheets in order."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def csv_of(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """CSV in UTF-8, opened by the mark that tells spreadsheet programs so."""
    file = StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(headings)
    writer.writerows([cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _fill(page: Any, sheet: Sheet) -> None:
    cells = sheet.cells()
    is_long = [any(len(str(row[place])) > LONG for row in cells) for place in range(len(sheet.headings))]
    page.freeze_panes = "A2"
    for place, (heading, wide) in enumerate(zip(sheet.headings, is_long, strict=True), 1):
        page.column_dimensions[get_column_letter(place)].width = WIDE if wide else max(NARROW, len(heading) + 4)
    page.append([styled(page, heading, bold=True) for heading in sheet.headings])
    for row in cells:
        page.append([styled(page, cell, wrapped=wide) for cell, wide in zip(row, is_long, strict=True)])


def styled(page: Any, value: Cell, *, bold: bool = False, wrapped: bool = False) -> Any:
    """A cell that holds a text as text, whatever it looks like."""
    cell = WriteOnlyCell(page, value)
    cell.alignment = WRAPPED if wrapped else TOP
    if isinstance(value, str):
        cell.data_type, cell.number_format = "s", "@"
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    if bold:
        cell.font = BOLD
    return cell
