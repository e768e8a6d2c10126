"""The public version of a report: the same appraisal and headings, and no trace of what is kept back."""

import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from docx import Document as WordDocument
from page import validate_pdf
from pypdf import PdfReader

from models_catalogue.editions import current_edition
from questionnaire.appraisal.appraise import appraise
from questionnaire.kept_back import REASON_LEFT_OUT, withheld
from questionnaire.models import Paper, Report
from questionnaire.operations import freeze_example
from questionnaire.replay import answers_of
from questionnaire.report.pdf import pdf_of
from questionnaire.report.public import public_body, public_content
from questionnaire.report.word import word_of
from tests.asking.documents import example, simplest
from tests.asking.every_answer import answered, every_answer, values_for
from tests.asking.test_kept_back import decided_as, kept
from tests.reports.frank import NOBODY_SHOULD_READ, contributed, finished, frank, full_and_public
from tests.reports.test_kept_pdf import NOW
from tests.reports.test_report import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> Report:
    return finished(frank())


def said_by_all_forms(report: Report) -> dict[str, str]:
    pdf = PdfReader(io.BytesIO(pdf_of(report, Paper.PUBLIC).getvalue()))
    word = WordDocument(io.BytesIO(word_of(report, Paper.PUBLIC)))
    return {
        "page": report.public_body,
        "pdf": words(" ".join(page.extract_text() for page in pdf.pages)),
        "word": word.element.xml,
    }


def test_nothing_that_was_written_for_partners_is_in_any_form(report):
    assert NOBODY_SHOULD_READ in report.body
    assert [form for form, said in said_by_all_forms(report).items() if NOBODY_SHOULD_READ in said] == []


def everything_otherwise(catalogue, document: dict[str, Any]) -> dict[str, Any]:
    """The document with another answer to everything that is kept back. What shows in the ranking stays answered."""
    answers = every_answer(catalogue)
    found = document
    for path in kept(catalogue):
        is_in_sight = path[-1] in ("owner", "reviewed_by") or "ruled_out" in path
        if not is_in_sight:
            found = answered(found, path, values_for(answers[path])[-1])
    found["form"]["ruled_out"] = {"merger": "Quite another reason"}
    return found


def nothing_kept_back(catalogue, document: dict[str, Any]) -> dict[str, Any]:
    return withheld(document, catalogue)


@pytest.mark.parametrize("change", [everything_otherwise, nothing_kept_back])
def test_whatever_is_said_that_is_kept_back_the_public_version_is_the_same_byte_for_byte(report, change, catalogue):
    other = finished(change(catalogue, frank()))

    assert other.sha256 != report.sha256
    assert other.body != report.body
    assert other.public_body.replace(other.reference, report.reference) == report.public_body


def test_both_versions_have_the_same_parts_and_headings(report):
    full, public = full_and_public(report)
    every = [(heading.name, words(heading.text)) for heading in full.find_all(["h2", "h3", "h4"])]
    told = [(heading.name, words(heading.text)) for heading in public.find_all(["h2", "h3", "h4"])]

    assert [text for name, text in told if name == "h2"] == [text for name, text in every if name == "h2"]
    assert [heading for heading in every if heading in told] == told


def test_every_number_of_a_table_that_both_versions_have_is_the_same(report):
    full, public = (numbers_of(page) for page in full_and_public(report))

    in_both = full.keys() & public.keys()
    assert {row: public[row] for row in in_both if public[row] != full[row]} == {}
    assert len(in_both) > 100


def test_a_rating_that_is_told_is_the_one_of_the_full_version(report):
    _, public = full_and_public(report)
    ratings = {risk["reference"]: risk["rating"] for risk in json.loads(report.appraisal)["risks"]}

    told = {
        words(row.th.text).split(".")[0]: words(row.td.text).split()[-1] for row in public.select(".t-risks tbody tr")
    }

    assert told == {reference: str(ratings[reference]) for reference in told}


def numbers_of(page: BeautifulSoup) -> dict[tuple[str, str], list[str]]:
    """The numbers in each row of each table that has a class of its own."""
    found = {}
    for table in page.select("table"):
        for row in table.select("tbody tr"):
            key = (" ".join(table.get("class", [])) + kind_of(table), words(row.th.text))
            found[key] = [words(cell.text) for cell in row.select("td.number")]
    return found


def kind_of(table: Tag) -> str:
    """Two tables of one kind are told apart by the picture or part they belong to; a count in a caption is not its name."""
    return re.sub(r"\d+", "", words(table.caption.text.split(" risks ")[0])) + words(
        table.find_previous(["h2", "h3"]).text
    )


def test_ranks_leaders_and_firmness_are_those_of_the_full_version(report):
    full, public = full_and_public(report)

    for part in (".report-headline", ".t-firm", ".t-weights"):
        assert words(public.select_one(part).text) == words(full.select_one(part).text)


def test_the_first_part_and_each_part_with_a_gap_say_that_something_is_left_out(report):
    full, public = full_and_public(report)
    with_notes = [
        section["aria-labelledby"] for section in public.select("section") if section.select(".report-left-out")
    ]

    assert full.select(".report-left-out") == []
    assert with_notes == [f"part-{number}" for number in (1, 3, 6, 7, 8, 9, 11)]


def test_every_source_that_the_public_version_cites_is_listed_and_no_other(report):
    _, public = full_and_public(report)

    cited = {link["href"][1:] for link in public.select("a.refs")}

    assert cited == {item["id"] for item in public.select(".report-sources li")}


def test_every_page_of_the_pdf_is_marked(report):
    pages = PdfReader(io.BytesIO(pdf_of(report, Paper.PUBLIC).getvalue())).pages

    assert [number for number, page in enumerate(pages) if "public version" not in page.extract_text().lower()] == []


