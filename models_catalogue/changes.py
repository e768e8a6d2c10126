"""What differs between two states of the catalogue, row by row. Pure: knows nothing of Django."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from models_catalogue import catalogue as frozen
from models_catalogue.catalogue import Catalogue

Kind = Literal["added", "removed", "changed", "reordered"]

# The fields that name a row; a row of any other table is named by its slug.
IDENTITY: dict[type, tuple[str, ...]] = {
    frozen.Source: ("number",),
    frozen.Term: ("vocabulary", "slug"),
    frozen.Fit: ("option", "objective"),
    frozen.Rating: ("option", "circumstance", "answer"),
    frozen.Requirement: ("option", "dimension"),
    frozen.Compatibility: ("upper", "lower"),
    frozen.FlexibilityUse: ("flexibility", "option"),
    frozen.RiskTrigger: ("dimension",),
    frozen.Vehicle: ("name",),
    frozen.AssuranceQuestion: ("number",),
    frozen.Paragraph: ("number",),
}


@dataclass(frozen=True)
class FieldChange:
    """One field with its old and new value; the path of a field inside a child row is parted by ` / `."""

    name: str
    old: Any
    new: Any

    @property
    def old_in_words(self) -> str:
        return in_words(self.old)

    @property
    def new_in_words(self) -> str:
        return in_words(self.new)


@dataclass(frozen=True)
class Change:
    """One row that was added, removed or changed; or a table (`row` is empty) whose rows stand in another order."""

    table: str
    row: str
    kind: Kind
    fields: tuple[FieldChange, ...] = ()


def changes(old: Catalogue, new: Catalogue) -> tuple[Change, ...]:
    """Everything that differs, table by table in catalogue order; empty only when both say the same."""
    return tuple(
        change
        for table in fields(Catalogue)
        for change in _table_changes(_spaced(table.name), getattr(old, table.name), getattr(new, table.name))
    )


def identity(row: Any) -> str:
    names = IDENTITY.get(type(row), ("slug",))
    return " / ".join(str(getattr(row, name)) for name in names)


def in_words(value: Any) -> str:
    """A value as a person would say it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(in_words(part) for part in value)
    return identity(value) if is_dataclass(value) else str(value)


def _table_changes(table: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
    before, after = _by_identity(old), _by_identity(new)
    for name in before | after:
        if name not in after:
            yield Change(table, name, "removed")
        elif name not in before:
            yield Change(table, name, "added")
        elif before[name] != after[name]:
            yield Change(table, name, "changed", tuple(_row_changes("", before[name], after[name])))
    if _common_order(before, after) != _common_order(after, before):
        yield Change(table, "", "reordered")


def _row_changes(path: str, old: Any, new: Any) -> Iterator[FieldChange]:
    for column in fields(old):
        was, now = getattr(old, column.name), getattr(new, column.name)
        if was != now:
            yield from _field_changes(path + _spaced(column.name), was, now)


def _field_changes(name: str, old: Any, new: Any) -> Iterator[FieldChange]:
    """A child row, or a tuple of them, is looked into where both sides have it; anything else is one change."""
    if is_dataclass(old) and is_dataclass(new):
        yield from _row_changes(f"{name} / ", old, new)
    elif any(is_dataclass(child) for child in (*_children(old), *_children(new))):
        yield from _child_changes(name, _by_identity(old), _by_identity(new))
    else:
        yield FieldChange(name, old, new)


def _child_changes(name: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[FieldChange]:
    if list(before) != list(after):
        yield FieldChange(name, tuple(before), tuple(after))
    for child in before:
        if child in after:
            yield from _row_changes(f"{name} / {child} / ", before[child], after[child])


def _children(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


def _by_identity(rows: Sequence[Any]) -> dict[str, Any]:
    return {identity(row): row for row in rows}


def _common_order(rows: dict[str, Any], others: dict[str, Any]) -> list[str]:
    return [name for name in rows if name in others]


def _spaced(name: str) -> str:
    return name.replace("_", " ")
