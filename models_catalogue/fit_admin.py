"""The admin of fits: their list, their pages, and the score matrix that edits a stage's numbers side by side."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from models_catalogue.models import STAGES, Fit
from models_catalogue.reasons import ReasonForm, recording
from models_catalogue.row_admin import RowAdmin
from models_catalogue.score_matrix import Matrix, save, stage_or_first

MATRIX = "models_catalogue_fit_matrix"


class FitAdmin(RowAdmin):
    list_display = ("option", "objective", "fit", "grade", "direction")
    list_filter = ("option__stage", "fit", "grade", "direction", "option", "objective")
    search_fields = ("option__slug", "option__name", "objective__slug", "objective__name", "rationale", "evidence")
    hints = {"evidence": "What has been shown, where and how large; leave it out where nothing was."}

    def get_urls(self):
        return [path("matrix/", self.admin_site.admin_view(self.matrix_view), name=MATRIX), *super().get_urls()]

    def matrix_view(self, request):
        if not may_score(request.user):
            raise PermissionDenied
        stage = stage_or_first(request.GET.get("stage"))
        if request.method == "POST":
            return self._save_matrix(request, stage)
        return matrix_page(request, Matrix(stage), ReasonForm())

    @transaction.atomic
    def _save_matrix(self, request, stage: str):
        """Save all that was typed under one reason, or nothing; scores that were left alone need no reason."""
        matrix, reason = Matrix(stage, request.POST, locked=True), ReasonForm(request.POST)
        if matrix.faults() or (matrix.changed() and not reason.is_valid()):
            return matrix_page(request, matrix, reason)
        with recording(request, reason):
            count = save(matrix)
        messages.success(request, f"Scores changed: {count}." if count else "No score was changed.")
        return redirect(matrix_address(stage))


def may_score(user) -> bool:
    return user.has_perm("models_catalogue.change_fit")


def matrix_address(stage: str) -> str:
    return f"{reverse(f'admin:{MATRIX}')}?stage={stage}"


def matrix_page(request, matrix: Matrix, reason: ReasonForm, **more: Any) -> TemplateResponse:
    """A stage's scores, as they stand or with what was typed, and the reason; `more` is what is shown beside them."""
    context = {
        **admin.site.each_context(request),
        "title": "Score matrix",
        "opts": Fit._meta,
        "stages": STAGES,
        "matrix": matrix,
        "reason": reason,
        **more,
    }
    return TemplateResponse(request, "admin/models_catalogue/fit/matrix.html", context)
