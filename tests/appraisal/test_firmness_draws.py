"""The ways in which one stage is drawn: each is the simulation of its way alone, over the same numbers."""

import pytest

from questionnaire.answers import Contribution
from questionnaire.appraisal.partners import ALONE, views_of
from questionnaire.appraisal.robustness import SPREAD, Way, confidence_factors, simulate_ways
from questionnaire.appraisal.stage import appraise_stage
from tests.builders import catalogue_of, fit, option, settled_answers, with_partners, with_priorities

DRAWS, SEED = 300, 9
CATALOGUE = catalogue_of(
    aims=("quality", "emergency"),
    fits={
        ("pacs", "quality"): fit("pacs", "quality", 3, "contested"),
        ("mcp", "emergency"): fit("mcp", "emergency", 3, "contested"),
    },
)
ANSWERS = with_priorities({"quality": 60, "emergency": 45})
COUNCIL = Contribution("council", {"quality": 10, "emergency": 90})
VIEWS = views_of(with_partners(ANSWERS, COUNCIL))


def stage(catalogue=CATALOGUE, answers=ANSWERS, views=ALONE, name="care"):
    return appraise_stage(name, catalogue, answers, None, seed=SEED, draws=DRAWS, views=views)


def alone(found, way, reading="design"):
    """The simulation of one way by itself."""
    ranking = found.ranking
    scores = {slug: getattr(ranking, reading)[slug] for slug in ranking.eligible()}
    return simulate_ways(ranking.tree, scores, [way], seed=SEED, draws=DRAWS)[0]


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("around", Way("around", 0.5)),
        ("narrow", Way("around", 0.25, only_first=True)),
        ("stated", Way("stated", only_first=True)),
        ("anyhow", Way("none")),
    ],
)
def test_each_way_is_drawn_as_it_is_by_itself(name, way):
    found = stage()

    drawn = getattr(found.firmness.simulations, name)

    assert drawn == alone(found, way)
    assert 0 < drawn.first("pacs") < 1


def test_the_ways_lead_to_different_shares():
    found = stage(views=VIEWS).firmness.simulations

    shares = [getattr(found, name).first("pacs") for name in ("around", "narrow", "stated", "anyhow", "partners")]

    assert len(set(shares)) == len(shares)


def test_partners_are_drawn_over_their_own_weights():
    found = stage(views=VIEWS)

    assert found.firmness.simulations.partners == alone(found, Way("partners", partners=VIEWS.weights, only_first=True))
    assert set(found.firmness.simulations.partners.influence["pacs"]) == {"council", "owner"}


@pytest.mark.parametrize(
    ("views", "name"),
    [(ALONE, "care"), (VIEWS, "form"), (views_of(with_partners(ANSWERS, COUNCIL, agreed=True)), "care")],
    ids=["one partner", "nobody weighs the criteria", "one view after agreement"],
)
def test_no_balance_is_drawn_where_partners_do_not_weigh_the_stage_between_them(views, name):
    found = stage(views=views, name=name).firmness

    assert (found.simulations.partners, found.consensus) == (None, None)


def test_the_second_reading_is_drawn_around_the_same_weights_with_what_was_shown():
    found = stage()

    assert found.firmness.simulations.shown == alone(found, Way("around", SPREAD), reading="shown")


def test_a_confidence_factor_is_an_options_share_at_its_own_central_weights():
    found = stage()
    drawn = found.firmness.simulations

    often = {slug: drawn.anyhow.central[slug] for slug in ("mcp", "pacs")}
    assert drawn.confidence == confidence_factors(found.ranking.design, often, seed=SEED, draws=DRAWS)


def test_of_very_many_options_those_that_come_first_most_often_have_a_confidence_factor():
    slugs = [f"model-{number:02}" for number in range(16)]
    catalogue = catalogue_of(
        aims=("quality",),
        options={"care": [option(slug) for slug in slugs]},
        fits={(slug, "quality"): fit(slug, "quality", 1, "none") for slug in slugs},
    )

    found = appraise_stage("care", catalogue, with_priorities({"quality": 60}), None, seed=SEED, draws=6_000)

    drawn = found.firmness.simulations
    foremost = sorted(slugs, key=lambda slug: -drawn.anyhow.first(slug))
    assert all(drawn.anyhow.is_often_first(slug) for slug in slugs)
    assert set(drawn.confidence) == set(foremost[:14])


def test_today_is_compared_with_the_leader_in_each_reading():
    found = stage().firmness

    assert found.beats_today == found.simulations.around.wins["pacs"]["current-arrangements"]
    assert found.beats_today_shown == found.simulations.shown.wins["pacs"]["current-arrangements"]
    assert found.beats_today != found.beats_today_shown


def test_where_today_leads_it_is_compared_with_nothing():
    answers = with_priorities({aim: {"points": 50, "today": "fully"} for aim in ("quality", "emergency")})

    found = stage(answers=answers)

    assert found.leader == "current-arrangements"
    assert (found.firmness.beats_today, found.firmness.beats_today_shown) == (None, None)


def test_without_the_partners_who_have_an_interest_the_others_means_decide():
    trust = Contribution("trust", {"quality": 0, "emergency": 100}, has_interest=True)
    views = views_of(with_partners(settled_answers(), COUNCIL, trust))

    assert stage(views=views_of(with_partners(ANSWERS, trust))).firmness.without_interested.leaders == ("pacs",)
    assert stage(views=VIEWS).firmness.without_interested is None
    assert stage(views=views, name="form").firmness.without_interested is None