def test_the_word_document_is_marked_on_every_sheet(report):
    word = WordDocument(io.BytesIO(word_of(report, Paper.PUBLIC)))

    assert "Public version" in word.sections[0].header.paragraphs[0].text


def test_the_word_document_has_the_headings_of_the_public_page(report):
    _, public = full_and_public(report)
    word = WordDocument(io.BytesIO(word_of(report, Paper.PUBLIC)))

    told = [words(one.text) for one in word.paragraphs if one.style.name.startswith("Heading")]

    assert told == [words(heading.text) for heading in public.find_all(["h2", "h3", "h4", "h5"])]


def test_the_public_pdf_meets_pdf_ua_1(report, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf_of(report, Paper.PUBLIC).getvalue())

    assert validate_pdf(str(file), profile="ua1").is_compliant


def test_a_reason_for_ruling_out_is_kept_back_and_the_ruling_out_is_not(report):
    _, public = full_and_public(report)
    row = next(row for row in public.select(".t-forms tbody tr") if row.th.text.startswith("Merger"))

    assert REASON_LEFT_OUT in words(row.text)


def test_risks_that_something_kept_back_may_raise_have_no_rating(report, catalogue):
    _, public = full_and_public(report)
    sensitive = [risk.name for risk in catalogue.risks if risk.sensitive]

    rated = {words(row.th.text).split(".")[0] for row in public.select(".t-risks tbody tr")}

    assert rated
    assert not rated & {"R01", "R02", "R06", "R07", "R25"}
    assert [name for name in sensitive if name in public.text] == []


def test_nothing_is_called_best_without_conditions_where_conditions_are_left_out(report):
    full, public = full_and_public(report)

    assert "ithout conditions" in full.text
    assert "ithout conditions" not in public.text


@pytest.mark.parametrize("slug", ["stockport", "salford", "wolverhampton"])
def test_the_answers_of_every_example_have_a_public_version_with_the_same_headline(slug):
    found = finished(example(slug))
    full, public = full_and_public(found)

    assert words(public.select_one(".report-headline").text) == words(full.select_one(".report-headline").text)
    assert [words(cell.text) for cell in public.select(".report-contributions .total td")] == [
        words(cell.text) for cell in full.select(".report-contributions .total td")
    ]


def test_markup_in_what_is_told_is_shown_as_text():
    named = frank()
    named["place"]["name"] = "<script>alert(1)</script>"

    public = finished(named).public_body

    assert "<script>" not in public
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in public


def test_a_finding_about_an_answer_that_is_kept_back_is_not_told(catalogue):
    """Trying another level of the council's readiness would say that it is not answered, which it may well be."""
    strict = with_ruling_gate(catalogue)
    answers = answers_of(withheld(frank(), strict))
    found = appraise(strict, answers)

    content = public_content(report_like(frank()), strict, answers, found)

    assert any(point.step == "readiness" for point in found.turning_points)
    assert [turn for turns in content["turns_by"].values() for turn in turns if turn.step == "readiness"] == []


def with_ruling_gate(catalogue):
    """An edition in which a low level of the council's readiness rules a care model out."""
    needs = {"kind": "needs_readiness", "values": ("council",), "level": 4, "otherwise": "fail"}
    gate = replace(catalogue.gates[0], option="mcp", slug="mcp-council", **needs)
    return replace(catalogue, gates=(gate,))


def report_like(document: dict[str, Any]) -> Report:
    return Report(edition=current_edition(), revision=1, document=json.dumps(document), finished_at=NOW)


def test_a_report_whose_ranking_would_give_away_what_is_kept_back_has_no_public_version(catalogue):
    strict = with_ruling_gate(catalogue)
    full = appraise(strict, answers_of(frank()))

    body = public_body(report_like(frank()), strict, answers_of(withheld(frank(), strict)), full)

    assert body is None


def test_a_worked_example_has_no_public_version_because_it_is_public():
    found = freeze_example("salford", example("salford"), current_edition(), at=NOW)

    assert not found.has_public_version
    assert found.public_body == ""


def test_every_kept_back_answer_is_about_one_of_the_four_or_was_said_among_partners(catalogue):
    """A table to read: what a place may answer frankly."""
    assert {decided_as(catalogue, path)[0] for path in kept(catalogue)} == {
        "money",
        "procurement",
        "readiness",
        "governance",
        "form",
        "care-model",
        "contributions",
        "agreed",
    }


def test_before_the_partners_agree_there_is_no_public_version_even_of_a_result_that_would_be_the_same():
    own = simplest()["priorities"]
    same = contributed("council", 60) | {"priorities": {aim: given["points"] for aim, given in own.items()}}

    before, after = (finished(simplest() | {"contributions": [same], "agreed": agreed}) for agreed in (False, True))

    assert (before.has_public_version, before.public_body) == (False, "")
    assert after.has_public_version


def test_where_how_far_partners_agree_decides_how_firm_the_result_is_there_is_no_public_version():
    alone = example("salford")
    prevention_first = {aim: 100 if aim == "prevention" else 0 for aim in alone["priorities"]}
    evenly = dict.fromkeys(prevention_first, 50)
    views = [{"partner": f"Partner {number}", "priorities": prevention_first} for number in range(3)]
    split = alone | {"contributions": [*views, {"partner": "Council", "priorities": evenly}], "agreed": True}

    reports = [finished(document) for document in (alone, split)]

    levels = [json.loads(report.appraisal)["recommendation"]["levels"]["care"] for report in reports]
    assert levels == ["ROBUST", "LEANING"]
    assert [report.has_public_version for report in reports] == [True, False]
