"""Rehearsing an edition: every finished report tried on the draft, in blocks, on all processors, with progress.

The first look finds leaders and warnings of all; the second draws levels only for reports whose numbers moved. A block is
written with its counter in one transaction, so that a rehearsal that is killed has done whole blocks and goes on from there.
"""

import hashlib
import os
from collections.abc import Callable, Iterable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import asdict
from datetime import datetime, timedelta
from multiprocessing import get_context

from django.db import transaction
from django.db.models import F

from models_catalogue.catalogue import Catalogue
from questionnaire import trying
from questionnaire.models import Rehearsal, RehearsedReport, Report
from questionnaire.replay import Outcome, Replay

BLOCK = 200
"""Reports that are read, tried and written at once."""
CHUNK = 20
"""Reports that one process takes at once."""
SILENCE = timedelta(seconds=60)
"""A rehearsal that has not moved on for so long was stopped."""


class Overtaken(Exception):
    """Another process is rehearsing the same."""


def rehearsal_of(content: Catalogue, *, at: datetime) -> Rehearsal:
    """The rehearsal of a state of the draft, begun once; those of other states are forgotten."""
    text = content.canonical()
    digest = hashlib.sha256(text).hexdigest()
    Rehearsal.objects.exclude(digest=digest).delete()
    return Rehearsal.objects.get_or_create(
        digest=digest,
        defaults={
            "content": text.decode(),
            "started_at": at,
            "moved_on_at": at,
            "total": Report.objects.count(),
        },
    )[0]


def has_stopped(rehearsal: Rehearsal, *, at: datetime) -> bool:
    return not rehearsal.is_done and at - rehearsal.moved_on_at > SILENCE


def processes(content: str, count: int | None = None) -> Executor:
    """Processes that know the content of a draft; as many as there are processors, when `count` is left out."""
    return ProcessPoolExecutor(count or os.cpu_count(), get_context("spawn"), trying.begin, (content,))


def rehearse(rehearsal: Rehearsal, workers: Executor, *, clock: Callable[[], datetime]) -> None:
    """Go on with a rehearsal until it is done. Reports that are finished meanwhile are tried as well."""
    while reports := _not_looked_at(rehearsal):
        _write_first_looks(rehearsal, reports, _spread(workers, trying.look, reports), at=clock())
    while moved := _not_drawn(rehearsal):
        _write_second_looks(rehearsal, moved, _spread(workers, trying.draw, moved), at=clock())
    rehearsal.is_done = True
    rehearsal.save(update_fields=["is_done"])


# Blocks are read one by one: a query left open for the whole run would keep others from writing to SQLite.


def _not_looked_at(rehearsal: Rehearsal) -> list[tuple[int, str, str]]:
    found = Report.objects.filter(pk__gt=rehearsal.looked_up_to).order_by("pk")
    return list(found.values_list("pk", "document", "appraisal")[:BLOCK])


def _not_drawn(rehearsal: Rehearsal) -> list[tuple[int, str]]:
    moved = rehearsal.reports.filter(moved=True, report_id__gt=rehearsal.drawn_up_to).order_by("report_id")
    return list(moved.values_list("report_id", "report__document")[:BLOCK])


def _spread(workers: Executor, act: Callable, block: list) -> list:
    return list(workers.map(act, block, chunksize=CHUNK))


@transaction.atomic
def _write_first_looks(rehearsal: Rehearsal, block: list, replays: Iterable[Replay], *, at: datetime) -> None:
    pairs = zip((row[0] for row in block), replays, strict=True)
    RehearsedReport.objects.bulk_create(
        RehearsedReport(
            rehearsal=rehearsal,
            report_id=key,
            before=asdict(replay.before),
            after=asdict(replay.after),
            moved=replay.moved,
            changed=list(replay.changed),
        )
        for key, replay in pairs
        if replay.moved or replay.changed
    )
    _count(rehearsal, "looked", block, at)


@transaction.atomic
def _write_second_looks(rehearsal: Rehearsal, block: list, outcomes: Iterable[Outcome], *, at: datetime) -> None:
    drawn = dict(zip((row[0] for row in block), outcomes, strict=True))
    rows = list(rehearsal.reports.filter(report_id__in=drawn))
    for row in rows:
        after = drawn[row.report_id]
        row.after = asdict(after)
        row.changed = list(Outcome.read(row.before).differs_in(after))
    RehearsedReport.objects.bulk_update(rows, ["after", "changed"])
    _count(rehearsal, "drawn", block, at)


def _count(rehearsal: Rehearsal, name: str, block: list, at: datetime) -> None:
    """Count a block, unless another process has done it meanwhile (whose rows then stand, and ours are rolled back)."""
    reached = f"{name}_up_to"
    mine = Rehearsal.objects.filter(pk=rehearsal.pk, **{reached: getattr(rehearsal, reached)})
    if not mine.update(**{name: F(name) + len(block), reached: block[-1][0]}, moved_on_at=at):
        raise Overtaken
    rehearsal.refresh_from_db()
