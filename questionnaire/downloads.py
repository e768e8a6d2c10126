"""A finished report as files to take away: PDF, Word document, its cover paper as both, workbook, tables as CSV, and data."""

import json

from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from models_catalogue.editions import catalogue_of
from models_catalogue.spreadsheets.sheets import csv_of, workbook_of
from questionnaire.access import Grants
from questionnaire.models import Report, ReportPdf
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


def visible_report(request, public_id, *, heavy: tuple[str, ...]) -> Report:
    """The report, if this visitor may see it, without the columns that are heavy and not read."""
    grants = Grants.of(request.session)
    reports = Report.objects.visible_to(grants).select_related("edition", "assessment")
    report = get_object_or_404(reports.defer("edition__content", *heavy), public_id=public_id)
    report.visitor_role = grants.role(report.assessment) if report.assessment else None
    return report


@require_GET
def report_pdf(request, public_id):
    """The kept file of a report; whoever comes while it is being made is asked to come back."""
    return _kept_pdf(request, Report.objects.light(), public_id, ReportPdf.Paper.REPORT, "")


@require_GET
def cover_pdf(request, public_id):
    """The kept file of a cover paper, alike."""
    return _kept_pdf(request, Report.objects.light().exclude(cover=""), public_id, ReportPdf.Paper.COVER, "-cover")


def _kept_pdf(request, reports, public_id, paper: str, suffix: str) -> HttpResponseBase:
    visible = reports.visible_to(Grants.of(request.session)).with_kept(paper)
    found = get_object_or_404(visible, public_id=public_id)
    try:
        pdf = ready_pdf(found, clock=timezone.now, paper=paper)
    except (NotReadyYet, PdfFailed) as fault:
        return _not_made(request, found, fault, "PDF")
    except ObjectDoesNotExist as deleted:
        raise Http404 from deleted
    name = f"{found.reference}{suffix}.pdf"
    response = FileResponse(pdf, as_attachment=True, filename=name, content_type="application/pdf")
    response.block_size = FILE_BLOCK
    response["Cache-Control"] = PRIVATE
    return response


def _not_made(request, report: Report, fault: Exception, what: str) -> HttpResponse:
    is_coming = isinstance(fault, NotReadyYet)
    context = {"report": report, "what": what, "address": request.path, "is_coming": is_coming}
    response = render(request, "report/not-made.jinja", context, status=503)
    response["Retry-After"] = str(COME_BACK_IN if is_coming else int(REST_AFTER_FAILURE.total_seconds()))
    response["Cache-Control"] = PRIVATE
    return response


@require_GET
def report_word(request, public_id):
    found = visible_report(request, public_id, heavy=("document", "appraisal", "cover"))
    try:
        content = word_of(found)
    except NotReadyYet as fault:
        return _not_made(request, found, fault, "Word document")
    return _file(HttpResponse(content, content_type=WORD), f"{found.reference}.docx")


@require_GET
def cover_word(request, public_id):
    found = visible_report(request, public_id, heavy=("document", "appraisal", "body"))
    if not found.cover:
        raise Http404
    return _file(HttpResponse(cover_word_of(found), content_type=WORD), f"{found.reference}-cover.docx")


@require_GET
def framework_word(request, public_id):
    """The risks as a board assurance framework, one wide table."""
    found = visible_report(request, public_id, heavy=("body", "cover"))
    content = framework_word_of(found, framework_rows(catalogue_of(found.edition_id), stored_of(found)))
    return _file(HttpResponse(content, content_type=WORD), f"{found.reference}-assurance-framework.docx")


@require_GET
def report_workbook(request, public_id):
    """Every sheet in one workbook."""
    found = visible_report(request, public_id, heavy=("body", "cover"))
    catalogue, stored = catalogue_of(found.edition_id), stored_of(found)
    content = workbook_of(sheet(catalogue, stored) for sheet in SHEETS.values())
    return _file(HttpResponse(content, content_type=WORKBOOK), f"{found.reference}.xlsx")


@require_GET
def report_csv(request, public_id, sheet):
    """One of the sheets of the workbook as CSV."""
    if sheet not in SHEETS:
        raise Http404
    found = visible_report(request, public_id, heavy=("body", "cover"))
    table = SHEETS[sheet](catalogue_of(found.edition_id), stored_of(found))
    return _file(
        HttpResponse(csv_of(table.headings, table.cells()), content_type=CSV), f"{found.reference}-{sheet}.csv"
    )


@require_GET
def report_json(request, public_id):
    found = visible_report(request, public_id, heavy=("body", "cover"))
    about = {
        "reference": found.reference,
        "check_code": found.check_code,
        "finished_at": found.finished_at.isoformat(),
        "inputs_sha256": found.sha256,
        "answers": json.loads(found.document),
    }
    return _file(JsonResponse(json.loads(found.appraisal) | about), f"{found.reference}.json")


def _file(response: HttpResponse, name: str) -> HttpResponse:
    """The response as a file to keep, which no cache on the way keeps."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = PRIVATE
    return response
