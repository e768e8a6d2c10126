"""The way back from a frozen catalogue to the draft rows: the mirror of freezing, driven by the same tables."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from graphlib import TopologicalSorter
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error, models, transaction

from models_catalogue import catalogue as frozen
from models_catalogue import models as rows
from models_catalogue.catalogue import Catalogue
from models_catalogue.changes import IDENTITY, Change, changes
from models_catalogue.editions import TABLES, draft

Key = tuple[str, ...]

INSIDE: Mapping[type, Mapping[str, tuple[type[rows.Row], str]]] = {
    frozen.Circumstance: {"answers": (rows.CircumstanceAnswer, "circumstance")},
    frozen.MoneyQuestion: {"answers": (rows.MoneyAnswer, "money_question")},
    frozen.Risk: {"trigger_dimensions": (rows.RiskTrigger, "risk")},
    frozen.Article: {"paragraphs": (rows.Paragraph, "article")},
    frozen.Option: {"vehicle": (rows.Vehicle, "option")},
}
"""Rows inside rows: the table that each becomes, and its column that names the row it stood in."""

THROUGH: Mapping[tuple[type, str], tuple[str, ...]] = {(rows.Rating, "answer"): ("circumstance", "answer")}
"""Columns that are named by more than one frozen value."""


class NotThawed(Exception):
    """A frozen catalogue that cannot become draft rows; `faults` names each by table, row and column."""

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass
class Wanted:
    """One row as it should be: its natural key, its own columns, the rows it names, and the rows it lists."""

    model: type[rows.Row]
    key: Key
    columns: dict[str, Any] = field(default_factory=dict)
    names: dict[str, Key | None] = field(default_factory=dict)
    lists: dict[str, tuple[Key, ...]] = field(default_factory=dict)

    def __str__(self):
        return f"{self.model._meta.verbose_name} {' / '.join(self.key)}"


@transaction.atomic
def thaw(content: Catalogue) -> tuple[Change, ...]:
    """Make the draft say exactly what `content` says, and tell what that changed.

    Rows are known by their natural keys, so those that stay keep their history, their reviewer and the state of their links.
    Raises `NotThawed`, and then nothing has changed.
    """
    replaced = changes(draft(), content)
    thawing = Thawing(all_wanted(content), in_order())
    thawing.keep_positions()
    thawing.run()
    after = draft()
    if after.canonical() != content.canonical():
        raise NotThawed([_not_restored(change) for change in changes(content, after)])
    return replaced


def _not_restored(change: Change) -> str:
    if change.kind == "reordered":
        return f"{change.table}: stand in another order than an edition has them"
    names = ", ".join(field.name for field in change.fields)
    return f"{change.table} {change.row}: would not be the same again ({names or change.kind})"


class Thawing:
    """One run: every wanted row of some tables, and the draft's own rows by natural key. Other tables stay as they are."""

    def __init__(self, every_wanted: Iterable[Wanted], tables: Collection[type[rows.Row]]):
        self.wanted: dict[type[rows.Row], list[Wanted]] = {model: [] for model in in_order() if model in tables}
        for wanted in every_wanted:
            self.wanted[wanted.model].append(wanted)
        self._refuse_doubles()
        self.found = {model: _by_key(model) for model in in_order()}
        self.kept = {model: set(found) for model, found in self.found.items()}
        self.kept |= {model: {wanted.key for wanted in every} for model, every in self.wanted.items()}

    def keep_positions(self) -> None:
        """Positions that already put the rows in the wanted order stay as they are, so that no row changes for nothing."""
        for model, every in self.wanted.items():
            _keep_positions(every, self.found[model])

    def run(self) -> None:
        for model, every in self.wanted.items():
            self._free_other_names(model, every)
            for wanted in every:
                self._save(wanted)
        for wanted in chain.from_iterable(self.wanted.values()):
            self._list(wanted)
        self._delete_the_others()

    def _delete_the_others(self) -> None:
        for model in reversed(self.wanted):
            for key in self.found[model].keys() - self.kept[model]:
                self.found[model][key].delete()

    def _refuse_doubles(self) -> None:
        times = Counter(str(wanted) for every in self.wanted.values() for wanted in every)
        doubles = [f"{name}: is there {count} times" for name, count in times.items() if count > 1]
        if doubles:
            raise NotThawed(doubles)

    def _free_other_names(self, model: type[rows.Row], every: list[Wanted]) -> None:
        """Rows whose other unique column changes are written anew: two of them may have changed places."""
        for column in other_names(model):
            for wanted in every:
                row = self.found[model].get(wanted.key)
                if row is not None and getattr(row, column) != wanted.columns[column]:
                    self.found[model].pop(wanted.key).delete()

    def _save(self, wanted: Wanted) -> None:
        """Write a row that is new or says something else."""
        row = self.found[wanted.model].get(wanted.key)
        given = wanted.columns | {name: self._named(wanted, name, key) for name, key in wanted.names.items()}
        if row is not None and all(_says(row, name, value) for name, value in given.items()):
            return
        row = row or wanted.model()
        for name, value in given.items():
            setattr(row, name, value)
        _refuse_faults(wanted, row)
        try:
            row.save()
        except (Error, ValueError) as refused:
            raise NotThawed([f"{wanted}: {refused}"]) from refused
        self.found[wanted.model][wanted.key] = row

    def _list(self, wanted: Wanted) -> None:
        row = self.found[wanted.model][wanted.key]
        for name, keys in wanted.lists.items():
            listed = [self._named(wanted, name, key) for key in keys]
            if set(getattr(row, name).all()) != set(listed):
                getattr(row, name).set(listed)

    def _named(self, wanted: Wanted, name: str, key: Key | None) -> rows.Row | None:
        if key is None:
            return None
        model: Any = wanted.model._meta.get_field(name).related_model
        if key not in self.kept[model]:
            raise NotThawed([f"{wanted}: {name} names {' / '.join(key)}, which is not there"])
        return self.found[model][key]


