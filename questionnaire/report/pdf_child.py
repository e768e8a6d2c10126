"""The child process that renders: a page on standard input, a PDF on standard output. Imports nothing of ours.

With --images each sheet of the page comes as an image instead: an archive of PNGs, named by the numbers of their sheets
from 0 on. A sheet on which nothing was drawn is left out.
"""

import gc
import logging
import os
import re
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile, ZipInfo

MEMORY_BYTES = 1024**3
CPU_SECONDS = 20
DOTS_PER_INCH = 240
COLOURS = 32
"""Two inks, their greys and their edges need no more."""

RARE = re.compile("[^\u0000-\u02ff\u2000-\u206f\u20ac\u2122\u2191\u2193\u2212\u2215]")
"""What the page's own typeface does not draw, nearly."""
NOT_DRAWN = "?"
JOINER = "\u200d"


def limit() -> None:
    """Bound this process before it reads anything; the parent, which has threads, could not do it safely."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pdf_of(page: str) -> bytes:
    return written(drawable(page))


def written(page: str) -> bytes:
    return parsed(page).write_pdf(pdf_variant="pdf/ua-1")


def parsed(page: str):
    """The page as the library takes it. One that is well-formed is read by the parser of XML, thirty times as fast as that of HTML."""
    from cssselect2 import ElementWrapper
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=("data",))
    try:
        root = ElementTree.fromstring(page)  # noqa: S314 - no entity can be defined: what people typed is escaped
    except ElementTree.ParseError:
        return HTML(string=page, url_fetcher=fetcher)
    html = HTML(string="<html></html>", url_fetcher=fetcher)
    html.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
    html.etree_element = html.wrapper_element.etree_element
    return html


def drawable(page: str) -> str:
    """The page with a question mark for each run of signs that no typeface here has.

    A sign without a glyph would be an empty box that says nothing to whoever listens, and PDF/UA forbids it.
    """
    missing = "".join(map(re.escape, sorted(undrawn(page))))
    return re.sub(f"[{missing}]+(?:{JOINER}[{missing}]+)*", NOT_DRAWN, page) if missing else page


def undrawn(page: str) -> set[str]:
    """The rare signs of a page that have no glyph, found by setting each of them once, in the typefaces of the page."""
    rare = sorted(set(RARE.findall(page)))
    if not rare:
        return set()
    noted = Noted()
    logging.getLogger("weasyprint").addHandler(noted)
    head, end, _ = page.partition("</head>")
    written(f"{head}{end}<body><p>{' '.join(rare)}</p></body></html>")
    logging.getLogger("weasyprint").removeHandler(noted)
    gc.collect()
    return noted.signs & set(rare)


class Noted(logging.Handler):
    """Notes the signs that the library warns of."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.signs: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if "notdef" in record.msg and isinstance(record.args, tuple):
            self.signs.add(str(record.args[0]))


def images_of(pdf: bytes) -> Iterator[bytes | None]:
    """Each sheet as PNG, or None where it is blank."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        for sheet in document:
            image = sheet.render(scale=DOTS_PER_INCH / 72).to_pil().convert("RGB")
            yield None if is_blank(image) else png_of(image)


def is_blank(image) -> bool:
    return all(darkest == lightest for darkest, lightest in image.getextrema())


def png_of(image) -> bytes:
    file = BytesIO()
    image.quantize(COLOURS).save(file, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return file.getvalue()


def packed(images: Iterator[bytes | None]) -> bytes:
    """The archive; its parts have no date, so that equal images are equal bytes."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for number, image in enumerate(images):
            if image is not None:
                archive.writestr(ZipInfo(str(number)), image)
    return file.getvalue()


def main() -> None:
    limit()
    gc.disable()  # one page and then the end: looking for what could be freed would take a fifth of the time
    pdf = pdf_of(sys.stdin.buffer.read().decode())
    sys.stdout.buffer.write(packed(images_of(pdf)) if "--images" in sys.argv else pdf)
    sys.stdout.buffer.flush()
    os._exit(0)  # letting go of millions of objects one by one would take another tenth


if __name__ == "__main__":
    main()
