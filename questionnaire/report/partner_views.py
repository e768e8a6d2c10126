"""What a report says of its partners' own views: who is in, where they would lead, and where they lie apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models_catalogue.catalogue import Catalogue
from models_catalogue.catalogue import Stage as StageName
from questionnaire.answers import Answers
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.consensus import Consensus, OwnResult
from questionnaire.appraisal.firmness import Firmness
from questionnaire.appraisal.partners import OWNER
from questionnaire.report.stage_views import StageView

HEADS, NAMES = {OWNER: "The owner"}, {OWNER: "the owner"}
"""What is said of the owner over a column, and in a sentence."""
MOST_SIDE_BY_SIDE = 8
"""So many partners have a column each; of more, the lowest, the mean and the highest weight are told."""
TOLD: tuple[StageName, ...] = ("care", "organisational")


@dataclass(frozen=True)
class Led:
    """Options that lead alike, and the partners on whose own weights they do; all by name."""

    leaders: tuple[str, ...]
    partners: tuple[str, ...]


@dataclass(frozen=True)
class StageAgreement:
    """How far the partners agree on a stage. `balance` is the leader's share of first places over any balance between them.

    `rankings` are told of two partners only: each with the options in its own order, and whether one is level with the last.
    `without` are the leaders without those who have an interest; empty where nobody has or everybody does.
    """

    title: str
    leader: str
    found: Consensus
    balance: float
    led: tuple[Led, ...]
    rankings: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]
    without: tuple[str, ...]


@dataclass(frozen=True)
class Weight:
    """What the partners give one aim, as shares, in the order of the partners who are in."""

    aim: str
    shares: tuple[float, ...]


@dataclass(frozen=True)
class PartnerViews:
    """All partners by name, those who are `inside` as `heads` of columns too.

    `agree` and `split` are dimensions of readiness that more than one of them rated.
    """

    heads: tuple[str, ...]
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    interested: tuple[str, ...]
    is_agreed: bool
    weights: tuple[Weight, ...]
    stages: tuple[StageAgreement, ...]
    spreads: tuple[tuple[str, float], ...]
    furthest: tuple[tuple[str, str], float] | None
    agree: tuple[str, ...]
    split: tuple[str, ...]

    @property
    def is_side_by_side(self) -> bool:
        return len(self.inside) <= MOST_SIDE_BY_SIDE


def partner_views(
    catalogue: Catalogue, answers: Answers, appraisal: Appraisal, stages: Mapping[StageName, StageView]
) -> PartnerViews | None:
    """None where nobody was asked."""
    if not answers.contributions:
        return None
    views = appraisal.views
    told = tuple(_stages(catalogue, stages))
    return PartnerViews(
        heads=tuple(HEADS.get(partner, partner) for partner in views.weights),
        inside=_named(views.weights),
        outside=_named(views.not_yet_in),
        interested=_named(views.interested),
        is_agreed=answers.agreed,
        weights=tuple(_weights(catalogue, answers, views.weights)),
        stages=told,
        spreads=tuple(
            (catalogue.objective[aim].name, spread) for aim, spread in (told[0].found.spreads if told else ())
        ),
        furthest=_furthest(told[0].found) if told else None,
        agree=tuple(_dimensions(catalogue, appraisal, answers, is_agreement=True)),
        split=tuple(_dimensions(catalogue, appraisal, answers, is_agreement=False)),
    )


def _named(partners) -> tuple[str, ...]:
    return tuple(NAMES.get(partner, partner) for partner in partners)


def _weights(catalogue: Catalogue, answers: Answers, weights: Mapping[str, Mapping[str, float]]) -> Iterator[Weight]:
    for aim in answers.aims() if weights else ():
        yield Weight(catalogue.objective[aim].name, tuple(own.get(aim, 0.0) for own in weights.values()))


def _stages(catalogue: Catalogue, stages: Mapping[StageName, StageView]) -> Iterator[StageAgreement]:
    for name in TOLD:
        view = stages.get(name)
        found = view.result.firmness if view else None
        if view and view.leader and found and found.consensus and found.simulations.partners:
            yield _stage(catalogue, view, view.leader.slug, found, found.consensus)


def _stage(catalogue: Catalogue, view: StageView, leader: str, found: Firmness, consensus: Consensus) -> StageAgreement:
    drawn = found.simulations.partners
    without = found.without_interested
    return StageAgreement(
        title=view.title,
        leader=catalogue.option[leader].name,
        found=consensus,
        balance=drawn.first(leader) if drawn else 1.0,
        led=tuple(_led(catalogue, consensus.partners)),
        rankings=tuple(_rankings(catalogue, consensus.partners)) if len(consensus.partners) == 2 else (),
        without=tuple(catalogue.option[slug].name for slug in without.leaders) if without else (),
    )


def _led(catalogue: Catalogue, own: Mapping[str, OwnResult]) -> Iterator[Led]:
    """Those whom most partners put first come first."""
    by_leaders: dict[tuple[str, ...], list[str]] = {}
    for partner, result in own.items():
        by_leaders.setdefault(result.leaders, []).append(partner)
    for leaders, partners in sorted(by_leaders.items(), key=lambda row: (-len(row[1]), row[0])):
        yield Led(tuple(catalogue.option[slug].name for slug in leaders), _named(partners))


def _rankings(catalogue: Catalogue, own: Mapping[str, OwnResult]) -> Iterator[tuple[str, tuple[tuple[str, bool], ...]]]:
    for partner, result in own.items():
        ordered = sorted(result.ranks, key=lambda slug: (result.ranks[slug], slug))
        before = [None, *(result.ranks[slug] for slug in ordered)]
        level = [result.ranks[slug] == rank for slug, rank in zip(ordered, before, strict=False)]
        names = [catalogue.option[slug].short_name for slug in ordered]
        yield NAMES.get(partner, partner), tuple(zip(names, level, strict=True))


def _furthest(found: Consensus) -> tuple[tuple[str, str], float] | None:
    if not found.distances:
        return None
    (first, second), distance = max(found.distances.items(), key=lambda row: row[1])
    return (NAMES.get(first, first), NAMES.get(second, second)), distance


def _dimensions(catalogue: Catalogue, appraisal: Appraisal, answers: Answers, *, is_agreement: bool) -> Iterator[str]:
    """In the catalogue's order; what one alone has rated is no matter of agreement."""
    for dimension in catalogue.dimensions:
        found = appraisal.views.ratings.get(dimension.slug)
        if found and _raters(answers, dimension.slug) > 1 and found.is_agreement == is_agreement:
            yield dimension.name


def _raters(answers: Answers, dimension: str) -> int:
    own = () if answers.agreed else (answers.readiness.get(dimension),)
    given = (*own, *(one.readiness.get(dimension) for one in answers.contributions))
    return sum(level is not None for level in given)
