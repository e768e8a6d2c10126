"""A finished report as files to take away: PDF, Word document, workbook, tables as CSV, and data.

The public version has only the first two (public_reports.py): sheets and data say everything.
"""

import json

from django.core.exceptions import ObjectDoesNotExist
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from models_catalogue.editions import catalogue_of
from models_catalogue.spreadsheets.sheets import csv_of, workbook_of
from questionnaire.access import Grants
from questionnaire.models import Report, Version
from questionnaire.report.kept_pdf import COME_BACK_IN, REST_AFTER_FAILURE, NotReadyYet, ready_pdf
from questionnaire.report.pdf import PdfFailed
from questionnaire.report.sheets import SHEETS
from questionnaire.report.word import word_of

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
    visible = Report.objects.light().visible_to(Grants.of(request.session)).with_pdf(Version.FULL)
    found = get_object_or_404(visible, public_id=public_id)
    page, pdf = (reverse(name, kwargs={"public_id": public_id}) for name in ("report", "report-pdf"))
    return kept_pdf_response(request, found, version=Version.FULL, name=f"{found.reference}.pdf", page=page, pdf=pdf)


def kept_pdf_response(
    request, report: Report, *, version: Version, name: str, page: str, pdf: str, **others: str
) -> HttpResponse | FileResponse:
    """The kept file of a version under a name, or where to come back to: the addresses of its page and of its PDF."""
    try:
        file = ready_pdf(report, clock=timezone.now, version=version)
    except (NotReadyYet, PdfFailed) as fault:
        return _no_pdf(request, fault, page=page, pdf=pdf)
    except ObjectDoesNotExist as deleted:
        raise Http404 from deleted
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
    response.block_size = FILE_BLOCK
    response["Cache-Control"] = PRIVATE
    return response


def _no_pdf(request, fault: NotReadyYet | PdfFailed, *, page: str, pdf: str) -> HttpResponse:
    is_coming = isinstance(fault, NotReadyYet)
    context = {"is_coming": is_coming, "page": page, "pdf": pdf}
    response = render(request, "report/no-pdf.jinja", context, status=503)
    response["Retry-After"] = str(COME_BACK_IN if is_coming else int(REST_AFTER_FAILURE.total_seconds()))
    response["Cache-Control"] = PRIVATE
    return response


@require_GET
def report_word(request, public_id):
    found = visible_report(request, public_id, heavy=("document", "appraisal", "public_body"))
    return as_file(HttpResponse(word_of(found), content_type=WORD), f"{found.reference}.docx")


@require_GET
def report_workbook(request, public_id):
    """Scores, risks and plan in one workbook."""
    found = visible_report(request, public_id, heavy=("document", "body", "public_body"))
    catalogue, appraisal = catalogue_of(found.edition_id), json.loads(found.appraisal)
    content = workbook_of(sheet(catalogue, appraisal) for sheet in SHEETS.values())
    return as_file(HttpResponse(content, content_type=WORKBOOK), f"{found.reference}.xlsx")


@require_GET
def report_csv(request, public_id, sheet):
    """One of the sheets of the workbook as CSV."""
    if sheet not in SHEETS:
        raise Http404
    found = visible_report(request, public_id, heavy=("document", "body", "public_body"))
    table = SHEETS[sheet](catalogue_of(found.edition_id), json.loads(found.appraisal))
    return as_file(
        HttpResponse(csv_of(table.headings, table.cells()), content_type=CSV), f"{found.reference}-{sheet}.csv"
    )


@require_GET
def report_json(request, public_id):
    found = visible_report(request, public_id, heavy=("body", "public_body"))
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
