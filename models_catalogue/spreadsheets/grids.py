"""What was read from a file, whatever its kind: a grid of texts for each sheet, and its columns found by their headings."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from models_catalogue.spreadsheets.cells import unguarded
from models_catalogue.spreadsheets.faults import Fault, refused
from models_catalogue.spreadsheets.tables import Column, Table, columns, table_titled, tables, title

MOST_ROWS = 50_000
MOST_COLUMNS = 100
MOST_SHEETS = 100


@dataclass(frozen=True)
class Line:
    """A row of a sheet: its number as a spreadsheet program shows it, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass
class Grid:
    """One table as a file has it, from the row of headings on."""

    name: str
    lines: list[Line]
    faults: list[Fault] = field(default_factory=list)

    def __post_init__(self):
        if len(self.lines) > MOST_ROWS:
            raise refused(f"There are more than {MOST_ROWS:,} rows. Delete the empty ones below the last.", self.name)

    @property
    def model(self) -> Table | None:
        """The table that the sheet is called after, else the one that has exactly its headings."""
        by_headings = {frozenset(_folded(column.title) for column in columns(model)): model for model in tables()}
        return table_titled(self.name) or by_headings.get(frozenset(filter(None, map(_folded, self._headings))))

    @property
    def _headings(self) -> tuple[str, ...]:
        return self.lines[0].cells if self.lines else ()

    def read(self, model: Table) -> tuple[list[tuple[int, dict[Column, str]]], list[Fault]]:
        """Each row as the texts of its columns, and what is wrong with the headings; empty rows are passed over."""
        places = {_folded(heading): place for place, heading in enumerate(self._headings) if heading.strip()}
        faults = [*self.faults, *self._faults_of_headings(model)]
        found = {column: places[_folded(column.title)] for column in columns(model) if _folded(column.title) in places}
        lines = [line for line in self.lines[1:] if any(cell.strip() for cell in line.cells)]
        return [
            (line.number, {column: _text(line.cells, place) for column, place in found.items()}) for line in lines
        ], faults

    def _faults_of_headings(self, model: Table) -> Iterator[Fault]:
        number = self.lines[0].number if self.lines else 1
        wanted = {_folded(column.title): column.title for column in columns(model)}
        given = [_folded(heading) for heading in self._headings]
        for folded, words in wanted.items():
            if given.count(folded) != 1:
                fault = "is missing: download the sheet again" if folded not in given else "is there twice: delete one"
                yield Fault(f"The column {fault}.", title(model), number, words)
        for heading in self._headings:
            if heading.strip() and _folded(heading) not in wanted:
                yield Fault("There is no such column: delete it.", title(model), number, heading)
        yield from self._cells_without_heading(model)

    def _cells_without_heading(self, model: Table) -> Iterator[Fault]:
        named = {place for place, heading in enumerate(self._headings) if heading.strip()}
        for line in self.lines[1:]:
            if any(cell.strip() for place, cell in enumerate(line.cells) if place not in named):
                yield Fault("A cell stands in a column without a heading: delete it.", title(model), line.number)


def _folded(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def _text(cells: tuple[str, ...], place: int) -> str:
    return unguarded(cells[place]) if place < len(cells) else ""
