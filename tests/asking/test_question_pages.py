"""What every question page owes whoever fills it in: who knows, nothing too long, and points that say something."""

import pytest
from bs4 import BeautifulSoup

from questionnaire.answers import read_document
from questionnaire.document import form_for
from questionnaire.forms.base import MOST_TOGETHER, StepForm
from questionnaire.forms.fields import SeveralOf
from questionnaire.forms.people import PEOPLE
from questionnaire.steps import STEPS
from tests.asking.documents import simplest
from tests.asking.visitors import owner

AIMS = ("integration", "quality", "experience")
ROUTE = [step.slug for step in STEPS]


def form_of(catalogue, slug: str) -> StepForm:
    step = next(step for step in STEPS if step.slug == slug)
    return form_for(step, catalogue, read_document(simplest()))


def served(visit, slug: str) -> BeautifulSoup:
    return BeautifulSoup(visit.get("step", step=slug).content, "html.parser")


def places(*order: str) -> dict[str, str]:
    return {f"{aim}--place": str(place) for place, aim in enumerate(order, start=1)}


@pytest.mark.parametrize("slug", ROUTE)
def test_every_question_says_who_usually_knows(catalogue, slug):
    form = form_of(catalogue, slug)

    assert {form.holder_of(name) for name in form.fields} <= set(PEOPLE)


def test_everybody_who_is_named_holds_an_answer(catalogue):
    forms = [form_of(catalogue, slug) for slug in ROUTE]

    assert {form.holder_of(name) for form in forms for name in form.fields} == set(PEOPLE)


@pytest.mark.parametrize("slug", ROUTE)
def test_every_name_that_a_holder_stands_for_is_asked(catalogue, slug):
    form = form_of(catalogue, slug)

    assert [start for start in form.held_by if not any(name.startswith(start) for name in form.fields)] == []


@pytest.mark.parametrize("slug", ROUTE)
def test_no_more_than_twelve_stand_together(catalogue, slug):
    form = form_of(catalogue, slug)

    long_sections = [section.title for section, fields in form.laid_out() if len(fields) > MOST_TOGETHER]
    long_groups = [
        title
        for field in form.fields.values()
        if isinstance(field, SeveralOf)
        for title, choices in groups_of(field)
        if len(choices) > MOST_TOGETHER
    ]

    assert (long_sections, long_groups) == ([], [])


def groups_of(field: SeveralOf) -> list[tuple[str, list]]:
    """The groups that a field's choices stand in, or all of them as one."""
    found = list(field.choices)
    return found if isinstance(found[0][1], list) else [("", found)]


@pytest.mark.parametrize("slug", ROUTE)
def test_every_question_is_on_the_page_once(catalogue, slug):
    form = form_of(catalogue, slug)

    assert (
        sorted(field.name for _, fields in form.laid_out() for field in fields) == sorted(form.fields)
        or slug == "legal"
    )


@pytest.fixture
def visit(db):
    found = owner()
    found.answer_all()
    return found


def test_an_order_alone_is_enough(visit):
    today = {f"{aim}--today": "partly" for aim in AIMS}

    response = visit.save("priorities", places("quality", "experience", "integration") | today)

    assert response.status_code == 302
    given = visit.get("answers-document").json()["priorities"]
    assert {aim: part["place"] for aim, part in given.items()} == {"quality": 1, "experience": 2, "integration": 3}
    assert not any("points" in part for part in given.values())
    points = read_document({"priorities": given}).points()
    assert points == pytest.approx({"quality": 100, "experience": 100 * 5 / 11, "integration": 100 * 2 / 11})


def test_a_place_here_and_there_is_no_order(visit):
    response = visit.save("priorities", {**places("quality"), "integration--points": "50"})

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    links = {link["href"] for link in page.select(".nhsuk-error-summary a")}
    assert {"#id_quality--points", "#id_experience--points"} <= links
    assert "#id_integration--points" not in links
    assert page.find(id="id_quality--place")["value"] == "1"


def test_points_that_are_given_count_before_the_place(visit):
    posted = places(*AIMS) | {"quality--points": "80"} | {f"{aim}--today": "partly" for aim in AIMS}

    visit.save("priorities", posted)

    given = visit.get("answers-document").json()["priorities"]
    assert read_document({"priorities": given}).points()["quality"] == 80


def test_saving_to_see_what_it_says_takes_what_is_there_and_comes_back(visit):
    response = visit.save("priorities", {**places("quality", "integration"), "save-and-stay": "yes"})

    assert response.url == visit.address("step", step="priorities") + "#echo"
    page = served(visit, "priorities")
    assert len(page.select("#echo svg")) == 2
    assert page.select_one(".portal-aim h2").text == page.select_one(".portal-bars__name").text


def test_what_points_say_is_told_without_keeping_them(visit):
    before = visit.get("answers-document").content

    response = visit.post("echo", {"integration--points": "100", "quality--points": "50"}, step="priorities")

    assert "twice as much as" in response.content.decode()
    assert visit.get("answers-document").content == before
    visit.assessment.refresh_from_db()
    assert visit.assessment.half_filled == {}


def test_points_against_the_order_are_told(visit):
    posted = places("quality", "integration") | {"quality--points": "40", "integration--points": "90"}

    response = visit.post("echo", posted, step="priorities")

    assert "and yet it has more points" in response.content.decode()


def test_points_for_what_matters_in_a_form_are_said_back_too(visit):
    response = visit.post("echo", {"criteria--speed": "100", "criteria--autonomy": "100"}, step="form")

    assert "is worth <strong>the same as</strong> moving" in response.content.decode()


@pytest.mark.parametrize("slug", ["place", "no-such-step"])
def test_a_page_without_points_says_nothing_of_them(visit, slug):
    assert visit.post("echo", {}, step=slug).status_code == 404


@pytest.mark.parametrize("typed", ["", "x", "-1", "0", "1" * 400, "²", "\x00"])
def test_whatever_is_typed_as_a_place_the_page_stands(visit, typed):
    response = visit.post("echo", {"quality--place": typed, "integration--points": "70"}, step="priorities")

    assert response.status_code == 200
    assert "70 points" in response.content.decode()


@pytest.mark.parametrize("slug", ROUTE)
def test_the_only_question_of_a_page_is_its_heading(visit, catalogue, slug):
    alone = form_of(catalogue, slug).only_question()

    page = served(visit, slug)

    (heading,) = page.select("h1")
    assert (heading.parent.name == "legend") == (alone is not None)
    assert heading.text.strip() == page.title.text.strip().removesuffix(" – Integration Portal")


@pytest.mark.parametrize(("step", "field"), [("care-model", "holder"), ("priorities", "quality--points")])
def test_a_question_that_is_tried_is_the_heading_of_its_page(visit, step, field):
    page = BeautifulSoup(visit.get("what-if", step=step, field=field).content, "html.parser")

    (heading,) = page.select("h1")
    assert heading.parent.name == "legend" or heading.label
    assert heading.text.strip() in page.title.text
