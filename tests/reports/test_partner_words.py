"""What a report says of its partners' own views: who is in, where they would lead, and whether it matters."""

import json

import pytest
from bs4 import BeautifulSoup

from models_catalogue.editions import current_edition
from questionnaire import operations
from tests.asking.documents import example, simplest
from tests.reports.frank import finished
from tests.reports.test_kept_pdf import NOW
from tests.reports.test_report import words

pytestmark = pytest.mark.django_db

SALFORD = example("salford")
AIMS = tuple(SALFORD["priorities"])


def view(name: str, first: str = "", **more):
    return {"partner": name, "priorities": {aim: 100 if aim == first else 20 for aim in AIMS}, **more}


def part_of(report, number: int) -> BeautifulSoup:
    return BeautifulSoup(report.body, "html.parser").find(attrs={"aria-labelledby": f"part-{number}"})


def firmness(*views, **more) -> str:
    return words(part_of(finished(SALFORD | {"contributions": list(views)} | more), 4).text)


def test_nothing_is_said_of_partners_where_none_were_asked():
    page = BeautifulSoup(finished(SALFORD).body, "html.parser")

    assert page.find(string=lambda text: "own views" in text) is None


def test_everybody_who_is_in_and_everybody_who_is_not_is_named_in_every_form(catalogue):
    report = finished(SALFORD | {"contributions": [view("The council"), {"partner": "The voluntary sector"}]})

    said = words(part_of(report, 4).text)
    assert "In: The council and the owner. Not yet in: The voluntary sector. It is left out" in said
    annex = words(part_of(report, 11).text)
    assert "asked for a view of their own: The council; The voluntary sector." in annex


@pytest.mark.parametrize(
    ("more", "said"),
    [({}, "have not agreed on the points. Until they do"), ({"agreed": True}, "The partners have agreed, so")],
)
def test_whose_points_count_is_said(more, said):
    assert said in firmness(view("The council"), view("The trust"), **more)


def test_partners_who_would_lead_elsewhere_are_told_with_what_leads_for_each():
    said = firmness(view("The council", "prevention"), view("The trust", "efficiency"))

    assert "Partners differ in a way that matters. On the own weights of" in said
    assert "On the order of the options there is" in said


def test_of_two_partners_both_orders_are_told_and_no_word_for_their_agreement():
    said = firmness(view("The council", "prevention"))

    assert "In The council’s order: " in said
    assert "In the owner’s order: " in said
    assert "Kendall" not in said


def test_partners_who_differ_on_weights_alone_are_told_that_it_makes_no_difference():
    own = simplest()["priorities"]
    other = {"partner": "The council", "priorities": {aim: 50 for aim in own}}

    said = words(part_of(finished(simplest() | {"contributions": [other]}), 4).text)

    assert "it makes no difference to who leads" in said


@pytest.mark.parametrize(
    ("interest", "said"),
    [("yes", "The council says that it could gain"), ("no", "None of the partners who are in says")],
)
def test_who_could_gain_a_contract_is_told_with_what_leads_without_them(interest, said):
    found = firmness(view("The council", "prevention", interest=interest))

    assert said in found
    assert ("Without the partners who could gain" in found) is (interest == "yes")


def test_dimensions_on_which_levels_lie_far_apart_are_named_and_count_as_not_known():
    views = [view("The council", readiness={"data": 0, "evaluation": 3}), view("The trust", readiness={"data": 5})]

    report = finished(SALFORD | {"readiness": {"data": 3, "evaluation": 3}, "contributions": views})

    assert "they agree on 1. Their levels lie far apart on" in words(part_of(report, 4).text)
    assert json.loads(report.appraisal)["partners"]["readiness"]["data"]["agree"] is False
    assert "where several partners rated a dimension" in words(part_of(report, 6).text)


@pytest.mark.parametrize(
    ("count", "heads"),
    [(7, ["P0", "P1", "P2", "P3", "P4", "P5", "P6", "The owner"]), (12, ["Lowest", "Mean", "Highest"])],
)
def test_very_many_partners_are_told_by_their_lowest_mean_and_highest_weight(count, heads):
    part = part_of(finished(SALFORD | {"contributions": [view(f"P{number}") for number in range(count)]}), 4)

    table = part.select_one(".report-partners")
    assert [words(head.text) for head in table.select("thead th")] == ["Aim", *heads]
    assert bool(part.select("svg title[id^=partners]")) is (count == 7)


def test_a_report_from_pages_says_what_its_partners_said_there():
    council = {"partner": "The council", "priorities": dict.fromkeys(simplest()["priorities"], 50)}
    document = simplest() | {"contributions": [council]}
    document["priorities"]["experience"]["today"] = "partly"
    assessment = operations.start(current_edition(), at=NOW, document=document)

    report = operations.finish(assessment, at=NOW)

    assert "In: The council and the owner." in words(part_of(report, 4).text)
