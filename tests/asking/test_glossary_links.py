"""Pages of questions and the result so far explain their terms of art, each where it is first used."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from questionnaire.steps import STEPS
from tests.asking.visitors import owner

pytestmark = pytest.mark.django_db

TERMS = f'a[href^="{reverse("resource-glossary")}#"]'
ROUTE = [step.slug for step in STEPS]


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def visit():
    visit = owner()
    visit.answer_all()
    return visit


@pytest.mark.parametrize(
    ("step", "first"),
    [
        ("place", "care model"),
        ("rationale", "case for change"),
        ("priorities", "swing points"),
        ("procurement", "Provider Selection Regime"),
        ("form", "Dalton Review"),
    ],
)
def test_a_term_on_a_question_page_leads_to_the_glossary_once(visit, step, first):
    links = [link.text for link in page(visit.get("step", step=step)).select(TERMS)]

    assert links.count(first) == 1
    assert len(links) == len(set(links))


def test_the_result_so_far_explains_the_models_that_it_names(visit):
    assert "Multispecialty community provider" in [link.text for link in page(visit.get("provisional")).select(TERMS)]


def test_every_term_that_is_linked_is_explained(visit, client):
    shown = [visit.get("provisional"), *(visit.get("step", step=step) for step in ROUTE)]

    linked = {link["href"].split("#")[1] for response in shown for link in page(response).select(TERMS)}

    assert linked <= {term["id"] for term in page(client.get(reverse("resource-glossary"))).select("dt[id]")}


@pytest.mark.parametrize("step", ROUTE)
def test_no_name_of_a_field_has_a_link_in_it(visit, step):
    shown = page(visit.get("step", step=step))

    assert shown.select("form :is(label, legend)")
    assert shown.select(":is(label, legend, button, summary, h1, h2, h3, a) a") == []
