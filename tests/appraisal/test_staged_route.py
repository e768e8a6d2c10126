"""The staged route: where it starts, where it ends, and what stands between its stages."""

from dataclasses import replace

import pytest

from models_catalogue.catalogue import Vehicle
from questionnaire.answers import read_document
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.stage import appraise_stage
from questionnaire.appraisal.staged_route import staged_route
from tests.appraisal.shipped_answers import document, rows_of
from tests.builders import catalogue_of, gate, option, requirement, row, settled_answers, stop_rule

FORMS = [
    option("no-new-form", "form", formality=1),
    option("section-75-partnership", "form", formality=3),
    option("merger", "form", formality=5, vehicle=row(Vehicle, status="uncertain")),
]


def route_of(leader="section-75-partnership", *, forms=FORMS, commissioning=("separate-commissioning",), **catalogue):
    given = catalogue_of(
        options={"form": forms, "commissioning": commissioning},
        fits={**catalogue.pop("fits", {}), (leader, "speed"): 3, ("acp", "quality"): 3},
        **catalogue,
    )
    answers = settled_answers(**catalogue.pop("steps", {}))
    return appraise(given, answers, draws=0).route


def slugs(route):
    return [step.slug for step in route]


@pytest.mark.parametrize(
    ("leader", "goes_with", "route"),
    [
        ("section-75-partnership", {}, ["no-new-form", "section-75-partnership"]),
        ("section-75-partnership", {("acp", "no-new-form"): 0}, ["section-75-partnership"]),
        ("merger", {("acp", "no-new-form"): 0}, ["section-75-partnership", "merger"]),
        ("no-new-form", {}, ["no-new-form"]),
    ],
)
def test_the_way_leads_from_the_least_formal_start_to_the_recommended_end(leader, goes_with, route):
    found = route_of(leader, goes_with=goes_with)

    assert slugs(found) == route


@pytest.mark.parametrize("status", ["historic", "in_development", "bill", "uncertain"])
def test_what_is_not_in_force_is_no_start(status):
    start = option("no-new-form", "form", formality=1, vehicle=row(Vehicle, status=status))

    found = route_of(forms=[start, *FORMS[1:]])

    assert slugs(found) == ["section-75-partnership"]


def test_where_nothing_is_available_the_end_stands_alone_with_its_status():
    found = route_of("merger", forms=[FORMS[2]])

    assert [(step.slug, step.status) for step in found] == [("merger", "uncertain")]


@pytest.mark.parametrize(
    ("formality", "route"),
    [
        (1, ["no-new-form", "pooled-budget", "section-75-partnership"]),
        (2, ["no-new-form", "pooled-budget", "section-75-partnership"]),
        (3, ["no-new-form", "pooled-budget", "section-75-partnership"]),
        (4, ["no-new-form", "section-75-partnership", "pooled-budget"]),
    ],
)
def test_who_commissions_stands_where_its_formality_puts_it(formality, route):
    pooled = option("pooled-budget", "commissioning", formality=formality)

    found = route_of(commissioning=["separate-commissioning", pooled], fits={("pooled-budget", "quality"): 3})

    assert slugs(found) == route


def test_no_way_is_laid_out_where_today_came_first():
    catalogue = catalogue_of(options={"form": FORMS})
    answers = settled_answers(priorities={aim: {"points": 50, "today": "fully"} for aim in ("integration", "quality")})

    found = appraise(catalogue, answers, draws=0)

    assert found.is_a_change() is False
    assert found.route == ()


def test_a_gate_asks_for_what_the_next_stage_needs_and_the_last_for_what_the_model_needs_too():
    requirements = (
        requirement("section-75-partnership", "council", 3, "must"),
        requirement("section-75-partnership", "data", 2),
        requirement("acp", "data", 3, "must"),
        requirement("no-new-form", "governance", 5),
    )

    start, end = route_of(requirements=requirements)

    assert [(need.dimension, need.required, need.is_must) for need in start.gate.needs] == [
        ("council", 3, True),
        ("data", 3, True),
    ]
    assert start.gate.to == end.slug
    assert end.gate is None


def test_only_the_last_of_several_gates_asks_for_what_the_model_needs():
    needs = (requirement("acp", "data", 3), requirement("pooled-budget", "council", 2))

    start, middle, _ = route_of(
        commissioning=["separate-commissioning", option("pooled-budget", "commissioning", formality=2)],
        fits={("pooled-budget", "quality"): 3},
        requirements=needs,
    )

    assert [need.dimension for need in start.gate.needs] == ["council"]
    assert [need.dimension for need in middle.gate.needs] == ["data"]


def test_a_gate_names_the_stop_rules_that_bite_what_comes_next():
    rules = tuple(
        replace(stop_rule(["vat-open"], ["no-guarantee"], bites), slug=slug)
        for slug, bites in (("form", ["section-75-partnership"]), ("model", ["acp"]), ("other", ["merger"]))
    )

    start, _ = route_of(stop_rules=rules)

    assert start.gate.stops == ("form", "model")


def test_a_gate_carries_what_is_still_open_about_the_next_stage():
    asked = gate("section-75-partnership", "needs_footprint", "system", otherwise="fixable", because="Too small.")

    start, _ = route_of(gates=(asked,))

    assert [passage.because for passage in start.gate.conditions] == ["Too small."]


MODELS = ("acp", "aco", "ico", "prime-contractor", "current-organisation")
SHIPPED_FORMS = [row["slug"] for row in rows_of("13-form.yaml", "option")]


@pytest.fixture(scope="module")
def shipped_route(shipped):
    """The way to any form under any organisational model of the shipped catalogue, whatever the answers would lead to."""
    answers = read_document(document("pacs ico"))
    found = appraise(shipped, answers, draws=0)
    forms = {model: appraise_stage("form", shipped, answers, model, seed=1, draws=0) for model in MODELS}

    def route_to(model, end):
        organisational = replace(found.organisational, leaders=(model,))
        return staged_route(shipped, organisational, found.commissioning, replace(forms[model], leaders=(end,)))

    return route_to


@pytest.mark.parametrize("end", SHIPPED_FORMS)
@pytest.mark.parametrize("model", MODELS)
def test_the_end_is_never_first_where_something_less_formal_goes_with_the_model(shipped, shipped_route, model, end):
    less_formal = [
        option.slug
        for option in shipped.stage("form")
        if option.formality < shipped.option[end].formality
        and option.vehicle.status == "in_force"
        and shipped.compatibility[model, option.slug].level > 0
    ]

    route = shipped_route(model, end)

    assert end in slugs(route)
    assert (route[0].slug != end) is bool(less_formal)
    assert [step.formality for step in route] == sorted(step.formality for step in route)


@pytest.mark.parametrize("end", SHIPPED_FORMS)
def test_every_stage_says_what_it_is_what_it_needs_and_how_to_leave(shipped_route, end):
    route = shipped_route("ico", end)

    assert all(step.because and step.needs and step.status and step.as_at for step in route)
    assert all(step.leave for step in route if step.slug in SHIPPED_FORMS)
    assert all(step.gate.needs for step in route[:-1] if step.gate.to in SHIPPED_FORMS)
