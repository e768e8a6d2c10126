"""The PDFs of a finished report's papers: rendered once, kept in storage, and the same bytes ever after.

Who renders it holds a claim, a row in the database, so that ten people who ask at once cause one rendering, in whichever
process. A claim whose holder was killed ends by its age.
"""

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import IntegrityError, transaction
from django.db.models import F

from questionnaire.models import Paper, Report, ReportPdf
from questionnaire.report.pdf import WALL_SECONDS, NotReadyYet, PdfFailed, cover_pdf_of, pdf_of

AT_ONCE = 2
"""Renderings at the same time, of all reports and in all processes together."""
STALE = timedelta(seconds=WALL_SECONDS + 15)
"""A claim so old is nobody's: its rendering would have been ended before."""
REST_AFTER_FAILURE = timedelta(minutes=5)
"""So long a report that could not be rendered is not tried again: each try may cost all that the limits allow."""
PATIENCE = 2.0
"""Seconds that a request waits for somebody else's rendering. It keeps a thread of the server meanwhile."""
COME_BACK_IN = 5
LOOK_EVERY = 0.2

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]


def ready_pdf(report: Report, *, clock: Clock, patience: float = PATIENCE, paper: str = Paper.REPORT) -> File:
    """The kept file, rendered first where there is none. A report that was read `with_kept` costs no further query.

    Raises `NotReadyYet` or `PdfFailed`, or `ObjectDoesNotExist` when the report was deleted meanwhile.
    """
    if file := _opened(getattr(report, "pdf", None)):
        return file
    give_up = time.monotonic() + patience
    row = _row_of(report, paper)
    while True:
        if file := _opened(row):
            return file
        if _claim(row, at=clock()):
            return _rendered(row, report, clock)
        if time.monotonic() > give_up:
            raise NotReadyYet
        time.sleep(LOOK_EVERY)
        row.refresh_from_db()


def render_apart(report: Report, paper: str = Paper.REPORT) -> None:
    """Begin to render in a process of its own, which outlives the request; where none can begin, the first reader does.

    None begins while as many as may be are at work: processes that wait for their turn would pile up.
    """
    if ReportPdf.objects.exclude(slot=None).count() >= AT_ONCE:
        return
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "render_reports", str(report.public_id)]
    command += ["--public"] if paper == Paper.PUBLIC else []
    nothing = subprocess.DEVNULL
    try:
        subprocess.Popen(command, start_new_session=True, stdin=nothing, stdout=nothing, stderr=nothing)  # noqa: S603
    except OSError:
        logger.exception("Report %s is not rendered ahead", report.pk)


def remove(report: Report) -> None:
    """Remove whatever is kept of a report's PDFs, also what a killed process left beside it."""
    folder = str(report.public_id)
    with suppress(FileNotFoundError):
        for name in _storage().listdir(folder)[1]:
            _storage().delete(f"{folder}/{name}")
        _storage().delete(folder)


def _row_of(report: Report, paper: str) -> ReportPdf:
    try:
        return ReportPdf.objects.get_or_create(report=report, paper=paper)[0]
    except IntegrityError as deleted:
        raise Report.DoesNotExist from deleted


def _storage() -> Storage:
    return storages["reports"]


def _opened(row: ReportPdf | None) -> File | None:
    """The file, if it is there and whole; else the row forgets it, so that it is rendered anew."""
    if row is None or not row.name:
        return None
    with suppress(FileNotFoundError):
        file = _storage().open(row.name)
        if file.size == row.size:
            return file
        file.close()
    ReportPdf.objects.filter(pk=row.pk, name=row.name).update(name="", size=0)
    row.name = ""
    return None


def _claim(row: ReportPdf, *, at: datetime) -> bool:
    """Take a free slot for this report, unless somebody has one for it. Raises `PdfFailed` soon after a failure."""
    if row.failed_at and at - row.failed_at < REST_AFTER_FAILURE:
        raise PdfFailed("The last rendering failed a short time ago.")
    ReportPdf.objects.filter(claimed_at__lt=at - STALE).update(slot=None, claimed_at=None)
    held = set(ReportPdf.objects.exclude(slot=None).values_list("slot", flat=True))
    free = sorted(set(range(AT_ONCE)) - held)
    return bool(free) and _take(row, free[0], at)


def _take(row: ReportPdf, slot: int, at: datetime) -> bool:
    """Whether nobody else was quicker: each slot is held once, which the database sees to."""
    waiting = ReportPdf.objects.filter(pk=row.pk, slot=None, name="")
    with suppress(IntegrityError), transaction.atomic():
        return bool(waiting.update(slot=slot, claimed_at=at, tries=F("tries") + 1))
    return False


def _rendered(row: ReportPdf, report: Report, clock: Clock) -> File:
    row.refresh_from_db()
    with _claim_held(row, clock):
        pdf = _drawn(report, row.paper).getvalue()
        try:
            return _kept(row, report, pdf)
        except OSError as fault:
            raise PdfFailed("The file could not be stored.") from fault


def _drawn(report: Report, paper: str) -> BytesIO:
    return cover_pdf_of(report) if paper == Paper.COVER else pdf_of(report, paper)


@contextmanager
def _claim_held(row: ReportPdf, clock: Clock) -> Iterator[None]:
    """Gives the claim back at the end, and notes a failure; a claim that was too old may be somebody else's by now."""
    claimed = ReportPdf.objects.filter(pk=row.pk, claimed_at=row.claimed_at)
    try:
        yield
    except PdfFailed as fault:
        logger.error("No PDF of report %s (%s): %s", row.report_id, row.paper, fault)
        claimed.update(slot=None, claimed_at=None, failed_at=clock())
        raise
    except BaseException:
        claimed.update(slot=None, claimed_at=None)
        raise
    claimed.update(slot=None, claimed_at=None, failed_at=None)


def _kept(row: ReportPdf, report: Report, pdf: bytes) -> File:
    """Store the bytes, unless others were stored meanwhile, which then stay. Gone with its report, it is not stored.

    The row is held while the file is written: a deletion, which takes the row first, never leaves a file behind.
    """
    with transaction.atomic():
        now = ReportPdf.objects.select_for_update().filter(pk=row.pk).first()
        if now is None:
            return ContentFile(pdf)
        if not now.name:
            now.name = _storage().save(f"{report.public_id}/{now.paper}.pdf", ContentFile(pdf))
            now.size = len(pdf)
            now.save(update_fields=["name", "size"])
    return _storage().open(now.name)
