"""The cover paper: two pages that ask each body for no more than the report supports, in the report's own words."""

import io
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.urls import reverse
from docx import Document
from page import validate_pdf
from pypdf import PdfReader

from models_catalogue.editions import catalogue_of, current_edition
from questionnaire.answers import Partner, read_document
from questionnaire.appraisal.appraise import appraise
from questionnaire.models import Report
from questionnaire.operations import freeze_example
from questionnaire.report.content import report_content
from questionnaire.report.cover import TO_CLOSE_FIRST, Decision, bodies, cover_content, finding_of
from questionnaire.report.pdf import cover_pdf_of
from questionnaire.report.word import cover_word_of
from tests.asking.documents import example
from tests.asking.visitors import owner, stranger
from tests.reports.test_report import NEVER, body, report_of, words
from tests.reports.test_three_forms import BLOCKS, NUMBER, own_text, paragraphs

pytestmark = pytest.mark.django_db
FILES = ("cover-pdf", "cover-word")
TITLES = ["Integrated care board", "Trust boards", "Council cabinet", "Practices"]


@pytest.fixture(params=["stockport", "salford", "wolverhampton"])
def report(request) -> Report:
    return report_of(request.param)


def cover(report: Report) -> BeautifulSoup:
    return BeautifulSoup(report.cover, "html.parser")


def pages_of(report: Report) -> list:
    return PdfReader(cover_pdf_of(report)).pages


def tight(text: str) -> str:
    return "".join(text.split())


