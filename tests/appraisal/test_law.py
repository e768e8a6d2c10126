"""The law: powers and duties with their status as last checked."""

from dataclasses import replace

import pytest

from models_catalogue.catalogue import FlexibilityUse
from questionnaire.appraisal.law import powers
from tests.builders import catalogue_of, flexibility, row, settled_answers


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


def test_a_power_says_whose_decision_it_takes_which_steps_lead_to_it_and_when_it_is_in_force():
    dated = {"in_force_from": "2022-07-01", "in_force_to": "2027-03-31"}
    power = flexibility("power", everyone="Yes.", needs="both boards", steps=("Agree", "Sign"), **dated)

    (found,) = powers_of(power)

    assert (found.needs, found.steps) == ("both boards", ("Agree", "Sign"))
    assert (found.in_force_from, found.in_force_to) == ("2022-07-01", "2027-03-31")


def test_no_steps_lead_to_a_power_that_is_not_in_force():
    power = flexibility("power", "bill", steps=("Agree", "Sign"), status_note="Before Parliament.")

    (found,) = powers_of(power, uses=[("power", "ico", "essential")])

    assert (found.steps, found.status_note) == ((), "Before Parliament.")


def test_of_the_shipped_law_nothing_is_recommended_that_is_not_in_force(shipped):
    everything = set(shipped.option)

    found = powers(shipped, settled_answers(), everything)

    assert {power.status for power in found if power.need != "named only"} == {"in_force"}
    assert {power.slug for power in found if power.need == "named only"} >= {
        flexibility.slug
        for flexibility in shipped.flexibilities
        if flexibility.status != "in_force" and (flexibility.everyone or _serves(shipped, flexibility))
    }


def _serves(shipped, flexibility):
    return any(use.flexibility == flexibility.slug for use in shipped.flexibility_uses)


def test_every_power_that_the_shipped_law_recommends_says_what_it_needs_and_the_steps_to_it(shipped):
    found = powers(shipped, settled_answers(), set(shipped.option))

    silent = [
        power.slug for power in found if power.need in ("essential", "useful") and not (power.needs and power.steps)
    ]

    assert silent == []
