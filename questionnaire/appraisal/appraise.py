"""The whole appraisal: a pure function of a catalogue and a place's answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models_catalogue.catalogue import Catalogue, Variant
from models_catalogue.catalogue import Stage as StageName
from models_catalogue.vocabulary import BASELINES, SINGLE_PATHWAY
from questionnaire.answers import Answers
from questionnaire.appraisal.additions import Addition, AssuranceLine, MoneyLine, additions, assurance, money
from questionnaire.appraisal.award import Route, routes
from questionnaire.appraisal.cautions import cautions
from questionnaire.appraisal.completions import can_still_lead
from questionnaire.appraisal.facts import facts
from questionnaire.appraisal.law import LegalPower, powers
from questionnaire.appraisal.likeness import NearCase, near_cases
from questionnaire.appraisal.next_questions import Telling, next_questions
from questionnaire.appraisal.partners import Views, views_of, with_shared_readiness
from questionnaire.appraisal.plan import Plan, make_plan
from questionnaire.appraisal.risk import RatedRisk, Warning, register, stop_warnings
from questionnaire.appraisal.robustness import DRAWS, Level, weaker
from questionnaire.appraisal.stage import StageResult, appraise_stage, case_for_change, is_pathway
from questionnaire.appraisal.staged_route import RouteStep, staged_route
from questionnaire.appraisal.turning_points import Blocked, TurningPoint, blocked, turning_points
from questionnaire.appraisal.value import Rejected

METHOD_VERSION = "1.0"


@dataclass(frozen=True)
class Appraisal:
    """Everything that an edition and a place's answers lead to. A single pathway has no care stage."""

    method: str
    seed: int
    draws: int
    views: Views
    care: StageResult | None
    organisational: StageResult
    commissioning: StageResult
    form: StageResult
    case_for_change: str
    level: Level | None
    variants: tuple[str, ...]
    provisional: bool
    can_lead: Mapping[str, tuple[str, ...]]
    next_questions: tuple[Telling, ...]
    turning_points: tuple[TurningPoint, ...]
    blocked: tuple[Blocked, ...]
    facts: Mapping[str, bool | None]
    additions: tuple[Addition, ...]
    warnings: tuple[Warning, ...]
    risks: tuple[RatedRisk, ...]
    law: tuple[LegalPower, ...]
    award: tuple[Route, ...]
    route: tuple[RouteStep, ...]
    plan: Plan
    assurance: tuple[AssuranceLine, ...]
    money: tuple[MoneyLine, ...]
    cases: tuple[NearCase, ...]

    def stages(self) -> tuple[StageResult, ...]:
        found = (self.care, self.organisational, self.commissioning, self.form)
        return tuple(stage for stage in found if stage is not None)

    def leader(self, stage: StageName) -> str | None:
        found = next((result for result in self.stages() if result.stage == stage), None)
        return found.leader if found else None

    def is_a_change(self) -> bool:
        """Whether anything but today's arrangements leads the first two stages."""
        leaders = {self.leader("care"), self.leader("organisational")}
        return bool(leaders - {None, *BASELINES.values()})

    def recommended(self) -> set[str]:
        """The options that the recommendation names, without today's arrangements."""
        return {stage.leader for stage in self.stages() if stage.leader} - set(BASELINES.values())


