"""The page on which an owner puts two versions side by side: revisions, answers as they are now, or other assessments of theirs."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import render
from django.views.decorators.http import require_GET

from models_catalogue.catalogue import STAGES, Catalogue
from models_catalogue.editions import catalogue_of
from models_catalogue.models import Edition
from questionnaire import operations
from questionnaire.access import MAY_CHANGE, assessments_of, requires
from questionnaire.appraisal.appraise import appraise
from questionnaire.comparison import Pages, Tried, partners_reach, tried_one_at_a_time
from questionnaire.document import SEED, stored_from
from questionnaire.forms.compare import CompareForm
from questionnaire.given import given
from questionnaire.models import Assessment, Report
from questionnaire.replay import LEADERS, Outcome, answers_of, stored_outcome
from questionnaire.report.export import as_data

Version = Assessment | Report
"""An assessment stands for its answers as they are now."""


@dataclass(frozen=True)
class Side:
    """One of the two: its name, its answers as posted, its edition, and its result (none before the place is answered)."""

    name: str
    pages: Pages
    edition: Edition
    catalogue: Catalogue
    result: Outcome | None

    @property
    def leaders(self) -> dict[str, str]:
        """By stage, the name of what leads."""
        found = self.result.leaders if self.result else {}
        named = {stage: found.get(key) for key, stage in zip(LEADERS, STAGES, strict=True)}
        return {stage: self.catalogue.option[slug].name for stage, slug in named.items() if slug}


@requires(MAY_CHANGE)
@require_GET
def compare_versions(request):
    """Choose two versions; then where their answers differ, and which of the differences moved the result."""
    versions = versions_of(assessments_of(request.session, MAY_CHANGE))
    names = [(key, name_of(version)) for key, version in versions.items()]
    form = CompareForm(request.GET or None, versions=names)
    context: dict[str, Any] = {"assessment": request.assessment, "form": form, "count": len(names)}
    if form.is_valid():
        context |= compared(*(side_of(versions[form.cleaned_data[side]]) for side in ("first", "second")))
    return render(request, "wizard/compare-versions.jinja", context, status=422 if form.errors else 200)


def versions_of(reached: QuerySet[Assessment]) -> dict[str, Version]:
    """All that can be compared, newest first: of each assessment its answers now, unless finished, and its reports."""
    mine = reached.select_related("edition")
    found: dict[str, Version] = {}
    reports = Report.objects.filter(assessment__in=mine).select_related("edition").order_by("-finished_at")
    every = list(reports.defer("edition__content", "body", "cover", "public_body"))
    for assessment in mine.defer("edition__content").prefetch_related("contributions").order_by("-changed_at"):
        if not assessment.is_finished:
            found[str(assessment.public_id)] = assessment
        found |= {str(report.public_id): report for report in every if report.assessment_id == assessment.pk}
    return found


def name_of(version: Version) -> str:
    if isinstance(version, Report):
        return f"{version.place_name}: report {version.reference}"
    typed = version.data.get("place", {}).get("name") or [""]
    return f"{typed[0] or 'No name yet'}: answers as they are now ({str(version.public_id)[:8].upper()})"


def side_of(version: Version) -> Side:
    catalogue = catalogue_of(version.edition_id)
    name, edition = name_of(version), version.edition
    if isinstance(version, Assessment):
        return Side(name, given(version), edition, catalogue, _result_now(version, catalogue))
    document = {slug: given for slug, given in json.loads(version.document).items() if slug != SEED}
    result = stored_outcome(json.loads(version.appraisal))
    return Side(name, stored_from(document, catalogue), edition, catalogue, result)


def _result_now(assessment: Assessment, catalogue: Catalogue) -> Outcome | None:
    document: Mapping[str, Any] = operations.document_with_seed(assessment)
    if "place" not in document:
        return None
    found = appraise(catalogue, answers_of(document), seed=assessment.seed)
    return stored_outcome(as_data(catalogue, assessment.edition, found))


def compared(first: Side, second: Side) -> dict[str, Any]:
    """Both results, and every difference on the first one's edition; what that does not ask is not compared."""
    level = first.result.levels.get("care") if first.result else None
    tried: tuple[Tried, ...] = tried_one_at_a_time(first.catalogue, first.pages, second.pages, care_level=level)
    return {
        "sides": (first, second),
        "tried": tried,
        "stages": [stage for stage in STAGES if stage in first.leaders or stage in second.leaders],
        "partners_reach": partners_reach(first.catalogue, first.pages, second.pages, care_level=level),
        "moved": [one for one in tried if one.reach == "leads"],
        "is_same_result": first.leaders == second.leaders,
    }
