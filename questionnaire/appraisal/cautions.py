"""Cautions about the result and the plan: what a board should see, none of which stops anything."""

from collections.abc import Iterable, Iterator

from models_catalogue.catalogue import Catalogue, Option
from questionnaire.answers import Answers
from questionnaire.appraisal.risk import Warning
from questionnaire.appraisal.stage import StageResult

STAGE_NAMES = {
    "care": "Care model",
    "organisational": "Organisational model",
    "commissioning": "Who commissions",
    "form": "Organisational form",
}


def cautions(catalogue: Catalogue, answers: Answers, stages: Iterable[StageResult]) -> tuple[Warning, ...]:
    """What to know about each stage's leader, stage by stage, and then about how the place means to start."""
    about_results = [caution for stage in stages for caution in _about_stage(catalogue, answers, stage)]
    return (*about_results, *_about_the_start(catalogue, answers))


def _about_stage(catalogue: Catalogue, answers: Answers, stage: StageResult) -> Iterator[Warning]:
    leader = stage.leader
    if leader is None:
        words = f"{STAGE_NAMES[stage.stage]}: no option passes its gates."
        yield Warning(f"no-option-passes-{stage.stage}", False, words)
        return
    yield from _about_population(catalogue.option[leader], answers)
    result = stage.option(leader)
    if result.status == "conditional":
        conditions = " ".join(passage.because for passage in result.reasons)
        yield Warning(f"leader-conditional-{stage.stage}", False, conditions)
    if not result.enough_evidence:
        yield Warning(f"not-enough-evidence-{stage.stage}", False, "Not enough of the weight stands on scores.")


def _about_population(option: Option, answers: Answers) -> Iterator[Warning]:
    population, minimum = answers.place.population, option.population_minimum
    if population is not None and minimum is not None and population < minimum:
        yield Warning(f"population-below-{option.slug}", False, option.population_note, option.sources)


def _about_the_start(catalogue: Catalogue, answers: Answers) -> tuple[Warning, ...]:
    """Cautions of the catalogue that some answers call for."""
    called = {
        "everyone-at-once": answers.pace.cohort == "whole",
        "nobody-freed": answers.pace.people in ("none", "part-time"),
        "council-buys-health": answers.procurement.buyer == "council"
        and answers.procurement.buying in ("health", "mixed"),
    }
    return tuple(
        Warning(caution.slug, False, caution.text, caution.sources)
        for caution in catalogue.cautions
        if called.get(caution.when, False)
    )
