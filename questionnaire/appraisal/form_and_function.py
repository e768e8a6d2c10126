"""Form follows function: whether the form that came first serves the models that came first, and whether any is needed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from models_catalogue.catalogue import Catalogue, Compatibility
from models_catalogue.vocabulary import BASELINES, SINGLE_PATHWAY
from questionnaire.answers import Answers
from questionnaire.appraisal.readiness import Need
from questionnaire.appraisal.stage import StageResult

TODAY = "no-new-form"
ENOUGH_FIT = 2
"""From this fit on (2 good, 3 central) a form does what a criterion measures; at 1 it does so in part."""

LAST_AGREEMENT = 3
"""Up to this formality a form is an agreement between organisations that stay as they are."""

CRITERION: Mapping[str, str] = {
    "one-budget": "one-budget",
    "move-money-to-community": "one-budget",
    "one-accountable-body": "one-accountable-body",
    "one-employer": "one-employer",
    "include-general-practice": "open-to-general-practice",
}
"""The criterion that measures what a place cannot do in today's form; no criterion measures the other limits."""

Verdict = Literal["no form", "none needed", "not needed", "helps", "needed", "cannot tell"]
Deed = Literal["does", "in part", "no more than today", "does not", "not judged"]
Meets = Literal["in place", "with the form", "open"]


@dataclass(frozen=True)
class Lifted:
    """Something that the place cannot do in today's form, and what the new form would do about it.

    `criterion` measures it (None: none does); `today` and `then` are the fits of today's form and of the new one, -1 to 3.
    """

    limit: str
    criterion: str | None
    today: int | None
    then: int | None

    @property
    def deed(self) -> Deed:
        if self.then is None:
            return "not judged"
        if self.then <= 0:
            return "does not"
        if self.today is not None and self.then <= self.today:
            return "no more than today"
        return "does" if self.then >= ENOUGH_FIT else "in part"


@dataclass(frozen=True)
class Demand:
    """The highest level of readiness that a leading model asks for, beside the place's own and what the form asks for (0 to 5)."""

    dimension: str
    required: int
    level: float | None
    of_form: int

    @property
    def meets(self) -> Meets:
        """In place already, to be reached for the form itself, or left open whatever the form."""
        if self.level is not None and self.level >= self.required:
            return "in place"
        return "with the form" if self.of_form >= self.required else "open"


@dataclass(frozen=True)
class FormTest:
    """What goes with what, what of today's limits the form lifts, what of the models' demands it meets, and the verdict.

    `pairs` are the judgements on the leaders of neighbouring stages, `today` the one on keeping today's form (None where
    nobody has judged it or no model leads). `goes` says of each form how well it goes with the model, 0 to 2; `natural`
    are those that may lead and go with it better than the form that does.
    """

    verdict: Verdict
    pairs: tuple[Compatibility, ...]
    goes: Mapping[str, int]
    natural: tuple[str, ...]
    today: Compatibility | None
    is_agreement: bool
    lifted: tuple[Lifted, ...]
    demands: tuple[Demand, ...]


def form_test(
    catalogue: Catalogue, answers: Answers, care: StageResult | None, organisational: StageResult, form: StageResult
) -> FormTest:
    model, leader = organisational.leader, form.leader
    today = catalogue.compatibility.get((model, TODAY)) if model else None
    lifted = tuple(_lifted(catalogue, slug, leader) for slug in answers.form.limits)
    goes = {row.lower: row.level for row in catalogue.compatibilities if row.upper == model}
    return FormTest(
        verdict=verdict(leader, today, TODAY in answers.form.ruled_out, lifted),
        pairs=tuple(_pairs(catalogue, care, model, leader)),
        goes=goes,
        natural=tuple(_better(goes, form)),
        today=today,
        is_agreement=leader is not None and catalogue.option[leader].formality <= LAST_AGREEMENT,
        lifted=lifted,
        demands=_demands(catalogue, (care, organisational), form),
    )


def verdict(
    leader: str | None, today: Compatibility | None, is_today_ruled_out: bool, lifted: Iterable[Lifted]
) -> Verdict:
    """Whether a new form is needed, first rule that fits: where today's goes with the model, only what it lifts speaks for one."""
    does = any(one.deed in ("does", "in part") for one in lifted)
    rules: tuple[tuple[bool, Verdict], ...] = (
        (leader is None, "no form"),
        (leader == TODAY, "none needed"),
        (is_today_ruled_out, "needed"),
        (today is None, "cannot tell"),
        (today is not None and today.level == 0, "needed"),
        (does, "helps"),
    )
    return next((name for applies, name in rules if applies), "not needed")


def _pairs(
    catalogue: Catalogue, care: StageResult | None, model: str | None, form: str | None
) -> Iterator[Compatibility]:
    """The judgements that there are: keeping today's organisations goes with any care model, and none is made."""
    upper = care.leader if care else SINGLE_PATHWAY
    for above, below in ((upper, model), (model, form)):
        found = catalogue.compatibility.get((above or "", below or ""))
        if found and below not in BASELINES.values():
            yield found


def _better(goes: Mapping[str, int], form: StageResult) -> Iterator[str]:
    """The forms that may lead and go with the model better than the leader, in order of value."""
    level = goes.get(form.leader or "")
    if level is None:
        return
    for option in form.options:
        if option.status != "ruled-out" and goes.get(option.slug, 0) > level:
            yield option.slug


def _lifted(catalogue: Catalogue, limit: str, leader: str | None) -> Lifted:
    criterion = CRITERION.get(limit)
    fits = (catalogue.fit.get((slug or "", criterion or "")) for slug in (TODAY, leader))
    today, then = (found.fit if found else None for found in fits)
    return Lifted(limit, criterion, today, then)


def _demands(catalogue: Catalogue, models: Iterable[StageResult | None], form: StageResult) -> tuple[Demand, ...]:
    """One for each dimension that a leading model asks for, in the order of the catalogue."""
    asked: dict[str, Demand] = {}
    of_form = _required(form)
    for need in (need for stage in models for need in _needs(stage)):
        found = asked.get(need.dimension)
        if found is None or need.required > found.required:
            asked[need.dimension] = Demand(need.dimension, need.required, need.level, of_form.get(need.dimension, 0))
    return tuple(asked[dimension.slug] for dimension in catalogue.dimensions if dimension.slug in asked)


def _needs(stage: StageResult | None) -> tuple[Need, ...]:
    return stage.option(stage.leader).readiness.needs if stage and stage.leader else ()


def _required(stage: StageResult) -> dict[str, int]:
    return {need.dimension: need.required for need in _needs(stage)}
