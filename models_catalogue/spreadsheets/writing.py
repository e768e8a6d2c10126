"""The draft's tables as files: a workbook with a sheet for each, one table as CSV, and all of them as CSV in a ZIP."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from models_catalogue.editions import rows_of
from models_catalogue.models import Row
from models_catalogue.spreadsheets.cells import guarded
from models_catalogue.spreadsheets.sheets import Cell, csv_of, styled
from models_catalogue.spreadsheets.tables import Column, Table, columns, file_name, title

EXPLAINING = "Read me"
"""The sheet that explains the others; it is passed over when a workbook is read."""
FIRST_DAY = date(1901, 1, 1)
"""Earlier days are no days to a spreadsheet program, so they are written as text."""
LONGEST_LIST = 255


def workbook(models: tuple[Table, ...], explanation: list[str]) -> bytes:
    """The tables as an Excel workbook, the explanation in front."""
    book = Workbook(write_only=True)
    _explain(book.create_sheet(EXPLAINING), explanation)
    for model in models:
        _fill(book.create_sheet(title(model)), model)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def table_as_csv(model: Table) -> bytes:
    """One table as CSV."""
    return csv_of((column.title for column in columns(model)), (_cells(model, row) for row in rows_of(model)))


def tables_as_zip(models: tuple[Table, ...]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as packed:
        for model in models:
            packed.writestr(f"{file_name(model)}.csv", table_as_csv(model))
    return file.getvalue()


def _cells(model: Table, row: Row) -> Iterator[Cell]:
    return (_cell(column, column.said_by(row)) for column in columns(model))


def _cell(column: Column, said: Any) -> Cell:
    """Numbers and days stay what they are; everything else is text that no program runs."""
    if column.is_number and said is not None:
        return int(said) if said == int(said) else said
    if isinstance(said, date) and said >= FIRST_DAY:
        return said
    return guarded(column.text(said))


def _explain(sheet: Any, explanation: list[str]) -> None:
    sheet.column_dimensions["A"].width = 110
    for line in explanation:
        sheet.append([styled(sheet, guarded(line), wrapped=True)])


def _fill(sheet: Any, model: Table) -> None:
    sheet.freeze_panes = "B2"
    for place, column in enumerate(columns(model), 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = 50 if column.is_long else max(14, min(40, len(column.title) + 4))
        for choices in _choices(column):
            sheet.data_validations.append(choices)
            choices.add(f"{letter}2:{letter}10000")
    sheet.append([styled(sheet, column.title, bold=True) for column in columns(model)])
    for row in rows_of(model):
        sheet.append(
            [
                styled(sheet, cell, wrapped=column.is_long)
                for column, cell in zip(columns(model), _cells(model, row), strict=True)
            ]
        )


def _choices(column: Column) -> Iterator[DataValidation]:
    """A list to choose from, where a column has one that fits."""
    words = ["yes", "no"] if column.is_yes_or_no else [*column.words.values()]
    listed = ",".join(words)
    if words and len(listed) <= LONGEST_LIST and listed.count(",") == len(words) - 1:
        yield DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
