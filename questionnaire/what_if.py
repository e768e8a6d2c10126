"""Trying another answer: one question asked again, and what its answer would move. Nothing is kept until that is asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from models_catalogue.catalogue import Catalogue
from models_catalogue.editions import catalogue_of
from questionnaire.access import MAY_CHANGE, requires
from questionnaire.answers import Answers
from questionnaire.appraisal.appraise import appraise
from questionnaire.document import Posted, answers_in, form_for
from questionnaire.forms.base import StepForm
from questionnaire.given import given
from questionnaire.half_filled import OpenPage, mark_of
from questionnaire.models import Assessment
from questionnaire.moves import Moves, moves
from questionnaire.steps import FIRST_VIEW, Step, step_called
from questionnaire.wizard import new_key

WRITTEN = ("text", "lines")
"""Kinds of field whose answers are words, which no result depends on."""


@dataclass(frozen=True)
class Tryable:
    """A question that can be tried, and its present answer in the words that were seen; empty where there is none."""

    field: str
    question: str
    words: tuple[str, ...]


def tryable(
    data: Mapping[str, Posted], catalogue: Catalogue, answers: Answers
) -> list[tuple[Step, tuple[Tryable, ...]]]:
    """The questions that decide which models lead, page by page in the order of the route."""
    return [
        (step, tuple(_on(form_for(step, catalogue, answers, data.get(step.slug, {})))))
        for step in FIRST_VIEW
        if step.shown_to(answers)
    ]


def _on(form: StepForm) -> Iterator[Tryable]:
    said = said_on(form)
    for name in deciding_fields(form):
        yield Tryable(name, str(form.fields[name].label), said.get(name, ()))


def said_on(form: StepForm) -> dict[str, tuple[str, ...]]:
    """Each answer of a page in the words that were seen, by field."""
    return {name: tuple(words) for name, _, words in form.spoken()}


def deciding_fields(form: StepForm) -> list[str]:
    asked = form.asked()
    return [name for name, field in form.documented().items() if name in asked and field.kind not in WRITTEN]


@requires(MAY_CHANGE)
@require_GET
def what_if(request, step, field):
    """The question with its present answer; with another one in the address, what that would move."""
    assessment, catalogue = request.assessment, catalogue_of(request.assessment.edition_id)
    answers = answers_in(given(assessment), catalogue)
    if "place" not in answers.given:
        return redirect("step", public_id=assessment.public_id, step="place")
    asked = _step_that_asks(step, field, catalogue, answers)
    stored = assessment.data.get(step, {})
    tried = {**stored, field: request.GET.getlist(field)} if field in request.GET else stored
    form = form_for(asked, catalogue, answers, tried, partial=True)
    form.ask_only(field)
    now = said_on(form_for(asked, catalogue, answers, stored)).get(field, ())
    context = {"assessment": assessment, "step": asked, "form": form, "now": now}
    if field not in request.GET:
        form.leave_unjudged()
    elif not form.errors:
        context |= _outcome(assessment, catalogue, asked, tried) | {"then": said_on(form).get(field, ())}
    return render(request, "wizard/what-if.jinja", context, status=422 if form.errors else 200)


def _step_that_asks(slug: str, field: str, catalogue: Catalogue, answers: Answers) -> Step:
    """404 where no page asks this now, or where the answer decides nothing."""
    step = step_called(slug)
    if step not in FIRST_VIEW or not step.shown_to(answers):
        raise Http404
    if field not in deciding_fields(form_for(step, catalogue, answers)):
        raise Http404
    return step


def _outcome(assessment: Assessment, catalogue: Catalogue, step: Step, tried: Posted) -> dict[str, object]:
    """What would move, and what the page carries to save the answer as its own page would."""
    stored = assessment.data.get(step.slug)
    return {
        "moves": _moves(assessment, catalogue, step, tried),
        "is_as_stored": tried == stored,
        "page": OpenPage(mark_of(stored), key=new_key()),
        "carried": [(name, value) for name, values in sorted(tried.items()) for value in values if value],
    }


def _moves(assessment: Assessment, catalogue: Catalogue, step: Step, tried: Posted) -> Moves:
    now = given(assessment)
    before, after = (
        appraise(catalogue, answers_in(data, catalogue), seed=assessment.seed)
        for data in (now, {**now, step.slug: tried})
    )
    return moves(catalogue, before, after)
