"""One content in three forms: the page, the PDF and the Word document say the same, in the same order."""

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from questionnaire.models import Report
from questionnaire.report.pdf import pdf_of
from questionnaire.report.word import word_of
from tests.reports.test_report import body, report_of, words

pytestmark = pytest.mark.django_db

BLOCKS = ["h2", "h3", "h4", "h5", "p", "li", "caption", "th", "td"]
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
MARGINS = r"^([0-9A-F]{8}-\d+ – .*|Integration Portal: lays out .*|Page \d+ of \d+)$"
"""What the PDF says on every sheet."""
MARKERS = rf"(^(\d+\.|•)\n)*{MARGINS}"
"""And before it the numbers and bullets of lists on that sheet, which are drawn last of all. A sentence may end like a number."""
ADDRESS = re.compile(r"https?://\S+")
"""An address is broken wherever a line of the PDF ends, and its numbers with it; the other test reads it without spaces."""
CHART = "Chart description"
HEADINGS = {"Heading 1": "h2", "Heading 2": "h3", "Heading 3": "h4", "Heading 4": "h5"}


@pytest.fixture(params=["stockport", "salford", "wolverhampton"])
def report(request) -> Report:
    return report_of(request.param)


def said_by_page(report: Report) -> list[str]:
    """The text of every heading, paragraph, item and cell, in order; pictures are told apart from it."""
    page = body(report)
    for picture in page.select("svg"):
        picture.decompose()
    return [text for block in page.find_all(BLOCKS) if (text := words(own_text(block)))]


def own_text(block: Tag) -> str:
    """The text of a block without that of the blocks within it."""
    own = BeautifulSoup(str(block), "html.parser").find(block.name)
    for within in own.find_all(BLOCKS):
        within.decompose()
    for line_break in own.find_all("br"):
        line_break.replace_with(" ")
    return own.text


def said_by_word(report: Report) -> Iterator[tuple[str, str]]:
    """Style and text of every paragraph of the Word document that is part of the report's body."""
    document = Document(io.BytesIO(word_of(report)))
    for block in document.iter_inner_content():
        yield from ((one.style.name, words(one.text)) for one in paragraphs(block))


def paragraphs(block: Paragraph | Table) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block._tbl.tr_lst:
        for cell in row.tc_lst:
            yield from (Paragraph(paragraph, block) for paragraph in cell.p_lst)


def body_of_word(report: Report) -> list[tuple[str, str]]:
    """Without what stands before the first part."""
    said = [(style, text) for style, text in said_by_word(report) if text]
    first = next(place for place, (style, _) in enumerate(said) if style == "Heading 1")
    return said[first:]


def drawn_in_pdf(report: Report) -> str:
    """The PDF's words in the order in which they are drawn."""
    read = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=pdf_of(report).getvalue(), capture_output=True, check=True
    )
    return read.stdout.decode().replace("\f", "\n")


def without(pattern: str, text: str) -> str:
    return re.sub(pattern, "", text, flags=re.MULTILINE)


def tight(text: str) -> str:
    """Without any space: lines of a PDF end where the sheet does."""
    return "".join(text.split())


def not_in_order(wanted: list[str], text: str) -> list[str]:
    """What is not found in the text after all that stood before it."""
    place, lost = 0, []
    for one in wanted:
        found = text.find(tight(one), place)
        if found < 0:
            lost.append(one)
        else:
            place = found + len(tight(one))
    return lost


def test_the_word_document_has_the_headings_of_the_page(report):
    page = [(heading.name, words(heading.text)) for heading in body(report).find_all(["h2", "h3", "h4", "h5"])]

    word = [(HEADINGS[style], text) for style, text in body_of_word(report) if style in HEADINGS]

    assert word == page


def test_the_word_document_says_what_the_page_says_and_nothing_else(report):
    word = [text for style, text in body_of_word(report) if style != CHART]

    assert word == said_by_page(report)


def test_the_numbers_of_the_word_document_are_those_of_the_page(report):
    word = Counter(NUMBER.findall(" ".join(text for style, text in body_of_word(report) if style != CHART)))

    assert word == Counter(NUMBER.findall(" ".join(said_by_page(report))))


def test_the_pdf_says_what_the_page_says_in_its_order(report):
    page, pdf = said_by_page(report), drawn_in_pdf(report)

    lost, lost_without_markers = (not_in_order(page, tight(without(noise, pdf))) for noise in (MARGINS, MARKERS))

    assert [text for text in lost if text in lost_without_markers] == []


def test_the_pdf_has_each_number_of_the_page_as_often_at_least(report):
    pdf = Counter(NUMBER.findall(without(MARGINS, drawn_in_pdf(report))))
    page = Counter(NUMBER.findall(ADDRESS.sub("", " ".join(said_by_page(report)))))

    assert page - pdf == Counter()


@pytest.mark.parametrize(
    ("said", "lost"),
    [("one two three", []), ("two one three", ["two"]), ("one three", ["two"]), ("one tw o three", [])],
)
def test_the_comparison_finds_what_is_missing_or_out_of_order(said, lost):
    assert not_in_order(["one", "two", "three"], tight(said)) == lost
