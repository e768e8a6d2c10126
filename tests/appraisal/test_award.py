"""Selecting a provider: the decision table, what it leaves open, and an independent reading of the regulations."""

import itertools
from dataclasses import replace

import pytest

from models_catalogue.catalogue import AwardRoute
from models_catalogue.vocabulary import AWARD_ROUTES
from questionnaire.answers import Procurement
from questionnaire.appraisal.award import (
    BOUGHT,
    POSSIBLE,
    TABLE,
    AwardFacts,
    changes,
    considerable_change,
    decide,
    deciding,
    possible,
    routes,
)
from questionnaire.forms.legal import ProcurementForm
from tests.builders import catalogue_of, row

MILLION = 1_000_000
CONTINUING = Procurement(
    buying="health",
    buyer="nhs-commissioner",
    continuity="continuing",
    value_before=4 * MILLION,
    value_after=4 * MILLION,
    bundles=False,
    character_changes=False,
    patient_choice=False,
    only_provider=False,
    provider_satisfies=True,
    likely_providers_known=True,
)
"""A contract that goes on unchanged with a provider that satisfies: every fact known."""


CATALOGUE = catalogue_of()


def named(given):
    return routes(CATALOGUE, given)[0]


@pytest.mark.parametrize(
    ("changed", "route"),
    [
        ({"buying": "nothing"}, "no-award"),
        ({"buying": "social-care"}, "light-touch"),
        ({"only_provider": True}, "direct-award-a"),
        ({"only_provider": True, "patient_choice": True}, "direct-award-a"),
        ({"only_provider": True, "continuity": "new"}, "most-suitable-provider"),
        ({"patient_choice": True}, "direct-award-b"),
        ({"patient_choice": True, "continuity": "new"}, "direct-award-b"),
        ({}, "direct-award-c"),
        ({"buying": "mixed"}, "direct-award-c"),
        ({"bundles": True}, "most-suitable-provider"),
        ({"character_changes": True}, "most-suitable-provider"),
        ({"value_after": 5 * MILLION}, "most-suitable-provider"),
        ({"continuity": "new"}, "most-suitable-provider"),
        ({"continuity": "new", "likely_providers_known": False}, "competitive"),
        ({"bundles": True, "likely_providers_known": False}, "competitive"),
        ({"value_after": 5 * MILLION, "likely_providers_known": False}, "competitive"),
        ({"buying": None}, "take-advice"),
        ({"continuity": None}, "take-advice"),
        ({"provider_satisfies": None}, "take-advice"),
        ({"value_before": None}, "take-advice"),
        ({"continuity": "new", "likely_providers_known": None}, "take-advice"),
    ],
)
def test_the_facts_decide_the_route(changed, route):
    found = named(replace(CONTINUING, **changed))

    assert found.slug == route
    assert found.take_advice is (route == "take-advice")


COMPLETIONS = {
    name: (True, False)
    for name in ("bundles", "character_changes", "patient_choice", "only_provider", "likely_providers_known")
}


@pytest.mark.parametrize("missing", COMPLETIONS)
@pytest.mark.parametrize("base", [CONTINUING, replace(CONTINUING, continuity="new")], ids=["continuing", "new"])
def test_no_route_is_named_without_advice_while_a_missing_fact_could_name_another(base, missing):
    completed = {named(replace(base, **{missing: answer})).slug for answer in COMPLETIONS[missing]}

    found = named(replace(base, **{missing: None}))

    assert found.take_advice is (len(completed) > 1)


def test_facts_that_are_all_known_always_name_a_route():
    """Reg 10 and reg 11 serve whoever cannot or does not wish to follow another process."""
    claims = (*COMPLETIONS, "provider_satisfies")
    every = [
        replace(CONTINUING, continuity=continuity, **dict(zip(claims, said, strict=True)))
        for continuity in ("continuing", "new")
        for said in itertools.product((True, False), repeat=len(claims))
    ]

    undecided = [given for given in every if named(given).take_advice]

    assert undecided == []


def test_a_mixed_contract_adds_the_check_that_it_may_be_bought_as_health_care():
    words = tuple(
        row(AwardRoute, slug=slug, because=slug, sources=(number,))
        for number, slug in enumerate(("direct-award-c", "mixed-contract", "light-touch"))
    )

    found = routes(catalogue_of(award_routes=words), replace(CONTINUING, buying="mixed"))

    assert [(route.slug, route.because, route.take_advice, route.sources) for route in found] == [
        ("direct-award-c", "direct-award-c", False, (0,)),
        ("light-touch", "mixed-contract", True, (1,)),
    ]


@pytest.mark.parametrize(
    ("before", "after", "is_considerable"),
    [
        (2_000_000, 2_500_000, True),
        (2_000_000, 2_499_999, False),
        (2_000_004, 2_500_004, False),
        (4_000_000, 5_000_000, True),
        (4_000_000, 4_999_999, False),
        (1_000_000, 1_499_999, False),
        (0, 500_000, True),
        (5_000_000, 1_000_000, False),
    ],
)
def test_a_rise_is_considerable_from_half_a_million_and_a_quarter_upwards(before, after, is_considerable):
    given = Procurement(value_before=before, value_after=after, character_changes=False)

    assert considerable_change(given) is is_considerable


@pytest.mark.parametrize(
    ("given", "is_considerable"),
    [
        (Procurement(character_changes=True), True),
        (Procurement(character_changes=False), None),
        (Procurement(character_changes=False, value_before=1), None),
        (Procurement(value_before=4 * MILLION, value_after=4 * MILLION), None),
        (Procurement(value_before=4 * MILLION, value_after=6 * MILLION), True),
    ],
)
def test_a_change_is_considerable_in_character_or_in_value_and_open_while_neither_decides(given, is_considerable):
    assert considerable_change(given) is is_considerable


