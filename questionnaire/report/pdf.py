"""A report as PDF: the same body in the paper frame, rendered by WeasyPrint in a bounded child process.

The child may read nothing: every file that the page needs is handed to it as a data address.
"""

import base64
import io
import re
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings
from django.template.loader import render_to_string

from questionnaire.models import Paper

WALL_SECONDS = 60


class PdfFailed(Exception):
    """The child ended without what was asked for: it failed, or it overran its limits."""


class NotReadyYet(Exception):
    """Somebody else is rendering, or as many as may be are at work: come back in a few seconds."""


def pdf_of(report, paper: str = Paper.REPORT) -> io.BytesIO:
    """The PDF of a frozen report; equal reports give equal bytes. Raises `PdfFailed`."""
    return io.BytesIO(_paper(report, paper=paper))


def draft_pdf(report) -> bytes:
    """The PDF of something that is no finished report: marked as a draft on every page. Raises `PdfFailed`."""
    return _paper(report, draft=True)


def cover_pdf_of(report) -> io.BytesIO:
    """The PDF of a frozen report's cover paper, alike. Raises `PdfFailed`."""
    page = render_to_string("report/cover_paper.jinja", {"report": report, "stylesheet": stylesheet()})
    return io.BytesIO(render_pdf(page, report.finished_at.timestamp()))


def _paper(report, *, paper: str = Paper.REPORT, draft: bool = False) -> bytes:
    context = {"report": report, "stylesheet": stylesheet(), "draft": draft, "is_public": paper == Paper.PUBLIC}
    page = render_to_string("report/paper.jinja", context)
    return render_pdf(page, report.finished_at.timestamp())


def render_pdf(page: str, dated: float) -> bytes:
    return _rendered(page, dated, begins=b"%PDF")


def render_images(page: str) -> dict[int, bytes]:
    """The sheets of a page as PNG, by their numbers from 0 on, without those that are blank. Raises `PdfFailed`."""
    with ZipFile(io.BytesIO(_rendered(page, 0, "--images", begins=b"PK"))) as archive:
        return {int(name): archive.read(name) for name in archive.namelist()}


def _rendered(page: str, dated: float, *form: str, begins: bytes) -> bytes:
    """Render a page in a child process that may use 20 seconds of a core, a minute by the clock and a gibibyte of memory."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-P", str(Path(__file__).with_name("pdf_child.py")), *form],
            input=page.encode(),
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
            env={"SOURCE_DATE_EPOCH": str(int(dated)), "PATH": "", "LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as overrun:
        raise PdfFailed("The rendering took too long.") from overrun
    if done.returncode != 0 or not done.stdout.startswith(begins):
        raise PdfFailed(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """The paper's styles with the fonts inside, unpacked, so that the child needs no files and loses no time."""
    build = settings.BASE_DIR / "static" / "build"
    css = (build / "report-print.css").read_text(encoding="utf-8")
    fonts = build / "paper-fonts"
    return re.sub(
        r'url\("?fonts/([^")]+)\.woff2"?\) ?format\("woff2"\)',
        lambda found: f"url({_data_address(fonts / f'{found[1]}.ttf')})",
        css,
    )


def _data_address(font: Path) -> str:
    return f"data:font/ttf;base64,{base64.b64encode(font.read_bytes()).decode()}"
