"""Which sheets and columns there are: every table of the catalogue, children after their parents, what names a row first."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst

from models_catalogue import models as rows
from models_catalogue.editions import TABLES
from models_catalogue.row_admin import PROVENANCE, lines_field
from models_catalogue.row_forms import identity_columns
from models_catalogue.spreadsheets.cells import YES_OR_NO, in_cell, text_of
from models_catalogue.thawing import INSIDE, Key

Table = type[rows.Row]
PARTED = " / "
"""Between the parts of a name that has more than one."""
EMPTY = "This cell must not be empty: fill it in."


@dataclass(frozen=True)
class Column:
    """One column of a sheet: how its values are written, and how what was typed is read."""

    field: Any

    @property
    def name(self) -> str:
        return self.field.name

    @cached_property
    def title(self) -> str:
        """What the admin calls it."""
        return capfirst(str(self.field.verbose_name))

    @property
    def is_number(self) -> bool:
        return isinstance(self.field, models.IntegerField | models.FloatField)

    @property
    def is_yes_or_no(self) -> bool:
        return isinstance(self.field, models.BooleanField)

    @property
    def is_long(self) -> bool:
        return isinstance(self.field, models.TextField | models.JSONField)

    def said_by(self, row: rows.Row) -> Any:
        """The value of a row; other rows by their keys."""
        value = getattr(row, self.name)
        if self.field.many_to_many:
            return tuple(_key(one) for one in sorted(value.all(), key=lambda one: one.natural_key()))
        if self.field.is_relation:
            return None if value is None else _key(value)
        return value

    def text(self, said: Any) -> str:
        """A value as its cell has it."""
        if self.field.many_to_many:
            return "\n".join(map(named, said))
        if self.field.is_relation:
            return named(said or ())
        if self.field.choices:
            return self.words.get(said, said)
        return in_cell("\n".join(map(str, said)) if isinstance(said, list) else text_of(said))

    @cached_property
    def words(self) -> Mapping[Any, str]:
        """Each choice as it is written: its label, without the sign that some labels open with."""
        return {value: str(label).removeprefix(value).strip() for value, label in self.field.choices or ()}

    def read(self, typed: str) -> Any:
        """The value that was typed; raises `ValidationError` as the admin's form would."""
        if self.field.is_relation:
            return self._read_names(typed)
        if self.is_yes_or_no:
            return self._read_yes_or_no(typed)
        value = self._form_field.clean(self._chosen(typed))
        return value if value in ("", None, []) else self.field.clean(value, None)

    def _read_yes_or_no(self, typed: str) -> bool:
        if typed.strip().casefold() not in YES_OR_NO:
            raise ValidationError("Write yes or no.")
        return YES_OR_NO[typed.strip().casefold()]

    def _read_names(self, typed: str) -> Any:
        many = self.field.many_to_many
        names = [name for name in (re.split(r"[\n,]", typed) if many else [typed]) if name.strip()]
        if not names and not self.field.blank:
            raise ValidationError(EMPTY)
        keys = tuple(dict.fromkeys(_typed_key(name) for name in names))
        return keys if many else keys[0] if keys else None

    def _chosen(self, typed: str) -> str:
        """The stored word for a choice that is written in words."""
        if not self.field.choices:
            return typed
        asked = typed.strip().casefold()
        for value, label in self.field.choices:
            if asked in (self.words[value].casefold(), label.casefold(), value.casefold()):
                return value
        if asked:
            raise ValidationError(f"“{typed}” is not a choice. Write one of: {', '.join(self.words.values())}.")
        return ""

    @cached_property
    def _form_field(self) -> forms.Field:
        if isinstance(self.field, models.JSONField):
            made: forms.Field = lines_field(self.field, {})
        else:
            options = {"assume_scheme": "https"} if isinstance(self.field, models.URLField) else {}
            made = self.field.formfield(**options)
        made.error_messages |= {"required": EMPTY, **_INVALID.get(type(made), {})}
        return made


_INVALID: Mapping[type[forms.Field], Mapping[str, str]] = {
    forms.DateField: {"invalid": "Write the day as 2026-12-31 or 31/12/2026."},
}


def tables() -> tuple[Table, ...]:
    """Every table, in the order of an edition."""
    found: list[Table] = []
    for cls, model in TABLES.values():
        found += [model, *(child for child, _ in INSIDE.get(cls, {}).values())]
    return tuple(found)


@cache
def columns(model: Table) -> tuple[Column, ...]:
    """What names a row, then what it says, then where it comes from."""
    names = list(dict.fromkeys(identity_columns(model)))
    every = [field.name for field in (*model._meta.fields, *model._meta.many_to_many) if field.editable]
    own = [name for name in every if name not in ("id", *names, *PROVENANCE)]
    last = [name for name in PROVENANCE if name in every]
    return tuple(Column(model._meta.get_field(name)) for name in (*names, *own, *last))


def title(model: Table) -> str:
    return capfirst(str(model._meta.verbose_name_plural))


def file_name(model: Table) -> str:
    return title(model).lower().replace(" ", "-")


def table_titled(words: str) -> Table | None:
    """The table that a sheet or a file is called after."""
    asked = words.strip().casefold().replace("-", " ").replace("_", " ")
    return {title(model).casefold(): model for model in tables()}.get(asked)


def key_columns(model: Table) -> tuple[Column, ...]:
    return columns(model)[: len(dict.fromkeys(identity_columns(model)))]


def named(key: Key) -> str:
    return PARTED.join(key)


def _key(row: rows.Row) -> Key:
    return tuple(map(str, row.natural_key()))


def _typed_key(name: str) -> Key:
    return tuple(part.strip() for part in name.split("/"))
