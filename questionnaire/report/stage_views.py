"""A stage for reading: its options joined with the catalogue's words, and what sets them apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models_catalogue.catalogue import Catalogue, Option
from models_catalogue.catalogue import Stage as StageName
from models_catalogue.vocabulary import BASELINES, BRIEF_MODELS
from questionnaire.appraisal.stage import OptionResult, StageResult

MOST_REASONS = 3
TITLES = {
    "care": "Care model: how services are organised",
    "organisational": "Organisational model: how organisations join up",
    "commissioning": "Who commissions, with whose money",
    "form": "Organisational form: the legal vehicle",
}


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
