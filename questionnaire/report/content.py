"""What a report says, as values for the templates: results joined with the catalogue's words, in reading order."""

import json
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from models_catalogue.catalogue import Catalogue
from questionnaire.answers import Answers
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.form_and_function import form_test
from questionnaire.appraisal.stage import has_own_criteria
from questionnaire.document import SEED
from questionnaire.report.cases import places_view
from questionnaire.report.charts.pictures import DRAWN, pictures
from questionnaire.report.citations import Citations
from questionnaire.report.consequences import joined
from questionnaire.report.contributions import contribution_tables
from questionnaire.report.headline import headline
from questionnaire.report.method import method_numbers
from questionnaire.report.partner_views import partner_views
from questionnaire.report.spoken import spoken_answers
from questionnaire.report.stage_views import brief_models, stage_view
from questionnaire.report.turns import barred, turns

MOST_RISKS = 10
MOST_ADDITIONS = 5


def render_body(report, catalogue: Catalogue, answers: Answers, appraisal: Appraisal) -> SafeString:
    """The report's body as HTML, the same for site and paper."""
    return body_of(report_content(report, catalogue, answers, appraisal))


def body_of(content: Mapping[str, Any]) -> SafeString:
    return render_to_string("report/body.jinja", dict(content))


def report_content(report, catalogue: Catalogue, answers: Answers, appraisal: Appraisal) -> dict[str, Any]:
    """Everything that the report's templates read."""
    stages = {result.stage: stage_view(catalogue, result) for result in appraisal.stages()}
    consequences = joined(catalogue, appraisal)
    return {
        "report": report,
        "catalogue": catalogue,
        "answers": answers,
        "appraisal": appraisal,
        "cite": Citations(catalogue),
        "stages": stages,
        "first": stages.get("care") or stages["organisational"],
        "contributions": contribution_tables(found for found in appraisal.stages() if found.stage in DRAWN),
        "brief": brief_models(catalogue, stages),
        "headline": headline(catalogue, appraisal),
        "joined": consequences,
        "partners": partner_views(catalogue, answers, appraisal, stages),
        "pictures": pictures(catalogue, answers, appraisal, consequences, most_risks=MOST_RISKS),
        "stops": [warning for warning in appraisal.warnings if warning.stop],
        "cautions": [warning for warning in appraisal.warnings if not warning.stop],
        "additions": [(found, addition_name(catalogue, found.slug)) for found in appraisal.additions],
        "money": list(zip(appraisal.money, catalogue.money_questions, strict=True)),
        "assurance": list(zip(appraisal.assurance, catalogue.assurance_headings, strict=True)),
        "form_test": form_test(catalogue, answers, appraisal.care, appraisal.organisational, appraisal.form),
        "places": places_view(catalogue, answers, appraisal),
        "most_risks": MOST_RISKS,
        "most_additions": MOST_ADDITIONS,
        "own_criteria": has_own_criteria(catalogue, answers),
        "share": catalogue.constant["circumstances-share"],
        "names": names_of(catalogue),
        "numbers": method_numbers(),
        "turns_by": turns(catalogue, answers, appraisal.turning_points),
        "barred_by": barred(catalogue, appraisal.blocked),
        "spoken": spoken_answers(catalogue, answers, _document(report)),
    }


def _document(report) -> dict[str, Any]:
    return {step: given for step, given in json.loads(report.document).items() if step != SEED}


def names_of(catalogue: Catalogue) -> dict[str, str]:
    """The names of objectives, circumstances and options by slug; an option's, where two share one."""
    return {
        **{objective.slug: objective.name for objective in catalogue.objectives},
        **{circumstance.slug: circumstance.name for circumstance in catalogue.circumstances},
        **{option.slug: option.name for option in catalogue.options},
    }


def addition_name(catalogue: Catalogue, slug: str) -> str:
    if slug in catalogue.option:
        return catalogue.option[slug].name
    return next(intervention.name for intervention in catalogue.interventions if intervention.slug == slug)
