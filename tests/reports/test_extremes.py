"""The report at the ends of what may be answered, in every form: legible, within its limits, and sound by outside checks."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from docx import Document
from openpyxl import load_workbook
from page import validate_pdf
from pypdf import PdfReader

from models_catalogue.catalogue import Catalogue
from models_catalogue.spreadsheets.sheets import csv_of, workbook_of
from questionnaire.models import Report
from questionnaire.report import pdf
from questionnaire.report.pdf import cover_pdf_of, pdf_of, render_pdf
from questionnaire.report.sheets import SHEETS
from questionnaire.report.word import word_of
from tests.reports.extremes import EXTREMES, HOSTILE, MARKUP, report_on

pytestmark = pytest.mark.xdist_group("extremes")
"""One process renders each of them once for all tests; together they cost half a minute."""

LARGEST = 256 * 1024
"""Kibibytes of memory that a rendering may take."""
IN_THE_MARGINS = 20
"""Words of the running header and of the footer, about."""
RIGHT_MARGIN = (210 - 13) / 25.4 * 72 + 0.1
"""Where the text of a sheet ends, in points: 13 mm before its edge."""
ELSEWHERE = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland"}
SCRIPT = """
import json, resource, sys
import django
django.setup()
from models_catalogue.catalogue import Catalogue
from questionnaire.report.pdf import pdf_of
from tests.reports.extremes import report_on
catalogue = Catalogue.from_json(open(sys.argv[1], "rb").read())
pdf = pdf_of(report_on(catalogue, json.load(open(sys.argv[2])))).getvalue()
open(sys.argv[3], "wb").write(pdf)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass(frozen=True)
class Rendered:
    """A report, its PDF as another process rendered it, and the most memory that this took, in kibibytes."""

    name: str
    report: Report
    pdf: Path
    memory: int


@pytest.fixture(scope="module", params=EXTREMES)
def rendered(request, catalogue, made, tmp_path_factory) -> Rendered:
    if request.param not in made:
        made[request.param] = rendered_elsewhere(request.param, catalogue, tmp_path_factory.mktemp("extreme"))
    return made[request.param]


@pytest.fixture(scope="module")
def made() -> dict[str, Rendered]:
    """What was rendered so far, by name."""
    return {}


def rendered_elsewhere(name: str, catalogue: Catalogue, folder: Path) -> Rendered:
    edition, document, pdf = (folder / name for name in ("edition.json", "document.json", "report.pdf"))
    answers = EXTREMES[name](catalogue)
    edition.write_bytes(catalogue.canonical())
    document.write_text(json.dumps(answers))
    environment = {
        **os.environ,
        **ELSEWHERE,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "SECRET_KEY": settings.SECRET_KEY,
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, edition, document, pdf],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        check=True,
    )
    return Rendered(name, report_on(catalogue, answers), pdf, int(done.stdout))


@pytest.fixture(scope="module")
def pages(rendered) -> list[str]:
    """The words on each sheet, as another program reads them."""
    read = subprocess.run(["pdftotext", "-layout", rendered.pdf, "-"], capture_output=True, check=True)
    return read.stdout.decode().split("\f")[:-1]


def test_the_pdf_meets_pdf_ua_1(rendered):
    checked = validate_pdf(str(rendered.pdf), profile="ua1")

    assert checked.rules.failed == 0, checked.failures
    assert checked.is_compliant


def test_another_program_finds_no_fault_in_the_pdf(rendered):
    checked = subprocess.run(["qpdf", "--check", rendered.pdf], capture_output=True, text=True)

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "WARNING" not in checked.stderr


def test_every_sheet_is_a4_and_none_is_blank(rendered, pages):
    sheets = PdfReader(rendered.pdf).pages

    sizes = {(round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) for sheet in sheets}

    assert sizes == {(595, 842)}
    assert len(pages) == len(sheets)
    assert [number for number, text in enumerate(pages, 1) if len(text.split()) < IN_THE_MARGINS + 20] == []


def test_the_bookmarks_are_the_headings(rendered):
    page = BeautifulSoup(rendered.report.body, "html.parser")
    reader = PdfReader(rendered.pdf)

    assert titles(reader.outline)[1:] == [words(heading.text) for heading in page.select("h2, h3, h4, h5, h6")]


