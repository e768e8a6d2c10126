"""What always holds of sensitivity, of simulation in all its ways, and of several partners (method.md, 5)."""

import itertools
import math
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.stats import friedmanchisquare

from questionnaire.appraisal import consensus, sensitivity, value
from questionnaire.appraisal.consensus import Partner
from questionnaire.appraisal.robustness import Way, confidence_factors, simulate_ways
from questionnaire.appraisal.sensitivity import Contest
from questionnaire.appraisal.value import Node, Score, ValueTree
from tests.appraisal.problems import (
    Problem,
    exact_scores,
    known_scores,
    moved_alike,
    points_of,
    problems,
    problems_with_a_cell,
)

DRAWS = 200
CIRCUMSTANCES = {"budget": 0.25, "lead": 0.75}
EXACT = exact_scores()
KNOWN = known_scores() | EXACT
MODES = ("none", "around", "stated", "partners")


def near(expected, tolerance=1e-9):
    return pytest.approx(expected, abs=tolerance)


@st.composite
def contests(draw, scores=EXACT):
    """A problem with circumstances beside its aims, at any share, the aims' weights perhaps of one alone."""
    problem = draw(problems(scores))
    share = draw(st.sampled_from((0.0, 0.25, 0.5, 0.9)))
    rows = {
        option: {**row, **draw(st.fixed_dictionaries(dict.fromkeys(CIRCUMSTANCES, exact_scores())))}
        for option, row in problem.scores.items()
    }
    nodes = (Node("aims", 1 - share, problem.weights), Node("circumstances", share, CIRCUMSTANCES))
    return Contest.of(ValueTree(nodes if share else nodes[:1]), rows)


def leading(contest, aims):
    """Who leads with other weights of the aims, and by how much over the old leader."""
    totals = value.totals(contest.tree.restated(aims).weights(), contest.scores)
    return value.tie_groups(totals)[0], totals


def moved_to(weights, name, weight):
    """One weight changed and the others kept in proportion."""
    rest = 1 - weights[name]
    return {one: weight if one == name else old * (1 - weight) / rest for one, old in weights.items()}


@given(contests())
def test_13_at_a_break_even_weight_the_rivals_draw_level_and_beyond_it_they_lead(contest):
    """Invariant 13."""
    assume(len(contest.leaders) == 1)
    weights = contest.tree.stated().weights

    for row in sensitivity.break_evens(contest):
        for end, to, beyond in ((row.lower, row.lower_to, -1e-6), (row.upper, row.upper_to, 1e-6)):
            if end is not None:
                _, totals = leading(contest, moved_to(weights, row.objective, end))
                assert all(totals[contest.leader] == near(totals[rival], 1e-7) for rival in to)
                assert to
                if 0 < end + beyond < 1:
                    _, passed = leading(contest, moved_to(weights, row.objective, end + beyond))
                    assert max(passed, key=passed.get) != contest.leader


@given(contests(), st.floats(0.001, 0.999))
def test_13_between_the_break_even_weights_the_leader_stays_first(contest, part):
    """Invariant 13."""
    assume(len(contest.leaders) == 1)

    for row in sensitivity.break_evens(contest):
        if row.status == "OK":
            lower, upper = row.lower or 0.0, 1.0 if row.upper is None else row.upper
            assert lower < row.weight < upper or row.weight == lower == 0
            between = moved_to(contest.tree.stated().weights, row.objective, lower + part * (upper - lower))
            assert contest.leader in leading(contest, between)[0]


@given(contests())
def test_13_at_its_break_even_the_share_of_the_circumstances_lets_a_rival_draw_level(contest):
    """Invariant 13, for the share."""
    row = sensitivity.share_break_even(contest)
    assume(row is not None)

    for end, to in ((row.lower, row.lower_to), (row.upper, row.upper_to)):
        if end is not None:
            aims, circumstances = contest.tree.nodes
            tree = ValueTree((replace(aims, share=1 - end), replace(circumstances, share=end)))
            totals = value.totals(tree.weights(), contest.scores)
            assert all(totals[contest.leader] == near(totals[rival], 1e-7) for rival in to)


