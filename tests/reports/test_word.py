"""The report as a Word document: what an editor of a board paper can do with it, and that no text breaks it."""

import io
import logging

import pytest
from django.urls import reverse
from django.utils.html import escape
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from questionnaire.report import word_pictures
from questionnaire.report.outline import read_page
from questionnaire.report.pdf import render_pdf
from questionnaire.report.word import saved, word_of, written
from questionnaire.report.word_frame import room
from questionnaire.report.word_pictures import images_of, sheets
from tests.reports.test_report import body, report_of, words

HOSTILE = {
    "emoji": "Care 🏥👩🏽‍⚕️ for all",
    "right to left": "רפואה קהילתית و رعاية",
    "combining marks": "e" + "\u0301" * 8 + " plain",
    "a word of 4,000 letters": "W" * 4000,
    "markup": "<w:p>&amp;<script>alert(1)</script></w:t>",
    "control characters": "bell\x07 tab\x0b form\x0c end",
    "no character at all": "\ufffe\uffff",
    "a formula": "=1+1",
}


def opened(content: bytes):
    return Document(io.BytesIO(content))


def of_page(markup: str):
    """The document of a page, saved and opened again."""
    page = read_page(f"<html><head><title>T</title></head><body>{markup}</body></html>")
    return opened(saved(written(page, images_of(page.pictures()))))


def drawn(title: str, inside: str) -> str:
    return f'<svg viewBox="0 0 640 100"><title>{title}</title><desc>{title} in words.</desc>{inside}</svg>'


def alternatives(document) -> list[tuple[str, str]]:
    """Title and description of each image, in order."""
    return [(shape._inline.docPr.get("title"), shape._inline.docPr.get("descr")) for shape in document.inline_shapes]


def told_in_words(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Chart description"]


@pytest.fixture
def nothing_remembered():
    word_pictures._remembered.cache_clear()
    yield
    word_pictures._remembered.cache_clear()


BAR = '<rect x="10" y="10" width="300" height="20" fill="#0b4f54"/>'


@pytest.fixture(params=["stockport", "salford", "wolverhampton"])
def report(request, db):
    return report_of(request.param)


def test_a_document_is_found_by_its_title_language_and_reference(report):
    about = opened(word_of(report)).core_properties

    assert report.place_name in about.title
    assert about.language == "en-GB"
    assert about.identifier == report.reference
    assert about.created.date() == report.finished_at.date()


def test_every_sheet_says_its_reference_its_marking_and_its_number(report):
    section = opened(word_of(report)).sections[0]

    fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]

    assert report.reference in section.header.paragraphs[0].text
    assert "Final" in section.header.paragraphs[0].text
    assert fields == ["PAGE", "NUMPAGES"]


def test_every_table_with_a_head_repeats_it_and_every_table_has_its_name(report):
    document, page = opened(word_of(report)), body(report)

    heads = [
        [row for row in table._tbl.tr_lst if row.find(f".//{qn('w:tblHeader')}") is not None]
        for table in document.tables
    ]
    names = [table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for table in document.tables]

    assert [len(found) for found in heads] == [len(table.select("thead tr")) for table in page.select("table")]
    assert names == [" ".join(table.caption.text.split()) for table in page.select("table")]


def test_every_link_leads_where_the_pages_link_leads(report):
    document, page = opened(word_of(report)), body(report)

    links = list(document.element.iter(qn("w:hyperlink")))
    marks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    inside = [link.get(qn("w:anchor")) for link in links if link.get(qn("w:anchor"))]
    outside = [document.part.rels[link.get(qn("r:id"))].target_ref for link in links if link.get(qn("r:id"))]

    assert set(inside) == marks
    assert len(inside) == len(page.select("a[href^='#']"))
    assert outside == [link["href"] for link in page.select("a[href^=http]")]


def test_a_source_number_leads_to_its_source():
    document = of_page(
        '<p>So it is <a class="refs" href="#source-7">[7]</a></p><ul><li id="source-7">7. A paper</li></ul>'
    )

    (link,) = document.element.iter(qn("w:hyperlink"))
    (mark,) = document.element.iter(qn("w:bookmarkStart"))

    assert link.get(qn("w:anchor")) == mark.get(qn("w:name"))
    assert mark.getparent() is document.paragraphs[-1]._p


def test_every_picture_is_an_image_with_its_title_and_description(report):
    document, page = opened(word_of(report)), body(report)

    pictures = [(words(one.title.text), words(one.desc.text)) for one in page.select("svg")]

    assert alternatives(document) == pictures
    assert told_in_words(document) == []