def in_order() -> tuple[type[rows.Row], ...]:
    """The tables, each after those that its rows must name."""
    tables = {model for _, model in TABLES.values()}
    tables |= {model for inside in INSIDE.values() for model, _ in inside.values()}
    needs: dict[Any, set[Any]] = {
        model: {column.related_model for column in model._meta.fields if column.related_model in tables}
        for model in sorted(tables, key=lambda model: model.__name__)
    }
    return tuple(TopologicalSorter(needs).static_order())


def all_wanted(content: Catalogue) -> Iterator[Wanted]:
    for name, (_, model) in TABLES.items():
        for position, value in enumerate(getattr(content, name), 1):
            yield from _with_rows_inside(model, value, position)


def _with_rows_inside(
    model: type[rows.Row], value: Any, position: int, above: Key = (), parent: str = ""
) -> Iterator[Wanted]:
    """A frozen value as the row that it becomes, and after it the rows inside it."""
    inside = INSIDE.get(type(value), {})
    wanted = _wanted(model, value, above, inside)
    wanted.names |= {parent: above} if parent else {}
    wanted.columns |= {"position": position} if issubclass(model, rows.Ordered) else {}
    yield wanted
    for name, (child, column) in inside.items():
        for place, row in enumerate(_as_many(getattr(value, name)), 1):
            yield from _with_rows_inside(child, row, place, wanted.key, column)


def _as_many(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _wanted(model: type[rows.Row], value: Any, above: Key, inside: Mapping[str, Any]) -> Wanted:
    wanted = Wanted(model, (*above, *_own_key(model, value)))
    through = {column: parts for (table, column), parts in THROUGH.items() if table is model}
    for name, parts in through.items():
        wanted.names[name] = tuple(str(getattr(value, part)) for part in parts)
    told = {*inside, *(part for parts in through.values() for part in parts)}
    for column in fields(value):
        if column.name not in told:
            _put(wanted, column.name, getattr(value, column.name))
    return wanted


def _own_key(model: type[rows.Row], value: Any) -> Key:
    """What tells a row from its like: its natural key, where that follows no other row; a vehicle's is its option alone."""
    plain = not any("__" in path for path in model.natural_fields)
    names = () if model is rows.Vehicle else model.natural_fields if plain else IDENTITY.get(type(value), ("slug",))
    return tuple(str(getattr(value, name)) for name in names)


def _put(wanted: Wanted, name: str, value: Any) -> None:
    column = wanted.model._meta.get_field(name)
    if isinstance(column, models.ManyToManyField):
        wanted.lists[name] = tuple((str(part),) for part in value)
    elif column.is_relation:
        wanted.names[name] = None if value is None else (str(value),)
    else:
        wanted.columns[name] = _thawed(wanted, column, value)


def _thawed(wanted: Wanted, column: Any, value: Any) -> Any:
    if not isinstance(column, models.DateField) or value is None:
        return list(value) if isinstance(value, tuple) else value
    try:
        return date.fromisoformat(value)
    except ValueError as wrong:
        raise NotThawed([f"{wanted}: {column.name} is not a day: {value}"]) from wrong


def _by_key(model: type[rows.Row]) -> dict[Key, rows.Row]:
    paths = [path.rpartition("__")[0] for path in model.natural_fields if "__" in path]
    found = model._default_manager.all()
    found = found.select_related(*paths) if paths else found
    listed = [column.name for column in model._meta.many_to_many]
    return {tuple(map(str, row.natural_key())): row for row in found.prefetch_related(*listed)}


def _keep_positions(every: list[Wanted], found: Mapping[Key, rows.Row]) -> None:
    groups: dict[Key, list[Wanted]] = {}
    for wanted in every:
        if "position" in wanted.columns:
            groups.setdefault(_group(wanted), []).append(wanted)
    for group in groups.values():
        places = [(found[wanted.key].position, wanted.key) for wanted in group if wanted.key in found]  # type: ignore[attr-defined]
        if len(places) == len(group) and places == sorted(places):
            for wanted, (position, _) in zip(group, places, strict=True):
                wanted.columns["position"] = position


def _group(wanted: Wanted) -> Key:
    """Positions count within the row that a row stands in, else within its table."""
    inside = {model for tables in INSIDE.values() for model, _ in tables.values()}
    return wanted.key[:-1] if wanted.model in inside else ()


def other_names(model: type[rows.Row]) -> list[str]:
    """Unique columns beside the natural key."""
    return [
        column.name
        for column in model._meta.fields
        if column.unique
        and not column.is_relation
        and not column.primary_key
        and column.name not in model.natural_fields
    ]


def _says(row: rows.Row, name: str, value: Any) -> bool:
    column: Any = row._meta.get_field(name)
    if column.is_relation:
        return getattr(row, column.attname) == (value.pk if value else None)
    return getattr(row, name) == value


def _refuse_faults(wanted: Wanted, row: rows.Row) -> None:
    """What a form would refuse, but for emptiness: what the draft lacks is told before publishing."""
    empty = {name for name, value in wanted.columns.items() if value in ("", None, [])}
    relations = {column.name for column in row._meta.fields if column.is_relation}
    try:
        row.clean_fields(exclude=empty | relations)
    except ValidationError as wrong:
        said = [f"{wanted}: {name}: {' '.join(words)}" for name, words in wrong.message_dict.items()]
        raise NotThawed(said) from wrong
