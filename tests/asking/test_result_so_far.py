"""The result so far on its page: what can still lead, the question that matters most, and answers that hold a lead."""

import pytest
from bs4 import BeautifulSoup

from models_catalogue.editions import catalogue_of, current_edition
from questionnaire.appraisal.appraise import appraise
from questionnaire.steps import read_along_route
from tests.asking.documents import example, simplest
from tests.asking.visitors import owner, posted_of

pytestmark = pytest.mark.django_db

DECIDING = ("place", "rationale", "priorities", "care-model")


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def salford(*steps):
    return {step: given for step, given in example("salford").items() if step in steps}


def visit_with(document):
    visit = owner()
    for step, posted in posted_of(document).items():
        visit.save(step, posted)
    return visit


def test_the_open_question_that_matters_most_leads_to_its_field():
    document = simplest()
    visit = visit_with({"place": document["place"]})
    catalogue = catalogue_of(current_edition().pk)
    first = appraise(catalogue, read_along_route({"place": document["place"]})).next_questions[0]

    told = page(visit.get("provisional")).select_one(".nhsuk-inset-text")

    assert told.a["href"] == visit.address("step", step=first.step) + f"#id_{first.question}"
    assert f"{round(first.share * 100)}%" in told.text


def test_without_an_open_question_that_decides_the_next_page_is_named():
    visit = visit_with({step: given for step, given in simplest().items() if step in DECIDING})

    told = page(visit.get("provisional")).select_one(".nhsuk-inset-text")

    assert told.a["href"] == visit.address("step", step="legal")


def test_answers_that_would_bring_another_to_the_front_link_to_their_fields():
    visit = visit_with(salford(*DECIDING))
    found = page(visit.get("provisional"))

    links = {link["href"].rpartition("#")[2] for link in found.select("details li a")}

    assert {"id_holder", "id_joining"} <= links
    for link in found.select("details li a"):
        address, _, field = link["href"].partition("#")
        assert page(visit.browser.get(address)).find(id=field) is not None
