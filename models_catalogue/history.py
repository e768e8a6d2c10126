"""The history of every row of the catalogue: who changed what, when and why; kept by django-reversion.

One revision holds all that one save wrote, under one reason. A row that was deleted has a last version, marked as gone.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import reversion
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import models, transaction
from django.db.models.signals import pre_delete
from django.utils import timezone
from reversion.models import Revision, Version
from reversion.signals import post_revision_commit

from models_catalogue import models as rows
from models_catalogue.changes import Change, FieldChange

GONE = "gone"
"""The format of a version that says: deleted, and this is what it said last. Reversion itself never reads it."""

# A child is part of its parent's history; the column leads from one to the other.
PARENTS: dict[type[rows.Row], str] = {
    rows.CircumstanceAnswer: "circumstance",
    rows.MoneyAnswer: "money_question",
    rows.Vehicle: "option",
    rows.Variant: "option",
    rows.Requirement: "option",
    rows.Gate: "option",
    rows.FlexibilityUse: "flexibility",
    rows.RiskTrigger: "risk",
    rows.Paragraph: "article",
}


class ReasonMissing(ValueError):
    """A write to the catalogue that does not say why."""


@dataclass
class _Record:
    """What one save deleted, and the revision that holds what it wrote."""

    revision: Revision | None = None
    written: set[tuple[int, str]] = field(default_factory=set)
    gone: dict[tuple[int, str], Version] = field(default_factory=dict)


_records: ContextVar[tuple[_Record, ...]] = ContextVar("records", default=())


def tables() -> list[type[rows.Row]]:
    """Every table whose rows have a history."""
    found = apps.get_app_config("models_catalogue").get_models()
    return [model for model in found if issubclass(model, rows.Row)]


def register() -> None:
    """Tell reversion of every table; what only programs write is left out."""
    for model in tables():
        follow = [PARENTS[model]] if model in PARENTS else []
        reversion.register(model, exclude=_unseen(model), follow=follow, use_natural_foreign_keys=True)
        pre_delete.connect(_note_deletion, sender=model)
    post_revision_commit.connect(_note_revision)


@contextmanager
def recorded(*, user, reason: str) -> Iterator[None]:
    """Record every row saved or deleted inside, in one transaction; rows written in bulk go through `note` too.

    `user` is None for what a program does by itself. Raises `ReasonMissing` when the reason is blank.
    """
    if not reason.strip():
        raise ReasonMissing("Say why the catalogue is changed.")
    record = _Record()
    before = _records.get()
    _records.set((*before, record))
    try:
        with transaction.atomic():
            with reversion.create_revision():
                reversion.set_user(user)
                reversion.set_comment(reason.strip())
                yield
            _save_deletions(record, user, reason.strip())
    finally:
        _records.set(before)


def note(written: Iterable[rows.Row]) -> None:
    """Record rows that were written in bulk, which sends no signal. Prefetch their relations when there are many."""
    for row in written:
        reversion.add_to_revision(row)


def record_first_versions(reason: str) -> int:
    """Give every row without a history its first version, so that its next change has an old state; say how many."""
    missing = [row for model in tables() for row in _without_history(model)]
    if missing:
        with recorded(user=None, reason=reason):
            note(missing)
    return len(missing)


def _without_history(model: type[rows.Row]) -> list[rows.Row]:
    kept = set(Version.objects.get_for_model(model).values_list("object_id", flat=True))
    found = _with_relations(model)
    if kept:
        keys = set(model._default_manager.values_list("pk", flat=True))
        missing = {key for key in keys if str(key) not in kept}
        found = found.filter(pk__in=missing) if missing else found.none()
    return list(found)


def _with_relations(model: type[rows.Row]) -> models.QuerySet:
    many = [column.name for column in model._meta.many_to_many]
    paths = [path.rpartition("__")[0] for path in model.natural_fields if "__" in path]
    near = [column.name for column in model._meta.fields if column.is_relation]
    found = model._default_manager.all().prefetch_related(*many)
    return found.select_related(*near, *paths) if near else found


def _note_deletion(sender, instance, **_) -> None:
    """Keep what a row said last; its parent, unless it goes too, gets a version in the same revision."""
    if not _records.get():
        return
    version = Version(
        content_type=ContentType.objects.get_for_model(sender),
        object_id=str(instance.pk),
        db=instance._state.db,
        format=GONE,
        serialized_data=_serialized(instance),
        object_repr=str(instance),
    )
    _records.get()[-1].gone[version.content_type_id, version.object_id] = version
    if sender in PARENTS:
        column = sender._meta.get_field(PARENTS[sender])
        note(column.related_model.objects.filter(pk=getattr(instance, column.attname)))


def _serialized(row: rows.Row) -> str:
    unseen = _unseen(type(row))
    columns = [column.name for column in (*row._meta.fields, *row._meta.many_to_many) if column.name not in unseen]
    return serializers.serialize("json", [row], fields=columns, use_natural_foreign_keys=True)


def _unseen(model: type[rows.Row]) -> list[str]:
    """Columns that only programs write."""
    return [column.name for column in model._meta.fields if not column.editable]


def _note_revision(revision, versions, **_) -> None:
    if _records.get():
        record = _records.get()[-1]
        record.revision = revision
        record.written = {(version.content_type_id, version.object_id) for version in versions}


def _save_deletions(record: _Record, user, reason: str) -> None:
    gone = [version for key, version in record.gone.items() if key not in record.written]
    if not gone:
        return
    revision = record.revision or Revision.objects.create(date_created=timezone.now(), user=user, comment=reason)
    for version in gone:
        version.revision = revision
    Version.objects.bulk_create(gone)


@dataclass(frozen=True)
class Entry:
    """One save, as the history tells it; `by` is empty for what a program did."""

    at: datetime
    by: str
    reason: str
    changes: tuple[Change, ...]


def history_of(row: rows.Row) -> list[Entry]:
    """Every save that changed a row or one of its children, newest first."""
    own = Version.objects.get_for_object(row)
    found = [change for versions in (own, *_of_children(row, own)) for change in _changes_of(versions)]
    by_revision: dict[Revision, list[Change]] = defaultdict(list)
    for revision, change in found:
        by_revision[revision].append(change)
    return [_entry(revision, by_revision[revision]) for revision in sorted(by_revision, key=_number, reverse=True)]


def last_editors(model: type[rows.Row], parts: Mapping[type[rows.Row], str] = MappingProxyType({})) -> dict[str, str]:
    """Who last changed each row of a table, by the words that name the row; what only a program wrote is left out.

    `parts` are child tables that count as part of the row, each with its column that leads to it. No words name the table
    itself: whoever last gave one of its rows another place.
    """
    edits = [(revision, name, by) for part in (model, *parts) for revision, name, by in _edits(part, parts.get(part))]
    return {name: by for _, name, by in sorted(edits)}


def _edits(model: type[rows.Row], parent: str | None) -> Iterator[tuple[int, str, str]]:
    everything = Version.objects.get_for_model(model)
    touched = everything.filter(revision__user__isnull=False).values("object_id")
    for versions in _by_row(everything.filter(object_id__in=touched)):
        for before, after in pairwise([None, *versions]):
            if _differ(before, after) and after.revision.user:
                by = after.revision.user.get_username()
                yield after.revision_id, _key(_said(after)[parent]) if parent else _identity(after), by
                if not parent and _moved(before, after):
                    yield after.revision_id, "", by


def _moved(before: Version | None, after: Version) -> bool:
    return before is not None and _said(before).get("position") != _said(after).get("position")


def _identity(version: Version) -> str:
    """The words that name a row, as `changes.identity` gives them for the frozen row."""
    said = _said(version)
    names = [path.split("__")[0] for path in version._model.natural_fields]
    return _key([word for name in dict.fromkeys(names) for word in _words(said[name])])


def _words(value: Any) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else [str(value)]


def _of_children(row: rows.Row, own: models.QuerySet) -> Iterator[models.QuerySet]:
    """The versions of a row's children. Whatever wrote a child wrote a version of its parent beside it."""
    for child, column in PARENTS.items():
        if child._meta.get_field(column).related_model is type(row):
            beside = Version.objects.get_for_model(child).filter(revision__in=own.values("revision"))
            mine = [version.pk for version in beside if _said(version)[column] == list(row.natural_key())]
            yield Version.objects.filter(pk__in=mine)


