"""What a report says, as values for the templates: results joined with the catalogue's words, in reading order."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from models_catalogue.catalogue import Catalogue, Option, Source
from models_catalogue.catalogue import Stage as StageName
from models_catalogue.vocabulary import BASELINES, BRIEF_MODELS
from questionnaire.answers import Answers
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.award import TABLE
from questionnaire.appraisal.form_and_function import form_test
from questionnaire.appraisal.stage import OptionResult, StageResult, has_own_criteria
from questionnaire.document import SEED
from questionnaire.report.cases import places_view
from questionnaire.report.charts.pictures import DRAWN, pictures
from questionnaire.report.consequences import joined
from questionnaire.report.contributions import contribution_tables
from questionnaire.report.method import method_numbers
from questionnaire.report.spoken import spoken_answers
from questionnaire.report.turns import barred, turns

MOST_REASONS = 3
MOST_RISKS = 10
MOST_SOURCES = 2
MOST_ADDITIONS = 5
TITLES = {
    "care": "Care model: how services are organised",
    "organisational": "Organisational model: how organisations join up",
    "commissioning": "Who commissions, with whose money",
    "form": "Organisational form: the legal vehicle",
}


class Citations:
    """Hands out source numbers while a report is drawn, and knows afterwards which were cited.

    Of each list only the first few that the catalogue names, so that a reader can follow them.
    """

    def __init__(self, catalogue: Catalogue):
        self._known = catalogue.source
        self._cited: set[int] = set()

    def __call__(self, *lists: Sequence[int], most: int = MOST_SOURCES) -> list[int]:
        numbers = sorted({number for numbers in lists for number in numbers[:most]})
        self._cited.update(numbers)
        return numbers

    def sources(self) -> list[Source]:
        return [self._known[number] for number in sorted(self._cited)]


@dataclass(frozen=True)
class Part:
    """A part of a difference between two options, in points."""

    name: str
    points: float


@dataclass(frozen=True)
class OptionView:
    """An option with its result. `behind` are the parts that cost it most against the leader, largest first."""

    option: Option
    result: OptionResult
    is_leader: bool
    is_baseline: bool
    behind: tuple[Part, ...]
    ahead: tuple[Part, ...]


@dataclass(frozen=True)
class StageView:
    """A stage for reading: options in order, and why the leader leads."""

    title: str
    result: StageResult
    options: tuple[OptionView, ...]
    reasons: tuple[Part, ...]
    leader: Option | None
    runner_up: Option | None
    shown_leaders: tuple[Option, ...]
    front: tuple[Option, ...]

    def view(self, slug: str) -> OptionView:
        return next(view for view in self.options if view.option.slug == slug)


@dataclass(frozen=True)
class Headline:
    """The values of the headline: what leads (a change from today, or None), ties, the first step, what not to rely on."""

    care: Option | None
    organisational: Option | None
    level_with: tuple[Option, ...]
    start: str
    needs: str
    avoid: tuple[tuple[str, str, str], ...]


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
        "pictures": pictures(catalogue, answers, appraisal, consequences, most_risks=MOST_RISKS),
        "award_rules": TABLE,
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


def stage_view(catalogue: Catalogue, result: StageResult) -> StageView:
    option = catalogue.option
    return StageView(
        title=TITLES[result.stage],
        result=result,
        options=tuple(_option_view(catalogue, result, found) for found in result.options),
        reasons=_largest(catalogue, result.lead.parts) if result.lead else (),
        leader=option[result.leader] if result.leader else None,
        runner_up=option[result.lead.over] if result.lead else None,
        shown_leaders=tuple(option[slug] for slug in result.shown_leaders),
        front=tuple(option[slug] for slug in result.front),
    )


def _option_view(catalogue: Catalogue, result: StageResult, found: OptionResult) -> OptionView:
    leader = result.option(result.leader) if result.leader else found
    gaps = [
        (mine.objective, mine.points - best.points)
        for mine, best in zip(found.contributions, leader.contributions, strict=True)
    ]
    return OptionView(
        option=catalogue.option[found.slug],
        result=found,
        is_leader=found.slug == result.leader,
        is_baseline=found.slug in BASELINES.values(),
        behind=_largest(catalogue, [(name, -gap) for name, gap in gaps]),
        ahead=_largest(catalogue, gaps),
    )


def _largest(catalogue: Catalogue, parts: Iterable[tuple[str, float]]) -> tuple[Part, ...]:
    """The largest positive parts, at least a tenth of a point each."""
    ordered = sorted(parts, key=lambda part: (-part[1], part[0]))[:MOST_REASONS]
    return tuple(Part(objective_name(catalogue, name), points) for name, points in ordered if points >= 0.1)


def objective_name(catalogue: Catalogue, slug: str) -> str:
    found = catalogue.objective.get(slug) or catalogue.circumstance.get(slug)
    return found.name if found else slug


def brief_models(
    catalogue: Catalogue, stages: Mapping[StageName, StageView]
) -> list[tuple[StageView | None, OptionView | None, Option]]:
    """The six models of the brief, in their two stages; a model whose stage was not ranked has no view."""
    found = []
    for slug in BRIEF_MODELS:
        option = catalogue.option[slug]
        stage = stages.get(option.stage)
        found.append((stage, stage.view(slug) if stage else None, option))
    return sorted(found, key=lambda row: row[2].stage)


def headline(catalogue: Catalogue, appraisal: Appraisal) -> Headline:
    """Whose words the headline takes: the organisational model's vehicle first, else the care model's."""
    care = _change(catalogue, appraisal.leader("care"))
    organisational = _change(catalogue, appraisal.leader("organisational"))
    vehicles = [option.vehicle for option in (organisational, care) if option and option.vehicle]
    ruled_out = {found.slug for found in appraisal.form.options if found.status == "ruled-out"}
    start = next((vehicle for vehicle in vehicles if vehicle.start and vehicle.start_form not in ruled_out), None)
    avoid = {
        vehicle.do_not_rely_on: (
            vehicle.do_not_rely_on,
            vehicle.do_not_rely_status,
            min(vehicle.as_at, vehicle.checked_at),
        )
        for vehicle in vehicles
        if vehicle.do_not_rely_on
    }
    return Headline(
        care,
        organisational,
        _level_with(catalogue, appraisal),
        start.start if start else "",
        start.needs if start else "",
        tuple(avoid.values()),
    )


def _level_with(catalogue: Catalogue, appraisal: Appraisal) -> tuple[Option, ...]:
    """Everything that ties for the lead of the first two stages, where more than one option does."""
    stages = [stage for stage in (appraisal.care, appraisal.organisational) if stage is not None]
    return tuple(catalogue.option[slug] for stage in stages if len(stage.leaders) > 1 for slug in stage.leaders)


def _change(catalogue: Catalogue, slug: str | None) -> Option | None:
    """The option, if it is a change from today."""
    return None if slug is None or slug in BASELINES.values() else catalogue.option[slug]


def addition_name(catalogue: Catalogue, slug: str) -> str:
    if slug in catalogue.option:
        return catalogue.option[slug].name
    return next(intervention.name for intervention in catalogue.interventions if intervention.slug == slug)
