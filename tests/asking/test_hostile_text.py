"""Text that no report could show is refused by every field that takes text, in a browser and in a document alike."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from questionnaire.document import InvalidDocument, checked, form_for
from questionnaire.forms.base import StepForm
from questionnaire.forms.fields import LINE_BREAKS, LONGEST_TEXT, LOST, PATH_MARK, Day, Lines, SeveralOf, Text
from questionnaire.steps import STEPS, Step, read_along_route
from tests.asking.documents import simplest
from tests.asking.visitors import owner

REFUSED = {
    "null": "a\x00b",
    "a bell": "a\x07b",
    "a control character at the end": "ab\x1f",
    "delete": "a\x7fb",
    "a next line of the second set": "a\x85b",
    "half of a pair of surrogates": "a\ud83db",
    "no character": "a\uffffb",
    "no character of another plane": "a\U0001fffeb",
    "a lost character": "a\ufffdb",
    "nine marks in a row": "a" + "\u0301" * 9,
    "marks around an invisible joiner": "a" + "\u0301" * 5 + "\u200d" + "\u0301" * 5,
    "enclosing marks": "a" + "\u20dd" * 9,
    "text turned round": "a\u202eb",
    "a direction left open": "a\u2067b",
}
KEPT = {
    "eight marks in a row": "a" + "\u0301" * 8 + " 2026",
    "Arabic with its vowel signs": "مُسْتَشْفَى 2026",
    "Hebrew with a mark of direction": "בית חולים\u200f 2026",
    "Tamil and Thai": "மருத்துவமனை โรงพยาบาล 2026",
    "a family and a flag": "👩🏽‍⚕️👨‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 2026",
    "markup": "<b>2026</b> {{ 7 * 7 }} </style> **x**",
    "a formula": "=HYPERLINK(2026)",
}
WITH_TEXTS = {"place", "rationale", "priorities", "care-model", "legal", "governance", "form", "pace"}
ROUTE = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.slug)


def form_of(step: Step, catalogue, posted: dict[str, list[str]] | None = None) -> StepForm:
    return form_for(step, catalogue, read_along_route(simplest()), posted, partial=True)


def texts(form: StepForm) -> dict[str, Text]:
    """Every field that takes text, by name."""
    return {name: field for name, field in form.fields.items() if isinstance(field, Text)}


def told(number: int) -> str:
    """A text that every field takes, one that is a date among them."""
    return f"Text {number} of 2026."


def filled(form: StepForm) -> dict[str, list[str]]:
    """A post in which every text is given, and everything selected that a text belongs to."""
    chosen = {name: list(field.labels) for name, field in form.fields.items() if isinstance(field, SeveralOf)}
    given = {name: [told(number)] for number, name in enumerate(texts(form))}
    return {**{name: values[:8] if name == "objectives" else values for name, values in chosen.items()}, **given}


def replaced(value: Any, old: str, new: str) -> Any:
    """The value with a text in it replaced, however deep it lies."""
    if isinstance(value, dict):
        return {key: replaced(inner, old, new) for key, inner in value.items()}
    if isinstance(value, list):
        return [replaced(inner, old, new) for inner in value]
    return new if value == old else value


def with_text(form: StepForm, name: str, text: str) -> dict[str, list[str]]:
    return {**filled(form), name: [text]}


def too_long(field: Text) -> Iterator[str]:
    yield "W" * (field.max_length + 1)
    if isinstance(field, Lines) and field.longest_line < field.max_length:
        yield "W" * (field.longest_line + 1)


@ROUTE
def test_every_field_of_a_step_takes_text_by_the_same_rules(step, catalogue):
    strange = {
        name: field.widget.input_type
        for name, field in form_of(step, catalogue).fields.items()
        if getattr(field.widget, "input_type", "") == "text" and not isinstance(field, Text | Day)
    }

    assert {form_of(step, catalogue).fields[name].kind for name in strange} <= {"whole"}
    assert all(field.max_length <= LONGEST_TEXT for field in texts(form_of(step, catalogue)).values())


@ROUTE
@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_shown_is_refused_beside_its_field_and_shown_again(step, text, catalogue):
    form = form_of(step, catalogue)

    bound = form_of(step, catalogue, filled(form) | {name: [text] for name in texts(form)})

    assert set(texts(form)) - set(bound.errors) == set()
    for name in texts(form):
        assert bound[name].value().replace(LOST, "") == text.replace(LOST, "").replace("\ud83d", "")
        assert bound[name].as_field_group().encode()


@ROUTE
def test_what_is_too_long_is_refused_and_shown_again(step, catalogue):
    form = form_of(step, catalogue)

    for name, field in texts(form).items():
        for text in too_long(field):
            bound = form_of(step, catalogue, with_text(form, name, text))

            assert "Shorten" in bound.errors[name][0]
            assert bound[name].value() == text


@ROUTE
def test_lines_are_broken_only_where_there_is_room_for_lines(step, catalogue):
    form = form_of(step, catalogue)

    for sign in LINE_BREAKS:
        bound = form_of(step, catalogue, filled(form) | {name: [f"May{sign}2026"] for name in texts(form)})

        assert {name for name in bound.errors if name in texts(form)} == {
            name for name, field in texts(form).items() if field.lines == 1
        }


@ROUTE
@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_text_of_any_language_and_any_markup_is_kept_as_it_was_typed(step, text, catalogue):
    form = form_of(step, catalogue)
    written = {name: text if len(text) <= field.max_length else "2026" for name, field in texts(form).items()}

    bound = form_of(step, catalogue, filled(form) | {name: [value] for name, value in written.items()})

    assert set(bound.errors) & set(written) == set()
    assert {name: bound.cleaned_data[name] for name in written} == {
        name: [value] if isinstance(bound.fields[name], Lines) else value for name, value in written.items()
    }


@pytest.mark.parametrize("step", [step for step in STEPS if step.slug in WITH_TEXTS], ids=lambda step: step.slug)
def test_a_document_meets_the_same_rules_and_names_the_field(step, catalogue):
    form = form_of(step, catalogue)
    bound = form_of(step, catalogue, filled(form))
    fragment = bound.document() if bound.is_valid() else {}
    for number, text in zip(range(len(texts(form))), cycle(REFUSED.values())):
        fragment = replaced(fragment, told(number), text)

    with pytest.raises(InvalidDocument) as refused:
        checked(simplest() | {step.slug: fragment}, catalogue)

    found = {fault.field for fault in refused.value.faults if fault.step == step.slug}
    assert {name.replace(PATH_MARK, ".") for name in texts(form)} <= found
    assert str(refused.value).encode()


def test_the_steps_with_texts_are_those_of_the_route(catalogue):
    assert {step.slug for step in STEPS if texts(form_of(step, catalogue))} == WITH_TEXTS


@pytest.mark.django_db
def test_halves_of_pairs_that_a_browser_sends_are_lost_and_refused(client):
    visit = owner()
    sent = b"name=a%ED%A0%80b&seen=nothing"

    response = visit.browser.post(
        visit.address("step", step="place"), sent, content_type="application/x-www-form-urlencoded"
    )

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert LOST in page.select_one("#id_name")["value"]
    assert "id_name" in [link["href"][1:] for link in page.select(".nhsuk-error-summary a")]


@pytest.mark.django_db
def test_a_form_in_another_encoding_is_refused(client):
    visit = owner()
    parts = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n+2AA-\r\n--x--\r\n'

    response = visit.browser.post(
        visit.address("step", step="place"), parts, content_type="multipart/form-data; boundary=x; charset=utf-7"
    )

    assert response.status_code == 400


@pytest.mark.django_db
def test_a_pasted_document_with_half_of_a_pair_is_refused_and_stays_in_the_form(client):
    pasted = '{"place": {"name": "a\\ud800b"}}'

    response = client.post(reverse("start-from-document"), {"document": pasted})

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 422
    assert page.select_one("textarea").text.strip() == pasted
    assert "place.name" in page.select_one(".nhsuk-error-message").text
