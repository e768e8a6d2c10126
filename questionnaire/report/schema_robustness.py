"""How firm a result is and how far partners agree, as the data of a report has it: the shapes of what `export_robustness.py` makes."""

from collections.abc import Mapping
from dataclasses import dataclass

from models_catalogue.catalogue import Stage
from questionnaire.appraisal.consensus import Consensus, OwnResult, Ratings
from questionnaire.appraisal.levels import Caveat
from questionnaire.appraisal.robustness import Level
from questionnaire.appraisal.sensitivity import BreakEven, Sensitivity

Numbers = Mapping[str, float]
shape = dataclass(frozen=True, kw_only=True)


@shape
class BreakEvenSaid(BreakEven):
    """The weights between which the leader leads, and the nearer of the two as a change."""

    smallest_change: float | None = None  # else the property of that name would be taken for its default


@shape
class SensitivitySaid(Sensitivity):
    """What single changes would do to the lead; of the changes of scores only the nearest."""

    break_evens: tuple[BreakEvenSaid, ...]


@shape
class SimulationSaid:
    """Shares of draws: who came first, in which places, who beat whom, and which weights go with coming first."""

    spread: float
    firsts: Numbers
    places: Mapping[str, tuple[float, ...]]
    wins: Mapping[str, Numbers]
    central_weights: Mapping[str, Numbers | None]
    influence: Mapping[str, Numbers | None]


@shape
class SimulationsSaid:
    """The same draws with weights around the stated ones, nearer, exactly those, any, the partners', and on shown scores."""

    around: SimulationSaid
    narrow: SimulationSaid
    stated: SimulationSaid
    anyhow: SimulationSaid | None
    partners: SimulationSaid | None
    shown: SimulationSaid


@shape
class FirmnessSaid:
    """How firm the lead of a stage is, with what to keep in mind."""

    level: Level
    first: float
    front: tuple[str, ...]
    evidence_confidence: float
    led_alone: float
    caveats: tuple[Caveat, ...]
    beats_today: float | None
    beats_today_shown: float | None
    confidence_factors: Mapping[str, float | None]
    without_interested: OwnResult | None
    draws: int
    simulations: SimulationsSaid
    sensitivity: SensitivitySaid


@shape
class Distance:
    """How far two partners' weights are apart."""

    partners: tuple[str, str]
    distance: float


@shape
class ConsensusSaid(Consensus):
    """How far the partners agree on a stage."""

    distances: tuple[Distance, ...]  # type: ignore[assignment]


@shape
class RatingsSaid(Ratings):
    """The partners' ratings of one dimension of readiness."""

    agree: bool


@shape
class PartnersSaid:
    """Who contributed, and how far they agree."""

    complete: tuple[str, ...]
    not_yet_in: tuple[str, ...]
    interested: tuple[str, ...]
    weights: Mapping[str, Numbers]
    readiness: Mapping[str, RatingsSaid]
    stages: Mapping[Stage, ConsensusSaid | None]
