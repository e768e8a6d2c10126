"""The page on which an owner sees what a newer edition changes and may move there; and what did not fit after a move."""

from collections.abc import Iterable, Mapping

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from models_catalogue.catalogue import Catalogue
from models_catalogue.editions import catalogue_of
from models_catalogue.models import Edition
from questionnaire import operations
from questionnaire.access import MAY_CHANGE, requires
from questionnaire.appraisal.appraise import appraise
from questionnaire.document import Posted, answers_in
from questionnaire.given import given
from questionnaire.kept_answers import Unfit, all_fits, unfit
from questionnaire.models import Assessment
from questionnaire.newer_edition import Effect, Result, difference, effect
from questionnaire.operations import AlreadyFinished

MOST_LOOKED_BACK = 3
"""In how many earlier editions the words of an answer that no longer fits are looked for."""


@requires(MAY_CHANGE)
@require_http_methods(["GET", "POST"])
def newer_edition(request):
    """The difference and its effect; a post moves, if the edition that was seen is still the newest."""
    assessment = request.assessment
    own, newer = _own_and_newer(assessment)
    if newer is None or (request.method == "GET" and assessment.is_finished):
        return redirect("task-list", public_id=assessment.public_id)
    if request.method == "GET":
        return _page(request, own, newer)
    if request.POST.get("edition") != str(newer.number):
        return _page(request, own, newer, status=409, refused="newer still")
    return _move(request, own, newer)


def _move(request, own: Edition, newer: Edition):
    try:
        operations.move(request.assessment, newer, at=timezone.now())
    except Assessment.DoesNotExist as deleted:
        raise Http404 from deleted
    except AlreadyFinished:
        return _page(request, own, newer, status=409, refused="finished")
    return redirect("task-list", public_id=request.assessment.public_id)


def _own_and_newer(assessment: Assessment) -> tuple[Edition, Edition | None]:
    """The edition that an assessment stands on, and the newest if that is another: one query, without their contents."""
    editions = list(Edition.objects.newest_first().defer("content"))
    own = next(edition for edition in editions if edition.pk == assessment.edition_id)
    return own, None if own == editions[0] else editions[0]


def _page(request, own: Edition, newer: Edition, *, status: int = 200, refused: str = ""):
    old, new = catalogue_of(own.pk), catalogue_of(newer.pk)
    context = {
        "assessment": request.assessment,
        "own": own,
        "newer": newer,
        "difference": difference(old, new),
        "unfit": unfit(request.assessment.data, old, new),
        "effect": _effect(request.assessment, old, new),
        "refused": refused,
    }
    return render(request, "wizard/newer-edition.jinja", context, status=status)


def _effect(assessment: Assessment, old: Catalogue, new: Catalogue) -> Effect | None:
    """None where an edition has no result yet, because the first page is not answered for it."""
    before, after = _result(assessment, old), _result(assessment, new)
    return effect(before, after) if before and after else None


def _result(assessment: Assessment, catalogue: Catalogue) -> Result | None:
    answers = answers_in(given(assessment), catalogue)
    if "place" not in answers.given:
        return None
    return catalogue, appraise(catalogue, answers, seed=assessment.seed)


def edition_context(assessment: Assessment) -> dict[str, object]:
    """For the task list: whether a newer edition exists, and which answers an earlier one took and this one does not."""
    editions = list(Edition.objects.newest_first().defer("content"))
    own = next(edition for edition in editions if edition.pk == assessment.edition_id)
    earlier = [edition for edition in editions if edition.number < own.number][:MOST_LOOKED_BACK]
    return {
        "own_edition": own,
        "newer": None if own == editions[0] else editions[0],
        "unfit": _left_behind(assessment.data, catalogue_of(own.pk), earlier),
    }


def _left_behind(posted: Mapping[str, Posted], now: Catalogue, earlier: Iterable[Edition]) -> Unfit | None:
    """Looked for only where something does not fit, and then in the newest edition that it fitted."""
    if all_fits(posted, now):
        return None
    found = (unfit(posted, catalogue_of(edition.pk), now) for edition in earlier)
    return next((one for one in found if one), None)