@given(contests(), st.floats(0, 1))
def test_13_the_sweep_names_who_leads_at_every_share(contest, share):
    """Invariant 13, for the share."""
    found = sensitivity.share_sweep(contest)
    assume(found)
    aims, circumstances = contest.tree.nodes
    tree = ValueTree((replace(aims, share=1 - share), replace(circumstances, share=share)))
    totals = value.totals(tree.weights(), contest.scores)

    stretch = next(one for one in found if one.start <= share <= one.end)

    assert max(totals.values()) == near(max(totals[option] for option in stretch.leaders), 1e-7)
    assert (found[0].start, found[-1].end) == (0, 1)
    for before, after in itertools.pairwise(found):
        assert before.end == after.start
        assert before.leaders != after.leaders


@given(contests())
def test_14_the_smallest_shift_is_no_more_than_any_change_of_one_weight(contest):
    """Invariant 14."""
    found = sensitivity.sensitivity(contest.tree, contest.scores)

    for row in found.break_evens:
        for end, to in ((row.lower, row.lower_to), (row.upper, row.upper_to)):
            if end is not None and row.weight > 0:
                sizes = {shift.rival: shift.size for shift in found.shifts}
                assert all(sizes[rival] <= abs(end - row.weight) + 1e-9 for rival in to)


@given(problems(exact_scores()))
def test_14_there_is_no_shift_only_where_the_leader_is_nowhere_worse(problem):
    """Invariant 14."""
    contest = Contest.of(ValueTree((Node("aims", 1.0, problem.weights),)), problem.scores)
    assume(len(contest.leaders) == 1)
    active = [aim for aim, weight in problem.weights.items() if weight > 0]

    overtaken = {shift.rival for shift in sensitivity.shifts(contest)}

    for rival in contest.rivals():
        assert (rival in overtaken) is (min(contest.gaps(rival, active).values()) < 0)


@given(contests())
def test_14_the_smallest_shift_is_what_a_linear_programme_finds(contest):
    """Invariant 14, beside SciPy."""
    node = contest.tree.stated()
    active = sorted(name for name, weight in node.weights.items() if weight > 0)
    sizes = {shift.rival: shift.size for shift in sensitivity.shifts(contest)}
    assume(len(contest.leaders) == 1)

    for rival in contest.rivals():
        gaps = [contest.gaps(rival, active)[name] for name in active]
        elsewhere = contest.lead_elsewhere(rival, node) / node.share
        now = [node.weights[name] for name in active]
        signs = [[*gaps, *(-gap for gap in gaps)]]
        theirs = linprog(
            [0.5] * (2 * len(active)),
            A_ub=signs,
            b_ub=[-elsewhere - sum(g * w for g, w in zip(gaps, now, strict=True))],
            A_eq=[[*([1.0] * len(active)), *([-1.0] * len(active))]],
            b_eq=[0.0],
            bounds=[*[(0, None)] * len(active), *[(0, weight) for weight in now]],
        )
        if rival in sizes:
            assert theirs.fun == near(sizes[rival], 1e-6)
        else:
            assert theirs.status == 2 or min(gaps) + elsewhere >= -1e-6


@given(contests())
def test_14_taking_the_weight_as_said_makes_the_rival_draw_level(contest):
    """Invariant 14: the shift is one that can be made."""
    for shift in sensitivity.shifts(contest):
        weights = dict(contest.tree.stated().weights)
        for name, size in shift.taken:
            weights[name] -= size
            weights[shift.onto] += size

        _, totals = leading(contest, weights)

        assert totals[shift.rival] == near(totals[contest.leader], 1e-7)
        assert sum(weights.values()) == near(1)
        assert min(weights.values()) >= -1e-9


@given(contests())
def test_15_a_listed_score_change_ends_the_lead_and_half_of_it_does_not(contest):
    """Invariant 15."""
    for change in sensitivity.score_changes(contest):
        whole, half = (
            value.totals(
                contest.tree.weights(),
                {
                    **contest.scores,
                    change.option: {
                        **contest.scores[change.option],
                        change.objective: Score.around(change.score + part * change.change, 0),
                    },
                },
            )
            for part in (1.0, 0.5)
        )

        best = max(whole.values())
        assert all(whole[option] == near(best, 1e-7) for option in (contest.leader, *change.new_leaders))
        assert value.tie_groups(half)[0] == [contest.leader]


