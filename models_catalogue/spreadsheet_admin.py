"""The admin's pages of files: tables to download, a file to upload, what it would change, and the word to do it."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from models_catalogue.editions import current_edition
from models_catalogue.imports import DraftMoved, Proposal, confirm, keep, proposal
from models_catalogue.models import Upload
from models_catalogue.rights import may_edit_all, may_view_all
from models_catalogue.spreadsheets.faults import Refused
from models_catalogue.spreadsheets.packed import MOST_BYTES
from models_catalogue.spreadsheets.tables import Table, file_name, tables, title
from models_catalogue.spreadsheets.writing import table_as_csv, tables_as_zip, workbook

PAGES = "admin/models_catalogue/spreadsheets"
LISTED = 1000
"""Faults that a page lists."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """A spreadsheet or the file of an edition; which of them it is shows when it is read."""

    use_required_attribute = False
    file = forms.FileField(
        label="File",
        help_text="A workbook (.xlsx), a table (.csv), several tables (.zip), or a whole edition (.json). "
        f"At most {MOST_BYTES // 1024**2} MB. Nothing is changed yet: the next page shows what would be.",
        error_messages={"required": "Choose the file.", "empty": "The file is empty."},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"The file is larger than {MOST_BYTES // 1024**2} MB. Send fewer sheets at a time."
            )
        return file


class ConfirmForm(forms.Form):
    """Why a file is taken in; `digest` tells what the page showed."""

    use_required_attribute = False
    removing = forms.BooleanField(
        label="Remove the rows that are not in the file",
        error_messages={"required": "Tick this if the rows are to go. If not, put them back into the file."},
    )
    reason = forms.CharField(
        label="Why",
        help_text="Kept in the history with your name, for other editors to read.",
        error_messages={"required": "Say why you make these changes."},
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, removes: bool, **options):
        super().__init__(*args, **options)
        if not removes:
            del self.fields["removing"]


@require_safe
def workbook_view(request):
    """Every table that is asked for, or all of them, as one workbook."""
    _require(may_view_all(request.user))
    return _download(workbook(tables(), explanation()), "catalogue.xlsx", XLSX)


@require_safe
def csv_view(request):
    _require(may_view_all(request.user))
    return _download(tables_as_zip(tables()), "catalogue-csv.zip", "application/zip")


@require_safe
def table_view(request, table: str, kind: str):
    """One table, as a workbook or as CSV."""
    model = _table(table)
    _require(request.user.has_perm(f"models_catalogue.view_{model._meta.model_name}"))
    if kind == "csv":
        return _download(table_as_csv(model), f"{table}.csv", "text/csv; charset=utf-8")
    return _download(workbook((model,), explanation()), f"{table}.xlsx", XLSX)


@require_http_methods(["GET", "HEAD", "POST"])
def files_view(request):
    """What there is to download, and where to upload."""
    _require(may_view_all(request.user))
    if request.method == "POST":
        return _received(request)
    return _files_page(request, UploadForm())


def _received(request):
    """Keep a file that could be taken in, and show what it would change; else say everything that is wrong with it."""
    _require(may_edit_all(request.user))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _files_page(request, form)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        proposal(file.name, content)
    except Refused as wrong:
        form.add_error("file", "Nothing was taken in. Correct every fault that is listed, then upload the file again.")
        return _files_page(request, form, wrong)
    upload = keep(file.name, content, by=request.user, at=timezone.now())
    return redirect("catalogue-upload", upload.pk)


def _files_page(request, form: UploadForm, wrong: Refused | None = None):
    context = {
        "form": form,
        "faults": wrong.faults[:LISTED] if wrong else (),
        "fault_count": len(wrong.faults) if wrong else 0,
        "may_upload": may_edit_all(request.user),
        "tables": [(title(model), file_name(model)) for model in tables()],
    }
    return _page(request, "files.html", "Spreadsheets and edition files", context)


@require_http_methods(["GET", "HEAD", "POST"])
def upload_view(request, pk: int):
    """What a file would change, and the word to do it."""
    upload = _own_upload(request, pk)
    try:
        return _confirmed(request, upload) if request.method == "POST" else _review_page(request, upload)
    except Refused as wrong:
        messages.error(request, "The draft has changed, and the file cannot be taken in any more: upload it again.")
        return _files_page(request, UploadForm(), wrong)


def _confirmed(request, upload: Upload):
    found = proposal(upload.name, bytes(upload.content))
    form = ConfirmForm(request.POST, removes=bool(found.count("removed")))
    if not form.is_valid():
        return _review_page(request, upload, form, found)
    given = form.cleaned_data
    try:
        confirm(upload, seen=given["digest"], by=request.user, reason=given["reason"])
    except DraftMoved as moved:
        form.add_error(None, str(moved))
        return _review_page(request, upload, form, found)
    messages.success(request, f"The file {upload.name} was taken in. Rows changed: {len(found.changes)}.")
    return redirect("admin:app_list", "models_catalogue")


@require_http_methods(["POST"])
def drop_view(request, pk: int):
    """Leave everything as it is."""
    _own_upload(request, pk).delete()
    messages.success(request, "Nothing was changed. The file was dropped.")
    return redirect("catalogue-files")


def _review_page(request, upload: Upload, form: ConfirmForm | None = None, found: Proposal | None = None):
    found = found or proposal(upload.name, bytes(upload.content))
    counts = {kind: found.count(kind) for kind in ("added", "changed", "removed")}
    context = {
        "upload": upload,
        "found": found,
        "counts": counts,
        "form": form or ConfirmForm(removes=bool(counts["removed"])),
    }
    return _page(request, "review.html", "What the file would change", context)


def explanation() -> list[str]:
    """The first sheet of a workbook, a line for each cell."""
    context = {"edition": current_edition(), "now": timezone.localtime()}
    words = render_to_string(f"{PAGES}/explanation.txt", context)
    return [line.strip() for line in words.strip().splitlines()]


def _own_upload(request, pk: int) -> Upload:
    _require(may_edit_all(request.user))
    return get_object_or_404(Upload, pk=pk, uploaded_by=request.user)


def _table(name: str) -> Table:
    found = {file_name(model): model for model in tables()}
    if name not in found:
        raise Http404
    return found[name]


def _require(may: bool) -> None:
    if not may:
        raise PermissionDenied


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _page(request, template: str, words: str, context: dict[str, Any]) -> TemplateResponse:
    every = {**admin.site.each_context(request), "title": words, **context}
    return TemplateResponse(request, f"{PAGES}/{template}", every)


_guarded = admin.site.admin_view
urlpatterns = [
    path("", _guarded(files_view), name="catalogue-files"),
    path("catalogue.xlsx", _guarded(workbook_view), name="catalogue-workbook"),
    path("catalogue-csv.zip", _guarded(csv_view), name="catalogue-csv"),
    path("uploads/<int:pk>/", _guarded(upload_view), name="catalogue-upload"),
    path("uploads/<int:pk>/drop/", _guarded(drop_view), name="catalogue-upload-drop"),
    path("<slug:table>.xlsx", _guarded(table_view), {"kind": "xlsx"}, name="catalogue-table"),
    path("<slug:table>.csv", _guarded(table_view), {"kind": "csv"}, name="catalogue-table-csv"),
]
