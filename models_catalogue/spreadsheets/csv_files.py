"""Reading tables that somebody sent as CSV, one by itself or several in a ZIP."""

import csv
import re
from io import StringIO
from pathlib import PurePosixPath

from models_catalogue.spreadsheets.cells import in_lines
from models_catalogue.spreadsheets.faults import Refused, refused
from models_catalogue.spreadsheets.grids import Grid, Line


def read_csv(name: str, content: bytes) -> Grid:
    """The table in a CSV file, called as the file is."""
    sheet = _called(name)
    text = _text(sheet, content)
    _refuse_other_marks(sheet, text)
    try:
        found = list(csv.reader(StringIO(text, newline=""), strict=True))
    except csv.Error as wrong:
        raise refused(f"The file is not written as CSV ({wrong}). Save it again as CSV UTF-8.", sheet) from wrong
    return Grid(sheet, [Line(number, tuple(map(in_lines, cells))) for number, cells in enumerate(found, 1)])


def read_several(parts: dict[str, bytes]) -> list[Grid]:
    """Every table of a ZIP; raises `Refused` with the faults of all of them."""
    grids, faults = [], []
    for name, content in parts.items():
        try:
            grids.append(read_csv(name, content))
        except Refused as wrong:
            faults += wrong.faults
    if faults:
        raise Refused(faults)
    return grids


def _called(name: str) -> str:
    """The name of a file without its folder, its ending, and the number that browsers give to a second download."""
    return re.sub(r"\s*\(\d+\)$", "", PurePosixPath(name).stem).strip()


def _text(sheet: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise refused("The file is not in UTF-8. Save it as “CSV UTF-8”.", sheet) from wrong
    if "\0" in text:
        raise refused("The file is no CSV. Save it as “CSV UTF-8”, or as an Excel workbook (.xlsx).", sheet)
    return text


def _refuse_other_marks(sheet: str, text: str) -> None:
    headings = text.splitlines()[0] if text.strip() else ""
    for mark, words in ((";", "semicolons"), ("\t", "tabs")):
        if headings.count(mark) > headings.count(","):
            raise refused(f"The columns are parted by {words}. Save it with commas, or as .xlsx.", sheet)
