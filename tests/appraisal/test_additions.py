"""What reaches a report beside the ranking: additions, the board's headings and the money."""

import pytest

from models_catalogue.catalogue import AssuranceHeading, CircumstanceAnswer, MoneyQuestion
from models_catalogue.vocabulary import FACTS
from questionnaire.appraisal.additions import MOST_ADDITIONS, additions, assurance, money
from tests.builders import catalogue_of, intervention, row, settled_answers

OPTIONS = {"care": ("mcp", "ehch", "current-arrangements")}


def listed(catalogue, ranked=(), **place):
    return [found.slug for found in additions(catalogue, settled_answers(place=place), set(ranked))]


@pytest.mark.parametrize(
    "place", [{"groups": ["older-people"]}, {"groups": ["care-home-residents"]}, {"services": ["care-homes"]}]
)
def test_care_home_support_is_an_addition_where_older_people_or_care_homes_are_in_scope(place):
    found = listed(catalogue_of(options=OPTIONS), **place)

    assert found == ["ehch"]


@pytest.mark.parametrize(
    ("ranked", "place"), [(["ehch"], {"groups": ["older-people"]}), ([], {"groups": ["children"]})]
)
def test_care_home_support_is_no_addition_where_it_is_ranked_or_has_nobody_to_serve(ranked, place):
    found = listed(catalogue_of(options=OPTIONS), ranked, **place)

    assert found == []


def test_additions_for_a_chosen_group_begin_with_the_best_evidenced():
    rows = tuple(intervention(grade, grade) for grade in ("none", "weak", "strong", "contested", "moderate"))

    found = listed(catalogue_of(options=OPTIONS, interventions=rows), groups=["older-people"])

    assert found == ["ehch", "strong", "moderate", "weak", "contested", "none"]


@pytest.mark.parametrize(
    "given",
    [{"direction": "-"}, {"direction": "0"}, {"direction": "?"}, {"aims": ("workforce",)}, {"groups": ("children",)}],
)
def test_an_addition_is_left_out_that_does_not_work_or_serves_no_aim_or_group(given):
    catalogue = catalogue_of(interventions=(intervention("one", **given),), options=OPTIONS)

    found = listed(catalogue, groups=["older-people"])

    assert found == ["ehch"]


@pytest.mark.parametrize(("services", "expected"), [(["community-health"], ["one"]), (["public-health"], [])])
def test_without_chosen_groups_an_addition_must_serve_a_service_in_scope(services, expected):
    found = listed(catalogue_of(interventions=(intervention("one"),)), services=services)

    assert found == expected


def test_additions_are_few():
    rows = tuple(intervention(f"number-{index}") for index in range(MOST_ADDITIONS + 3))

    found = listed(catalogue_of(options=OPTIONS, interventions=rows), groups=["older-people"])

    assert len(found) == MOST_ADDITIONS


def headed(**steps):
    catalogue = catalogue_of(assurance_headings=(row(AssuranceHeading, slug="vision", number=2),))
    (found,) = assurance(catalogue, settled_answers(**steps))
    return found


REVIEWED = {"title": "Paper", "owner": "Chair", "date": "May 2026", "reviewed_by": "The auditors"}


@pytest.mark.parametrize(
    ("steps", "status"),
    [
        ({}, "open"),
        ({"rationale": {"case_for_change": "Too many stay too long."}}, "stated"),
        ({"governance": {"documents": {"vision": "Board paper 12, chair, 1 May 2026"}}}, "evidence named"),
        (
            {"governance": {"documents": {"vision": {"title": "Paper", "owner": "Chair", "date": "May 2026"}}}},
            "evidence named",
        ),
        ({"governance": {"documents": {"vision": REVIEWED}}}, "reviewed"),
        ({"governance": {"documents": {"another": REVIEWED}}}, "open"),
    ],
)
def test_a_board_heading_is_open_until_something_is_said_or_a_document_is_named(steps, status):
    found = headed(**steps)

    assert found.status == status


@pytest.mark.parametrize(
    ("document", "carried"),
    [
        ("Board paper 12", ("Board paper 12", "", "", "")),
        (REVIEWED, ("Paper", "Chair", "May 2026", "The auditors")),
    ],
)
def test_a_board_heading_carries_the_document_that_was_named_with_owner_date_and_reviewer(document, carried):
    found = headed(governance={"documents": {"vision": document}})

    assert (found.document, found.owner, found.date, found.reviewed_by) == carried


def test_nothing_that_a_place_says_itself_makes_a_heading_reviewed():
    arrangements = ["vat-advice-in-writing", "legal-advice-in-writing", "regulator-contact"]
    facts = dict.fromkeys(FACTS, "no")

    found = headed(governance={"arrangements": arrangements, "facts": facts}, rationale={"case_for_change": "Ours."})

    assert found.status == "stated"


@pytest.mark.parametrize(
    ("answer", "is_open"), [(None, True), ("not-sure", True), ("estimated", True), ("signed-by-all", False)]
)
def test_a_money_question_is_open_until_its_answer_satisfies_a_financial_case(answer, is_open):
    answers = tuple(row(CircumstanceAnswer, slug=slug) for slug in ("estimated", "signed-by-all"))
    catalogue = catalogue_of(money_questions=(row(MoneyQuestion, slug="baseline-agreed", answers=answers),))

    (found,) = money(catalogue, settled_answers(money={"baseline-agreed": answer}))

    assert found.is_open is is_open
