"""The error contract, on every field of every step: summary on top, linked to the field, the same words beside it."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup

from models_catalogue.editions import catalogue_of
from questionnaire.document import form_for, read_stored
from questionnaire.forms.base import StepForm
from questionnaire.steps import STEPS, read_along_route
from tests.asking.visitors import Visit, owner, posted_of
from tests.browser.answered import EVERYTHING

pytestmark = pytest.mark.django_db

WRONG = {
    "text": lambda field: ["x" * (field.max_length + 1)],
    "lines": lambda field: ["x" * (field.max_length + 1)],
    "whole": lambda field: ["ten"],
    "one-of": lambda field: ["no-such-answer"],
    "several-of": lambda field: ["no-such-answer"],
    "day": lambda field: ["40", "13", "1"],
}
"""For each kind of field, what it does not take."""
ROUTE = [step.slug for step in STEPS]


@pytest.fixture
def visit():
    """Somebody who has answered every page in full."""
    found = owner()
    found.assessment.data = posted_of(EVERYTHING)
    found.assessment.save()
    return found


def form_of(visit: Visit, slug: str) -> StepForm:
    catalogue = catalogue_of(visit.assessment.edition_id)
    answers = read_along_route(read_stored(visit.assessment.data, catalogue).document)
    return form_for(next(step for step in STEPS if step.slug == slug), catalogue, answers)


def wrong_for(form: StepForm, name: str) -> dict[str, list[str]]:
    """What a browser would post for a field that is answered wrongly."""
    field = form.fields[name]
    values = WRONG[field.kind](field)
    names = form.names_posted_for(name)
    return {names[0]: values} if len(names) == 1 else {part: [value] for part, value in zip(names, values, strict=True)}


def sent(visit: Visit, slug: str, posted: dict[str, list[str]]) -> BeautifulSoup:
    response = visit.save(slug, posted)
    assert response.status_code == 422
    return BeautifulSoup(response.content, "html.parser")


def shown(page: BeautifulSoup) -> dict[str, list[str]]:
    """What the fields of a page hold, by name."""
    found: dict[str, list[str]] = {}
    for box in page.select("form[novalidate] :is(input, textarea)[name]:not([type=hidden])"):
        is_choice = box.get("type") in ("radio", "checkbox")
        if not is_choice or box.has_attr("checked"):
            value = box.text.removeprefix("\n") if box.name == "textarea" else box.get("value", "")
            found.setdefault(box["name"], []).extend([value] if value else [])
    return normal(found)


@pytest.mark.parametrize("slug", ROUTE)
def test_every_wrong_answer_is_named_on_top_and_beside_its_field_and_kept(visit, slug):
    form = form_of(visit, slug)
    posted = {name: values for field in form.fields for name, values in wrong_for(form, field).items()}

    page = sent(visit, slug, posted)

    assert page.title.text.strip().startswith("Error: ")
    broken = [fault for name in form.fields for fault in faults_of(page, form, name)]
    assert broken == []
    kept = {name: values for name, values in posted.items() if values != ["no-such-answer"]}
    assert {name: values for name, values in shown(page).items() if name in kept} == kept


def faults_of(page: BeautifulSoup, form: StepForm, name: str) -> Iterator[str]:
    """How the contract is broken for one field: summary linked to it, the same words beside it, and read with it."""
    control = f"id_{name}" + ("-day" if form.fields[name].kind == "day" else "")
    link = page.select_one(f".nhsuk-error-summary a[href='#{control}']")
    beside = page.find(id=f"id_{name}-error")
    field = page.find(id=control)
    if link is None or beside is None or field is None:
        yield f"{name}: link {link}, words beside {beside}, field {field}"
        return
    if link.text.strip() not in beside.text:
        yield f"{name}: “{link.text.strip()}” on top, “{beside.text.strip()}” beside"
    holders = [field, *field.find_parents("fieldset")]
    if not any(beside["id"] in holder.get("aria-describedby", "").split() for holder in holders):
        yield f"{name}: nothing says that {beside['id']} describes it"


@pytest.mark.parametrize("slug", ROUTE)
def test_one_wrong_answer_takes_none_of_the_others_away(visit, slug):
    form = form_of(visit, slug)
    right = visit.assessment.data[slug]
    first_of_each_kind = {field.kind: name for name, field in reversed(form.fields.items())}

    for name in first_of_each_kind.values():
        others = {key: values for key, values in right.items() if key not in form.names_posted_for(name)}
        page = sent(visit, slug, others | wrong_for(form, name))

        assert {key: values for key, values in shown(page).items() if key in others} == normal(others), name
        assert page.select_one(f".nhsuk-error-summary a[href^='#id_{name}']")


def normal(posted: dict[str, list[str]]) -> dict[str, list[str]]:
    """Without what is empty; the order of boxes that are ticked says nothing."""
    return {name: sorted(values) for name, values in posted.items() if any(values)}


@pytest.mark.parametrize("slug", ROUTE)
def test_every_question_that_must_be_answered_says_so_beside_itself(visit, slug):
    form = form_of(visit, slug)
    needed = [name for name, field in form.fields.items() if field.required]

    response = visit.save(slug, {})

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == (422 if needed else 302)
    assert [fault for name in needed for fault in faults_of(page, form, name)] == []


@pytest.mark.parametrize("slug", ROUTE)
def test_every_field_refuses_what_cannot_be_shown(visit, slug):
    form = form_of(visit, slug)

    page = sent(visit, slug, {name: ["\x00"] for name in form.posted_names()})

    assert [fault for name in form.fields for fault in faults_of(page, form, name)] == []


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
