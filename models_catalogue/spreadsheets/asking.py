"""One row of a sheet, read column by column and held against what the draft says of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from models_catalogue import models as rows
from models_catalogue.row_rules import Known, faults_of
from models_catalogue.spreadsheets.conditions import broken_rules
from models_catalogue.spreadsheets.faults import Fault
from models_catalogue.spreadsheets.tables import Column, Table, columns, key_columns, named, title
from models_catalogue.thawing import Key, Wanted

Said = Mapping[str, Any]
Drafted = Mapping[Key, Said]


@dataclass
class Asked:
    """A row as the file asks for it. A column that cannot be read is left out of `said` and told in `faults`."""

    model: Table
    number: int
    key: Key
    before: Said | None
    said: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_judged(self) -> bool:
        """Whether the row is new or changed. One that the file leaves alone may be as incomplete as the draft is."""
        return self.said != self.before

    def faults_with(self, known: Known) -> Iterator[Fault]:
        """What the admin's form would refuse."""
        if self.is_judged:
            yield from self.faults
            yield from (
                self.fault(words, column)
                for column, words in faults_of(self.model, _by_slug(self.model, self.said), known)
            )
            for rule in broken_rules(self.model, self.said):
                yield self.fault(f"The row breaks the rule “{rule}”. Correct the values that it speaks of.")

    def names(self) -> Iterator[tuple[Column, Key]]:
        """Every other row that this one names."""
        return names_in(self.model, self.said)

    def fault(self, words: str, column: str = "") -> Fault:
        titles = {one.name: one.title for one in columns(self.model)}
        return Fault(words, title(self.model), self.number, titles.get(column, column))

    def as_wanted(self) -> Wanted:
        wanted = Wanted(self.model, self.key)
        for column in columns(self.model):
            kind = (
                wanted.lists
                if column.field.many_to_many
                else wanted.names
                if column.field.is_relation
                else wanted.columns
            )
            kind[column.name] = self.said[column.name]
        return wanted


def asked(model: Table, number: int, texts: Mapping[Column, str], drafted: Drafted) -> Asked | list[Fault]:
    """The row that the texts ask for; its faults alone when they do not even name it."""
    row = Asked(model, number, (), None)
    _read(row, {column: texts[column] for column in key_columns(model)})
    if row.faults:
        return row.faults
    row.key = key_in(model, row.said)
    row.before = drafted.get(row.key)
    _read(row, {column: text for column, text in texts.items() if column.name not in row.said})
    return row


def _read(row: Asked, texts: Mapping[Column, str]) -> None:
    for column, text in texts.items():
        try:
            row.said[column.name] = column.read(text)
        except ValidationError as wrong:
            row.faults.append(row.fault(" ".join(wrong.messages), column.name))
        if row.before is not None and text == column.text(row.before[column.name]):
            row.said[column.name] = row.before[column.name]


def said_by(model: Table, row: rows.Row) -> Said:
    return {column.name: column.said_by(row) for column in columns(model)}


def key_in(model: Table, said: Said) -> Key:
    """The natural key of a row, from the columns that make it up."""
    values = [said[column.name] for column in key_columns(model)]
    return tuple(part for value in values for part in (value if isinstance(value, tuple) else (str(value),)))


def names_in(model: Table, said: Said) -> Iterator[tuple[Column, Key]]:
    for column in columns(model):
        value = said.get(column.name) if column.field.is_relation else None
        for key in value or () if column.field.many_to_many else [value] if value else []:
            yield column, key


def _by_slug(model: Table, said: Said) -> Said:
    """A rule knows another row by its slug."""
    single = {column.name for column in columns(model) if column.field.is_relation and not column.field.many_to_many}
    return {name: named(value) if name in single and value else value for name, value in said.items()}
