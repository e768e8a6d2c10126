"""A report as PDF: the same body in the paper frame, rendered by WeasyPrint in a bounded child process.

The child may read nothing: every file that the page needs is handed to it as a data address.
"""

import base64
import io
import re
import subprocess
import sys
from functools import lru_cache
from itertools import chain
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings
from django.template.loader import render_to_string

from questionnaire.models import Paper

WALL_SECONDS = 60
FACE = re.compile(r"@font-face\{[^}]*\}")
FONT = re.compile(r'url\("?fonts/([^")]+)\.woff2"?\) ?format\("woff2"\)')
RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


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
    return io.BytesIO(_rendering("report/cover_paper.jinja", report))


def _paper(report, *, paper: str = Paper.REPORT, draft: bool = False) -> bytes:
    return _rendering("report/paper.jinja", report, draft=draft, is_public=paper == Paper.PUBLIC)


def _rendering(template: str, report, **frame: bool) -> bytes:
    page = styled(render_to_string(template, {"report": report, **frame}))
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


def styled(page: str) -> str:
    """The page with its styles at the end of its head, and in them the typefaces that draw its signs and no others.

    The typefaces are inside, unpacked, so that the child needs no files and loses no time.
    """
    faces, rules = stylesheet()
    signs = set(map(ord, page))
    needed = "".join(face for face, drawn in faces if signs & drawn)
    head, end, body = page.partition("</head>")
    return f"{head}<style>{needed}{rules}</style>{end}{body}"


@lru_cache(maxsize=1)
def stylesheet() -> tuple[list[tuple[str, frozenset[int]]], str]:
    """The paper's typefaces, each as a rule and the code points that it draws, and all other rules."""
    css = (settings.BASE_DIR / "static" / "build" / "report-print.css").read_text(encoding="utf-8")
    faces = FACE.findall(css)
    return [(_with_font(face), _drawn_by(face)) for face in faces], FACE.sub("", css)


def _with_font(face: str) -> str:
    fonts = settings.BASE_DIR / "static" / "build" / "paper-fonts"
    return FONT.sub(lambda found: f"url({_data_address(fonts / f'{found[1]}.ttf')})", face)


def _drawn_by(face: str) -> frozenset[int]:
    """The code points of a face's `unicode-range`: single ones and ranges from one to another."""
    ranges = (found.groups() for found in RANGE.finditer(face))
    return frozenset(chain.from_iterable(range(int(first, 16), int(last or first, 16) + 1) for first, last in ranges))


def _data_address(font: Path) -> str:
    return f"data:font/ttf;base64,{base64.b64encode(font.read_bytes()).decode()}"
