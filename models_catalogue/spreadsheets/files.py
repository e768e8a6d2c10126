"""From the bytes that somebody sent to the grids in them, whatever kind of spreadsheet they are."""

from models_catalogue.spreadsheets.csv_files import read_csv, read_several
from models_catalogue.spreadsheets.faults import refused
from models_catalogue.spreadsheets.grids import Grid
from models_catalogue.spreadsheets.packed import MOST_BYTES, parts_of
from models_catalogue.spreadsheets.workbooks import CONTENT_TYPES, read_workbook

PACKED = b"PK\x03\x04"
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
"""How Excel files of before 2007 begin, and those that are locked by a password."""


def read_file(name: str, content: bytes) -> list[Grid]:
    """Every table of a file. Raises `Refused` when it cannot be read; what is wrong with its cells is told by the grids."""
    if len(content) > MOST_BYTES:
        raise refused(f"The file is larger than {MOST_BYTES // 1024**2} MB. Send fewer sheets at a time.")
    if content.startswith(OLD_OR_LOCKED):
        raise refused("The file is locked by a password, or older than 2007. Save it as an open workbook (.xlsx).")
    return _packed(content) if content.startswith(PACKED) else [read_csv(name, content)]


def _packed(content: bytes) -> list[Grid]:
    parts = parts_of(content)
    if CONTENT_TYPES in parts:
        return read_workbook(content, parts)
    tables = {name: part for name, part in parts.items() if name.lower().endswith(".csv")}
    if not tables:
        raise refused("There is no table in the file. Save it as an Excel workbook (.xlsx), or send CSV.")
    return read_several(tables)
