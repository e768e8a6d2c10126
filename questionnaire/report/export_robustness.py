"""How firm an appraisal is, as data: shares of draws, closed forms, statements with their caveats, and partners' views."""

from dataclasses import asdict
from typing import Any

from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.firmness import Firmness, Simulations
from questionnaire.appraisal.robustness import Simulation
from questionnaire.appraisal.sensitivity import Sensitivity

WAYS = ("around", "narrow", "stated", "anyhow", "partners", "shown")
NEAREST = 10
"""Changes of a single score that are told, smallest first."""


def robustness(appraisal: Appraisal) -> dict[str, Any]:
    """By stage; None for a stage in which nothing leads or nothing is weighed."""
    return {stage.stage: _firmness(stage.firmness) if stage.firmness else None for stage in appraisal.stages()}


def _firmness(found: Firmness) -> dict[str, Any]:
    said = found.statement
    return {
        "level": said.level,
        "first": said.around,
        "front": said.front,
        "evidence_confidence": said.evidence,
        "led_alone": said.led_alone,
        "caveats": [asdict(caveat) for caveat in said.caveats],
        "beats_today": found.beats_today,
        "beats_today_shown": found.beats_today_shown,
        "confidence_factors": found.simulations.confidence,
        "without_interested": asdict(found.without_interested) if found.without_interested else None,
        "draws": found.simulations.around.draws,
        "simulations": _simulations(found.simulations),
        "sensitivity": _sensitivity(found.sensitivity),
    }


def _simulations(found: Simulations) -> dict[str, Any]:
    drawn = {name: getattr(found, name) for name in WAYS}
    return {name: None if one is None else _simulation(one) for name, one in drawn.items()}


def _simulation(drawn: Simulation) -> dict[str, Any]:
    central = {option: weights for option, weights in drawn.central.items() if drawn.is_often_first(option)}
    return {
        "spread": drawn.spread,
        "firsts": drawn.firsts,
        "places": drawn.places,
        "wins": drawn.wins,
        "central_weights": central,
        "influence": drawn.influence,
    }


def _sensitivity(found: Sensitivity) -> dict[str, Any]:
    data = asdict(found)
    data["score_changes"] = data["score_changes"][:NEAREST]
    for row, told in zip(found.break_evens, data["break_evens"], strict=True):
        told["smallest_change"] = row.smallest_change
    return data


def partners(appraisal: Appraisal) -> dict[str, Any]:
    """Who contributed, and how far they agree on each stage and on readiness."""
    views = appraisal.views
    return {
        "complete": sorted(views.weights),
        "not_yet_in": views.not_yet_in,
        "interested": views.interested,
        "weights": views.weights,
        "readiness": {name: asdict(found) | {"agree": found.is_agreement} for name, found in views.ratings.items()},
        "stages": {
            stage.stage: _consensus(stage.firmness) for stage in appraisal.stages() if stage.firmness is not None
        },
    }


def _consensus(found: Firmness) -> dict[str, Any] | None:
    if found.consensus is None:
        return None
    data = asdict(found.consensus)
    data["distances"] = [
        {"partners": pair, "distance": distance} for pair, distance in found.consensus.distances.items()
    ]
    return data