def test_a_cover_paper_has_exactly_two_a4_pages(report):
    pages = pages_of(report)

    assert len(pages) == 2
    assert all((round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (595, 842) for page in pages)


def crowded() -> dict:
    """Names, partners, dates and meetings as long as they come."""
    document = example("salford")
    document["place"]["name"] = ("The Metropolitan Borough of Upper and Lower Longname with its Villages " * 2)[:120]
    kinds = ("integrated-care-board", "council", "acute-trust", "gp-organisation", "voluntary-organisation")
    document["place"]["partners"] = [
        {"name": f"Partner {number} of the greater Longname area for health, care and much else", "type": kind}
        for kind in kinds
        for number in range(5)
    ]
    boards = [f"The council’s cabinet, meeting {number} in the old town hall, 3 May 2027" for number in range(9)]
    document["pace"] = {"start": "2027-01-04", "target": "2027-12-01", "boards": boards}
    return document


def halted() -> dict:
    document = crowded()
    facts = ("partner-deficit", "social-care-delegated", "baseline-weak", "no-guarantee", "vat-open")
    document["governance"] = {"facts": dict.fromkeys(facts, "yes")}
    document["pace"] |= {"staff_moving": "yes", "new_entity": "yes"}
    return document


def unbroken() -> dict:
    document = crowded()
    document["place"]["name"] = "W" * 120
    document["place"]["partners"] = [{"name": "W" * 120, "type": "council"}] * 9
    document["pace"]["boards"] = ["W" * 400] * 9
    return document


@pytest.mark.parametrize("document", [crowded, halted, unbroken])
def test_long_names_and_many_of_them_keep_to_two_pages(document):
    report = freeze_example("long", document(), current_edition(), at=current_edition().published_at)

    assert len(pages_of(report)) == 2


def test_markup_in_names_is_shown_as_text():
    document = crowded()
    document["place"] |= {"name": "<b>bold</b> & {{ 7 * 7 }}", "partners": [{"name": "<i>X</i>", "type": "council"}]}
    document["pace"]["boards"] = ["<script>alert(1)</script>, 3 May 2027"]

    report = freeze_example("hostile", document, current_edition(), at=current_edition().published_at)

    page, said = cover(report), words(cover(report).text)
    assert page.select("b, i, script") == []
    assert all(text in said for text in ("<b>bold</b> & {{ 7 * 7 }}", "<i>X</i>", "<script>alert(1)</script>"))


def test_the_cover_paper_says_the_reports_headline_finding_and_tally(report):
    page, paper = body(report), words(cover(report).text)

    for selector in (".report-headline", ".report-summary .report-case", '[aria-labelledby="part-9"] > p'):
        for said in page.select(selector):
            last = words(said.text).split("assurance. ")[-1]
            assert last in paper


def test_the_reasons_and_risks_are_those_of_the_reports_first_page(report):
    page, paper = body(report), words(cover(report).text)

    said = [words(item.text).split(" [")[0] for item in page.select(".report-summary .report-pair li")]

    assert len(said) >= 4
    assert [one for one in said if one not in paper] == []


def test_every_option_stands_with_the_value_that_the_report_prints(report):
    appraisal = json.loads(report.appraisal)
    whole = engines["jinja2"].env.globals["whole"]

    printed = [words(cell.text) for cell in cover(report).select(".t-lines tbody td.number")]

    found = appraisal["care_models"] + appraisal["organisational_models"]
    assert sorted(printed) == sorted(whole(option["value"]) for option in found)


def test_what_the_cover_paper_cites_is_listed_in_the_report(report):
    listed = {item["id"].removeprefix("source-") for item in body(report).select(".report-sources li")}

    cited = {number for refs in cover(report).select(".refs") for number in NUMBER.findall(refs.text)}

    assert len(cited) > 10
    assert cited <= listed


def test_the_headings_to_close_first_are_open_in_the_report(report):
    open_numbers = [line["number"] for line in json.loads(report.appraisal)["assurance"] if line["status"] == "open"]
    first = [number for number in open_numbers if number in TO_CLOSE_FIRST]

    said = words(cover(report).select_one(".conditions").text)

    assert f"closed with evidence: {', '.join(map(str, first))}." in said


def test_a_cover_paper_never_claims_what_no_appraisal_can(report):
    assert [claim for claim in NEVER if claim in words(cover(report).text).lower()] == []


def test_pdf_and_word_document_say_what_was_frozen_in_its_order(report):
    frozen = [text for block in cover(report).find_all(BLOCKS) if (text := words(own_text(block)))]
    document = Document(io.BytesIO(cover_word_of(report)))
    word = [words(one.text) for block in document.iter_inner_content() for one in paragraphs(block) if one.text]
    pdf = tight(" ".join(page.extract_text() for page in pages_of(report)))

    assert word[-len(frozen) :] == frozen
    assert [text for text in frozen if tight(text) not in pdf] == []


def test_pdf_and_word_document_name_reference_and_check_code(report):
    pdf = tight(pages_of(report)[0].extract_text())
    document = Document(io.BytesIO(cover_word_of(report)))
    word = tight(" ".join(paragraph.text for paragraph in document.paragraphs))

    assert all(code in said for code in (report.reference, report.check_code) for said in (pdf, word))
    assert report.reference in document.sections[0].header.paragraphs[0].text


def test_the_cover_paper_meets_pdf_ua_1(report, tmp_path):
    file = tmp_path / "cover.pdf"
    file.write_bytes(cover_pdf_of(report).getvalue())

    checked = validate_pdf(str(file), profile="ua1")

    assert checked.is_compliant
    assert checked.rules.failed == 0


def test_equal_cover_papers_are_equal_bytes():
    report = report_of("wolverhampton")

    assert cover_pdf_of(report).getvalue() == cover_pdf_of(report).getvalue()


@pytest.mark.parametrize(
    ("provisional", "case", "level", "aims", "tie", "finding"),
    [
        (True, "shown", "ROBUST", True, (), "provisional"),
        (True, "not shown", "ROBUST", True, (), "provisional"),
        (False, "not shown", "VERY_ROBUST", True, (), "not shown"),
        (False, "not shown", "NOT_SETTLED", True, (), "not shown"),
        (False, "shown", "ROBUST", None, (), "no weights"),
        (False, "shown", "NOT_SETTLED", True, (), "not settled"),
        (False, "shown", None, True, (), "not settled"),
        (False, "shown", "ROBUST", True, ("one", "another"), "not settled"),
        (False, "shown by design, not by evidence", "ROBUST", True, (), "shown by design"),
        (False, "shown", "LEANING", True, (), "shown"),
    ],
)
def test_a_finding_is_what_leaves_most_open(provisional, case, level, aims, tie, finding):
    stage = SimpleNamespace(tree=SimpleNamespace(node=lambda name: aims))
    appraisal = SimpleNamespace(provisional=provisional, case_for_change=case, level=level, care=None)
    appraisal.organisational = stage

    assert finding_of(appraisal, SimpleNamespace(level_with=tie)) == finding


SHOWN = Decision("shown", is_halted=False, is_pathway=False, start="a joint team")


@pytest.mark.parametrize(
    ("decision", "may_start"),
    [
        (SHOWN, True),
        (replace(SHOWN, finding="shown by design"), True),
        (replace(SHOWN, is_pathway=True), True),
        (replace(SHOWN, is_halted=True), False),
        (replace(SHOWN, start=""), False),
        *(
            (replace(SHOWN, finding=other), False)
            for other in ("provisional", "not shown", "no weights", "not settled")
        ),
    ],
)
def test_a_first_step_is_put_for_approval_only_where_a_case_is_shown_and_nothing_halts_it(decision, may_start):
    assert decision.may_start is may_start


def test_each_partner_is_a_body_of_its_kind_and_every_kind_has_a_resolution():
    named = [
        Partner("Board", "integrated-care-board"),
        Partner("Trust", "ambulance-trust"),
        Partner("Club", "club"),
        Partner("Network", "primary-care-network"),
    ]

    assert [(body.kind, body.partners) for body in bodies(named)] == [
        ("commissioner", ("Board",)),
        ("trust", ("Trust",)),
        ("council", ()),
        ("practices", ("Network",)),
        ("others", ("Club",)),
    ]


NO_START = ["work towards", "working towards", "Delegates", "Approves its part"]
SITUATIONS = [
    (
        "shown",
        {},
        ["a case for change is shown; the result is firm"],
        ["work towards", "first step", "The work stops"],
        ["[date]"],
    ),
    (
        "shown by design",
        {},
        ["shown by design, not by evidence"],
        ["as a test with a baseline", "The work stops"],
        ["[date]"],
    ),
    (
        "not shown",
        {},
        ["a case for change is not shown"],
        ["meeting national requirements"],
        NO_START,
    ),
    ("not settled", {}, ["do not settle which option fits best"], ["set side by side"], NO_START),
    ("no weights", {}, ["the aims carry no weights"], ["every aim its points"], NO_START),
    ("provisional", {}, ["the report is provisional"], ["finish the report anew"], NO_START),
    ("shown", {"is_halted": True}, ["a case for change is shown"], ["while the stop"], NO_START),
    ("shown", {"start": ""}, ["a case for change is shown"], ["name a first step"], NO_START),
    ("shown", {"is_pathway": True}, ["about one pathway"], ["first step"], ["[date]"]),
]


@pytest.fixture(scope="module")
def salford_content(django_db_setup, django_db_blocker):
    """What the templates read of one report, to be put in other situations."""
    with django_db_blocker.unblock():
        edition = current_edition()
        catalogue, document = catalogue_of(edition.pk), example("salford")
        answers = read_document(document)
        report = Report(edition=edition, document=json.dumps(document), revision=1)
        content = report_content(report, catalogue, answers, appraise(catalogue, answers, draws=1000))
        return {**content, **cover_content(content)}


@pytest.mark.parametrize(("finding", "otherwise", "noted", "asked", "never"), SITUATIONS)
def test_each_body_is_asked_for_what_the_finding_supports(salford_content, finding, otherwise, noted, asked, never):
    decision = replace(SHOWN, finding=finding, **otherwise)
    stop = SimpleNamespace(code=next(iter(salford_content["stop_rule"])), sources=())
    situation = {"decision": decision, "stops": [stop] if decision.is_halted else []}
    template = engines["jinja2"].env.get_template("report/cover.jinja")

    page = BeautifulSoup(template.render({**salford_content, **situation}), "html.parser")

    told = {words(section.h3.text): words(section.text) for section in page.select(".resolution")}
    conditions = words(page.select_one(".conditions").text)
    assert list(told) == TITLES
    for said in told.values():
        assert [one for one in noted if one not in said] == []
        assert [one for one in never if one in said] == []
        assert any(one in said for one in asked)
    assert ("The work stops" in conditions) is decision.may_start
    assert ("To agree in principle" in page.text) is decision.may_start
    assert ("Stop:" in conditions) is decision.is_halted


@pytest.mark.parametrize("name", FILES)
def test_a_stranger_gets_no_cover_paper_and_its_owner_does(client, name):
    visit = owner()
    visit.answer_all()
    visit.post("finish")
    address = reverse(name, kwargs={"public_id": Report.objects.get().public_id})

    assert stranger(visit.assessment).browser.get(address).status_code == 404
    assert visit.browser.get(address).status_code == 200


@pytest.mark.parametrize("name", FILES)
def test_a_cover_paper_is_a_file_to_keep_and_needs_at_most_six_queries(client, name, django_assert_max_num_queries):
    report = report_of("wolverhampton")
    address = reverse(name, kwargs={"public_id": report.public_id})
    first = client.get(address)

    with django_assert_max_num_queries(6):
        again = client.get(address)

    assert again["Content-Disposition"].startswith(f'attachment; filename="{report.reference}-cover.')
    assert again["Cache-Control"] == "private, no-store"
    assert again.status_code == first.status_code == 200


def test_the_pdfs_of_a_report_and_of_its_cover_paper_are_kept_apart(client):
    report = report_of("wolverhampton")

    sizes = [
        len(PdfReader(io.BytesIO(client.get(reverse(name, kwargs={"public_id": report.public_id})).getvalue())).pages)
        for name in ("cover-pdf", "report-pdf", "cover-pdf")
    ]

    assert sizes[0] == sizes[2] == 2 < sizes[1]


@pytest.mark.parametrize("name", FILES)
def test_a_report_of_before_cover_papers_has_none_and_offers_none(client, name):
    report = report_of("wolverhampton")
    Report.objects.filter(pk=report.pk).update(cover="")
    address = reverse(name, kwargs={"public_id": report.public_id})

    page = client.get(reverse("report", kwargs={"public_id": report.public_id})).content.decode()

    assert client.get(address).status_code == 404
    assert address not in page


@pytest.mark.parametrize("name", FILES)
def test_the_page_of_a_report_offers_its_cover_paper(client, name):
    report = report_of("wolverhampton")

    page = client.get(reverse("report", kwargs={"public_id": report.public_id})).content.decode()

    assert f'href="{reverse(name, kwargs={"public_id": report.public_id})}"' in page
