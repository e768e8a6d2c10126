"""Workbooks and CSV files as an editor would send them: the draft's own, with something changed."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook, load_workbook

from models_catalogue.spreadsheets.files import read_file
from models_catalogue.spreadsheets.planning import Plan, plan
from models_catalogue.spreadsheets.tables import Table, file_name, title
from models_catalogue.spreadsheets.writing import table_as_csv, workbook

Lines = list[list[str]]


def edited(model: Table, change: Callable[[Lines], Any]) -> Plan:
    """The dry run of a table's own CSV after a change to its lines, the headings being the first."""
    return plan([*read_file(f"{file_name(model)}.csv", edited_csv(model, change))])


def edited_csv(model: Table, change: Callable[[Lines], Any]) -> bytes:
    lines = list(csv.reader(StringIO(table_as_csv(model).decode("utf-8-sig"))))
    change(lines)
    file = StringIO()
    csv.writer(file).writerows(lines)
    return file.getvalue().encode("utf-8-sig")


def edited_workbook(models: tuple[Table, ...], change: Callable[[Workbook], Any]) -> bytes:
    book = load_workbook(BytesIO(workbook(models, ["What this is."])))
    change(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def planned(content: bytes, name: str = "catalogue.xlsx") -> Plan:
    return plan(read_file(name, content))


def put(lines: Lines, key: tuple[str, ...], heading: str, text: str) -> None:
    """Type a text into the cell of a row under a heading."""
    row_of(lines, *key)[lines[0].index(heading)] = text


def row_of(lines: Lines, *key: str) -> list[str]:
    return next(line for line in lines if tuple(line[: len(key)]) == key)


def cell_of(book: Workbook, model: Table, key: str, heading: str) -> Any:
    sheet = book[title(model)]
    headings = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == key)
    return row[headings.index(heading)]


def told(found: Plan) -> set[tuple[str, str, str]]:
    return {(change.table, change.row, change.kind) for change in found.changes}


def faults(found: Plan) -> list[str]:
    return [str(fault) for fault in found.faults]
