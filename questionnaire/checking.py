"""The public page on which anybody who holds a report's reference and check code has it checked; it reveals nothing else."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from models_catalogue.editions import catalogue_of
from models_catalogue.models import Edition
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.value import Rejected
from questionnaire.document import DEFAULT_SEED, SEED
from questionnaire.forms.check import CheckForm
from questionnaire.models import Report
from questionnaire.operations import input_hash
from questionnaire.replay import answers_of
from questionnaire.report.export import as_text


@never_cache
@require_http_methods(["GET", "POST"])
def check_report(request):
    """Whether a report is genuine, whether a later revision exists, and what comes out when it is worked out anew."""
    if request.method == "GET":
        form = CheckForm(initial={"reference": request.GET.get("reference", "")})
        return render(request, "report/check.jinja", {"form": form})
    form = CheckForm(request.POST)
    report = genuine(**form.cleaned_data) if form.is_valid() else None
    if report is None:
        if not form.errors:
            form.refuse_pair()
        return render(request, "report/check.jinja", {"form": form}, status=422)
    context = {
        "form": CheckForm(),
        "report": report,
        "is_public": form.cleaned_data["check_code"] == report.public_check_code,
        "has_later": Report.objects.light().later_than(report).exists(),
        "differences": differences(report),
    }
    return render(request, "report/check.jinja", context)


def genuine(reference: str, check_code: str) -> Report | None:
    """The report with this pair; each of its versions has a code of its own. One query, whatever is wrong with the pair."""
    has_code = Q(check_code=check_code) | Q(public_check_code=check_code)
    found = Report.objects.light().filter(has_code).first()
    return found if found and found.reference == reference else None


def differences(report: Report) -> tuple[str, ...]:
    """The parts of a stored result that come out otherwise now; empty when it is unchanged."""
    stored = Report.objects.values_list("edition_id", "sha256", "document", "appraisal").get(pk=report.pk)
    return _differences(*stored)


@lru_cache(maxsize=16)
def _differences(edition_id: int, sha256: str, document: str, appraisal: str) -> tuple[str, ...]:
    """Remembered, because nothing else can come out in this process: asking again and again costs no simulation."""
    edition = Edition.objects.get(pk=edition_id)
    answers, stored, fresh = json.loads(document), json.loads(appraisal), _worked_out(document, edition)
    faults = {
        "answers": input_hash(answers, edition) != sha256,
        "catalogue": hashlib.sha256(edition.content.encode()).hexdigest() != edition.sha256,
    }
    parts = (name for name in sorted(stored.keys() | fresh.keys()) if stored.get(name) != fresh.get(name))
    return (*(name for name, is_so in faults.items() if is_so), *parts)


def _worked_out(document: str, edition: Edition) -> dict[str, Any]:
    """The result as data, from the answers and the edition; nothing, if the method refuses them today."""
    answers = json.loads(document)
    catalogue = catalogue_of(edition.pk)
    try:
        found = appraise(catalogue, answers_of(answers), seed=answers.get(SEED, DEFAULT_SEED))
    except Rejected:
        return {}
    return json.loads(as_text(catalogue, edition, found))
