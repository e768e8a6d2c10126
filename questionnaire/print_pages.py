"""Pages to be printed and taken to a meeting: the blank question set, and what is still wanted by person."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from models_catalogue.editions import catalogue_of, current_edition
from questionnaire import operations
from questionnaire.access import MAY_CHANGE, requires
from questionnaire.numbering import every_question
from questionnaire.steps import read_along_route
from questionnaire.wanted import wanted_by_person


@require_GET
def blank_questions(request):
    """Every question, to be read or filled in on paper before anybody starts."""
    edition = current_edition()
    if edition is None:
        return render(request, "wizard/start.jinja", {"edition": None}, status=503)
    catalogue = catalogue_of(edition.pk)
    context = {"edition": edition, "catalogue": catalogue, "pages": every_question(catalogue)}
    return render(request, "wizard/blank-questions.jinja", context)


@requires(MAY_CHANGE)
@require_GET
def wanted(request):
    """The open questions, one list for each person who usually knows."""
    catalogue = catalogue_of(request.assessment.edition_id)
    stored = operations.stored_answers(request.assessment)
    context = {
        "assessment": request.assessment,
        "place": read_along_route(stored.document).place.name,
        "people": wanted_by_person(catalogue, request.assessment.data, stored),
    }
    return render(request, "wizard/wanted.jinja", context)
