"""What a table of a Word document is besides its words: its name, its columns, and rows that stay whole."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length

from models_catalogue.spreadsheets.cells import printable
from questionnaire.report.outline import Cell, Row, Table

LONGEST_WORD, LONGEST_TEXT = 16, 45
"""In letters; what is longer is broken, and takes no more room from its neighbours."""
WITH_HEAD, WITHOUT_HEAD = "04A0", "0480"
"""Whether the first row is set as a head; the first column is, and there are no bands."""


def describe_table(table: Any, told: Table, room: int) -> None:
    """What a screen reader says of the table, whether its first row is a head, and how wide its columns are.

    `room` is the width between the margins of the sheet.
    """
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    has_head = told.rows[0].is_head
    look.set(qn("w:firstRow"), str(int(has_head)))
    look.set(qn("w:val"), WITH_HEAD if has_head else WITHOUT_HEAD)
    if told.title:
        properties.append(element("w:tblCaption", {"w:val": printable(told.title)}))
    shares = widths(told, room)
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, shares, strict=True):
        column.w = width
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, shares, strict=True):
            cell.width = width


def widths(told: Table, room: int) -> list[Length]:
    """The columns share the sheet by what they hold: a column of numbers takes little, one of sentences much."""
    needs = [_need([row.cells[place] for row in _even_rows(told)]) for place in range(told.columns)]
    return [Length(int(room * need / sum(needs))) for need in needs]


def _even_rows(told: Table) -> list[Row]:
    return [row for row in told.rows if len(row.cells) == told.columns]


def _need(cells: list[Cell]) -> float:
    """The room that a column asks for, in letters: its longest word, and its texts on average."""
    texts = [" ".join(paragraph.text for paragraph in cell.paragraphs) for cell in cells]
    longest = max((len(word) for text in texts for word in text.split()), default=1)
    average = sum(map(len, texts)) / max(len(texts), 1)
    return max(min(longest, LONGEST_WORD) + 4, min(average, LONGEST_TEXT))


def keep_together(row: Any, told: Row) -> None:
    """A row stays on one sheet; a row of the head is said again on each."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("w:cantSplit", {}))
    if told.is_head:
        properties.append(element("w:tblHeader", {}))


def element(tag: str, attributes: dict[str, str]) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name), value)
    return made