@given(problems_with_a_cell(exact_scores()), st.integers(0, 20))
def test_8_adding_the_same_to_all_options_changes_no_break_even(cell, pick):
    """Invariant 8."""
    problem, _, aim = cell
    moved = moved_alike({o: row[aim].point for o, row in problem.scores.items()}, pick)
    shifted = {o: {**row, aim: Score.around(moved[o], 0)} for o, row in problem.scores.items()}
    tree = ValueTree((Node("aims", 1.0, problem.weights),))

    before, after = (sensitivity.sensitivity(tree, scores) for scores in (problem.scores, shifted))

    assert after.leaders == before.leaders
    for one, other in zip(before.break_evens, after.break_evens, strict=True):
        assert (one.lower_to, one.upper_to) == (other.lower_to, other.upper_to)
        assert (one.lower, one.upper) == (near(other.lower), near(other.upper))


@given(problems(exact_scores()), st.integers(0, 20))
def test_6_an_objective_without_points_adds_only_its_own_row(problem, step):
    """Invariant 6."""
    idle = {o: {**row, "zeal": Score.around(5.0 * step, 0)} for o, row in problem.scores.items()}
    trees = (ValueTree((Node("aims", 1.0, w),)) for w in (problem.weights, {**problem.weights, "zeal": 0.0}))

    before, after = (sensitivity.sensitivity(t, s) for t, s in zip(trees, (problem.scores, idle), strict=True))

    assert (after.shifts, after.score_changes) == (before.shifts, before.score_changes)
    assert [row for row in after.break_evens if row.objective != "zeal"] == list(before.break_evens)


@given(contests(known_scores()))
def test_21_ranges_change_no_break_even_and_no_shift(contest):
    """Invariant 21."""
    wider = {
        option: {name: Score.around(score.point, 60) for name, score in row.items()}
        for option, row in contest.scores.items()
    }

    before, after = (sensitivity.sensitivity(contest.tree, scores) for scores in (contest.scores, wider))

    assert (after.break_evens, after.shifts, after.share) == (before.break_evens, before.shifts, before.share)


def ways_for(partners):
    return [Way(mode, 0.5, partners=partners if mode == "partners" else {}) for mode in MODES]


@st.composite
def groups(draw, scores=KNOWN):
    """A problem whose weights are those of two or three partners, with the partners."""
    problem = draw(problems(scores))
    aims = tuple(problem.points)
    partners = {f"partner-{k}": value.normalised(draw(points_of(aims))) for k in range(draw(st.integers(2, 3)))}
    return problem, partners


def in_all_ways(problem, partners, scores=None):
    """The simulation in the four ways, the group's weights being the mean of its partners'."""
    mean = value.group_weights(list(partners.values()))
    tree = ValueTree((Node("aims", 1.0, mean),))
    return simulate_ways(tree, scores or problem.scores, ways_for(partners), seed=7, draws=DRAWS)


@given(groups(), st.randoms(use_true_random=False))
def test_1_the_order_of_anything_changes_no_simulation(found, chance):
    """Invariant 1, in all ways of drawing weights."""
    problem, partners = found

    def shuffled(row):
        return {name: row[name] for name in chance.sample(list(row), len(row))}

    again = in_all_ways(
        problem,
        shuffled({name: shuffled(weights) for name, weights in partners.items()}),
        shuffled({option: shuffled(row) for option, row in problem.scores.items()}),
    )

    assert again == in_all_ways(problem, partners)


@given(groups(), st.integers(1, 100), st.data())
def test_4_raising_a_score_never_hurts_its_option_however_weights_are_drawn(found, rise, data):
    """Invariant 4, in all ways of drawing weights."""
    problem, partners = found
    option = data.draw(st.sampled_from(sorted(problem.scores)))
    aim = data.draw(st.sampled_from(sorted(problem.points)))
    was = problem.scores[option][aim]
    half_width = max(was.high - was.point, was.point - was.low)
    raised = problem.with_score(option, aim, Score.around(min(100.0, was.point + rise), half_width))

    for before, after in zip(in_all_ways(problem, partners), in_all_ways(raised, partners), strict=True):
        reached = [math.fsum(before.places[option][: place + 1]) for place in range(len(problem.scores))]
        now = [math.fsum(after.places[option][: place + 1]) for place in range(len(problem.scores))]
        assert all(new >= old - 1e-12 for old, new in zip(reached, now, strict=True))


