"""What if: another answer tried, what it moves, and kept only when asked."""

import pytest
from bs4 import BeautifulSoup

from questionnaire.appraisal.appraise import appraise
from questionnaire.models import Assessment
from questionnaire.moves import moves
from questionnaire.steps import read_along_route
from tests.asking.documents import example, simplest
from tests.asking.visitors import owner, posted_of
from tests.builders import catalogue_of, settled_answers

DECIDING = ("place", "rationale", "priorities", "care-model")


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def led_by():
    """Who leads the work decides the care model."""
    return catalogue_of(ratings={("mcp", "lead", "general-practice"): 2, ("pacs", "lead", "joint"): 2})


def moved(catalogue, **place):
    before = appraise(catalogue, settled_answers(), draws=0)
    return moves(catalogue, before, appraise(catalogue, settled_answers(place=place), draws=0))


def test_the_same_answers_move_nothing():
    assert moved(led_by()).is_none


def test_another_answer_moves_leaders_and_values():
    found = moved(led_by(), lead="general-practice")

    care = found.effect.stages[0]
    assert (care.before.leaders, care.after.leaders) == (("pacs",), ("mcp",))
    values = {option.name: (option.before, option.after) for option in found.stages[0].options}
    assert values["mcp"][1] > values["mcp"][0]
    assert values["pacs"][1] < values["pacs"][0]
    assert values["current-arrangements"][0] == values["current-arrangements"][1]
    assert not found.is_none


def test_options_stand_in_the_order_that_they_would_have():
    found = moved(led_by(), lead="general-practice")

    assert found.stages[0].options[0].name == "mcp"


def test_a_stage_that_would_no_longer_be_ranked_is_told():
    found = moved(led_by(), scope_kind="pathway")

    assert [stage.stage for stage in found.stages] == ["care", "organisational"]
    assert {option.after for option in found.stages[0].options} == {None}
    assert found.effect.stages[0].after.leaders == ()


def test_how_firm_a_result_is_moves_too(catalogue):
    document = {step: example("salford")[step] for step in DECIDING}
    other = document | {"care-model": document["care-model"] | {"holder": "separate-contracts"}}
    before, after = (appraise(catalogue, read_along_route(given)) for given in (document, other))

    care = moves(catalogue, before, after).stages[0]

    assert (care.level_before, care.level_after) == (before.care.level, after.care.level)
    assert care.level_before != care.level_after


def asking(visit, step, field, answer=None):
    address = visit.address("what-if", step=step, field=field)
    return visit.browser.get(address, {} if answer is None else {field: answer})


def answered():
    visit = owner()
    visit.answer_all()
    return visit


def keep(visit, response):
    """Press the button that keeps the answer, as the page stands."""
    form = page(response).select_one("form[method=post]")
    posted: dict[str, list[str]] = {}
    for box in form.select("input[type=hidden]"):
        posted.setdefault(box["name"], []).append(box["value"])
    return visit.browser.post(form["action"], posted)


@pytest.mark.django_db
def test_a_question_is_asked_again_with_its_present_answer():
    found = page(asking(answered(), "care-model", "holder"))

    assert found.select_one("input:checked")["value"] == "separate-contracts"
    assert len({box["name"] for box in found.select("main input")}) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "field", "answer"),
    [
        ("place", "services", ["general-practice"]),
        ("place", "scope_kind", "population-group"),
        ("place", "scope_kind", "pathway"),
        ("rationale", "objectives", ["integration", "quality", "experience", "prevention"]),
        ("priorities", "quality--points", "0"),
        ("priorities", "quality--today", "fully"),
        ("care-model", "budget", "not-sure"),
    ],
)
def test_trying_an_answer_shows_what_moves_and_changes_nothing(step, field, answer, django_assert_max_num_queries):
    visit = answered()
    before = Assessment.objects.values().get()

    with django_assert_max_num_queries(6):
        response = asking(visit, step, field, answer)

    assert response.status_code == 200
    assert page(response).select_one("#moves-title") is not None
    assert Assessment.objects.values().get() == before


