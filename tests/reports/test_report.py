"""The frozen report: what it says, and that it says the same everywhere."""

import io
import json
import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.urls import resolve, reverse
from django.utils import timezone
from page import validate_pdf
from pypdf import PdfReader

from models_catalogue.editions import current_edition
from questionnaire.models import Report
from questionnaire.operations import freeze_example
from questionnaire.report.pdf import PdfFailed, pdf_of, render_pdf
from tests.asking.documents import example, simplest
from tests.asking.visitors import owner, posted_of

pytestmark = pytest.mark.django_db

PARTS = [
    "1. Summary",
    "2. The place and its rationale",
    "3. Options appraisal",
    "4. How firm this is",
    "5. Legal flexibilities and route",
    "6. Readiness, barriers, risks and governance",
    "7. Organisational form",
    "8. Staged route and first plan",
    "9. Board assurance",
    "10. Places like yours",
    "11. Method, sources and answers",
]
A4 = (595, 842)
"""In points."""
NEVER = ("optimal", "proven", "likely to succeed", "% better", "probability")


def report_of(slug: str) -> Report:
    return freeze_example(slug, example(slug), current_edition(), at=timezone.now())


def body(report: Report) -> BeautifulSoup:
    return BeautifulSoup(report.body, "html.parser")


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(params=["stockport", "salford", "wolverhampton"])
def report(request) -> Report:
    return report_of(request.param)


def test_a_report_has_its_parts_in_order(report):
    assert [heading.text for heading in body(report).select("h2")] == PARTS


def test_a_report_never_claims_what_no_appraisal_can(report):
    text = words(body(report).text).lower()

    assert [claim for claim in NEVER if claim in text] == []


def test_every_citation_leads_to_a_listed_source_and_every_listed_source_is_cited(report):
    page = body(report)

    cited = {link["href"][1:] for link in page.select("a.refs")}
    listed = {item["id"] for item in page.select(".report-sources li")}

    assert cited == listed
    assert len(listed) > 50


def test_the_six_models_of_the_brief_stand_in_one_table(report):
    table = body(report).select_one(".t-models")

    names = [words(cell.text) for cell in table.select("tbody th")]

    assert len(names) == 6
    assert all(any(f"({short})" in name for name in names) for short in ("MCP", "PACS", "ACO", "ACP", "ICO"))


def test_printed_contributions_add_up_to_the_printed_value(report):
    for table in body(report).select(".report-contributions"):
        *rows, total = table.tbody.select("tr:not(.node-start)")
        for column in range(2, len(total.select("th, td"))):
            parts = [number(row.select("th, td")[column].text) for row in rows]

            assert sum(parts) == pytest.approx(number(total.select("th, td")[column].text), abs=0.051)


def number(text: str) -> float:
    return float(text.replace("−", "-").replace("?", ""))


def test_every_picture_has_a_title_a_description_and_a_table(report):
    for picture in body(report).select("svg"):
        title, text = (picture.find(id=name) for name in picture["aria-labelledby"].split())

        assert title.text
        assert text.text
        assert picture.find_next("table") is not None


def test_every_table_has_a_caption_and_headed_rows_and_columns(report):
    for table in body(report).select("table"):
        assert table.caption.text
        assert all(cell.get("scope") in ("row", "col", "rowgroup", "colgroup") for cell in table.select("th"))


def test_headings_skip_no_level(report):
    levels = [1, *(int(heading.name[1]) for heading in body(report).find_all(re.compile("^h[1-6]$")))]

    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_markup_in_answers_is_shown_as_text():
    visit = owner()
    visit.answer_all()
    hostile = posted_of(simplest())
    visit.save("place", hostile["place"] | {"name": ["<script>alert(1)</script>"]})
    visit.save("rationale", hostile["rationale"] | {"case_for_change": ["{{ 7 * 7 }} <b>bold</b>"]})

    page = visit.browser.get(visit.finish()).content.decode()

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 * 7 }}" in page
    assert "<b>bold</b>" not in page


def test_a_report_keeps_its_edition_when_a_newer_one_is_published():
    from models_catalogue.editions import publish
    from models_catalogue.models import Option

    report = report_of("salford")
    before = report.body
    Option.objects.filter(slug="pacs").update(name="Something else")

    publish(note="Renamed.", at=timezone.now())

    report.refresh_from_db()
    assert report.edition.number == 1
    assert report.body == before
    assert current_edition().number == 2


def test_the_pdf_says_what_the_page_says(report):
    reader = PdfReader(pdf_of(report))
    text = words(" ".join(page.extract_text() for page in reader.pages))

    headline = words(body(report).select_one(".report-headline").text)

    assert all(part in text for part in PARTS)
    assert headline[:120].replace(" ", "") in text.replace(" ", "")
    assert report.reference in text
    assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in reader.pages} == {A4}


def test_the_pdf_is_short_enough_to_be_read_and_small_enough_to_be_sent(report):
    pdf = pdf_of(report)

    assert 8 <= len(PdfReader(pdf).pages) <= 16
    assert len(pdf.getvalue()) < 500 * 1024


def test_the_pdf_meets_pdf_ua_1(report, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf_of(report).getvalue())

    checked = validate_pdf(str(file), profile="ua1")

    assert checked.is_compliant
    assert checked.rules.failed == 0


