"""The report's pictures as images, for a form that shows no SVG: how they are drawn, and how they stand in a Word document."""

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any

from docx.shared import Mm

from models_catalogue.spreadsheets.cells import printable
from questionnaire.report.outline import Picture
from questionnaire.report.pdf import NotReadyYet, PdfFailed, render_images, styled

UNIT, WIDEST, TALLEST = 0.24, 165.0, 220.0
"""In millimetres: what a unit of a drawing becomes, so that all have type of one size, unless that would be too large."""
REMEMBERED_FOR = 300
"""Seconds after which a failed drawing may be tried again, at the latest."""
PATIENCE = 5.0
"""Seconds that a request waits for somebody else's pictures."""
AT_WORK = threading.Lock()
BARE = """<style>
@page { margin: 0; @top-left { content: none } @bottom-left { content: none } @bottom-right { content: none } }
body { margin: 0 }
.chart { margin: 0; max-height: none; width: 100% }
</style>"""
"""What makes sheets of paper into pictures."""

logger = logging.getLogger(__name__)
Images = Mapping[Picture, bytes]


def images_of(pictures: Sequence[Picture]) -> Images:
    """The pictures as PNG, drawn with the paper's typeface; one that could not be drawn is left out, which the log says.

    A process draws one report's pictures at a time, and remembers the last ones for a while. Raises `NotReadyYet`.
    """
    if not AT_WORK.acquire(timeout=PATIENCE):
        raise NotReadyYet
    try:
        return _remembered(tuple(pictures), int(time.monotonic() // REMEMBERED_FOR))
    finally:
        AT_WORK.release()


@lru_cache(maxsize=8)
def _remembered(pictures: tuple[Picture, ...], _period: int) -> Images:
    drawn = _drawn(pictures)
    for picture in pictures:
        if picture not in drawn:
            logger.error("A picture is missing in a Word document: %s", picture.title)
    return drawn


def _drawn(pictures: tuple[Picture, ...]) -> Images:
    try:
        images = render_images(sheets(pictures)) if pictures else {}
    except PdfFailed as fault:
        logger.error("No pictures for a Word document: %s", fault)
        return {}
    return {picture: images[number] for number, picture in enumerate(pictures) if number in images}


def sheets(pictures: Sequence[Picture]) -> str:
    """A page with each picture on a sheet of its own, which is as large as the picture."""
    body = "".join(_sheet(number, picture) for number, picture in enumerate(pictures))
    return styled(
        f'<!DOCTYPE html><html lang="en-GB"><head><title>Pictures</title></head><body>{BARE}{body}</body></html>'
    )


def _sheet(number: int, picture: Picture) -> str:
    """Never more than one sheet, or every picture after it would be taken for its neighbour."""
    width, height = size(picture)
    return (
        f"<style>@page picture-{number} {{ size: {width:.2f}mm {height:.2f}mm }}</style>"
        f'<div style="page: picture-{number}; height: {height - 0.1:.2f}mm; overflow: hidden">{picture.drawing}</div>'
    )


def size(picture: Picture) -> tuple[float, float]:
    """Width and height on paper, in millimetres."""
    unit = min(UNIT, WIDEST / picture.width, TALLEST / picture.height)
    return picture.width * unit, picture.height * unit


def show(paragraph: Any, picture: Picture, image: bytes) -> None:
    """Put the image into a paragraph, with its title and description for whoever does not see it."""
    width, height = (Mm(length) for length in size(picture))
    shape = paragraph.add_run().add_picture(BytesIO(image), width, height)
    told = shape._inline.docPr
    told.set("title", printable(picture.title))
    told.set("descr", printable(picture.text))