@pytest.mark.django_db
def test_an_answer_that_is_kept_changes_that_answer_alone():
    visit = answered()
    before = Assessment.objects.get().data

    response = keep(visit, asking(visit, "care-model", "holder", "acute-trust"))

    assert response.url == visit.address("provisional")
    after = Assessment.objects.get().data
    assert after == before | {"care-model": before["care-model"] | {"holder": ["acute-trust"]}}


@pytest.mark.django_db
def test_an_answer_is_kept_on_a_page_that_is_not_complete():
    visit = owner()
    visit.save("place", posted_of(simplest())["place"])

    response = keep(visit, asking(visit, "care-model", "holder", "acute-trust"))

    assert response.url == visit.address("provisional")
    assert Assessment.objects.get().data["care-model"] == {"holder": ["acute-trust"]}


@pytest.mark.django_db
def test_an_answer_tried_on_a_page_that_was_saved_since_is_refused_with_both_versions():
    visit = answered()
    tried = asking(visit, "care-model", "holder", "acute-trust")
    visit.save("care-model", posted_of(simplest())["care-model"] | {"budget": ["pooled"]})

    response = keep(visit, tried)

    assert response.status_code == 409
    stored = Assessment.objects.get().data["care-model"]
    assert (stored["holder"], stored["budget"]) == (["separate-contracts"], ["pooled"])


@pytest.mark.django_db
def test_keeping_twice_is_no_conflict():
    visit = answered()
    tried = asking(visit, "care-model", "holder", "acute-trust")

    assert [keep(visit, tried).status_code for _ in range(2)] == [302, 302]


@pytest.mark.django_db
def test_what_was_typed_and_not_saved_on_that_page_is_still_there():
    visit = answered()
    visit.post("half-filled", {"holder": "community-trust", "seen": "x", "page": "tab", "turn": "1"}, step="care-model")
    typed = Assessment.objects.get().half_filled

    keep(visit, asking(visit, "care-model", "budget", "pooled"))

    assert Assessment.objects.get().half_filled == typed


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["draft", "finished"])
def test_only_an_open_assessment_offers_to_keep(status):
    visit = answered()
    Assessment.objects.update(status=status)

    found = page(asking(visit, "care-model", "holder", "acute-trust"))

    assert bool(found.select("form[method=post]")) == (status == "draft")


@pytest.mark.django_db
def test_the_answer_as_it_is_now_is_not_offered_to_be_kept():
    found = page(asking(answered(), "care-model", "holder", "separate-contracts"))

    assert found.select("form[method=post]") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "field", "answer"),
    [
        ("priorities", "quality--points", "500"),
        ("priorities", "quality--points", ""),
        ("care-model", "holder", "nobody"),
        ("rationale", "objectives", ["quality"]),
    ],
)
def test_an_answer_that_is_wrong_is_told_beside_its_question_and_above(step, field, answer):
    response = asking(answered(), step, field, answer)

    found = page(response)
    assert response.status_code == 422
    assert found.title.text.startswith("Error: ")
    link = found.select_one(".nhsuk-error-summary a")
    assert found.find(id=link["href"].removeprefix("#")) is not None
    assert link.text.strip() in found.select_one(".nhsuk-error-message").text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("step", "field"),
    [
        ("place", "name"),
        ("place", "nothing"),
        ("pace", "people"),
        ("nowhere", "holder"),
        ("rationale", "case_for_change"),
    ],
)
def test_what_decides_nothing_cannot_be_tried(step, field):
    assert asking(answered(), step, field).status_code == 404


@pytest.mark.django_db
def test_a_question_that_is_not_asked_yet_cannot_be_tried():
    visit = owner()
    visit.save("place", posted_of(simplest())["place"])

    assert asking(visit, "priorities", "quality--points").status_code == 404


@pytest.mark.django_db
def test_trying_waits_for_the_place():
    visit = owner()

    assert asking(visit, "place", "lead").url == visit.address("step", step="place")


@pytest.mark.django_db
def test_the_result_so_far_leads_to_every_question_that_can_be_tried():
    visit = answered()

    links = [link["href"] for link in page(visit.get("provisional")).select(".portal-tries a")]

    assert visit.address("what-if", step="priorities", field="quality--points") in links
    assert all(visit.browser.get(link).status_code == 200 for link in links)
