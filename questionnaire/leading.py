"""Which models can still lead and why, in a few names: told quietly on the pages after question 1."""

import json
from dataclasses import dataclass
from functools import lru_cache

from models_catalogue.catalogue import Catalogue
from models_catalogue.catalogue import Stage as StageName
from models_catalogue.editions import catalogue_of
from questionnaire.answers import AGREED, CONTRIBUTIONS, Answers
from questionnaire.appraisal.appraise import Appraisal, appraise
from questionnaire.appraisal.completions import Missing
from questionnaire.appraisal.robustness import DRAWS
from questionnaire.appraisal.stage import StageResult, appraise_stage, is_pathway
from questionnaire.document import answers_in
from questionnaire.given import given
from questionnaire.models import Assessment
from questionnaire.report.content import stage_view
from questionnaire.steps import FIRST_VIEW

STAGES: tuple[StageName, ...] = ("care", "organisational")
MOST_REASONS = 1
DECIDING = frozenset({*(step.slug for step in FIRST_VIEW), CONTRIBUTIONS, AGREED})
"""What decides who leads."""


@dataclass(frozen=True)
class InFront:
    """One stage: who can still lead, who leads on the answers so far (two or more in a tie), and what puts it there most."""

    stage: StageName
    can_lead: tuple[str, ...]
    leaders: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Leading:
    """The first two stages in short names, and how many open questions could still move them."""

    stages: tuple[InFront, ...]
    open_questions: int


def leading(assessment: Assessment) -> Leading | None:
    """None until something of the place is known."""
    if "place" not in assessment.data:
        return None
    deciding = {key: value for key, value in given(assessment).items() if key in DECIDING}
    return worked_out(assessment.edition_id, assessment.seed, json.dumps(deciding, sort_keys=True))


@lru_cache(maxsize=256)
def worked_out(edition_id: int, seed: int, deciding: str) -> Leading | None:
    """Kept in memory by the answers that decide it, so that it is worked out once for all pages and visitors."""
    catalogue = catalogue_of(edition_id)
    answers = answers_in(json.loads(deciding), catalogue)
    return in_front(catalogue, answers, seed=seed) if "place" in answers.given else None


def in_front(catalogue: Catalogue, answers: Answers, *, seed: int) -> Leading:
    """The same leaders as in the whole appraisal, of which only what settles the first stage is simulated."""
    found = appraise(catalogue, answers, seed=seed, draws=0, care_level=_care_level(catalogue, answers, seed))
    missing = Missing.of(answers, found.views)
    return Leading(
        tuple(_in_front(catalogue, stage, found) for stage in found.stages() if stage.stage in STAGES),
        len(missing.circumstances) + missing.footprint + missing.priorities,
    )


def _care_level(catalogue: Catalogue, answers: Answers, seed: int) -> str | None:
    if is_pathway(answers):
        return None
    return appraise_stage("care", catalogue, answers, None, seed=seed, draws=DRAWS).level


def _in_front(catalogue: Catalogue, stage: StageResult, found: Appraisal) -> InFront:
    return InFront(
        stage.stage,
        tuple(catalogue.option[slug].short_name for slug in found.can_lead.get(stage.stage, ())),
        tuple(catalogue.option[slug].short_name for slug in stage.leaders),
        tuple(part.name for part in stage_view(catalogue, stage).reasons[:MOST_REASONS]),
    )
