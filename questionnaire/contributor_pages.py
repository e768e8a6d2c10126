"""The pages around those that a partner answers: what it is asked and why, and what it has said."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from questionnaire.access import MAY_CONTRIBUTE, requires
from questionnaire.standing import standing_of


@requires(MAY_CONTRIBUTE)
@require_GET
def contribution(request):
    """By whom a partner is asked, for what, how long it takes, and who will see it."""
    return render(request, "contribution/start.jinja", _context(request))


@requires(MAY_CONTRIBUTE)
@require_GET
def check(request):
    """Everything that the partner has said, each with a way to change it; a thank-you once it is in."""
    return render(request, "contribution/check.jinja", _context(request))


def _context(request) -> dict:
    standing, answers = standing_of(request.contribution)
    return {
        "assessment": request.assessment,
        "contribution": request.contribution,
        "place": answers.place.name,
        "has_aims": bool(answers.aims()),
        "standing": standing,
    }
