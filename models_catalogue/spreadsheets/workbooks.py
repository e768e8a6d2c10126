"""Reading an Excel workbook that somebody sent: texts and numbers only, and nothing that computes."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from models_catalogue.spreadsheets.cells import text_of
from models_catalogue.spreadsheets.faults import Fault, refused
from models_catalogue.spreadsheets.grids import MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, Grid, Line
from models_catalogue.spreadsheets.packed import refuse_declarations
from models_catalogue.spreadsheets.writing import EXPLAINING

MOST_CELLS = 600_000
CONTENT_TYPES = "[Content_Types].xml"
"""The part by which a workbook is told from other packed files."""

_CELL = re.compile(rb"<(\w+:)?c[\s/>]")


def read_workbook(content: bytes, parts: dict[str, bytes]) -> list[Grid]:
    """A grid for every sheet but the explaining one; raises `Refused` when the file is no workbook that we take."""
    _refuse_what_computes(parts)
    refuse_declarations({name: part for name, part in parts.items() if name.endswith((".xml", ".rels"))})
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/")]
    if len(sheets) > MOST_SHEETS or sum(len(_CELL.findall(part)) for part in sheets) > MOST_CELLS:
        raise refused(f"There are more than {MOST_CELLS:,} cells. Send fewer sheets at a time.")
    book = _opened(content)
    return [_grid(sheet) for sheet in book.worksheets if sheet.title != EXPLAINING]


def _refuse_what_computes(parts: dict[str, bytes]) -> None:
    if any("vbaproject" in name.lower() for name in parts) or b"macroEnabled" in parts[CONTENT_TYPES]:
        raise refused("The workbook holds macros. Save it as an Excel workbook without macros (.xlsx).")
    if any(name.lower().startswith("xl/externallinks/") for name in parts):
        raise refused("The workbook is linked to other workbooks. Copy the values in, and delete the links.")


def _opened(content: bytes) -> Any:
    try:
        return load_workbook(BytesIO(content), keep_links=False)
    except Exception as wrong:  # the library raises whatever a broken part made it stumble over
        raise refused("The workbook cannot be read. Open it in a spreadsheet program and save it as .xlsx.") from wrong


def _grid(sheet: Any) -> Grid:
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        words = f"The sheet has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns. Delete the empty ones."
        raise refused(words, sheet.title)
    found = list(sheet.iter_rows())
    lines = [Line(number, tuple(text_of(cell.value) for cell in cells)) for number, cells in enumerate(found, 1)]
    headings = lines[0].cells if lines else ()
    faults = [fault for cells in found for cell in cells for fault in _faults_of(sheet.title, cell, headings)]
    return Grid(sheet.title, lines, [*_merged(sheet), *faults])


def _faults_of(sheet: str, cell: Any, headings: tuple[str, ...]) -> Iterator[Fault]:
    words = {
        "f": "The cell holds a formula. Write what it comes to.",
        "e": f"The cell holds an error ({cell.value}). Write a value, or leave it empty.",
    }.get(cell.data_type)
    if words:
        yield Fault(words, sheet, cell.row, headings[cell.column - 1])


def _merged(sheet: Any) -> Iterator[Fault]:
    for merged in sheet.merged_cells.ranges:
        yield Fault(
            f"The cells {merged.coord} are merged. Unmerge them: each row needs its own.", sheet.title, merged.min_row
        )