def _changes_of(versions: models.QuerySet) -> Iterator[tuple[Revision, Change]]:
    for of_row in _by_row(versions):
        for before, after in pairwise([None, *of_row]):
            if _differ(before, after):
                yield after.revision, _change(before, after)


def _by_row(versions: models.QuerySet) -> Iterable[list[Version]]:
    found: dict[str, list[Version]] = defaultdict(list)
    for version in versions.select_related("revision__user").order_by("revision_id", "pk"):
        found[version.object_id].append(version)
    return found.values()


def _differ(before: Version | None, after: Version) -> bool:
    return before is None or before.format != after.format or _said(before) != _said(after)


def _change(before: Version | None, after: Version) -> Change:
    table, name = str(after._model._meta.verbose_name), after.object_repr
    if after.format == GONE:
        return Change(table, name, "removed")
    if before is None:
        return Change(table, name, "added")
    return Change(table, name, "changed", tuple(_field_changes(after._model, before, after)))


def _field_changes(model: type[rows.Row], before: Version, after: Version) -> Iterator[FieldChange]:
    old, new = _said(before), _said(after)
    for name in new:
        if old.get(name) != new[name]:
            column: Any = model._meta.get_field(name)
            yield FieldChange(str(column.verbose_name), _plain(column, old.get(name)), _plain(column, new[name]))


def _plain(column: Any, value: Any) -> Any:
    """A stored value as a person would name it: a choice by its label, another row by its key."""
    if column.many_to_many:
        return tuple(_key(one) for one in value or ())
    if column.is_relation:
        return _key(value) if value else None
    if isinstance(value, list):
        return tuple(value)
    return dict(column.flatchoices).get(value, value)


def _key(natural: Sequence[Any]) -> str:
    return " / ".join(map(str, natural))


def _said(version: Version) -> Mapping[str, Any]:
    """What a row said, column by column; its sources and other lists in no order."""
    (row,) = json.loads(version.serialized_data)
    lists = {column.name for column in version._model._meta.many_to_many}
    return {name: sorted(value) if name in lists else value for name, value in row["fields"].items()}


def _entry(revision: Revision, found: list[Change]) -> Entry:
    by = revision.user.get_username() if revision.user else ""
    return Entry(revision.date_created, by, revision.comment, tuple(found))


def _number(revision: Revision) -> int:
    return revision.pk
