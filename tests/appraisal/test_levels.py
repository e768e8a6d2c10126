"""The statement of robustness and its caveats: when each is said, and with which number."""

from dataclasses import replace

import pytest

from questionnaire.appraisal.consensus import Consensus
from questionnaire.appraisal.levels import Caveat, Standing, caveats, statement
from questionnaire.appraisal.robustness import Simulation
from questionnaire.appraisal.sensitivity import BreakEven, ScoreChange, Sensitivity

FIRM = Sensitivity("OK", ("mcp",), ("pacs",), lead=9.0)
"""A lead of which nothing need be said."""
STANDING = Standing("mcp", "open", {"mcp": 1.0, "pacs": 1.0}, FIRM)
SPLIT = Consensus({}, 0.5, None, None, None, None, matters=("leaders-differ",))


def drawn(first, wins=None):
    """A simulation in which the options come first in these shares of draws; wins are the leader's."""
    return Simulation(
        draws=100,
        spread=0.5,
        seed=1,
        firsts=first,
        wins={"mcp": wins or {"pacs": 0.95}},
    )


def said(standing=STANDING, front=("mcp",), evidence=1.0, **changed):
    return caveats(replace(standing, **changed), front, evidence)


def about_the_lead(**changed):
    return said(sensitivity=replace(FIRM, **changed))


def break_even(**changed):
    return replace(BreakEven("quality", "OK", 0.4), **changed)


def change(becomes, is_in_range, option="pacs", new_leaders=("pacs",)):
    return ScoreChange(option, "quality", 50.0, becomes, new_leaders, is_in_range)


def test_of_a_firm_lead_nothing_need_be_said():
    assert said() == ()


def test_a_conditional_leader_is_said():
    assert said(status="conditional") == (Caveat("leader-conditional", ("mcp",)),)


@pytest.mark.parametrize(
    ("higher", "expected"),
    [
        (("aco", 3.0), (Caveat("ruled-out-is-higher", ("aco",), number=3.0),)),
        (("aco", 0.0), ()),
        (("aco", 1e-10), ()),
        (None, ()),
    ],
)
def test_a_ruled_out_option_is_said_only_when_it_is_ahead_by_more_than_a_tie(higher, expected):
    assert said(higher=higher) == expected


def test_thin_coverage_is_said_of_every_option_in_front_and_of_no_other():
    coverage = {"aco": 0.3, "mcp": 0.79, "pacs": 0.8}

    found = said(front=("mcp", "pacs"), coverage=coverage)

    assert found == (Caveat("thin-coverage", ("mcp",), number=0.79),)


def test_a_sum_of_weights_that_comes_to_four_fifths_but_for_rounding_is_enough_coverage():
    assert said(coverage={"mcp": 0.8 - 1e-12}) == ()


@pytest.mark.parametrize(
    ("lead", "is_small"), [(0.1, True), (1.9, True), (2.0, False), (2.0 - 1e-10, False), (2.5, False)]
)
def test_a_lead_under_two_points_is_said(lead, is_small):
    found = about_the_lead(lead=lead)

    assert found == ((Caveat("small-lead", ("pacs",), number=lead),) if is_small else ())


def test_a_tie_is_no_lead_over_the_others_that_tie():
    found = about_the_lead(status="TIED_NOW", leaders=("ico", "mcp"), runners_up=(), lead=None)

    assert found == (Caveat("small-lead", ("ico",), number=0.0),)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (break_even(upper=0.43, upper_to=("pacs",)), (("pacs",), 0.03)),
        (break_even(lower=0.36, lower_to=("aco",)), (("aco",), -0.04)),
        (break_even(lower=0.36, lower_to=("aco",), upper=0.43, upper_to=("pacs",)), (("pacs",), 0.03)),
        (break_even(lower=0.38, lower_to=("aco",), upper=0.43, upper_to=("pacs",)), (("aco",), -0.02)),
        (break_even(upper=0.45, upper_to=("pacs",)), (("pacs",), 0.05)),
    ],
)
def test_a_break_even_weight_within_5_percentage_points_is_said_with_the_nearer_way(row, expected):
    (found,) = about_the_lead(break_evens=(break_even(upper=0.9, upper_to=("ehch",)), row))

    assert (found.kind, found.objective, found.options) == ("near-break-even", "quality", expected[0])
    assert found.number == pytest.approx(expected[1])


@pytest.mark.parametrize(
    "row", [break_even(), break_even(upper=0.451), break_even(lower=0.349), break_even(lower=0.1, upper=0.9)]
)
def test_a_break_even_weight_further_off_is_not_said(row):
    assert about_the_lead(break_evens=(row,)) == ()