@given(st.data(), st.sampled_from((0.5, 0.25, 0.125)))
def test_5_a_partners_scale_changes_no_simulation(data, factor):
    """Invariant 5, in all ways of drawing weights; by powers of two, which round nothing."""
    problem = data.draw(problems(KNOWN))
    points = {name: data.draw(points_of(tuple(problem.points))) for name in ("council", "trust")}
    scaled = {**points, "trust": {aim: given * factor for aim, given in points["trust"].items()}}

    found, again = (
        in_all_ways(problem, {name: value.normalised(row) for name, row in rows.items()}) for rows in (points, scaled)
    )

    assert again == found


@given(groups(), st.integers(0, 20))
def test_6_an_objective_without_points_is_absent_however_weights_are_drawn(found, step):
    """Invariant 6, in all ways of drawing weights."""
    problem, partners = found
    idle = {name: {**weights, "zeal": 0.0} for name, weights in partners.items()}
    scores = {option: {**row, "zeal": Score.around(5.0 * step, 20)} for option, row in problem.scores.items()}

    assert in_all_ways(problem, idle, scores) == in_all_ways(problem, partners)


@given(groups())
def test_7_a_newcomer_leaves_the_others_as_they_were_however_weights_are_drawn(found):
    """Invariant 7, in all ways of drawing weights; removing the newcomer restores the result exactly."""
    problem, partners = found
    newcomer = {**problem.scores, "zzz": dict.fromkeys(problem.points, Score.around(60, 20))}

    before, after = in_all_ways(problem, partners), in_all_ways(problem, partners, newcomer)

    for one, other in zip(before, after, strict=True):
        for option in problem.scores:
            assert {o: share for o, share in other.wins[option].items() if o != "zzz"} == one.wins[option]
            assert other.first(option) <= one.first(option) + 1e-12
    assert in_all_ways(problem, partners) == before


@given(groups(exact_scores()))
def test_9_and_10_twins_and_tables_however_weights_are_drawn(found):
    """Invariants 9 and 10, in all ways of drawing weights."""
    problem, partners = found
    one = min(problem.scores)

    for way in in_all_ways(problem, partners, {**problem.scores, "twin": problem.scores[one]}):
        assert way.places["twin"] == way.places[one]
        assert way.wins["twin"][one] == 0.5
        assert all(sum(row) == near(1) for row in [*way.places.values(), *zip(*way.places.values(), strict=True)])
        assert all(way.wins[a][b] + way.wins[b][a] == 1 for a in way.wins for b in way.wins[a])


@given(groups(exact_scores()))
def test_10_an_option_that_dominates_wins_at_least_half_however_weights_are_drawn(found):
    """Invariant 10, in all ways of drawing weights."""
    problem, partners = found
    pairs = [
        (one, other)
        for one, other in itertools.permutations(problem.scores, 2)
        if value.dominates(problem.points, problem.scores[one], problem.scores[other])
    ]

    for way in in_all_ways(problem, partners):
        assert all(way.wins[one][other] >= 0.5 for one, other in pairs)


@given(problems(exact_scores()))
def test_11_a_dominated_option_never_leads_without_preferences(problem):
    """Invariant 11."""
    found = in_all_ways(problem, {"a": problem.weights, "b": problem.weights})[MODES.index("none")]
    active = [aim for aim, weight in problem.weights.items() if weight > 0]

    for option, row in problem.scores.items():
        if any(value.dominates(active, other, row) for other in problem.scores.values()):
            assert found.first(option) == 0


@given(groups(exact_scores()))
def test_12_central_weights_sum_to_one_and_favour_their_own_option(found):
    """Invariant 12."""
    problem, partners = found

    for way in in_all_ways(problem, partners):
        for option, central in way.central.items():
            assert (central is None) is (way.first(option) == 0)
            if central is not None:
                totals = value.totals(central, problem.scores)
                assert sum(central.values()) == near(1)
                assert min(central.values()) >= 0
                assert totals[option] >= max(totals.values()) - 1e-7


