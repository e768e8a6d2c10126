"""Pages for meetings: the blank question set and what is still wanted by person, numbered as a report's annex is."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from models_catalogue.editions import catalogue_of
from questionnaire.document import read_stored, stored_from
from questionnaire.forms.people import FINANCE, PRACTICE, PROGRAMME
from questionnaire.numbering import every_question, numbers
from questionnaire.report.spoken import spoken_answers
from questionnaire.steps import STEPS, read_along_route
from questionnaire.wanted import wanted_by_person
from tests.asking.documents import simplest
from tests.asking.visitors import owner
from tests.browser.answered import EVERYTHING


def wanted(catalogue, document) -> dict[str, list[tuple[str, str]]]:
    """By person, the step and field of each open question."""
    posted = stored_from(document, catalogue)
    found = wanted_by_person(catalogue, posted, read_stored(posted, catalogue))
    return {asked.person: [(one.step.slug, one.field) for one in asked.questions] for asked in found}


def test_no_number_is_given_twice(catalogue):
    found = [
        question.number for page in every_question(catalogue) for part in page.parts for question in part.questions
    ]

    assert len(found) == len(set(found))


def test_the_annex_has_the_numbers_of_the_blank_set(catalogue):
    number = numbers(catalogue)

    spoken = spoken_answers(catalogue, read_along_route(EVERYTHING), EVERYTHING)

    assert {step.slug for step in spoken} == {step.slug for step in STEPS}
    assert [
        (step.slug, answer.field)
        for step in spoken
        for answer in step.answers
        if answer.number != number[step.slug, answer.field]
    ] == []
    assert [answer.number for answer in spoken[0].answers][:2] == ["1.1", "1.2"]


def test_of_a_place_that_has_said_nothing_everybody_is_asked(catalogue):
    found = wanted(catalogue, {})

    assert ("place", "name") in found[PROGRAMME]
    assert ("care-model", "gp_participation") in found[PRACTICE]
    assert ("money", "gap") in found[FINANCE]
    assert not any(step == "priorities" for asked in found.values() for step, _ in asked)


def test_what_is_answered_is_not_wanted_but_what_nobody_is_sure_of_is(catalogue):
    document = simplest()
    document["care-model"]["gp_participation"] = "not-sure"

    found = wanted(catalogue, document)

    assert ("care-model", "gp_participation") in found[PRACTICE]
    asked = {one for questions in found.values() for one in questions}
    assert {step for step, _ in asked} & {"place", "rationale"} == set()
    assert ("care-model", "budget") not in asked
    assert ("priorities", "experience--today") in asked
    assert ("priorities", "experience--points") not in asked


def test_an_order_stands_for_the_points_that_follow(catalogue):
    document = simplest()
    document["priorities"] = {aim: {"place": place} for place, aim in enumerate(document["priorities"], start=1)}

    asked = {one for questions in wanted(catalogue, document).values() for one in questions}

    assert not any(field.endswith("--points") for _, field in asked)
    assert ("priorities", "quality--today") in asked


@pytest.mark.django_db
def test_the_blank_set_asks_every_question_once(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        response = client.get(reverse("blank-questions"))

    assert response.status_code == 200
    text = BeautifulSoup(response.content, "html.parser").get_text(" ")
    catalogue = catalogue_of(owner().assessment.edition_id)
    asked = [question for page in every_question(catalogue) for part in page.parts for question in part.questions]
    assert [one.number for one in asked if f"{one.number} {one.field.label}" not in text] == []


@pytest.mark.django_db
def test_each_open_question_leads_to_its_field(django_assert_max_num_queries):
    visit = owner()
    visit.answer_all()
    with django_assert_max_num_queries(6):
        page = BeautifulSoup(visit.get("wanted").content, "html.parser")

    links = [link["href"].split("#") for link in page.select(".portal-wanted a")]
    assert links
    by_address = {address: BeautifulSoup(visit.browser.get(address).content, "html.parser") for address, _ in links}
    assert [(address, field) for address, field in links if by_address[address].find(id=field) is None] == []


@pytest.mark.django_db
def test_the_start_page_and_the_task_list_lead_to_both(client):
    visit = owner()

    start, tasks = client.get(reverse("start")).content.decode(), visit.get("task-list").content.decode()

    assert reverse("blank-questions") in start
    assert reverse("blank-questions") in tasks
    assert visit.address("wanted") in tasks
