"""What a newer edition changes for one place: the rows that differ, in words, and the effect on the result so far. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from models_catalogue.catalogue import Catalogue
from models_catalogue.catalogue import Stage as StageName
from models_catalogue.changes import Change, changes
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.risk import Warning

FIRST = ("options", "fits", "ratings", "gates", "requirements", "facts")
"""The tables that decide most of a result, in the order in which they are told."""
BOOKKEEPING = frozenset({"reviewed on", "review due", "position"})
"""Fields that say when a row was looked at or where it stands, and nothing about its subject."""


@dataclass(frozen=True)
class Row:
    """A change of one row, with the row's name in words; no name where a table only stands in another order."""

    name: str
    change: Change


@dataclass(frozen=True)
class Table:
    """The rows of one table that differ. `is_first` is true of the tables that decide most of a result."""

    name: str
    is_first: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Difference:
    """What differs between two editions; `checked_again` counts rows that say the same and were only looked at anew."""

    tables: tuple[Table, ...]
    checked_again: int


def difference(old: Catalogue, new: Catalogue) -> Difference:
    """Everything that differs, the tables that decide most of a result before the others."""
    found = changes(old, new)
    telling = [change for change in found if not _is_bookkeeping(change)]
    names = {**_names(old), **_names(new)}
    tables = sorted(dict.fromkeys(change.table for change in telling), key=_turn)
    return Difference(
        tuple(_table(name, [change for change in telling if change.table == name], names) for name in tables),
        len(found) - len(telling),
    )


def _is_bookkeeping(change: Change) -> bool:
    """Tables that stand in another order are told too: ties are broken by it."""
    return change.kind == "changed" and all(field.name.split(" / ")[-1] in BOOKKEEPING for field in change.fields)


def _turn(table: str) -> int:
    return FIRST.index(table) if table in FIRST else len(FIRST)


def _table(name: str, found: Iterable[Change], names: Mapping[str, str]) -> Table:
    return Table(name, name in FIRST, tuple(Row(_in_words(change.row, names), change) for change in found))


def _in_words(row: str, names: Mapping[str, str]) -> str:
    return ", ".join(names.get(part, part) for part in row.split(" / ")) if row else ""


def _names(catalogue: Catalogue) -> dict[str, str]:
    """The words for every slug: options, objectives and dimensions win where two tables use one slug."""
    found: dict[str, str] = {}
    for table in (*fields(Catalogue), *(field for field in fields(Catalogue) if field.name in NAMED_FIRST)):
        for row in getattr(catalogue, table.name):
            found |= dict(_named(row))
    return found


NAMED_FIRST = ("dimensions", "objectives", "options")


def _named(row: object) -> Iterator[tuple[str, str]]:
    """A row's slug with its name, or what stands for one; and those of the answers to a question."""
    slug = getattr(row, "slug", "")
    words = next(
        (str(found) for name in ("name", "label", "question", "what") if (found := getattr(row, name, ""))), ""
    )
    if slug and words:
        yield slug, words
    for answer in getattr(row, "answers", ()):
        yield from _named(answer)


@dataclass(frozen=True)
class Standing:
    """How a stage stands on one edition, in names: who leads (more than one in a tie), and who can still lead."""

    leaders: tuple[str, ...]
    can_lead: tuple[str, ...]


@dataclass(frozen=True)
class StageEffect:
    stage: StageName
    before: Standing
    after: Standing

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Effect:
    """What a newer edition does to the result so far: stages on both editions, warnings that go and that come."""

    stages: tuple[StageEffect, ...]
    gone: tuple[Warning, ...]
    come: tuple[Warning, ...]

    @property
    def is_none(self) -> bool:
        return not (self.gone or self.come or any(stage.is_changed for stage in self.stages))


Result = tuple[Catalogue, Appraisal]


def effect(before: Result, after: Result) -> Effect:
    """Compare what the same answers lead to on two editions; a stage that one of them lacks has nobody there."""
    stages = [stage.stage for stage in (*before[1].stages(), *after[1].stages())]
    return Effect(
        tuple(StageEffect(stage, _standing(before, stage), _standing(after, stage)) for stage in dict.fromkeys(stages)),
        _only_in(before[1], after[1]),
        _only_in(after[1], before[1]),
    )


def _standing(result: Result, stage: StageName) -> Standing:
    catalogue, appraisal = result
    leaders = next((found.leaders for found in appraisal.stages() if found.stage == stage), ())
    return Standing(_option_names(catalogue, leaders), _option_names(catalogue, appraisal.can_lead.get(stage, ())))


def _option_names(catalogue: Catalogue, slugs: Iterable[str]) -> tuple[str, ...]:
    return tuple(catalogue.option[slug].name for slug in slugs)


def _only_in(one: Appraisal, other: Appraisal) -> tuple[Warning, ...]:
    there = {warning.code for warning in other.warnings}
    return tuple(warning for warning in one.warnings if warning.code not in there)
