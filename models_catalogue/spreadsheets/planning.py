"""The dry run: what a file would add, change and remove, row by row, and everything that speaks against it.

A sheet says its whole table; tables without a sheet stay as they are. A row that is new or changed is judged as the admin's form
would judge it; a row that the file leaves alone is not, except that the rows it names must be there.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models_catalogue import models as rows
from models_catalogue.changes import Change, FieldChange
from models_catalogue.editions import rows_of
from models_catalogue.spreadsheets.asking import Asked, Said, asked, key_in, names_in, said_by
from models_catalogue.spreadsheets.faults import Fault
from models_catalogue.spreadsheets.grids import Grid
from models_catalogue.spreadsheets.tables import Table, columns, named, tables, title
from models_catalogue.thawing import Key, Wanted, other_names


@dataclass(frozen=True)
class Plan:
    """What a file asks for: every row that its tables should have, and what that changes; or all that is wrong with it."""

    tables: tuple[Table, ...]
    wanted: tuple[Wanted, ...]
    changes: tuple[Change, ...]
    faults: tuple[Fault, ...]


class KnownInFile:
    """What rules may name once the file is taken in."""

    def __init__(self, keys: Mapping[Table, set[Key]]):
        self.options = sorted(key[0] for key in keys[rows.Option])
        self.partner_types = sorted(slug for words, slug in keys[rows.Term] if words == "partner-type")
        self._answers = sorted(keys[rows.CircumstanceAnswer])

    def answers(self, circumstance: str) -> list[str]:
        return [slug for of, slug in self._answers if of == circumstance]


def plan(grids: list[Grid]) -> Plan:
    """Everything that a file would change, or everything that is wrong with it. Reads every table once, and writes nothing."""
    planning = Planning(grids)
    faults = planning.all_faults()
    if faults:
        return Plan(tuple(planning.asked), (), (), tuple(faults))
    wanted = [row.as_wanted() for every in planning.asked.values() for row in every]
    return Plan(tuple(planning.asked), tuple(wanted), tuple(planning.changes()), ())


class Planning:
    """One dry run: what the draft says, what the file asks for, and the keys that there would be."""

    def __init__(self, grids: list[Grid]):
        self.faults: list[Fault] = []
        self.drafted: dict[Table, dict[Key, Said]] = {model: _drafted(model) for model in tables()}
        self.asked = {model: self._read(model, grid) for model, grid in self._by_model(grids).items()}
        self.keys = {model: set(found) for model, found in self.drafted.items()}
        self.keys |= {model: {row.key for row in every} for model, every in self.asked.items()}

    def all_faults(self) -> list[Fault]:
        """Sheet by sheet and from top to bottom."""
        known = KnownInFile(self.keys)
        for every in self.asked.values():
            self.faults += [fault for row in every for fault in row.faults_with(known)]
            self.faults += [fault for row in every for fault in self._unknown_names(row)]
            self.faults += _doubles(every)
        self.faults += self._left_behind()
        order = [title(model) for model in tables()]
        return sorted(
            self.faults, key=lambda one: (order.index(one.sheet) + 1 if one.sheet in order else 0, one.row or 0)
        )

    def changes(self) -> Iterator[Change]:
        for model, every in self.asked.items():
            for row in every:
                yield from _change(row)
            for key in self.drafted[model].keys() - self.keys[model]:
                yield Change(str(model._meta.verbose_name_plural), named(key), "removed")

    def _by_model(self, grids: list[Grid]) -> dict[Table, Grid]:
        found: dict[Table, Grid] = {}
        for grid in grids:
            model = grid.model
            if model is None:
                self.faults.append(
                    Fault("There is no such table. Name it as it was when you downloaded it.", grid.name)
                )
            elif model in found:
                self.faults.append(Fault("The table is in the file twice. Leave one out.", grid.name))
            else:
                found[model] = grid
        return found

    def _read(self, model: Table, grid: Grid) -> list[Asked]:
        """The rows of a sheet; none when its headings are wrong, because each row would then be."""
        lines, faults = grid.read(model)
        self.faults += faults
        if faults:
            return [_as_drafted(model, key, said) for key, said in self.drafted[model].items()]
        found = [asked(model, number, texts, self.drafted[model]) for number, texts in lines]
        self.faults += [fault for row in found if isinstance(row, list) for fault in row]
        return [row for row in found if isinstance(row, Asked)]

    def _unknown_names(self, row: Asked) -> Iterator[Fault]:
        for column, key in row.names():
            target = column.field.related_model
            if key not in self.keys[target]:
                where = f"Add it to the sheet {title(target)}, or correct the name."
                yield row.fault(f"There is no {target._meta.verbose_name} “{named(key)}”. {where}", column.name)

    def _left_behind(self) -> Iterator[Fault]:
        """Rows that the file leaves out, though tables without a sheet still name them."""
        naming: dict[tuple[Table, Key], list[str]] = defaultdict(list)
        for model in self.drafted.keys() - self.asked.keys():
            for key, said in self.drafted[model].items():
                for column, other in names_in(model, said):
                    if other not in self.keys[column.field.related_model]:
                        naming[column.field.related_model, other].append(f"{model._meta.verbose_name} {named(key)}")
        for (model, key), by in sorted(naming.items(), key=lambda one: one[0][1]):
            yield Fault(_still_named(key, sorted(by)), title(model))


def _still_named(key: Key, by: list[str]) -> str:
    more = f" and {len(by) - 3} more" if len(by) > 3 else ""
    return (
        f"The row “{named(key)}” is missing, but these still name it: {', '.join(by[:3])}{more}. "
        "Put it back, or send their sheets, too."
    )


def _drafted(model: Table) -> dict[Key, Said]:
    every = [said_by(model, row) for row in rows_of(model)]
    return {key_in(model, said): said for said in every}


def _as_drafted(model: Table, key: Key, said: Said) -> Asked:
    return Asked(model, 0, key, said, dict(said))


def _doubles(every: list[Asked]) -> Iterator[Fault]:
    """Rows that bear a name which another row above has: its key, or another column that is unique."""
    seen: dict[tuple[str, object], int] = {}
    for row in every:
        others = [(name, row.said[name]) for name in other_names(row.model) if name in row.said]
        for column, value in [("", named(row.key)), *others]:
            above = seen.setdefault((column, value), row.number)
            if above != row.number:
                yield row.fault(f"“{value}” is in row {above} already. Give each row a name of its own.", column)


def _change(row: Asked) -> Iterator[Change]:
    table, name, before = str(row.model._meta.verbose_name_plural), named(row.key), row.before
    if before is None:
        yield Change(table, name, "added")
    elif row.said != before:
        told = [
            FieldChange(column.title, column.text(before[column.name]), column.text(row.said[column.name]))
            for column in columns(row.model)
            if row.said[column.name] != before[column.name]
        ]
        yield Change(table, name, "changed", tuple(told))
