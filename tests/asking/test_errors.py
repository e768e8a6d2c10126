"""The error contract, on every field of every step: summary on top, linked to the field, the same words beside it."""

import pytest
from bs4 import BeautifulSoup

from questionnaire.steps import STEPS
from tests.asking.visitors import owner

pytestmark = pytest.mark.django_db

HOSTILE = "\x00"


def post_hostile(slug: str) -> BeautifulSoup | None:
    """Post what no field of the step accepts: control characters everywhere."""
    visit = owner()
    visit.answer_all()
    page = BeautifulSoup(visit.get("step", step=slug).content, "html.parser")
    names = {box["name"] for box in page.select("main form [name]")} - {"csrfmiddlewaretoken", "seen", "save-for-later"}
    response = visit.save(slug, {name: HOSTILE for name in names})
    assert response.status_code == 422
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("slug", [step.slug for step in STEPS])
def test_every_error_is_named_on_top_and_beside_its_field(slug):
    page = post_hostile(slug)

    summary = page.select_one(".nhsuk-error-summary")
    links = summary.select("a[href^='#']")
    beside = {
        message.get_text(" ", strip=True).replace("Error:", "").strip()
        for message in page.select(".nhsuk-error-message")
    }

    assert page.title.text.strip().startswith("Error: ")
    assert links
    for link in links:
        assert page.find(id=link["href"][1:]) is not None, link["href"]
        assert link.text.strip() in beside


@pytest.mark.parametrize("slug", [step.slug for step in STEPS])
def test_every_field_refuses_what_cannot_be_shown(slug):
    page = post_hostile(slug)

    wrong = {group for group in page.select(".nhsuk-form-group") if not group.select(".nhsuk-error-message")}
    names = {
        box["name"]
        for group in wrong
        for box in group.select("[name]")
        if not box.find_parent(class_="nhsuk-form-group--error")
    }

    assert names == set()


@pytest.mark.parametrize(
    ("step", "posted", "message"),
    [
        ("place", {}, "Enter the name of the place."),
        ("place", {"population": "0"}, "Enter a whole number from 1 to 60,000,000."),
        (
            "place",
            {"scope_kind": "population-group"},
            "Select the group or groups of people, because you chose one group.",
        ),
        ("rationale", {}, "Describe why a new care model is needed."),
        ("rationale", {"objectives": ["quality"]}, "Select 3 to 12 objectives; 1 are selected."),
        ("priorities", {"quality--points": "101"}, "Enter a whole number from 0 to 100."),
        ("priorities", {"quality--points": "ten"}, "Enter a whole number, such as 70."),
        ("care-model", {}, "Answer “"),
        ("procurement", {}, "Select what would be bought, or not sure."),
        ("readiness", {"data": "7"}, "Choose one of the answers; “7” is not among them."),
        ("pace", {"start-day": "31", "start-month": "2", "start-year": "2027"}, "Enter a real date, such as 1 4 2027."),
        ("rationale", {"case_for_change": "x" * 4001}, "Shorten this to 4,000 characters or fewer."),
    ],
)
def test_an_error_says_what_to_do(step, posted, message):
    visit = owner()
    visit.answer_all()

    response = visit.save(step, posted)

    assert response.status_code == 422
    assert message in response.content.decode()


def test_all_objectives_without_points_is_refused():
    visit = owner()
    visit.answer_all()
    posted = {f"{aim}--points": "0" for aim in ("integration", "quality", "experience")}
    posted |= {f"{aim}--today": "partly" for aim in ("integration", "quality", "experience")}

    response = visit.save("priorities", posted)

    assert "Give at least one objective more than 0 points." in response.content.decode()
