"""The report as a Word document: what an editor of a board paper can do with it, and that no text breaks it."""

import io

import pytest
from django.urls import reverse
from django.utils.html import escape
from docx import Document
from docx.oxml.ns import qn

from questionnaire.report.outline import read_page
from questionnaire.report.word import word_of, written
from tests.reports.test_report import body, report_of

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
    file = io.BytesIO()
    written(read_page(f"<html><head><title>T</title></head><body>{markup}</body></html>")).save(file)
    return Document(file)


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
        '<p>So it is <span class="refs">[<a href="#source-7">7</a>]</span></p><ul><li id="source-7">7. A paper</li></ul>'
    )

    (link,) = document.element.iter(qn("w:hyperlink"))
    (mark,) = document.element.iter(qn("w:bookmarkStart"))

    assert link.get(qn("w:anchor")) == mark.get(qn("w:name"))
    assert mark.getparent() is document.paragraphs[-1]._p


def test_a_picture_is_told_by_its_description(report):
    document, page = opened(word_of(report)), body(report)

    told = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Chart description"]

    assert all(picture.desc.text.strip() in words for picture, words in zip(page.select("svg"), told, strict=True))


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