def titles(outline: list) -> list[str]:
    """The titles of bookmarks, in order, however deep they lie."""
    found = []
    for entry in outline:
        found += titles(entry) if isinstance(entry, list) else [words(entry.title)]
    return found


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_rendering_takes_no_more_memory_than_it_may(rendered):
    assert rendered.memory <= LARGEST


@pytest.mark.parametrize("rendered", ["shortest", "most hostile"], indirect=True)
def test_another_process_with_other_hashes_in_another_time_zone_writes_the_same_bytes(rendered):
    assert pdf_of(rendered.report).getvalue() == rendered.pdf.read_bytes()


@pytest.fixture
def handed_over(rendered, monkeypatch) -> list[str]:
    """The pages of the report and of its cover paper, as the child is given them."""
    handed: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(pdf, "render_pdf", lambda page, dated: handed.append(page) or b"")
        pdf_of(rendered.report)
        cover_pdf_of(rendered.report)
    return handed


def test_every_page_for_paper_is_well_formed_because_such_a_page_is_read_fast(handed_over):
    assert [kind_of(page) for page in handed_over] == ["html", "html"]


def kind_of(page: str) -> str:
    """The root of a page that is read as XML."""
    return ElementTree.fromstring(page).tag  # noqa: S314 - it is our own


@pytest.mark.parametrize("rendered", ["most hostile"], indirect=True)
def test_a_page_is_drawn_alike_by_whichever_parser_it_is_read(rendered, handed_over):
    report, _ = handed_over
    loose = report.replace(' charset="utf-8" />', ' charset="utf-8">')

    with pytest.raises(ElementTree.ParseError):
        kind_of(loose)
    assert render_pdf(loose, rendered.report.finished_at.timestamp()) == rendered.pdf.read_bytes()


def test_nothing_on_paper_reaches_over_the_margins(rendered):
    found = subprocess.run(["pdftotext", "-bbox", rendered.pdf, "-"], capture_output=True, check=True).stdout.decode()

    ends = [(float(end), word) for end, word in re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>', found)]

    assert len(ends) > 1000
    assert [word for end, word in ends if end > RIGHT_MARGIN] == []


@pytest.mark.parametrize(
    ("text", "drawn"), [("a 👩🏽‍👧🏥 b", "a ? b"), ("a \U00013000\U00013001 b", "a ? b"), ("“ő” – ≥ €", "“ő” – ≥ €")]
)
def test_signs_that_no_typeface_has_are_told_by_a_question_mark(text, drawn, tmp_path):
    file = tmp_path / "signs.pdf"

    file.write_bytes(render_pdf(f"<html lang='en'><head><title>T</title></head><body><h1>{text}</h1></body></html>", 0))

    assert words(PdfReader(file).pages[0].extract_text()) == drawn
    assert validate_pdf(str(file), profile="ua1").rules.failed == 0


def test_the_word_document_opens_and_holds_what_was_written(rendered):
    document = Document(io.BytesIO(word_of(rendered.report)))
    told = words(" ".join(text.text or "" for text in document.element.iter("{*}t")))

    page = BeautifulSoup(rendered.report.body, "html.parser")

    assert len(document.inline_shapes) == len(page.select("svg"))
    if rendered.name == "most hostile":
        assert all(words(text) in told for text in (*HOSTILE, MARKUP))


def test_markup_in_answers_makes_no_element_of_the_page(rendered):
    page = BeautifulSoup(rendered.report.body, "html.parser")

    assert page.select("script, style, iframe, object, img") == []
    assert [
        link["href"] for link in page.select("a") if not link["href"].startswith(("#", "https://", "http://"))
    ] == []


def test_sheets_hold_no_formula(rendered, catalogue):
    stored = json.loads(rendered.report.appraisal)
    tables = [sheet(catalogue, stored) for sheet in SHEETS.values()]

    book = load_workbook(io.BytesIO(workbook_of(tables)))

    assert "f" not in {cell.data_type for sheet in book for row in sheet for cell in row}
    for table in tables:
        rows = list(csv.reader(io.StringIO(csv_of(table.headings, table.cells()).decode("utf-8-sig"))))
        assert [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@")] == []
