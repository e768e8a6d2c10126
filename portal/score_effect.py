"""Before scores are saved: what those that were typed would do to the worked examples."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from models_catalogue.completeness import blocking
from models_catalogue.editions import draft
from models_catalogue.fit_admin import matrix_address, matrix_page, may_score
from models_catalogue.reasons import REASON, ReasonForm
from models_catalogue.score_matrix import Matrix, stage_or_first, with_scores
from questionnaire.example_effects import example_effects


@require_http_methods(["GET", "HEAD", "POST"])
def score_effect(request):
    """The score matrix again with all that was typed, and its effect beside it. Saves nothing."""
    if not may_score(request.user):
        raise PermissionDenied
    stage = stage_or_first(request.GET.get("stage"))
    if request.method != "POST":
        return redirect(matrix_address(stage))
    matrix = Matrix(stage, request.POST)
    reason = ReasonForm(initial={REASON: request.POST.get(REASON, "")})
    return matrix_page(request, matrix, reason, **({} if matrix.faults() else effect_of(matrix)))


def effect_of(matrix: Matrix) -> dict[str, Any]:
    """The effect of the scores that were typed, or what the draft lacks, without which nothing can be worked out."""
    content, changed = draft(), matrix.changed()
    missing = blocking(content)
    effects = example_effects(content, with_scores(content, changed)) if changed and not missing else ()
    return {"is_tried": True, "changed": changed, "missing": missing, "effects": effects}
