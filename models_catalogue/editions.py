"""Editions: freezing the draft rows into one value, publishing it, and reading it back."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db import IntegrityError, models, transaction

from models_catalogue import catalogue as frozen
from models_catalogue import models as rows
from models_catalogue.catalogue import Catalogue
from models_catalogue.completeness import Problem, blocking

TABLES: dict[str, tuple[type, type[rows.Row]]] = {
    "sources": (frozen.Source, rows.Source),
    "terms": (frozen.Term, rows.Term),
    "themes": (frozen.Theme, rows.Theme),
    "objectives": (frozen.Objective, rows.Objective),
    "circumstances": (frozen.Circumstance, rows.Circumstance),
    "options": (frozen.Option, rows.Option),
    "variants": (frozen.Variant, rows.Variant),
    "fits": (frozen.Fit, rows.Fit),
    "ratings": (frozen.Rating, rows.Rating),
    "requirements": (frozen.Requirement, rows.Requirement),
    "gates": (frozen.Gate, rows.Gate),
    "compatibilities": (frozen.Compatibility, rows.Compatibility),
    "dimensions": (frozen.Dimension, rows.Dimension),
    "flexibilities": (frozen.Flexibility, rows.Flexibility),
    "flexibility_uses": (frozen.FlexibilityUse, rows.FlexibilityUse),
    "risks": (frozen.Risk, rows.Risk),
    "stop_rules": (frozen.StopRule, rows.StopRule),
    "facts": (frozen.Fact, rows.Fact),
    "money_questions": (frozen.MoneyQuestion, rows.MoneyQuestion),
    "milestones": (frozen.Milestone, rows.Milestone),
    "assurance_headings": (frozen.AssuranceHeading, rows.AssuranceHeading),
    "assurance_questions": (frozen.AssuranceQuestion, rows.AssuranceQuestion),
    "interventions": (frozen.Intervention, rows.Intervention),
    "cautions": (frozen.Caution, rows.Caution),
    "watch_items": (frozen.WatchItem, rows.WatchItem),
    "award_routes": (frozen.AwardRoute, rows.AwardRoute),
    "constants": (frozen.MethodConstant, rows.MethodConstant),
    "policy_facts": (frozen.PolicyFact, rows.PolicyFact),
    "successors": (frozen.Successor, rows.Successor),
    "thresholds": (frozen.PopulationThreshold, rows.PopulationThreshold),
    "cases": (frozen.Case, rows.Case),
    "tools": (frozen.Tool, rows.Tool),
    "articles": (frozen.Article, rows.Article),
    "reasons": (frozen.Reason, rows.Reason),
}

# Values that are more than a column: a child table, or a column reached through another row.
CHILDREN: dict[tuple[type, str], Callable[[Any], Any]] = {
    (frozen.Circumstance, "answers"): lambda row: frozen_rows(frozen.CircumstanceAnswer, row.answers.all()),
    (frozen.MoneyQuestion, "answers"): lambda row: frozen_rows(frozen.CircumstanceAnswer, row.answers.all()),
    (frozen.Risk, "trigger_dimensions"): lambda row: frozen_rows(frozen.RiskTrigger, row.trigger_dimensions.all()),
    (frozen.Article, "paragraphs"): lambda row: frozen_rows(frozen.Paragraph, row.paragraphs.all()),
    (frozen.Option, "vehicle"): lambda row: (
        frozen_row(frozen.Vehicle, row.vehicle) if hasattr(row, "vehicle") else None
    ),
    (frozen.Rating, "circumstance"): lambda row: row.answer.circumstance.slug,
    (frozen.Rating, "answer"): lambda row: row.answer.slug,
}


class EditionNotReady(Exception):
    """The draft lacks something that an edition must have; `problems` lists it all."""

    def __init__(self, found: list[Problem]):
        self.problems = found
        super().__init__(f"The catalogue cannot be published: {len(found)} things are missing or wrong.")


class NothingChanged(Exception):
    """The draft is the newest edition, word for word, or was published by somebody else at the same moment."""


def draft() -> Catalogue:
    """Freeze the draft rows as they stand."""
    return Catalogue(**{name: frozen_rows(cls, rows_of(model)) for name, (cls, model) in TABLES.items()})


def frozen_rows(cls: type, found: Iterable[models.Model]) -> tuple:
    return tuple(frozen_row(cls, row) for row in found)


def frozen_row(cls: type, row: models.Model):
    return cls(**{field.name: _frozen_field(cls, field.name, row) for field in fields(cls)})


def _frozen_field(cls: type, name: str, row: models.Model):
    child = CHILDREN.get((cls, name))
    return child(row) if child else _plain(getattr(row, name))


def _plain(value):
    if isinstance(value, models.Manager):
        return tuple(sorted(_plain(row) for row in value.all()))
    if isinstance(value, models.Model):
        (identity,) = value.natural_key()
        return identity
    if isinstance(value, date):
        return value.isoformat()
    return tuple(value) if isinstance(value, list) else value


def rows_of(model: type[rows.Row]) -> list[rows.Row]:
    """All rows in catalogue order; every relation that freezing will follow, in a fixed number of queries.

    Prefetched rather than joined: a row that thousands name is then read once.
    """
    forward = [field.name for field in model._meta.fields if field.is_relation]
    many = [field.name for field in model._meta.many_to_many]
    children = {
        rows.Circumstance: ["answers"],
        rows.MoneyQuestion: ["answers"],
        rows.Risk: ["trigger_dimensions__dimension"],
        rows.Option: ["vehicle__sources"],
        rows.Rating: ["answer__circumstance"],
        rows.Article: ["paragraphs__sources"],
    }.get(model, [])
    return sorted(model._default_manager.order_by().prefetch_related(*forward, *many, *children), key=_place)


def _place(row: rows.Row) -> tuple:
    """The natural key breaks every tie, so that equal content always freezes to equal bytes.

    Compared here, because databases differ in how they order text.
    """
    return (getattr(row, "position", 0), *row.natural_key())


@transaction.atomic
def publish(*, note: str, at: datetime, by: str = "") -> rows.Edition:
    """Freeze the draft as the next edition.

    Raises `EditionNotReady` with everything that blocks, `NothingChanged` when the newest edition says the same.
    """
    content = draft()
    if missing := blocking(content):
        raise EditionNotReady(missing)
    text = content.canonical()
    digest = hashlib.sha256(text).hexdigest()
    newest = rows.Edition.objects.select_for_update().newest_first().first()
    if newest and newest.sha256 == digest:
        raise NothingChanged(f"Nothing has changed since {newest}.")
    try:
        with transaction.atomic():
            return rows.Edition.objects.create(
                number=newest.number + 1 if newest else 1,
                published_at=at,
                published_by=by,
                note=note,
                content=text.decode(),
                sha256=digest,
            )
    except IntegrityError as taken:
        raise NothingChanged("Somebody else published an edition at the same moment.") from taken


def current_edition() -> rows.Edition | None:
    """The newest edition, without its content (which is large and read by `catalogue_of`)."""
    return rows.Edition.objects.newest_first().defer("content").first()


@lru_cache(maxsize=8)
def catalogue_of(edition_id: int) -> Catalogue:
    """The content of an edition; kept in memory, which is safe because an edition never changes."""
    return Catalogue.from_json(rows.Edition.objects.values_list("content", flat=True).get(pk=edition_id))
