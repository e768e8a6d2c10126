"""Several partners' contributions: whose points count, which levels stand, and what the whole appraisal makes of them."""

import pytest

from questionnaire.answers import Contribution, read_document
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.partners import ALONE, OWNER, views_of, with_shared_readiness
from questionnaire.appraisal.value import Rejected
from tests.builders import catalogue_of, settled_answers, with_partners

QUALITY_FIRST = {"integration": 0, "quality": 100, "emergency": 0}
EMERGENCY_FIRST = {"integration": 0, "quality": 0, "emergency": 100}
CATALOGUE = catalogue_of(
    fits={("pacs", "quality"): 3, ("mcp", "quality"): 0, ("mcp", "emergency"): 3, ("pacs", "emergency"): 0}
)


def partner(name, points=None, readiness=None, *, has_interest=False):
    return Contribution(name, points or {}, readiness or {}, has_interest)


def answers(points=QUALITY_FIRST, **steps):
    return settled_answers(priorities={aim: {"points": given} for aim, given in points.items()}, **steps)


def test_nobody_contributes_but_the_owner():
    assert views_of(answers()) is ALONE


def test_before_agreement_the_aims_carry_the_mean_of_all_complete_contributions():
    found = views_of(with_partners(answers(), partner("council", EMERGENCY_FIRST), partner("trust", QUALITY_FIRST)))

    assert found.aims == pytest.approx({"integration": 0, "quality": 2 / 3, "emergency": 1 / 3})
    assert sorted(found.weights) == ["council", OWNER, "trust"]


def test_after_agreement_the_agreed_points_count_and_nobody_is_the_owner():
    found = views_of(with_partners(answers(), partner("council", EMERGENCY_FIRST), agreed=True))

    assert found.aims is None
    assert sorted(found.weights) == ["council"]


def test_a_partner_whose_points_are_missing_is_named_and_left_out():
    found = views_of(
        with_partners(answers(), partner("council", {"quality": 50, "integration": None, "emergency": 10}))
    )

    assert found.not_yet_in == ("council",)
    assert found.aims == pytest.approx({"integration": 0, "quality": 1, "emergency": 0})


def test_with_nobody_complete_there_are_no_weights_and_the_answers_stand():
    nothing = settled_answers(rationale={"objectives": []}, priorities=dict.fromkeys(QUALITY_FIRST))

    found = views_of(with_partners(nothing, partner("council")))

    assert (dict(found.weights), found.aims, found.not_yet_in) == ({}, None, ("council", OWNER))


def test_a_partner_named_twice_is_rejected():
    with pytest.raises(Rejected, match="named twice"):
        views_of(with_partners(answers(), *[partner("council", QUALITY_FIRST)] * 2))


@pytest.mark.parametrize(
    ("interested", "weights"),
    [
        ({"council"}, {"integration": 0, "quality": 1, "emergency": 0}),
        (set(), None),
        ({"council", "trust"}, {"integration": 0, "quality": 1, "emergency": 0}),
    ],
)
def test_the_weights_without_partners_who_have_an_interest(interested, weights):
    contributions = [
        partner("council", EMERGENCY_FIRST, has_interest="council" in interested),
        partner("trust", QUALITY_FIRST, has_interest="trust" in interested),
    ]

    found = views_of(with_partners(answers(), *contributions))

    assert found.interested == tuple(sorted(interested))
    assert found.without_interested() == (weights and pytest.approx(weights))


def test_where_everybody_has_an_interest_nobody_is_left():
    found = views_of(with_partners(answers(), partner("council", EMERGENCY_FIRST, has_interest=True), agreed=True))

    assert found.without_interested() is None


@pytest.mark.parametrize(
    ("own", "others", "level"),
    [
        (3, (3,), 3),
        (2, (3,), 2.5),
        (0, (5,), None),
        (None, (4, 4), 4),
        (1, (None, None), 1),
        (3, (3, 3, 3, 5), 3),
    ],
)
def test_levels_are_the_median_or_not_sure_where_raters_are_split(own, others, level):
    contributions = [partner(f"p{n}", QUALITY_FIRST, {"data": said}) for n, said in enumerate(others)]
    given = with_partners(answers(readiness={"data": own} if own is not None else {}), *contributions)

    found = with_shared_readiness(given, views_of(given))

    assert found.readiness["data"] == level


