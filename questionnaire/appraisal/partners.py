"""Several partners' contributions to one appraisal: the weights of the aims, and the levels of readiness, that they lead to.

Before the partners agree, the aims carry the mean of the complete contributions, the owner's included; after that, the
agreed points, which are then the answers' own. Contributions that are not complete are named and left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from questionnaire.answers import Answers, Contribution
from questionnaire.appraisal.consensus import Partner, Ratings, group, ratings
from questionnaire.appraisal.value import group_weights

OWNER = "owner"
"""The id under which the answers' own points and levels count as a contribution."""


@dataclass(frozen=True)
class Views:
    """What the partners bring to a stage.

    `weights` are the aims' weights of each complete partner (summing to 1), `aims` the weights that the appraisal uses
    instead of the answers' own points (None: those), `not_yet_in` the partners whose points are missing. `interested` are
    complete partners whose organisation could gain, hold or lose a contract. `ratings` sum up the levels of each
    readiness dimension that somebody besides the owner rated.
    """

    weights: Mapping[str, Mapping[str, float]]
    aims: Mapping[str, float] | None = None
    not_yet_in: tuple[str, ...] = ()
    interested: tuple[str, ...] = ()
    ratings: Mapping[str, Ratings] = field(default_factory=dict)

    @property
    def are_several(self) -> bool:
        return len(self.weights) > 1

    def without_interested(self) -> Mapping[str, float] | None:
        """The aims' mean weights without the partners who have an interest; None where that leaves all or nobody."""
        others = [weights for name, weights in self.weights.items() if name not in self.interested]
        return group_weights(others) if others and self.interested else None


ALONE = Views({})
"""Nobody contributes but the owner."""


def views_of(answers: Answers) -> Views:
    """Bring the contributions together. Once agreed, the answers hold what all agreed on, and nobody's own view.

    Raises `value.Rejected`: DUPLICATE_ID, and what a partner's points are rejected for.
    """
    if not answers.contributions:
        return ALONE
    own = () if answers.agreed else (Contribution(OWNER, answers.points(), answers.readiness),)
    everyone = (*own, *answers.contributions)
    aims = answers.aims()
    found = group([Partner(one.partner, one.points) for one in everyone], aims) if aims else None
    return Views(
        weights=found.weights if found else {},
        aims=None if answers.agreed or found is None or not found.weights else found.mean,
        not_yet_in=found.not_yet_in if found else tuple(sorted(one.partner for one in everyone)),
        interested=_interested(everyone, found.weights if found else {}),
        ratings=_ratings(everyone),
    )


def _interested(everyone: Iterable[Contribution], complete: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(sorted(one.partner for one in everyone if one.has_interest and one.partner in complete))


def _ratings(everyone: Sequence[Contribution]) -> dict[str, Ratings]:
    dimensions = sorted({dimension for one in everyone for dimension in one.readiness})
    found = {dimension: ratings([one.readiness.get(dimension) for one in everyone]) for dimension in dimensions}
    return {dimension: summed_up for dimension, summed_up in found.items() if summed_up is not None}


def with_shared_readiness(answers: Answers, views: Views) -> Answers:
    """The answers with the levels that the raters give together: the median, or not sure where they are split."""
    if answers.agreed or not views.ratings:
        return answers
    return replace(answers, readiness={**answers.readiness, **shared_levels(views)})


def shared_levels(views: Views) -> dict[str, float | None]:
    """A whole level as it is printed, and the half that lies between two."""
    medians = {name: found.median if found.is_agreement else None for name, found in views.ratings.items()}
    return {name: int(level) if level is not None and level.is_integer() else level for name, level in medians.items()}
