"""Random problems for the properties: objectives with points, options with scores, and catalogues made of them."""

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from questionnaire.appraisal import value
from questionnaire.appraisal.robustness import Simulation, simulate
from questionnaire.appraisal.value import UNKNOWN, Node, Score, Scores, ValueTree

AIMS = ("access", "cost", "equity", "quality", "speed")
OPTIONS = ("acp", "aco", "ico", "mcp", "pacs")
HALF_WIDTHS = (5, 10, 20, 30, 40)
DRAWS = 120


@dataclass(frozen=True)
class Problem:
    """Swing points by objective and scores by option, then objective."""

    points: dict[str, float]
    scores: dict[str, dict[str, Score]]

    @property
    def weights(self) -> dict[str, float]:
        return value.normalised(self.points)

    def totals(self) -> dict[str, float]:
        return value.totals(self.weights, self.scores)

    def simulated(self, *, seed: int = 7, draws: int = DRAWS) -> Simulation:
        return simulate(ValueTree((Node("aims", 1.0, self.weights),)), self.scores, seed=seed, draws=draws)

    def with_points(self, points: dict[str, float]) -> "Problem":
        return replace(self, points=points)

    def with_scores(self, scores: Scores) -> "Problem":
        return replace(self, scores={option: dict(row) for option, row in scores.items()})

    def with_score(self, option: str, aim: str, score: Score) -> "Problem":
        return self.with_scores({**self.scores, option: {**self.scores[option], aim: score}})


def exact_scores() -> st.SearchStrategy[Score]:
    return st.integers(0, 20).map(lambda step: Score.around(5.0 * step, 0))


def known_scores() -> st.SearchStrategy[Score]:
    return st.builds(Score.around, st.integers(0, 20).map(lambda step: 5.0 * step), st.sampled_from(HALF_WIDTHS))


ANY_SCORES = known_scores() | exact_scores() | st.just(UNKNOWN)


def points_of(aims: tuple[str, ...]) -> st.SearchStrategy[dict[str, float]]:
    return st.fixed_dictionaries({aim: st.integers(0, 100).map(float) for aim in aims}).filter(
        lambda points: any(points.values())
    )


@st.composite
def problems(draw: Any, scores: st.SearchStrategy[Score] = ANY_SCORES, fewest: int = 2) -> Problem:
    """One to five objectives, some perhaps without weight, and `fewest` to five options."""
    aims = AIMS[: draw(st.integers(1, len(AIMS)))]
    options = OPTIONS[: draw(st.integers(fewest, len(OPTIONS)))]
    row = st.fixed_dictionaries({aim: scores for aim in aims})
    return Problem(draw(points_of(aims)), draw(st.fixed_dictionaries(dict.fromkeys(options, row))))


@st.composite
def problems_with_a_cell(draw: Any, scores: st.SearchStrategy[Score] = ANY_SCORES) -> tuple[Problem, str, str]:
    problem = draw(problems(scores))
    return problem, draw(st.sampled_from(sorted(problem.scores))), draw(st.sampled_from(sorted(problem.points)))


def moved_alike(points: dict[str, float], pick: int) -> dict[str, float]:
    """All points moved by the same number of steps of 5, one of those that keep every point within 0 to 100."""
    room = range(-int(min(points.values()) // 5), int((100 - max(points.values())) // 5) + 1)
    return {option: point + 5 * room[pick % len(room)] for option, point in points.items()}
