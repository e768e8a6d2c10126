"""Places like yours: what the part says stands beside the cases that it was made from, and so does the data."""

import json
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string

from models_catalogue.catalogue import Case, Circumstance, CircumstanceAnswer, Term
from questionnaire.answers import Answers, CareModel, Place
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.likeness import near_cases
from questionnaire.report.cases import places_view
from questionnaire.report.citations import Citations
from tests.builders import catalogue_of, row, settled_answers
from tests.reports.test_report import report_of

CIRCUMSTANCES = (
    row(
        Circumstance,
        slug="holder",
        name="Who holds it",
        answers=(
            row(CircumstanceAnswer, slug="acute-trust", label="A hospital trust"),
            row(CircumstanceAnswer, slug="new-joint-body", label="A new body"),
        ),
    ),
    row(
        Circumstance,
        slug="budget",
        name="The money",
        answers=(row(CircumstanceAnswer, slug="pooled", label="One fund"),),
    ),
)
TERMS = tuple(
    row(Term, vocabulary="group", slug=slug, label=label)
    for slug, label in [("children", "Children"), ("older-people", "Older people")]
)
HERE = Answers(
    place=Place(name="Sampleton", population=200_000, groups=("children",)),
    care_model=CareModel(holder="acute-trust", budget="pooled"),
)
APPRAISAL = appraise(catalogue_of(fits={("pacs", "quality"): 3}), settled_answers(), draws=0)
ELSEWHERE = row(
    Case,
    slug="elsewhere",
    name="Elsewhere",
    country="England",
    circumstances=("budget pooled", "holder acute-trust"),
    chose="It chose a team.",
    happened="The team began.",
    result="Waits fell by 3%.",
    lesson="Begin small.",
    grade="weak",
    direction="+",
    reported="self-reported",
)


def part(*cases, answers=HERE) -> BeautifulSoup:
    catalogue = catalogue_of(cases=cases, circumstances=CIRCUMSTANCES, terms=TERMS)
    appraisal = replace(APPRAISAL, cases=near_cases(catalogue, answers))
    view = places_view(catalogue, answers, appraisal)
    values = {"places": view, "place": answers.place.name or "this place", "cite": Citations(catalogue)}
    return BeautifulSoup(render_to_string("report/parts/cases.jinja", values), "html.parser")


def text_of(markup) -> str:
    return " ".join(markup.get_text().split())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Alike: who holds it (a hospital trust); the money (one fund). No difference is known."),
        (
            {"circumstances": ("budget pooled",), "population": 410_000, "groups": ("children", "older-people")},
            "Alike: the money (one fund); people (children, older people, here children). "
            "Different: size (about 410,000 people, here 200,000).",
        ),
        (
            {"circumstances": ("holder new-joint-body", "budget pooled"), "groups": ("children",)},
            "Alike: the money (one fund); people (children). Different: who holds it (a new body, here a hospital trust).",
        ),
        ({"population": 150_000}, "size (about 150,000 people, here 200,000). No difference is known."),
    ],
)
def test_what_is_alike_and_what_is_different_is_said_in_words(changes, said):
    page = part(replace(ELSEWHERE, **changes))

    assert said in text_of(page.select_one(".t-cases tbody tr"))


@pytest.mark.parametrize(
    ("reported", "said"),
    [
        ("self-reported", "Self-reported, not independently checked. Evidence: weak, improves."),
        ("not-evaluated", "Not evaluated."),
        ("controlled", "Measured against a comparison. Evidence: weak, improves."),
        ("uncontrolled", "Measured without a comparison. Evidence: weak, improves."),
        ("mixed", "Partly measured against a comparison. Evidence: weak, improves."),
    ],
)
def test_how_a_result_is_known_is_said_plainly(reported, said):
    page = part(replace(ELSEWHERE, reported=reported))

    assert text_of(page.select_one(".t-cases tbody td:last-child")) == said


def test_a_case_tells_what_was_chosen_what_followed_and_what_to_take_from_it():
    cells = [text_of(cell) for cell in part(replace(ELSEWHERE, country="Spain")).select(".t-cases tbody tr > *")]

    assert cells[0] == "Elsewhere, Spain"
    assert cells[2] == "It chose a team."
    assert cells[3] == "The team began. Waits fell by 3%. To take from it: Begin small."


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("mcp",), "It chose a team."),
        (("mcp", "pacs"), "It chose a team. Came first here too: pacs."),
        (("current-arrangements",), "It chose a team."),
    ],
)
def test_what_a_case_chose_that_came_first_here_too_is_said(options, said):
    page = part(replace(ELSEWHERE, options=options))

    assert text_of(page.select(".t-cases tbody td")[1]) == said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (Answers(), "The place has stated nothing yet by which a case could be like it."),
        (replace(HERE, care_model=CareModel(budget="aligned")), "No case is more like Sampleton than unlike it"),
    ],
)
def test_where_no_case_is_like_the_place_the_part_says_so_and_why(answers, said):
    page = part(ELSEWHERE, answers=answers)

    assert page.select("table") == []
    assert said in text_of(page)


def test_a_case_about_the_place_itself_is_told_apart_and_counted_out():
    own = replace(ELSEWHERE, slug="sampleton", happened="It went on.", reported="not-evaluated")

    page = part(ELSEWHERE, own)

    assert [text_of(name) for name in page.select(".t-cases tbody th")] == ["Elsewhere"]
    assert "Of 1 case," in text_of(page)
    assert "Sampleton itself is among the cases." in text_of(page)
    assert "It went on. Waits fell by 3%. Not evaluated." in text_of(page)


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["stockport", "salford", "wolverhampton"])
def test_the_part_and_the_data_of_an_example_tell_the_same_cases(slug, catalogue):
    report = report_of(slug)
    page = BeautifulSoup(report.body, "html.parser")
    data = json.loads(report.appraisal)["cases"]

    names = [cell.find(string=True).strip().split(", ")[0] for cell in page.select(".t-cases tbody th")]
    marked = [found for found in data if found["reported"] == "self-reported" and not found["is_place_itself"]]

    assert [found["slug"] for found in data if found["is_place_itself"]] == [slug]
    assert names == [catalogue.case[found["slug"]].name for found in data if not found["is_place_itself"]]
    assert text_of(page.select_one(".t-cases")).count("Self-reported, not independently checked") == len(marked)
    assert all(found["because"] and found["sources"] for found in data)


@pytest.mark.django_db
def test_the_data_of_a_case_says_what_is_alike_and_what_differs():
    data = json.loads(report_of("wolverhampton").appraisal)["cases"]

    northumberland = next(found for found in data if found["slug"] == "northumberland")

    assert northumberland["alike"] == [
        {"question": "scope_kind", "here": "whole-population", "there": "whole-population"},
        {"question": "lead", "here": "acute-trust", "there": "acute-trust"},
    ]
    assert northumberland["differs"] == [{"question": "population", "here": 23000, "there": 320000}]
    assert northumberland["because"] == (
        "What is being joined up: Care for everyone who lives here; Who drives the work: A hospital trust"
    )
