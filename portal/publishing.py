"""Before an edition is published: what its draft would do to the reports that are finished."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from models_catalogue.approval import digest
from models_catalogue.edition_admin import may_publish
from models_catalogue.editions import draft
from questionnaire.models import Rehearsal, RehearsedReport
from questionnaire.rehearsal import has_stopped, rehearsal_of

LISTED = 200
"""Changed reports that the page lists, worked examples first."""


@require_http_methods(["GET", "HEAD", "POST"])
def impact(request):
    """Every finished report tried on the draft: begun or gone on with by a POST, watched by a GET."""
    if not may_publish(request.user):
        raise PermissionDenied
    if request.method == "POST":
        begin_or_go_on()
        return redirect("edition-impact")
    rehearsal = Rehearsal.objects.filter(digest=digest(draft())).first()
    context = {
        **admin.site.each_context(request),
        "title": "What the draft would change",
        **(seen(rehearsal) if rehearsal else {}),
    }
    return TemplateResponse(request, "admin/models_catalogue/edition/impact.html", context)


def begin_or_go_on() -> None:
    """Rehearse in a process of its own, unless one is at work: trying thousands of reports outlasts a request."""
    now = timezone.now()
    rehearsal = rehearsal_of(draft(), at=now)
    is_new = not rehearsal.looked and rehearsal.started_at == now
    if is_new or has_stopped(rehearsal, at=now):
        Rehearsal.objects.filter(pk=rehearsal.pk).update(moved_on_at=now)
        rehearse_apart(rehearsal.digest)


def rehearse_apart(state: str) -> None:
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "rehearse", "--digest", state]
    subprocess.Popen(  # noqa: S603 - our own command and a hash
        command, start_new_session=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def seen(rehearsal: Rehearsal) -> dict[str, Any]:
    """How far a rehearsal has come and what it has found."""
    changed = rehearsal.reports.exclude(changed=[])
    first = changed.select_related("report").defer("report__document", "report__appraisal", "report__body")
    return {
        "rehearsal": rehearsal,
        "is_done": rehearsal.is_done,
        "is_running": not rehearsal.is_done and not has_stopped(rehearsal, at=timezone.now()),
        "moved": rehearsal.reports.filter(moved=True).count(),
        "changed_count": changed.count(),
        "changed": [in_words(row) for row in first.order_by("-report__example", "report_id")[:LISTED]],
    }


def in_words(row: RehearsedReport) -> dict[str, Any]:
    old, new = row.before, row.after
    return {
        "example": row.report.example,
        "reference": row.report.reference,
        "fault": new["fault"],
        "parts": [] if new["fault"] else list(_parts(old, new)),
        "gone": sorted(set(old["warnings"]) - set(new["warnings"])),
        "come": sorted(set(new["warnings"]) - set(old["warnings"])),
    }


def _parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    pairs = [
        *(("leader, " + name, old["leaders"][name], new["leaders"].get(name)) for name in old["leaders"]),
        *(("level, " + name, old["levels"][name], new["levels"].get(name)) for name in old["levels"]),
        ("case for change", old["case_for_change"], new["case_for_change"]),
    ]
    for name, was, now in pairs:
        if was != now:
            yield {"name": name.replace("_", " "), "old": was or "nothing", "new": now or "nothing"}
