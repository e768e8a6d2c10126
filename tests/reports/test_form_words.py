"""Form follows function, in words: each sentence of the part stands beside the values that it was made from."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.template import engines

from questionnaire.answers import read_document
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.form_and_function import Demand, FormTest, Lifted, form_test
from questionnaire.report.content import render_body
from tests.asking.documents import example, simplest
from tests.reports.test_own_words import report_of

FORM = SimpleNamespace(
    slug="alliance-agreement",
    name="Alliance agreement",
    governance="A board decides.",
    holder="Each.",
    payment="",
    exit="",
)
MODEL = SimpleNamespace(slug="acp", name="Accountable care partnership")
TODAY = SimpleNamespace(slug="current-organisation", name="Current organisation")
DIMENSIONS = {slug: SimpleNamespace(name=slug.capitalize()) for slug in ("data", "council", "finance")}


def said(macro: str, *given) -> str:
    module = engines["jinja2"].env.get_template("report/_form_words.jinja").module
    return " ".join(str(getattr(module, macro)(*given)).split())


def lifted(today, then):
    return Lifted("one-budget", "one-budget", today, then)


def a_test(verdict, *lifts, is_agreement=True):
    return FormTest(verdict, (), {}, (), None, is_agreement, lifts, ())


@pytest.mark.parametrize(
    ("test", "model", "why_not_today", "words"),
    [
        (a_test("no form"), MODEL, "", "No form passes its gates"),
        (a_test("none needed"), MODEL, "", "No change of form is needed"),
        (
            a_test("not needed"),
            MODEL,
            "",
            "A new form is not needed to begin: an accountable care partnership can be worked in today’s form, and the place "
            "named nothing that today’s form prevents. Alliance agreement came first on the criteria for a form alone.",
        ),
        (a_test("not needed"), TODAY, "", "the work of today’s organisations can be worked in today’s form"),
        (a_test("not needed", lifted(-1, 0)), MODEL, "", "an alliance agreement would do nothing that the place says"),
        (
            a_test("helps", lifted(-1, 3), lifted(-1, 1), lifted(-1, -1)),
            MODEL,
            "",
            "of 3 things that today’s form prevents, an alliance agreement would do 2, in full or in part.",
        ),
        (
            a_test("helps", lifted(-1, 3)),
            MODEL,
            "",
            "of 1 thing that today’s form prevents, an alliance agreement would do 1",
        ),
        (
            a_test("needed"),
            MODEL,
            "",
            "A new form is needed: today’s does not go with an accountable care partnership.",
        ),
        (a_test("needed"), MODEL, "It failed.", "the place has ruled today’s form out: It failed."),
        (a_test("cannot tell"), MODEL, "", "cannot be told"),
    ],
)
def test_whether_a_new_form_is_needed_is_said(test, model, why_not_today, words):
    assert words in said("verdict_sentence", test, FORM, model, why_not_today)


@pytest.mark.parametrize(
    ("test", "words"),
    [
        (a_test("needed"), "A contract is only scaffolding"),
        (a_test("needed", is_agreement=False), "changes the organisations themselves"),
    ],
)
def test_what_kind_of_change_a_form_is_is_said(test, words):
    assert words in said("kind_sentence", test, FORM)


@pytest.mark.parametrize("verdict", ["no form", "none needed"])
def test_without_a_change_no_kind_of_change_is_told(verdict):
    assert said("kind_sentence", a_test(verdict), None) == ""


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (lifted(-1, 3), "Would do it."),
        (lifted(-1, 1), "Would do it in part."),
        (lifted(1, 1), "Would do no more than today’s form."),
        (lifted(-1, 0), "Would not do it."),
        (Lifted("binding-joint-decisions", None, None, None), "No criterion measures this. A board decides."),
        (Lifted("one-contract", None, None, None), "No criterion measures this. Each."),
        (
            Lifted("share-gains-and-losses", None, None, None),
            "No criterion measures this. Ask how the form would do it.",
        ),
        (Lifted("a-new-word", None, None, None), "No criterion measures this. Ask how the form would do it."),
    ],
)
def test_what_the_form_would_do_about_a_limit_is_said(limit, words):
    assert said("deed_words", limit, FORM) == words


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ([], ""),
        ([FORM], "Natural for it, but behind on the criteria: alliance agreement."),
        (
            [FORM, MODEL],
            "Natural for it, but behind on the criteria: alliance agreement; accountable care partnership.",
        ),
    ],
)
def test_forms_that_go_better_with_the_model_are_named(options, words):
    assert said("better_words", options) == words


def test_the_demands_are_counted_and_those_to_come_are_named():
    demands = [Demand("data", 3, 3, 0), Demand("council", 3, None, 3), Demand("finance", 4, 1.5, 2)]

    found = said("demands_sentence", demands, FORM, DIMENSIONS)

    assert found.startswith("Of 3 levels of readiness that the models ask for, 1 is in place. 1 has to be reached")
    assert (
        "for alliance agreement as well (the level asked for, and today’s where it was rated): council 3. 1 is left"
        in found
    )
    assert found.endswith("finance 4, now 1.5.")


def body(catalogue, document):
    answers = read_document(document)
    appraisal = appraise(catalogue, answers, draws=0)
    found = form_test(catalogue, answers, appraisal.care, appraisal.organisational, appraisal.form)
    return BeautifulSoup(render_body(report_of(document), catalogue, answers, appraisal), "html.parser"), found


def part_of(page):
    return page.find(id="part-7").parent


@pytest.mark.django_db
@pytest.mark.parametrize("document", [example("salford"), example("stockport"), simplest(), {}])
def test_every_form_has_a_row_with_its_reason_and_how_it_goes_with_the_model(catalogue, document):
    page, found = body(catalogue, document)

    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in part_of(page).select(".t-forms tbody tr")
    ]

    assert len(rows) == len(catalogue.stage("form"))
    assert all(cells[-1] for cells in rows)
    levels = ["poor", "possible", "natural"]
    assert sorted(cells[2] for cells in rows) == sorted(levels[level] for level in found.goes.values())


@pytest.mark.django_db
def test_a_report_without_any_form_says_so_and_every_reason(catalogue):
    reasons = {form.slug: f"Not {number}." for number, form in enumerate(catalogue.stage("form"))}

    page, _ = body(catalogue, simplest() | {"form": {"ruled_out": reasons, "limits": ["one-budget"]}})

    text = part_of(page).get_text(" ", strip=True)
    assert "No form passes its gates" in text
    assert [reason for reason in reasons.values() if reason not in text] == []