def test_images_stand_between_the_margins_undistorted_and_sharp(report):
    document = opened(word_of(report))

    for shape, image in zip(document.inline_shapes, images(document), strict=True):
        assert shape.width <= room(document)
        assert shape.width / shape.height == pytest.approx(image.width / image.height, rel=0.01)
        assert image.width / shape.width.inches >= 200


def images(document) -> list[Image.Image]:
    named = [shape._inline.graphic.graphicData.pic.blipFill.blip.embed for shape in document.inline_shapes]
    return [Image.open(io.BytesIO(document.part.related_parts[name].blob)) for name in named]


def test_pictures_are_drawn_in_our_own_typeface_each_on_one_sheet(db):
    pictures = read_page(f"<html><body>{report_of('salford').body}</body></html>").pictures()

    pages = PdfReader(io.BytesIO(render_pdf(sheets(pictures), 0))).pages

    fonts = {str(font.get_object()["/BaseFont"]) for page in pages for font in page["/Resources"]["/Font"].values()}
    assert len(pages) == len(pictures)
    assert all("Source-Sans-3" in name for name in fonts), fonts


def test_a_picture_that_cannot_be_drawn_is_told_in_words_and_in_the_log(caplog, nothing_remembered):
    document = of_page(drawn("First", BAR) + drawn("Second", "<rect width='wide'/>") + drawn("Third", BAR))

    assert alternatives(document) == [("First", "First in words."), ("Third", "Third in words.")]
    assert told_in_words(document) == ["Second. Second in words."]
    assert "Second" in caplog.text


def test_pictures_that_overrun_their_limits_leave_the_document_whole(monkeypatch, caplog, nothing_remembered):
    monkeypatch.setattr("questionnaire.report.pdf.WALL_SECONDS", 0.1)

    document = of_page(f"<p>Before</p>{drawn('First', BAR)}<table><tr><td>1</table>")

    assert [paragraph.text for paragraph in document.paragraphs] == ["Before", "First. First in words."]
    assert document.tables[0].cell(0, 0).text == "1"
    assert [record.levelno for record in caplog.records] == [logging.ERROR, logging.ERROR]


def test_equal_reports_give_equal_documents(db, nothing_remembered):
    report = report_of("wolverhampton")

    first = word_of(report)
    word_pictures._remembered.cache_clear()

    assert word_of(report) == first


def test_whoever_comes_while_pictures_are_drawn_is_told_when_to_come_back(client, db, monkeypatch):
    report = report_of("wolverhampton")
    monkeypatch.setattr(word_pictures, "PATIENCE", 0.01)

    with word_pictures.AT_WORK:
        response = client.get(reverse("report-word", kwargs={"public_id": report.public_id}))

    assert response.status_code == 503
    assert int(response["Retry-After"]) <= 10
    assert reverse("report-word", kwargs={"public_id": report.public_id}) in response.content.decode()


def test_lists_are_lists_and_each_numbered_one_begins_anew():
    document = of_page("<ol><li>one<li>two</ol><ul><li>point<ul><li>within</ul></ul><ol><li>first</ol>")

    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]

    assert [p.style.name for p in document.paragraphs] == [
        "List Number", "List Number", "List Bullet", "List Bullet 2", "List Number",
    ]  # fmt: skip
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_cell_over_several_columns_stays_one():
    document = of_page("<table><tr><td>a<td>b<td>c<tr><td>d<td colspan=2>e</table>")

    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["d", "e", "e"]


def test_words_between_blocks_are_not_lost():
    document = of_page("before<div>inside<p>a <b>strong</b>\n word</p>between<br>lines</div><figure>told</figure>")

    assert [p.text for p in document.paragraphs] == ["before", "inside", "a strong word", "between\nlines", "told"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_kept_or_shown_as_missing_and_the_file_opens(text):
    document = of_page(
        f"<h2>{escape(text)}</h2><p><a href='https://x.example/{escape(text)}'>{escape(text)}</a></p>"
        f"<table><caption>{escape(text)}</caption><tr><td>{escape(text)}</table>"
    )

    said = "".join(character for character in text if character.isprintable())
    told = ["".join(c for c in p.text if c.isprintable() and c != "\ufffd") for p in document.paragraphs]
    assert [words.replace(" ", "") for words in told] == [
        said.replace(" ", "").replace("\ufffe", "").replace("\uffff", "")
    ] * 3


def test_the_document_is_served_as_a_file_to_keep(client, db):
    report = report_of("wolverhampton")

    response = client.get(reverse("report-word", kwargs={"public_id": report.public_id}))

    assert response["Content-Disposition"] == f'attachment; filename="{report.reference}.docx"'
    assert response["Cache-Control"] == "private, no-store"
    assert opened(response.content).paragraphs
