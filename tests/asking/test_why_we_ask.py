"""Why each question is asked: said beside it with what that rests on, from the catalogue of the assessment's edition."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from questionnaire.forms.base import StepForm
from tests.asking.test_question_pages import ROUTE, form_of, served
from tests.asking.visitors import owner

IN_THE_INTRODUCTION = {"order"}
"""Sections whose reason stands above the whole page, because its questions are one act."""


@pytest.fixture
def visit(db):
    found = owner()
    found.answer_all()
    return found


def unexplained(form: StepForm) -> Iterator[str]:
    """The questions in sight that neither say why they are asked nor stand under something that does."""
    for section, fields in form.laid_out():
        told = section.is_quiet or section.detail or section.kind in IN_THE_INTRODUCTION
        yield from (field.name for field in fields if not (told or form.reason_for(field.name)))


@pytest.mark.parametrize("slug", ROUTE)
def test_every_question_says_why_it_is_asked(catalogue, slug):
    assert list(unexplained(form_of(catalogue, slug))) == []


@pytest.mark.parametrize("slug", ROUTE)
def test_every_reason_is_told_on_its_page_with_what_it_rests_on(visit, catalogue, slug):
    told = [details.get_text(" ", strip=True) for details in served(visit, slug).select("details")]

    for reason in catalogue.reasons:
        if reason.slug.split("-")[0] == slug:
            (found,) = (text for text in told if reason.why in text)
            assert found.startswith("Why we ask : ")
            assert all(catalogue.source[number].title in found for number in reason.sources)


def test_every_reason_belongs_to_a_page(catalogue):
    assert {reason.slug.split("-")[0] for reason in catalogue.reasons} <= set(ROUTE)


def test_a_page_of_an_edition_without_reasons_asks_all_the_same(catalogue):
    form = form_of(replace(catalogue, reasons=()), "pace")

    assert list(unexplained(form)) == list(form.fields)