@pytest.mark.parametrize(
    ("changed", "is_changing"),
    [
        ({}, False),
        ({"bundles": True}, True),
        ({"character_changes": True}, True),
        ({"value_after": 6 * MILLION}, True),
        ({"bundles": None}, None),
        ({"value_before": None}, None),
        ({"bundles": True, "value_before": None}, True),
    ],
)
def test_todays_contract_changes_when_it_changes_considerably_or_several_become_one(changed, is_changing):
    assert changes(replace(CONTINUING, **changed)) is is_changing


EVERY = [AwardFacts(**dict(zip(POSSIBLE, values, strict=True))) for values in itertools.product(*POSSIBLE.values())]


def test_exactly_one_row_of_the_table_applies_whatever_the_facts_are():
    assert len(EVERY) == len(BOUGHT) * 2**6
    assert {sum(rule.applies(facts) for rule in TABLE) for facts in EVERY} == {1}


def test_every_row_of_the_table_applies_to_somebody_and_the_order_of_the_rows_means_nothing():
    backwards = {facts: next(rule.route for rule in reversed(TABLE) if rule.applies(facts)) for facts in EVERY}

    assert [rule for rule in TABLE if not any(map(rule.applies, EVERY))] == []
    assert backwards == {facts: decide(facts) for facts in EVERY}


def by_the_regulations(facts):
    """SI 2023/1348, read sentence by sentence and not from the table."""
    if facts.buying == "nothing":
        return "no-award"
    if facts.buying == "social-care":
        return "light-touch"  # outside Schedule 1, so the Procurement Act 2023 applies
    return must_be_used(facts) or may_be_used(facts)


def must_be_used(facts):
    """Reg 6(3) and (4): a sole capable provider of a service that is not new; patients who choose without limit."""
    if facts.only_provider and not facts.is_new:
        return "direct-award-a"
    return "direct-award-b" if facts.patient_choice else None


def may_be_used(facts):
    """Reg 6(5) to (7): C for a contract that goes on unchanged with a provider that satisfies; else reg 10; else reg 11."""
    if not facts.is_new and facts.provider_satisfies and not facts.changes:
        return "direct-award-c"
    return "most-suitable-provider" if facts.likely_providers_known else "competitive"


def test_the_table_says_what_an_independent_reading_of_the_regulations_says():
    wrong = [facts for facts in EVERY if decide(facts) != by_the_regulations(facts)]

    assert wrong == []


def with_one_missing():
    for name in POSSIBLE:
        for facts in EVERY:
            yield name, facts, replace(facts, **{name: None})


def test_a_missing_fact_leaves_exactly_the_routes_open_that_its_answers_lead_to():
    wrong = [
        (name, facts)
        for name, facts, without in with_one_missing()
        if set(possible(without)) != {decide(replace(facts, **{name: value})) for value in POSSIBLE[name]}
    ]

    assert wrong == []


def test_a_missing_fact_decides_exactly_where_it_leaves_more_than_one_route_open():
    wrong = [
        (name, facts)
        for name, facts, without in with_one_missing()
        if deciding(without) != ((name,) if len(possible(without)) > 1 else ())
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("changed", "missing", "could_be"),
    [
        ({"only_provider": None}, ("only_provider",), ("direct-award-a", "direct-award-c")),
        ({"likely_providers_known": None}, (), ("direct-award-c",)),
        ({"bundles": None}, ("bundles",), ("direct-award-c", "most-suitable-provider")),
        ({"value_after": None}, ("value_after",), ("direct-award-c", "most-suitable-provider")),
        (
            {"character_changes": None, "value_before": None, "likely_providers_known": None},
            ("character_changes", "value_before", "likely_providers_known"),
            ("direct-award-c", "most-suitable-provider", "competitive"),
        ),
        ({"provider_satisfies": None, "bundles": True}, (), ("most-suitable-provider",)),
    ],
)
def test_advice_names_the_open_questions_that_decide_and_no_others(changed, missing, could_be):
    given = replace(CONTINUING, **changed)

    found = named(given)

    assert found.missing == missing
    assert possible(AwardFacts.of(given)) == could_be
    assert found.could_be == (could_be if len(could_be) > 1 else ())


def test_every_open_question_is_one_that_the_procurement_step_asks():
    asked = set(ProcurementForm.base_fields)

    found = named(Procurement())

    assert set(found.missing) == asked - {"buyer"}


def test_the_shipped_words_cover_every_route_and_say_what_each_asks_for(shipped):
    found = {route.slug: route for route in shipped.award_routes}

    assert set(found) == set(AWARD_ROUTES)
    assert {rule.route for rule in TABLE} < set(found)
    assert all(route.because and route.conditions and route.notices and route.standstill for route in found.values())
    assert all(route.sources for route in found.values())


AWARDS = [
    ("direct-award-c", "direct-award-c"),
    ("most-suitable-provider", "most-suitable-provider-award"),
    ("competitive", "competitive-award"),
]


@pytest.mark.parametrize(("route", "milestone"), AWARDS)
def test_even_a_fast_award_leaves_room_for_its_standstill(shipped, route, milestone):
    (work,) = (one for one in shipped.milestones if one.slug == milestone)

    assert shipped.award_route[route].standstill_days == 8
    assert work.fast_weeks * 5 >= shipped.award_route[route].standstill_days


def test_the_routes_without_a_standstill_have_no_days_of_it(shipped):
    with_days = {route.slug for route in shipped.award_routes if route.standstill_days}

    assert with_days == {route for route, _ in AWARDS}
