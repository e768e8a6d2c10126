"""The public version of a report: for whoever has a public link, and for those who may read the full version.

A public link keeps its secret in the address, so that people can pass it on from there, and leaves nothing in a session.
"""

from datetime import datetime
from functools import wraps

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from questionnaire import access
from questionnaire.downloads import PRIVATE, kept_pdf_response, visible_report, word_response
from questionnaire.models import Paper, Report
from questionnaire.since import since

BY_LINK, BY_GRANT = "public-report", "report-public"
"""What the addresses are called by which a visitor comes: by the secret of a public link, or by a grant."""


def unlisted(view):
    """Keeps a page out of caches and search engines, so that ending its link ends it."""

    @wraps(view)
    def guarded(request, **where):
        response = view(request, **where)
        response["Cache-Control"] = PRIVATE
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@unlisted
@require_GET
def public_report(request, **where):
    """The page, which alone counts as a use of a public link."""
    found = _opened(request, heavy=("document", "appraisal", "body", "cover"), used_at=timezone.now(), **where)
    if found is None:
        return render(request, "wizard/nothing-to-read.jinja")
    context = {
        "report": found,
        "is_public": True,
        "has_later": Report.objects.light().later_than(found).exists(),
        **since(found, today=timezone.localdate()),
        **_addresses(where),
    }
    return render(request, "report/page.jinja", context)


@unlisted
@require_GET
def public_report_pdf(request, **where):
    found = _found(request, heavy=("document", "appraisal", "body", "cover", "public_body"), **where)
    name = f"{found.reference}-public.pdf"
    return kept_pdf_response(request, found, paper=Paper.PUBLIC, name=name, page=_addresses(where)["page"])


@unlisted
@require_GET
def public_report_word(request, **where):
    found = _found(request, heavy=("document", "appraisal", "body", "cover"), **where)
    name = f"{found.reference}-public.docx"
    return word_response(request, found, paper=Paper.PUBLIC, name=name, page=_addresses(where)["page"])


def _found(request, *, heavy: tuple[str, ...], **where) -> Report:
    found = _opened(request, heavy=heavy, **where)
    if found is None:
        raise Http404
    return found


def _opened(request, *, heavy: tuple[str, ...], used_at: datetime | None = None, **where) -> Report | None:
    """The report: of a link the newest that has a public version, if there is one yet; else the one that was asked for."""
    if "secret" in where:
        link = access.public_link(where["secret"], used_at=used_at)
        reports = link.assessment.reports.with_public_version()
        return reports.select_related("edition").defer("edition__content", *heavy).order_by("-revision").first()
    found = visible_report(request, where["public_id"], heavy=heavy)
    if not found.has_public_version:
        raise Http404
    return found


def _addresses(where: dict) -> dict[str, str]:
    name = BY_LINK if "secret" in where else BY_GRANT
    return {
        kind: reverse(f"{name}{end}", kwargs=where)
        for kind, end in {"page": "", "pdf": "-pdf", "word": "-word"}.items()
    }