def test_the_checker_of_pdfs_finds_what_is_wrong(tmp_path):
    file = tmp_path / "untitled.pdf"
    file.write_bytes(render_pdf("<html><body><h3>No title, no language</h3></body></html>", 0))

    assert not validate_pdf(str(file), profile="ua1").is_compliant


def test_equal_reports_give_equal_bytes():
    report = report_of("wolverhampton")

    assert pdf_of(report).getvalue() == pdf_of(report).getvalue()


def test_the_pdf_embeds_our_own_typeface():
    reader = PdfReader(pdf_of(report_of("wolverhampton")))

    fonts = {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }

    assert any("Source-Sans-3" in name for name in fonts)
    assert all("Source-Sans-3" in name for name in fonts), fonts


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="file:///etc/hostname">',
        '<link rel="stylesheet" href="file:///etc/hostname">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<object data="file:///etc/hostname"></object>',
        '<style>@import url("file:///etc/hostname"); body { background: url(http://127.0.0.1:9/x) }</style>',
        '<svg><image href="file:///etc/hostname"/></svg>',
    ],
)
def test_the_rendering_child_reads_no_file_and_no_network(markup):
    page = f"<html lang='en'><head><title>x</title></head><body><p>text</p>{markup}</body></html>"

    pdf = PdfReader(io.BytesIO(render_pdf(page, 0)))

    assert not pdf.attachments
    assert "text" in pdf.pages[0].extract_text()


def test_a_rendering_that_overruns_its_limits_is_ended(monkeypatch):
    monkeypatch.setattr("questionnaire.report.pdf.WALL_SECONDS", 0.2)

    with pytest.raises(PdfFailed):
        pdf_of(report_of("wolverhampton"))


def test_a_failed_rendering_tells_the_reader_what_to_do(client, monkeypatch):
    monkeypatch.setattr("questionnaire.report.pdf.WALL_SECONDS", 0.2)
    report = report_of("wolverhampton")

    response = client.get(reverse("report-pdf", kwargs={"public_id": report.public_id}))

    assert response.status_code == 503
    assert reverse("report", kwargs={"public_id": report.public_id}) in response.content.decode()


def test_the_pdf_is_served_as_a_pdf(client):
    report = report_of("wolverhampton")

    response = client.get(reverse("report-pdf", kwargs={"public_id": report.public_id}))

    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content).startswith(b"%PDF")


def test_the_data_of_a_report_names_its_edition_and_its_answers(client):
    report = report_of("salford")

    data = client.get(reverse("report-json", kwargs={"public_id": report.public_id})).json()

    assert data["answers"]["place"]["name"] == "Salford"
    assert data["edition"]["number"] == 1
    assert data["recommendation"]["care_model"] == "pacs"


@pytest.mark.parametrize("slug", ["stockport", "salford", "wolverhampton"])
def test_an_example_opens_as_a_finished_report_for_anybody(client, slug):
    report = report_of(slug)

    response = client.get(reverse("example", kwargs={"slug": slug}), follow=True)

    assert response.status_code == 200
    assert response.redirect_chain[-1][0] == reverse("report", kwargs={"public_id": report.public_id})


def test_the_page_of_a_report_leads_to_each_of_its_files(client):
    report = report_of("salford")
    page = BeautifulSoup(client.get(reverse("report", kwargs={"public_id": report.public_id})).content, "html.parser")

    found = [resolve(link["href"].partition("?")[0]) for link in page.select(".report-tools a")]

    names = {match.url_name for match in found}
    assert names == {
        "check-report",
        "report-csv",
        *(f"report-{kind}" for kind in ("pdf", "word", "workbook", "json")),
        *COVERS,
    }
    assert all(match.kwargs.get("public_id", report.public_id) == report.public_id for match in found)


COVERS = {"cover-pdf", "cover-word", "framework-word"}


def test_an_unknown_example_is_not_found(client):
    assert client.get(reverse("example", kwargs={"slug": "atlantis"})).status_code == 404


def test_freezing_an_example_again_makes_no_second_report():
    assert report_of("salford") == report_of("salford")


@pytest.mark.parametrize("name", ["report", "report-json"])
def test_reading_a_report_needs_at_most_six_queries(client, name, django_assert_max_num_queries):
    report = report_of("salford")

    with django_assert_max_num_queries(6):
        client.get(reverse(name, kwargs={"public_id": report.public_id}))


def test_the_same_answers_by_hand_and_from_the_example_come_to_the_same():
    visit = owner()
    for step, posted in posted_of(example("salford")).items():
        if step in ("readiness", "money", "procurement"):
            posted = filled_with_not_sure(visit, step, posted)
        if step == "priorities":
            posted = posted | {f"{name.split('--')[0]}--today": ["not-sure"] for name in posted}
        assert visit.save(step, posted).status_code == 302, step

    visit.post("finish")

    by_hand = json.loads(Report.objects.get(assessment=visit.assessment).appraisal)
    shipped = json.loads(report_of("salford").appraisal)
    assert [by_hand["recommendation"][stage] for stage in STAGES] == [
        shipped["recommendation"][stage] for stage in STAGES
    ]
    assert [o["value"] for o in by_hand["care_models"]] == [o["value"] for o in shipped["care_models"]]


STAGES = ("care_model", "organisational_model", "commissioning", "organisational_form")


def filled_with_not_sure(visit, step: str, posted: dict) -> dict:
    page = BeautifulSoup(visit.get("step", step=step).content, "html.parser")
    names = {box["name"] for box in page.select("main input[type=radio]")}
    return {name: ["not-sure"] for name in names} | posted