@given(groups())
def test_12_the_mean_of_central_weights_is_the_mean_of_all_weights(found):
    """Invariant 12: with as many draws, an option on its own leads them all, so its central weights are their mean."""
    problem, partners = found
    alone = dict([min(problem.scores.items())])

    for way, one in zip(in_all_ways(problem, partners), in_all_ways(problem, partners, alone), strict=True):
        (mean,) = one.central.values()
        for aim, weight in mean.items():
            parts = (way.first(o) * central[aim] for o, central in way.central.items() if central is not None)
            assert sum(parts) == near(weight)


@given(problems(known_scores()))
def test_16_one_partner_is_the_stated_weights(problem):
    """Invariant 16."""
    tree = ValueTree((Node("aims", 1.0, problem.weights),))
    ways = [Way("stated"), Way("partners", partners={"only": problem.weights})]

    stated, partners = simulate_ways(tree, problem.scores, ways, seed=7, draws=DRAWS)

    assert partners.places == stated.places
    assert partners.wins == stated.wins


@given(st.lists(points_of(("a", "b", "c")), min_size=2, max_size=4), st.sampled_from((0.5, 0.25, 0.1)))
def test_5_a_partners_scale_changes_nothing_between_partners(rows, factor):
    """Invariant 5."""
    partners = [Partner(f"p{k}", row) for k, row in enumerate(rows)]
    scaled = [replace(partners[0], points={aim: factor * given for aim, given in rows[0].items()}), *partners[1:]]

    before, after = (consensus.group(found, "abc") for found in (partners, scaled))

    assert after.mean == near(before.mean, 1e-12)
    assert after.weights["p0"] == near(before.weights["p0"], 1e-12)


RANKINGS = st.integers(2, 6).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, 20), min_size=size, max_size=size), min_size=2, max_size=6)
)


@given(RANKINGS)
def test_17_agreement_lies_between_0_and_1_and_reads_only_the_order(rows):
    """Invariant 17."""
    found, cubed = (
        consensus.kendalls_w([dict(enumerate(change(float(one)) for one in row)) for row in rows])
        for change in (float, lambda point: point**3 / 50 + point)
    )

    assert cubed == found
    assert found is None or -1e-12 <= found <= 1 + 1e-12


@given(RANKINGS)
def test_17_agreement_is_what_scipy_finds(rows):
    """Invariant 17, beside SciPy."""
    found = consensus.kendalls_w([dict(enumerate(map(float, row))) for row in rows])
    assume(found is not None and len(rows[0]) > 2)

    chi_square = friedmanchisquare(*zip(*rows, strict=True)).statistic

    assert found == near(chi_square / (len(rows) * (len(rows[0]) - 1)))


@given(st.permutations(range(5)), st.integers(2, 6))
def test_17_partners_of_one_mind_agree_wholly(order, count):
    """Invariant 17."""
    found = consensus.kendalls_w([dict(enumerate(map(float, order)))] * count)

    assert found == near(1)


@given(groups())
def test_20_the_same_inputs_give_the_same_bytes(found):
    """Invariant 20, in all ways of drawing weights; other processes are tried elsewhere."""
    problem, partners = found

    assert repr(in_all_ways(problem, partners)) == repr(in_all_ways(problem, partners))


@given(contests(), st.permutations(range(5)))
def test_22_names_decide_no_break_even(contest, order):
    """Invariant 22."""
    names = {option: f"option-{order[index]}" for index, option in enumerate(contest.scores)}
    renamed = {names[option]: row for option, row in contest.scores.items()}

    before, after = (sensitivity.sensitivity(contest.tree, scores) for scores in (contest.scores, renamed))

    assert {names[leader] for leader in before.leaders} == set(after.leaders)
    ends = [(row.lower, row.upper) for row in before.break_evens]
    assert [(row.lower, row.upper) for row in after.break_evens] == ends


@given(problems(exact_scores()))
def test_confidence_without_ranges_is_all_or_shared(problem: Problem):
    """The confidence factor with point scores: at its own central weights an option leads, alone or in a tie."""
    tree = ValueTree((Node("aims", 1.0, problem.weights),))
    found = simulate_ways(tree, problem.scores, [Way("none")], seed=7, draws=DRAWS)[0]

    factors = confidence_factors(problem.scores, found.central, seed=7, draws=20)

    for option, factor in factors.items():
        assert (factor is None) is (found.central[option] is None)
        assert factor is None or factor >= 1 / len(problem.scores) - 1e-9