def test_the_smallest_score_change_within_its_range_is_said_and_larger_ones_are_not():
    changes = (change(53.0, False), change(45.5, True, "mcp", ("pacs", "aco")), change(58.0, True))

    found = about_the_lead(score_changes=changes)

    assert found == (Caveat("score-within-range", ("mcp", "pacs", "aco"), "quality", -4.5),)


def test_score_changes_beyond_their_ranges_are_not_said():
    assert about_the_lead(score_changes=(change(53.0, False),)) == ()


@pytest.mark.parametrize(("evidence", "is_said"), [(0.66, False), (0.655, False), (0.654, True), (0.2, True)])
def test_evidence_that_alone_would_leave_it_open_is_said(evidence, is_said):
    found = said(evidence=evidence)

    assert found == ((Caveat("evidence-alone", ("mcp",), number=evidence),) if is_said else ())


@pytest.mark.parametrize(
    ("consensus", "expected"),
    [
        (SPLIT, (Caveat("partners-disagree", number=0.5),)),
        (replace(SPLIT, matters=()), ()),
        (None, ()),
    ],
)
def test_partners_disagreement_is_said_only_where_it_matters(consensus, expected):
    assert said(consensus=consensus) == expected


def test_caveats_stand_in_the_order_of_the_method():
    troubled = Sensitivity(
        "OK",
        ("mcp",),
        ("pacs",),
        lead=1.0,
        break_evens=(break_even(upper=0.41, upper_to=("pacs",)),),
        score_changes=(change(52.0, True),),
    )

    found = said(
        evidence=0.5,
        status="conditional",
        higher=("aco", 2.0),
        coverage={"mcp": 0.5},
        sensitivity=troubled,
        consensus=SPLIT,
    )

    assert [caveat.kind for caveat in found] == [
        "leader-conditional",
        "ruled-out-is-higher",
        "thin-coverage",
        "small-lead",
        "near-break-even",
        "score-within-range",
        "evidence-alone",
        "partners-disagree",
    ]


def test_for_one_partner_a_statement_stands_on_weights_and_scores_alone():
    around, stated = drawn({"mcp": 0.95, "pacs": 0.05}), drawn({"mcp": 0.6, "pacs": 0.4})

    found = statement(replace(STANDING, consensus=SPLIT), around, stated)

    assert (found.level, found.around, found.partners, found.led_alone) == ("VERY_ROBUST", 0.95, 1.0, 1.0)
    assert (found.evidence, found.front) == (0.6, ("mcp",))
    assert [caveat.kind for caveat in found.caveats] == ["evidence-alone", "partners-disagree"]


@pytest.mark.parametrize(
    ("shared", "led_alone", "level"), [(0.95, 1.0, "VERY_ROBUST"), (0.95, 0.5, "ROBUST"), (0.5, 0.5, "LEANING")]
)
def test_several_partners_must_all_lead_to_it_for_a_lead_to_be_very_robust(shared, led_alone, level):
    firm = drawn({"mcp": 0.95, "pacs": 0.05})
    standing = replace(STANDING, consensus=replace(SPLIT, led_alone=led_alone))

    found = statement(standing, firm, firm, drawn({"mcp": shared, "pacs": 1 - shared}))

    assert (found.level, found.partners, found.led_alone) == (level, shared, led_alone)


def test_without_a_comparison_of_partners_nobody_is_said_to_lead_elsewhere():
    firm = drawn({"mcp": 0.95, "pacs": 0.05})

    found = statement(STANDING, firm, firm, drawn({"mcp": 0.9, "pacs": 0.1}))

    assert (found.level, found.led_alone) == ("VERY_ROBUST", 1.0)


@pytest.mark.parametrize(
    ("leaders", "first", "level"),
    [
        (("mcp",), {"mcp": 0.55, "pacs": 0.45}, "LEANING"),
        (("mcp",), {"mcp": 0.4, "pacs": 0.6}, "NOT_SETTLED"),
        (("mcp",), {"mcp": 0.495, "pacs": 0.505, "aco": 0.0}, "NOT_SETTLED"),
        (("mcp",), {"mcp": 1.0}, "VERY_ROBUST"),
        (("mcp", "pacs"), {"mcp": 0.95, "pacs": 0.05}, "NOT_SETTLED"),
    ],
)
def test_nothing_is_settled_where_options_tie_or_another_comes_first_more_often(leaders, first, level):
    standing = replace(STANDING, sensitivity=replace(FIRM, leaders=leaders))

    found = statement(standing, drawn(first), drawn({"mcp": 1.0}))

    assert found.level == level


def test_an_option_that_the_leader_does_not_likely_beat_stands_in_front_beside_it():
    around = drawn({"mcp": 0.5, "pacs": 0.4, "aco": 0.1}, wins={"pacs": 0.65, "aco": 0.66})

    found = statement(STANDING, around, around)

    assert found.front == ("mcp", "pacs")
