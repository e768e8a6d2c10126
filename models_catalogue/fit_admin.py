"""The admin of fits: their list, their pages, and the score matrix that edits a stage's numbers side by side."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from models_catalogue.models import STAGES
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
        if not self.has_change_permission(request):
            raise PermissionDenied
        stage = stage_or_first(request.GET.get("stage"))
        if request.method == "POST":
            return self._save_matrix(request, stage)
        return self._matrix_page(request, Matrix(stage))

    @transaction.atomic
    def _save_matrix(self, request, stage: str):
        matrix = Matrix(stage, request.POST, locked=True)
        if matrix.faults():
            return self._matrix_page(request, matrix)
        count = save(matrix, user_id=request.user.pk)
        messages.success(request, f"Scores changed: {count}." if count else "No score was changed.")
        return redirect(f"{reverse(f'admin:{MATRIX}')}?stage={stage}")

    def _matrix_page(self, request, matrix: Matrix):
        context = {
            **self.admin_site.each_context(request),
            "title": "Score matrix",
            "opts": self.opts,
            "stages": STAGES,
            "matrix": matrix,
        }
        return TemplateResponse(request, "admin/models_catalogue/fit/matrix.html", context)
