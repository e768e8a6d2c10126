"""The first of two depths: the same pages, asking less of each, up to the result so far; nothing is asked twice."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from questionnaire.half_filled import NOTHING
from questionnaire.models import Assessment
from questionnaire.steps import FIRST_VIEW
from tests.asking.documents import simplest
from tests.asking.visitors import owner, posted_of, secret_of

pytestmark = pytest.mark.django_db

WALK = "?first-view"


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def asked_for() -> dict[str, dict[str, list[str]]]:
    """What a browser posts of a first view, and not more."""
    posted = posted_of(simplest())
    return {
        "place": posted["place"],
        "rationale": {"objectives": posted["rationale"]["objectives"]},
        "priorities": {name: values for name, values in posted["priorities"].items() if name.endswith("points")},
        "care-model": posted["care-model"],
    }


def test_starting_with_the_first_view_leads_to_its_first_page(client):
    response = client.post(reverse("start"), {"first-view": "yes"})

    assert response.url.endswith(f"/steps/place/{WALK}")
    assert client.get(response.url).status_code == 200


def test_the_first_view_leads_from_page_to_page_to_the_result_so_far():
    visit = owner()
    following = [visit.address("step", step=step.slug) + WALK for step in FIRST_VIEW[1:]]

    ways = [visit.save(step, posted, query=WALK).url for step, posted in asked_for().items()]

    assert ways == [*following, visit.address("provisional")]


def test_the_first_view_is_not_a_report():
    visit = owner()
    for step, posted in asked_for().items():
        visit.save(step, posted, query=WALK)

    shown = visit.get("provisional")

    assert "can still lead" in page(shown).text
    assert visit.post("finish").status_code == 422


@pytest.mark.parametrize("step", ["rationale", "priorities"])
def test_only_the_first_view_does_without_what_can_wait(step):
    visit = owner()
    for earlier in ("place", "rationale"):
        visit.save(earlier, asked_for()[earlier], query=WALK)

    with_less = visit.save(step, asked_for()[step], query=WALK)
    in_full = visit.save(step, asked_for()[step])

    assert with_less.status_code == 302
    assert in_full.status_code == 422


@pytest.mark.parametrize(
    ("step", "left_out"), [("place", "lead"), ("rationale", "objectives"), ("care-model", "holder")]
)
def test_what_decides_who_can_lead_has_to_be_answered_in_the_first_view_too(step, left_out):
    visit = owner()
    posted = {name: values for name, values in asked_for()[step].items() if name != left_out}

    response = visit.save(step, posted, query=WALK)

    assert response.status_code == 422
    assert page(response).select_one(".nhsuk-error-summary a")["href"] == f"#id_{left_out}"


def test_what_was_answered_stands_on_its_page_afterwards():
    visit = owner()
    for step, posted in asked_for().items():
        visit.save(step, posted, query=WALK)

    for step, posted in asked_for().items():
        assert Assessment.objects.get().data[step] == posted
    checked = page(visit.get("step", step="rationale")).select("input:checked")
    assert {box["value"] for box in checked} == set(asked_for()["rationale"]["objectives"])


def test_a_walk_along_the_first_view_takes_no_answer_away_that_could_have_waited():
    visit = owner()
    visit.answer_all()
    shown = page(visit.browser.get(visit.address("step", step="rationale") + WALK))

    text = shown.find("textarea", {"name": "case_for_change"}).text.strip()

    assert text == simplest()["rationale"]["case_for_change"]


def test_back_stays_in_the_first_view():
    visit = owner()

    shown = page(visit.browser.get(visit.address("step", step="care-model") + WALK))

    assert shown.select_one("nav[aria-label=Back] a")["href"] == visit.address("step", step="rationale") + WALK


@pytest.mark.parametrize(
    ("saved", "step", "query", "told"),
    [
        ((), "place", "", "Page 1 of 10."),
        (("rationale",), "place", "", "Page 1 of 11."),
        ((), "care-model", "", "Page 3 of 10."),
        (("rationale",), "care-model", "", "Page 4 of 11."),
        ((), "care-model", WALK, "Page 3 of 3 of the first view."),
        (("rationale",), "care-model", WALK, "Page 4 of 4 of the first view."),
        (("rationale",), "legal", WALK, "Page 5 of 11."),
    ],
)
def test_a_page_is_counted_among_those_that_are_there(saved, step, query, told):
    visit = owner()
    for earlier in saved:
        visit.save(earlier, asked_for()[earlier], query=WALK)

    shown = page(visit.browser.get(visit.address("step", step=step) + query))

    assert told in shown.select_one(".portal-step-facts").text


@pytest.mark.parametrize("name", ["task-list", "provisional"])
def test_both_depths_are_told_with_what_is_left_of_them(name, django_assert_max_num_queries):
    visit = owner()
    for step, posted in asked_for().items():
        visit.save(step, posted, query=WALK)

    with django_assert_max_num_queries(6):
        shown = page(visit.get(name))

    first, board = (line.text for line in shown.select(".portal-depths li"))
    assert "all 13 answers" in first
    assert "13 of 43 answers" in board


def test_a_second_tab_meets_a_conflict_in_the_first_view_too():
    visit = owner()
    visit.save("place", asked_for()["place"], query=WALK)

    response = visit.save("place", asked_for()["place"] | {"name": ["Otherton"]}, seen="nothing", query=WALK)

    assert response.status_code == 409
    assert Assessment.objects.get().data["place"]["name"] == ["Exampleton"]


def fields_of(form) -> dict[str, list[str]]:
    """What a form holds hidden, as a browser would send it."""
    posted: dict[str, list[str]] = {}
    for box in form.select("input[type=hidden]"):
        posted.setdefault(box["name"], []).append(box.get("value", ""))
    return posted


@pytest.fixture
def aims_typed():
    """An owner on the page of aims in the first view, who typed what is not saved."""
    visit = owner()
    visit.save("place", asked_for()["place"], query=WALK)
    opened = {"seen": NOTHING, "kept": NOTHING, "page": "tab", "turn": "1"}
    visit.browser.post(visit.address("half-filled", step="rationale") + WALK, asked_for()["rationale"] | opened)
    return visit


def shown(visit, query: str = WALK, step: str = "rationale") -> BeautifulSoup:
    return page(visit.browser.get(visit.address("step", step=step) + query))


def test_what_is_typed_in_the_first_view_is_kept_at_an_address_that_knows_the_walk():
    visit = owner()

    assert (
        shown(visit).select_one("form[data-keep]")["data-keep"] == visit.address("half-filled", step="rationale") + WALK
    )


def test_letting_go_of_what_was_kept_stays_in_the_first_view(aims_typed):
    form = shown(aims_typed).select_one(".portal-half-filled form")

    response = aims_typed.browser.post(form["action"], fields_of(form) | {"let-go": "yes"})

    assert response.url == aims_typed.address("step", step="rationale") + WALK
    assert Assessment.objects.get().half_filled == {}


def test_comparing_both_versions_stays_in_the_first_view_and_asks_no_more_there(aims_typed):
    aims_typed.save("rationale", {"objectives": ["quality", "experience", "productivity"]}, query=WALK)
    way = shown(aims_typed).select_one(".portal-half-filled a")["href"]
    versions = page(aims_typed.browser.get(way)).select_one("form[novalidate]")

    settled = aims_typed.browser.post(way, fields_of(versions) | {"settle": "mine"})

    assert settled.url == aims_typed.address("step", step="priorities") + WALK
    assert Assessment.objects.get().data["rationale"]["objectives"] == asked_for()["rationale"]["objectives"]


def opened_again(visit, response, links=("nonsense", None)):
    """Paste a link that opens nothing, and then one that does, into the page that asks for it."""
    for link in links:
        form = page(response).select_one("form[novalidate]")
        pasted = link or f"https://testserver{reverse('follow-link', kwargs={'secret': secret_of(visit.assessment)})}"
        response = visit.browser.post(form["action"], fields_of(form) | {"link": pasted})
    return response


def test_a_page_typed_after_the_session_ended_opens_again_in_the_first_view():
    visit = owner()
    visit.browser.cookies.clear()

    response = opened_again(visit, visit.save("rationale", asked_for()["rationale"], query=WALK))

    assert response.url == visit.address("step", step="rationale") + WALK
    assert "of the first view" in page(visit.browser.get(response.url)).select_one(".portal-step-facts").text


def test_what_others_saved_while_the_session_had_ended_is_compared_in_the_first_view():
    visit = owner()
    visit.save("rationale", {"objectives": ["quality", "experience", "productivity"]}, query=WALK)
    visit.browser.cookies.clear()

    response = opened_again(visit, visit.save("rationale", asked_for()["rationale"], seen=NOTHING, query=WALK))

    assert response.url == visit.address("step", step="rationale") + WALK + "&compare"
    assert page(visit.browser.get(response.url)).select_one(".portal-versions")


def test_the_whole_walk_does_not_become_a_first_view_by_any_of_these():
    visit = owner()
    visit.browser.cookies.clear()

    response = opened_again(visit, visit.save("rationale", asked_for()["rationale"]))

    assert response.url == visit.address("step", step="rationale")