def test_agreed_levels_stand_whatever_partners_once_said():
    council = partner("council", QUALITY_FIRST, {"data": 0})
    given = with_partners(answers(readiness={"data": 4}), council, agreed=True)

    assert with_shared_readiness(given, views_of(given)).readiness["data"] == 4


def test_partners_who_would_lead_elsewhere_lower_the_level_and_say_why():
    alone = appraise(CATALOGUE, answers(), draws=500)
    together = appraise(CATALOGUE, with_partners(answers(), partner("council", EMERGENCY_FIRST)), draws=500)

    assert alone.care.leader == "pacs"
    assert alone.care.firmness.consensus is None
    found = together.care.firmness
    assert found.consensus.led_alone == 0.5
    assert "leaders-differ" in found.consensus.matters
    assert found.statement.caveats[-1].kind == "partners-disagree"
    assert found.simulations.partners.first("mcp") == pytest.approx(0.5, abs=0.1)


def test_the_result_without_interested_partners_is_shown_beside_the_groups():
    interested = partner("trust", EMERGENCY_FIRST, has_interest=True)

    found = appraise(CATALOGUE, with_partners(answers(), interested), draws=200)

    assert found.care.firmness.without_interested.leaders == ("pacs",)
    assert found.form.firmness.without_interested is None


def test_partners_are_compared_on_aims_and_never_on_form_criteria():
    found = appraise(CATALOGUE, with_partners(answers(), partner("council", EMERGENCY_FIRST)), draws=200)

    assert found.commissioning.firmness.consensus is not None
    assert found.form.firmness.consensus is None
    assert found.form.firmness.simulations.partners is None


def test_of_a_mean_the_break_even_points_are_told_beside_the_most_important_aim_at_100():
    council = partner("council", {"integration": 0, "quality": 100, "emergency": 50})

    found = appraise(CATALOGUE, with_partners(answers(), council), draws=200)

    (row,) = [one for one in found.care.firmness.sensitivity.break_evens if one.objective == "quality"]
    assert row.weight == pytest.approx(5 / 6)
    assert row.lower_points == pytest.approx(20 * row.lower / (1 - row.lower))


def test_what_can_still_lead_and_what_to_ask_next_rest_on_the_weights_of_all():
    """With the owner's points alone only pacs could lead; with the council's beside them, mcp as well."""
    ratings = {("mcp", "lead", "joint"): 2, ("pacs", "lead", "general-practice"): 2}
    catalogue = catalogue_of(
        share=0.3,
        ratings=ratings,
        fits={("pacs", "quality"): 3, ("mcp", "quality"): 0, ("mcp", "emergency"): 3, ("pacs", "emergency"): 0},
    )
    own = answers(place={"lead": None})

    alone = appraise(catalogue, own, draws=100)
    together = appraise(catalogue, with_partners(own, partner("council", EMERGENCY_FIRST)), draws=100)

    assert set(alone.can_lead["care"]) == {"pacs"}
    assert set(together.can_lead["care"]) >= {"mcp", "pacs"}
    assert (alone.next_questions, [one.question for one in together.next_questions]) == ((), ["lead"])


def test_where_the_owner_has_given_no_points_those_of_the_partners_stand():
    own = answers(dict.fromkeys(QUALITY_FIRST))

    found = appraise(CATALOGUE, with_partners(own, partner("council", EMERGENCY_FIRST)), draws=100)

    assert found.views.not_yet_in == (OWNER,)
    assert found.care.leader == "mcp"
    assert "priorities" not in [one.question for one in found.next_questions]


@pytest.mark.parametrize(("said", "has_interest"), [("yes", True), ("not-sure", True), ("no", False), (None, False)])
def test_whoever_is_not_sure_of_an_interest_counts_as_having_one(said, has_interest):
    given = {"partner": "council", "priorities": EMERGENCY_FIRST, "readiness": {"data": "not-sure"}}

    (found,) = read_document({"contributions": [{**given, "interest": said} if said else given]}).contributions

    assert found == Contribution("council", EMERGENCY_FIRST, {"data": None}, has_interest)


def test_points_of_a_partner_who_only_ranks_follow_from_the_order():
    given = {"partner": "council", "priorities": {"quality": {"place": 1}, "emergency": {"place": 2}}}

    (found,) = read_document({"contributions": [given]}).contributions

    assert found.points == {"quality": 100, "emergency": pytest.approx(33, abs=1)}
