"""A finished report as files to take away: PDF, Word document, its cover paper as both, workbook, tables as CSV, and data.

The public version has only the first two (public_reports.py): everything else says everything.
"""

import json

from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from models_catalogue.editions import catalogue_of
from models_catalogue.spreadsheets.sheets import csv_of, workbook_of
from questionnaire.access import Grants
from questionnaire.models import Paper, Report
from questionnaire.report.assurance_framework import framework_rows
from questionnaire.report.kept_pdf import COME_BACK_IN, REST_AFTER_FAILURE, ready_pdf
from questionnaire.report.pdf import NotReadyYet, PdfFailed
from questionnaire.report.sheets import SHEETS, stored_of
from questionnaire.report.word import cover_word_of, framework_word_of, word_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
PRIVATE = "private, no-store"
FILE_BLOCK = 64 * 1024
"""Bytes that a file is sent by at a time."""


def visible_report(request, public_id, *, heavy: tuple[str, ...], with_edition: bool = True) -> Report:
    """The report, if this visitor may see it, without the columns that are heavy and not read."""
    grants = Grants.of(request.session)
    reports = Report.objects.visible_to(grants).select_related("assessment")
    reports = reports.select_related("edition").defer("edition__content") if with_edition else reports
    light = reports.defer("assessment__data", "assessment__half_filled", *heavy)
    report = get_object_or_404(light, public_id=public_id)
    report.visitor_role = grants.role(report.assessment) if report.assessment else None
    return report


@require_GET
def report_pdf(request, public_id):
    """The kept file of a report; whoever comes while it is being made is asked to come back."""
    return _of_visible(request, Report.objects.light(), public_id, Paper.REPORT, "")


@require_GET
def cover_pdf(request, public_id):
    """The kept file of a cover paper, alike."""
    return _of_visible(request, Report.objects.light().exclude(cover=""), public_id, Paper.COVER, "-cover")


def _of_visible(request, reports, public_id, paper: Paper, suffix: str) -> HttpResponseBase:
    visible = reports.visible_to(Grants.of(request.session)).with_kept(paper)
    found = get_object_or_404(visible, public_id=public_id)
    page = reverse("report", kwargs={"public_id": public_id})
    return kept_pdf_response(request, found, paper=paper, name=f"{found.reference}{suffix}.pdf", page=page)


def kept_pdf_response(request, report: Report, *, paper: Paper, name: str, page: str) -> HttpResponseBase:
    """The kept file of a paper under a name, or where to come back to; `page` is the address of what can be read meanwhile."""
    try:
        file = ready_pdf(report, clock=timezone.now, paper=paper)
    except (NotReadyYet, PdfFailed) as fault:
        return not_made(request, fault, "PDF", page=page)
    except ObjectDoesNotExist as deleted:
        raise Http404 from deleted
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
    response.block_size = FILE_BLOCK
    response["Cache-Control"] = PRIVATE
    return response


def not_made(request, fault: Exception, what: str, *, page: str) -> HttpResponse:
    """Where to come back to for a file, and that its report can be read meanwhile (at `page`)."""
    is_coming = isinstance(fault, NotReadyYet)
    context = {"what": what, "address": request.path, "page": page, "is_coming": is_coming}
    response = render(request, "report/not-made.jinja", context, status=503)
    response["Retry-After"] = str(COME_BACK_IN if is_coming else int(REST_AFTER_FAILURE.total_seconds()))
    response["Cache-Control"] = PRIVATE
    return response


@require_GET
def report_word(request, public_id):
    found = visible_report(request, public_id, heavy=("document", "appraisal", "cover", "public_body"))
    page = reverse("report", kwargs={"public_id": public_id})
    return word_response(request, found, paper=Paper.REPORT, name=f"{found.reference}.docx", page=page)


def word_response(request, report: Report, *, paper: Paper, name: str, page: str) -> HttpResponse:
    """The Word document under a name, or that its pictures cannot be drawn at this moment."""
    try:
        content = word_of(report, paper)
    except NotReadyYet as fault:
        return not_made(request, fault, "Word document", page=page)
    return as_file(HttpResponse(content, content_type=WORD), name)


@require_GET
def cover_word(request, public_id):
    found = visible_report(request, public_id, heavy=("document", "appraisal", "body", "public_body"))
    if not found.cover:
        raise Http404
    return as_file(HttpResponse(cover_word_of(found), content_type=WORD), f"{found.reference}-cover.docx")


@require_GET
def framework_word(request, public_id):
    """The risks as a board assurance framework, one wide table."""
    found = visible_report(request, public_id, heavy=("body", "cover", "public_body"))
    content = framework_word_of(found, framework_rows(catalogue_of(found.edition_id), stored_of(found)))
    return as_file(HttpResponse(content, content_type=WORD), f"{found.reference}-assurance-framework.docx")


@require_GET
def report_workbook(request, public_id):
    """Every sheet in one workbook."""
    found = visible_report(request, public_id, heavy=("body", "cover", "public_body"))
    catalogue, stored = catalogue_of(found.edition_id), stored_of(found)
    content = workbook_of(sheet(catalogue, stored) for sheet in SHEETS.values())
    return as_file(HttpResponse(content, content_type=WORKBOOK), f"{found.reference}.xlsx")


@require_GET
def report_csv(request, public_id, sheet):
    """One of the sheets of the workbook as CSV."""
    if sheet not in SHEETS:
        raise Http404
    found = visible_report(request, public_id, heavy=("body", "cover", "public_body"))
    table = SHEETS[sheet](catalogue_of(found.edition_id), stored_of(found))
    return as_file(
        HttpResponse(csv_of(table.headings, table.cells()), content_type=CSV), f"{found.reference}-{sheet}.csv"
    )


@require_GET
def report_json(request, public_id):
    found = visible_report(request, public_id, heavy=("body", "cover", "public_body"))
    about = {
        "reference": found.reference,
        "check_code": found.check_code,
        "finished_at": found.finished_at.isoformat(),
        "inputs_sha256": found.sha256,
        "answers": json.loads(found.document),
    }
    return as_file(JsonResponse(json.loads(found.appraisal) | about), f"{found.reference}.json")


def as_file(response: HttpResponse, name: str) -> HttpResponse:
    """The response as a file to keep, which no cache on the way keeps."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = PRIVATE
    return response
