"""Where a staged route starts and what each of its stages says, on small catalogues."""

from dataclasses import replace

import pytest

from models_catalogue.catalogue import Vehicle
from questionnaire.appraisal.readiness import Need
from questionnaire.appraisal.stage import appraise_stage
from questionnaire.appraisal.staged_route import _highest, least_formal_start, staged_route
from tests.builders import catalogue_of, gate, option, row, settled_answers

IN_FORCE = row(
    Vehicle, status="in_force", as_at="2026-03-01", checked_at="2026-02-01", words="It may.", needs="A deed."
)
FORMS = [
    option("no-new-form", "form", formality=1, vehicle=IN_FORCE),
    option("alliance-agreement", "form", formality=2, vehicle=IN_FORCE),
    option("joint-committee", "form", formality=2, vehicle=IN_FORCE),
    option("merger", "form", formality=5, vehicle=IN_FORCE, what="One body.", exit="Part again.", sources=(3, 4)),
]
SLUGS = [form.slug for form in FORMS]
ANSWERS = settled_answers()


def with_forms(**changed):
    """The forms, with some changed; None for one that is not there."""
    named = {form.slug: form for form in FORMS}
    for name, fields in changed.items():
        slug = name.replace("_", "-")
        named[slug] = None if fields is None else replace(named[slug], **fields)
    return [form for form in named.values() if form]


def stage(name, catalogue, upper=None, leader=None):
    """A stage as it is appraised, with whatever leads it put in front."""
    found = appraise_stage(name, catalogue, ANSWERS, upper, seed=1, draws=0)
    return replace(found, leaders=(leader,)) if leader else found


def start(forms=FORMS, leader="merger", catalogue=None, **content):
    catalogue = catalogue or catalogue_of(options={"form": forms}, **content)
    return least_formal_start(catalogue, stage("form", catalogue, "acp", leader), "acp")


def route(forms=FORMS, leader="merger", **content):
    catalogue = catalogue_of(options={"form": forms}, **content)
    stages = stage("organisational", catalogue, leader="acp"), stage("commissioning", catalogue)
    return staged_route(catalogue, *stages, stage("form", catalogue, "acp", leader))


@pytest.mark.parametrize(
    ("changed", "begins"),
    [
        ({}, "no-new-form"),
        ({"no_new_form": None}, "alliance-agreement"),
        ({"no_new_form": {"vehicle": None}}, "alliance-agreement"),
        ({"no_new_form": {"vehicle": replace(IN_FORCE, status="bill")}}, "alliance-agreement"),
        ({"no_new_form": {"formality": 3}}, "alliance-agreement"),
        ({slug.replace("-", "_"): {"vehicle": None} for slug in SLUGS}, "merger"),
    ],
)
def test_the_start_is_the_least_formal_form_that_is_in_force(changed, begins):
    assert start(with_forms(**changed)) == begins


def test_a_form_that_a_gate_rules_out_is_no_start():
    closed = (gate("no-new-form", "needs_scope", "pathway"),)

    assert start(gates=closed) == "alliance-agreement"


def test_a_form_with_a_gate_that_is_still_open_may_be_the_start():
    waiting = (gate("no-new-form", "needs_scope", "pathway", otherwise="fixable"),)

    assert start(gates=waiting) == "no-new-form"


@pytest.mark.parametrize(("level", "begins"), [(0, "alliance-agreement"), (1, "no-new-form"), (2, "no-new-form")])
def test_the_start_goes_with_the_model_in_some_way(level, begins):
    assert start(goes_with={("acp", "no-new-form"): level}) == begins


def test_a_pair_that_nobody_judged_is_no_start():
    catalogue = catalogue_of(options={"form": FORMS})
    judged = tuple(pair for pair in catalogue.compatibilities if (pair.upper, pair.lower) != ("acp", "no-new-form"))

    assert start(catalogue=replace(catalogue, compatibilities=judged)) == "alliance-agreement"


def test_of_equally_formal_starts_it_is_the_one_that_leads_then_the_better_then_the_first_by_name():
    forms = with_forms(no_new_form=None)
    better = {("joint-committee", "speed"): 3}

    assert start(forms, leader="joint-committee") == "joint-committee"
    assert start(forms, fits=better) == "joint-committee"
    assert start(forms) == "alliance-agreement"
    assert start(forms[::-1]) == "alliance-agreement"


def test_nothing_starts_where_no_form_leads_and_none_is_available():
    shut = tuple(gate(slug, "needs_scope", "pathway") for slug in SLUGS)

    assert start(leader=None, gates=shut) == ""
    assert route(leader=None, gates=shut) == ()


def test_nothing_is_laid_out_where_no_way_of_joining_leads():
    catalogue = catalogue_of(options={"form": FORMS})
    nobody = replace(stage("organisational", catalogue), leaders=())

    assert staged_route(catalogue, nobody, stage("commissioning", catalogue), stage("form", catalogue)) == ()


def test_where_nobody_leads_who_commissions_the_way_goes_without():
    catalogue = catalogue_of(options={"form": FORMS})
    nobody = replace(stage("commissioning", catalogue), leaders=())

    found = staged_route(
        catalogue, stage("organisational", catalogue), nobody, stage("form", catalogue, None, "merger")
    )

    assert [step.slug for step in found] == ["no-new-form", "merger"]


@pytest.mark.parametrize(
    ("as_at", "checked_at", "told"),
    [("2026-03-01", "2026-02-01", "2026-02-01"), ("2026-02-01", "2026-03-01", "2026-02-01")],
)
def test_a_stage_is_as_old_as_the_older_of_its_dates(as_at, checked_at, told):
    dated = replace(IN_FORCE, as_at=as_at, checked_at=checked_at)

    *_, end = route(with_forms(merger={"vehicle": dated}))

    assert end.as_at == told


def test_a_stage_says_what_it_is_what_its_vehicle_needs_and_how_to_leave_it():
    *_, end = route()

    assert (end.slug, end.formality, end.status, end.leave, end.sources) == (
        "merger",
        5,
        "in_force",
        "Part again.",
        (3, 4),
    )
    assert (end.because, end.needs) == ("One body. It may.", "A deed.")


def test_a_stage_without_a_vehicle_says_only_what_it_is():
    *_, end = route(with_forms(merger={"vehicle": None}))

    assert (end.because, end.status, end.as_at, end.needs) == ("One body.", "", "", "")


@pytest.mark.parametrize(
    ("needs", "told"),
    [
        ([("data", 3, False), ("data", 2, True)], [("data", 3, False)]),
        ([("data", 3, True), ("data", 3, False)], [("data", 3, True)]),
        ([("data", 1, True), ("data", 2, True)], [("data", 2, True)]),
        ([("data", 1, True), ("council", 2, True)], [("council", 2, True), ("data", 1, True)]),
    ],
)
def test_of_several_needs_in_one_dimension_the_highest_counts_and_a_must_before_a_should(needs, told):
    given = [row(Need, dimension=name, required=level, is_must=is_must) for name, level, is_must in needs]

    found = _highest(given)

    assert [(need.dimension, need.required, need.is_must) for need in found] == told
