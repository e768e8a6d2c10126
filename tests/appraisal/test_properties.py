"""What always holds (method.md, 5), on random problems; HYPOTHESIS_PROFILE=quick tries a tenth of them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from questionnaire.appraisal import value
from questionnaire.appraisal.value import Score
from tests.appraisal.problems import (
    Problem,
    exact_scores,
    known_scores,
    moved_alike,
    points_of,
    problems,
    problems_with_a_cell,
)

HALF_A_MILLIONTH = 5e-7


def near(expected):
    return pytest.approx(expected, abs=1e-9)


@given(problems(), st.randoms(use_true_random=False))
def test_1_the_order_of_options_and_objectives_changes_nothing(problem, chance):
    """Invariant 1."""
    aims, options = list(problem.points), list(problem.scores)
    chance.shuffle(aims)
    chance.shuffle(options)
    shuffled = Problem(
        {aim: problem.points[aim] for aim in aims},
        {option: {aim: problem.scores[option][aim] for aim in aims} for option in options},
    )

    assert shuffled.totals() == problem.totals()
    assert shuffled.simulated() == problem.simulated()


@given(st.lists(points_of(("a", "b", "c")), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_1_the_order_of_partners_changes_nothing(partners, chance):
    """Invariant 1."""
    weights = [value.normalised(points) for points in partners]
    shuffled = chance.sample(weights, len(weights))

    assert value.group_weights(shuffled) == value.group_weights(weights)


@given(problems())
def test_2_a_value_lies_between_the_lowest_and_highest_active_score(problem):
    """Invariant 2."""
    found = problem.totals()

    for option, row in problem.scores.items():
        active = [row[aim].point for aim, weight in problem.weights.items() if weight > 0]
        assert min(active) - 1e-9 <= found[option] <= max(active) + 1e-9
        assert -1e-9 <= found[option] <= 100 + 1e-9


@given(problems(), st.integers(0, 100))
def test_2_equal_scores_are_the_value(problem, point):
    """Invariant 2."""
    same = problem.with_scores({o: {aim: Score.around(point, 10) for aim in row} for o, row in problem.scores.items()})

    assert all(total == near(point) for total in same.totals().values())


@given(problems(), st.integers(0, 1))
def test_3_parts_add_up_to_what_they_are_parts_of(problem, digits):
    """Invariant 3."""
    (one, first), (other, second) = list(problem.scores.items())[:2]
    totals = problem.totals()

    parts = value.contributions(problem.weights, first)
    apart = value.difference(problem.weights, first, second)
    printed = value.rounded_parts(parts, digits)

    assert sum(parts.values()) == near(totals[one])
    assert sum(apart.values()) == near(totals[one] - totals[other])
    assert sum(printed.values()) * 10**digits == near(value.half_up(totals[one] * 10**digits))
    assert all(abs(printed[aim] - parts[aim]) < 1 / 10**digits + HALF_A_MILLIONTH for aim in parts)


def summed(places):
    return [sum(places[: index + 1]) for index in range(len(places))]


@given(problems_with_a_cell(known_scores() | exact_scores()), st.integers(1, 100))
def test_4_raising_a_score_never_hurts_its_option_and_never_moves_another(cell, rise):
    """Invariant 4."""
    problem, option, aim = cell
    was = problem.scores[option][aim]
    assume(was.point < 100)
    half_width = max(was.high - was.point, was.point - was.low)
    raised = problem.with_score(option, aim, Score.around(min(100.0, was.point + rise), half_width))

    before, after = problem.totals(), raised.totals()
    places, places_after = problem.simulated().places[option], raised.simulated().places[option]

    assert after[option] >= before[option]
    assert {o: v for o, v in after.items() if o != option} == {o: v for o, v in before.items() if o != option}
    assert value.ranks(after)[option] <= value.ranks(before)[option]
    assert all(new >= old - 1e-12 for old, new in zip(summed(places), summed(places_after), strict=True))


@given(problems(), st.sampled_from([0.5, 0.3, 0.25, 0.07]))
def test_5_multiplying_all_points_changes_nothing(problem, factor):
    """Invariant 5."""
    scaled = problem.with_points({aim: points * factor for aim, points in problem.points.items()})

    assert scaled.weights == pytest.approx(problem.weights, abs=1e-12)
    assert value.ranks(scaled.totals()) == value.ranks(problem.totals())
    assert scaled.simulated().wins == problem.simulated().wins


@given(problems(), st.integers(0, 20))
def test_6_an_objective_without_points_is_absent(problem, step):
    """Invariant 6."""
    idle = problem.with_points({**problem.points, "zeal": 0.0}).with_scores(
        {o: {**row, "zeal": Score.around(5.0 * step, 20)} for o, row in problem.scores.items()}
    )

    assert idle.totals() == problem.totals()
    assert idle.simulated() == problem.simulated()


@given(problems(fewest=3))
def test_7_adding_an_option_leaves_the_others_as_they_were_among_themselves(problem):
    """Invariant 7."""
    newcomer = max(problem.scores)
    fewer = problem.with_scores({o: row for o, row in problem.scores.items() if o != newcomer})

    before, after = fewer.simulated(), problem.simulated()

    for option in fewer.scores:
        assert problem.totals()[option] == fewer.totals()[option]
        assert {o: share for o, share in after.wins[option].items() if o != newcomer} == before.wins[option]
        assert after.first(option) <= before.first(option) + 1e-12


@given(problems_with_a_cell(exact_scores()), st.integers(0, 20))
def test_8_adding_the_same_to_all_options_on_an_objective_changes_no_difference(cell, pick):
    """Invariant 8."""
    problem, _, aim = cell
    moved = moved_alike({o: row[aim].point for o, row in problem.scores.items()}, pick)
    shifted = problem.with_scores({o: {**problem.scores[o], aim: Score.around(moved[o], 0)} for o in moved})
    one, other = list(problem.scores)[:2]

    before = value.difference(problem.weights, problem.scores[one], problem.scores[other])
    after = value.difference(problem.weights, shifted.scores[one], shifted.scores[other])
    assert after == near(before)
    assert value.ranks(shifted.totals()) == value.ranks(problem.totals())


@given(problems(exact_scores()))
def test_9_an_identical_twin_has_the_same_places_and_wins_half(problem):
    """Invariant 9."""
    one = min(problem.scores)
    twins = problem.with_scores({**problem.scores, "twin": problem.scores[one]})

    found = twins.simulated()

    assert found.places["twin"] == near(found.places[one])
    assert found.wins["twin"][one] == found.wins[one]["twin"] == 0.5


@given(problems())
def test_10_places_and_wins_are_shares_of_one(problem):
    """Invariant 10."""
    found = problem.simulated()

    columns = zip(*found.places.values(), strict=True)
    assert all(sum(row) == near(1) for row in [*found.places.values(), *columns])
    for one, row in found.wins.items():
        assert all(share + found.wins[other][one] == near(1) for other, share in row.items())


@given(problems(exact_scores()))
def test_10_an_option_that_dominates_wins_at_least_half(problem):
    """Invariant 10."""
    active = [aim for aim, weight in problem.weights.items() if weight > 0]

    found = problem.simulated()

    for one, row in found.wins.items():
        for other, share in row.items():
            assert share >= 0.5 or not value.dominates(active, problem.scores[one], problem.scores[other])


@given(problems(), st.lists(st.integers(1, 9), min_size=2, max_size=4), st.data())
def test_16_the_groups_total_is_the_mean_of_the_partners_totals(problem, shares, data):
    """Invariant 16."""
    partners = [value.normalised(data.draw(points_of(tuple(problem.points)))) for _ in shares]

    group = value.totals(value.group_weights(partners, shares), problem.scores)

    own = [value.totals(weights, problem.scores) for weights in partners]
    for option, total in group.items():
        assert total == near(sum(s * found[option] for s, found in zip(shares, own, strict=True)) / sum(shares))


@given(problems(), st.integers(1, 5))
def test_16_partners_of_one_mind_are_one_partner(problem, count):
    """Invariant 16."""
    assert value.group_weights([problem.weights] * count) == pytest.approx(problem.weights, abs=1e-12)


@given(problems_with_a_cell(known_scores()))
def test_21_widening_the_range_of_a_score_changes_no_total_and_no_rank(cell):
    """Invariant 21."""
    problem, option, aim = cell
    score = problem.scores[option][aim]

    wider = problem.with_score(option, aim, Score.around(score.point, 60))

    assert wider.totals() == problem.totals()
    assert value.ranks(wider.totals()) == value.ranks(problem.totals())


@given(problems(exact_scores()), st.permutations(range(5)))
def test_22_the_names_of_tied_options_decide_only_the_order_of_display(problem, order):
    """Invariant 22."""
    names = {option: f"option-{order[index]}" for index, option in enumerate(problem.scores)}
    renamed = problem.with_scores({names[option]: row for option, row in problem.scores.items()})

    before, after = value.ranks(problem.totals()), value.ranks(renamed.totals())

    assert {names[option]: rank for option, rank in before.items()} == after
