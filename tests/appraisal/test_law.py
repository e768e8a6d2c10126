"""The law: powers with their status, and the decision table for selecting a provider."""

import itertools
from dataclasses import replace

import pytest

from models_catalogue.catalogue import FlexibilityUse
from questionnaire.answers import Answers, Procurement
from questionnaire.appraisal.law import considerable_change, powers, routes
from tests.builders import catalogue_of, flexibility, row, settled_answers

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


def named(given):
    return routes(Answers(procurement=given), {})[0]


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
    answers = Answers(procurement=replace(CONTINUING, buying="mixed"))

    found = routes(answers, {"direct-award": (12,), "procurement-act": (14,)})

    assert [(route.slug, route.take_advice, route.sources) for route in found] == [
        ("direct-award-c", False, (12,)),
        ("light-touch", True, (14,)),
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


def powers_of(*rows, uses=(), in_use=None, recommended=("ico",)):
    found = [row(FlexibilityUse, flexibility=slug, option=option, need=need) for slug, option, need in uses]
    catalogue = catalogue_of(flexibilities=rows, flexibility_uses=tuple(found))
    return powers(catalogue, settled_answers(legal={"in_use": in_use or {}}), set(recommended))


def test_powers_that_serve_the_recommended_options_are_listed_essential_ones_first():
    rows = [flexibility(slug) for slug in ("a-duty", "b-useful", "c-essential", "d-of-another")]
    rows[0] = replace(rows[0], everyone="Binds every place.")
    uses = [("b-useful", "ico", "useful"), ("c-essential", "ico", "essential"), ("d-of-another", "aco", "essential")]

    found = powers_of(*rows, uses=uses)

    assert [(power.slug, power.need) for power in found] == [
        ("c-essential", "essential"),
        ("b-useful", "useful"),
        ("a-duty", "duty"),
    ]


@pytest.mark.parametrize(
    ("status", "need"),
    [("in_force", "essential"), ("historic", "named only"), ("bill", "named only"), ("uncertain", "named only")],
)
def test_a_power_that_is_not_in_force_is_named_and_not_recommended(status, need):
    (found,) = powers_of(flexibility("power", status), uses=[("power", "ico", "essential")])

    assert (found.need, found.status) == (need, status)


def test_a_power_that_is_essential_to_one_of_two_options_is_essential():
    uses = [("power", "ico", "useful"), ("power", "section-75-partnership", "essential")]

    (found,) = powers_of(flexibility("power"), uses=uses, recommended=("ico", "section-75-partnership"))

    assert found.need == "essential"
    assert set(found.serves) == {"ico", "section-75-partnership"}


def test_a_power_says_whether_and_until_when_it_is_in_use():
    rows = [flexibility("used", everyone="Yes."), flexibility("not-used", everyone="Yes.")]

    found = {power.slug: power for power in powers_of(*rows, in_use={"used": "31 March 2028"})}

    assert (found["used"].is_in_use, found["used"].until) == (True, "31 March 2028")
    assert (found["not-used"].is_in_use, found["not-used"].until) == (False, "")


@pytest.mark.parametrize(("as_at", "checked_at"), [("2025-03-01", "2026-11-22"), ("2026-11-22", "2025-03-01")])
def test_a_power_is_dated_by_the_older_of_its_source_and_its_last_check(as_at, checked_at):
    (found,) = powers_of(flexibility("power", everyone="Yes.", as_at=as_at, checked_at=checked_at))

    assert found.as_at == "2025-03-01"
