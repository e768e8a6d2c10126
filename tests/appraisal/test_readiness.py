"""Readiness against requirements: gaps, bands and the gates that large gaps make."""

import re

import pytest

from questionnaire.appraisal import readiness
from questionnaire.appraisal.stage import appraise_stage
from tests.builders import catalogue_of, requirement, settled_answers

NAMES = catalogue_of().dimension


def assessed(levels, *rows, services=()):
    return readiness.assess(readiness.needs(rows, levels, services))


@pytest.mark.parametrize(
    ("required", "unknown", "max_gap", "band"),
    [
        (0, 0, 0, "no requirements"),
        (4, 4, 3, "far"),
        (4, 2, 2, "cannot tell"),
        (4, 1, 2, "some way"),
        (4, 1, 1, "nearly"),
        (4, 1, 0, "nearly"),
        (4, 0, 1, "nearly"),
        (4, 0, 0.5, "nearly"),
        (4, 0, 1.5, "some way"),
        (4, 0, 0, "ready"),
    ],
)
def test_the_first_band_that_fits_is_taken(required, unknown, max_gap, band):
    found = readiness.band(required, unknown, max_gap)

    assert found == band


def test_a_gap_is_what_is_missing_and_never_less_than_nothing():
    rows = [requirement("mcp", "data", 3), requirement("mcp", "council", 2)]

    found = assessed({"data": 1, "council": 5}, *rows)

    assert found.gaps == {"data": 2}
    assert (found.met, found.total_gap, found.max_gap, found.share_met) == (1, 2, 2, 0.5)


def test_the_widest_gap_decides_the_band_and_all_gaps_are_added_up():
    rows = [requirement("mcp", name, 3) for name in ("data", "council", "governance")]

    found = assessed({"data": 0, "council": 2, "governance": 3}, *rows)

    assert found.gaps == {"data": 3, "council": 1}
    assert (found.max_gap, found.total_gap, found.band) == (3, 4, "far")
    assert [need.dimension for need in found.needs] == ["data", "council", "governance"]


def test_a_level_that_is_not_known_counts_as_not_met_and_as_no_gap():
    rows = [requirement("mcp", name, 3) for name in ("data", "council", "governance", "evaluation")]

    found = assessed({"data": None, "council": 3, "governance": 3, "evaluation": 3}, *rows)

    assert found.unknown == ("data",)
    assert (found.met, found.share_met, found.gaps, found.band) == (3, 0.75, {}, "nearly")


def test_what_is_required_at_level_0_is_not_required():
    found = assessed({}, requirement("mcp", "data", 0))

    assert (found.required, found.share_met, found.band) == (0, None, "no requirements")


def test_what_is_required_at_level_1_is_required():
    found = assessed({"data": 0}, requirement("mcp", "data", 1))

    assert (found.required, found.max_gap, found.band) == (1, 1, "nearly")


def test_what_opens_a_gate_names_the_level_now_the_level_that_opens_it_and_the_level_in_the_end():
    rows = [requirement("mcp", "governance", 4, "must")]

    (found,) = readiness.gates(readiness.needs(rows, {"governance": 1}, ()), NAMES)

    assert re.findall(r"\d", found.opens) == ["1", "3", "4"]


@pytest.mark.parametrize(
    ("strength", "level", "gates"),
    [
        ("must", 2, ()),
        ("must", 1, ("readiness-governance",)),
        ("must", None, ()),
        ("should", 0, ()),
    ],
)
def test_a_must_that_is_two_levels_short_is_a_gate_that_can_be_opened(strength, level, gates):
    rows = [requirement("mcp", "governance", 3, strength)]

    found = readiness.gates(readiness.needs(rows, {"governance": level}, ()), NAMES)

    assert tuple(passage.gate for passage in found) == gates
    assert {passage.answer for passage in found} <= {"fixable"}


@pytest.mark.parametrize(("services", "is_must"), [((), False), (("public-health",), False), (("care-homes",), True)])
def test_a_service_in_scope_turns_a_should_into_a_must(services, is_must):
    row = requirement("ico", "council", 3, must_when_service=("care-homes", "adult-social-care"))

    (found,) = readiness.needs([row], {}, services)

    assert found.is_must is is_must


def test_a_must_that_is_far_short_makes_its_option_conditional_and_no_other():
    catalogue = catalogue_of(requirements=(requirement("mcp", "data", 3, "must"),))
    answers = settled_answers(readiness={"data": 1})

    found = appraise_stage("care", catalogue, answers, None, seed=1, draws=0)

    assert {one.slug: one.status for one in found.options} == {
        "mcp": "conditional",
        "pacs": "open",
        "current-arrangements": "open",
    }