def appraise(
    catalogue: Catalogue,
    answers: Answers,
    *,
    seed: int = 1,
    draws: int = DRAWS,
    care_level: str | None = None,
) -> Appraisal:
    """Appraise all stages in order; each gates the next.

    With `draws` 0 nothing is simulated and no other answer is tried: levels are None, there are no turning points or next
    questions, and `care_level` says what the first stage's level is taken to be, because a first stage that is not
    settled does not gate the second.
    Raises `value.Rejected` for inputs that the value model must not take; never changes its arguments.
    """
    _reject_unknown_aims(catalogue, answers)
    views = views_of(answers)
    answers = with_shared_readiness(answers, views)

    def ranked(stage: StageName, gate: str | None) -> StageResult:
        return appraise_stage(stage, catalogue, answers, gate, seed=seed, draws=draws, views=views)

    care = None if is_pathway(answers) else ranked("care", None)
    upper = upper_gate(care, care_level)
    organisational = ranked("organisational", upper)
    commissioning = ranked("commissioning", None)
    form = ranked("form", organisational.leader)
    first = care or organisational
    stages = [stage for stage in (care, organisational, commissioning, form) if stage is not None]
    by_name = {stage.stage: stage for stage in stages}
    now: dict[str, tuple[str, ...]] = {stage.stage: stage.leaders[:1] for stage in stages}
    completions = can_still_lead(catalogue, answers, now, upper, views)
    draft = Appraisal(
        method=METHOD_VERSION,
        seed=seed,
        draws=draws,
        views=views,
        care=care,
        organisational=organisational,
        commissioning=commissioning,
        form=form,
        case_for_change=case_for_change(first),
        level=_weaker_level(care, organisational),
        variants=_variants(catalogue, answers, {first.leader, organisational.leader}),
        provisional=any(len(found) > 1 for found in completions.values()),
        can_lead=completions,
        next_questions=next_questions(catalogue, answers, views) if draws else (),
        turning_points=turning_points(catalogue, answers, by_name, views) if draws else (),
        blocked=blocked(by_name),
        facts=facts(answers),
        additions=(),
        warnings=(),
        risks=(),
        law=(),
        award=routes(catalogue, answers.procurement),
        route=(),
        plan=make_plan(catalogue, answers, facts(answers), form.leader, ()),
        assurance=assurance(catalogue, answers),
        money=money(catalogue, answers),
        cases=near_cases(catalogue, answers),
    )
    return _with_consequences(catalogue, answers, draft)


def _reject_unknown_aims(catalogue: Catalogue, answers: Answers) -> None:
    known = {aim.slug for aim in catalogue.aims()}
    for aim in answers.aims():
        if aim not in known:
            raise Rejected("UNKNOWN_ID", f"There is no aim {aim} in this edition.")
    if len(set(answers.aims())) < len(answers.aims()):
        raise Rejected("DUPLICATE_ID", "An aim is named twice.")


def _with_consequences(catalogue: Catalogue, answers: Answers, draft: Appraisal) -> Appraisal:
    """What follows from the leaders: risks, warnings, law, the staged route and the plan."""
    recommended = draft.recommended()
    ranked = {result.slug for result in draft.care.options} if draft.care else set()
    return replace(
        draft,
        additions=additions(catalogue, answers, ranked),
        warnings=(
            *stop_warnings(catalogue, draft.facts, recommended),
            *cautions(catalogue, answers, draft.stages()),
        ),
        risks=register(catalogue, answers, draft.facts, recommended),
        law=powers(catalogue, answers, recommended),
        route=_route(catalogue, draft),
        plan=make_plan(catalogue, answers, draft.facts, draft.form.leader, [found.slug for found in draft.award]),
    )


def upper_gate(care: StageResult | None, assumed: str | None) -> str:
    """What gates stage 2: the stage 1 leader, a single pathway, or today when stage 1 is not settled."""
    if care is None:
        return SINGLE_PATHWAY
    settled = care.leader is not None and len(care.leaders) == 1 and (care.level or assumed) != "NOT_SETTLED"
    return care.leader if settled and care.leader else BASELINES["care"]


def _weaker_level(care: StageResult | None, organisational: StageResult) -> Level | None:
    levels = [stage.level for stage in (care, organisational) if stage is not None]
    known = [level for level in levels if level is not None]
    if len(known) < len(levels):
        return None
    return known[0] if len(known) == 1 else weaker(*known)


def _variants(catalogue: Catalogue, answers: Answers, leaders: set[str | None]) -> tuple[str, ...]:
    """The ways of doing what leads that the answers name, in the catalogue's order: the care model's and the other's."""
    found = (variant for variant in catalogue.variants if variant.option in leaders)
    return tuple(variant.slug for variant in found if _is_named(variant, answers))


def _is_named(variant: Variant, answers: Answers) -> bool:
    return answers.circumstance(variant.circumstance) == variant.answer


def _route(catalogue: Catalogue, draft: Appraisal) -> tuple[RouteStep, ...]:
    """Nothing has to be gone where today's arrangements came first."""
    if not draft.is_a_change():
        return ()
    return staged_route(catalogue, draft.organisational, draft.commissioning, draft.form)
