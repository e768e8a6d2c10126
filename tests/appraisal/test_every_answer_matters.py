"""On the shipped catalogue, every fact, gate, requirement and question changes something for some place."""

from dataclasses import replace

import pytest

from models_catalogue.vocabulary import ARRANGEMENTS, CIRCUMSTANCES, DIMENSIONS, FACTS, SCOPE_KINDS, SERVICES
from questionnaire.answers import TODAY_SCORES, read_document
from questionnaire.appraisal.appraise import appraise
from questionnaire.comparison import result_of
from questionnaire.document import schema
from questionnaire.steps import STEPS
from tests.appraisal.shipped_answers import (
    HOSPITALS,
    JOINED_UP,
    SHAPES,
    document,
    documents,
    points_for,
    rows_of,
    with_step,
)

GATES = [row["slug"] for row in rows_of("20-gates.yaml", "gate")]
STAGES = ("care", "organisational")
TODAY = tuple(TODAY_SCORES)
ASKED = ("gp_participation", "holder", "budget", "joining")
MONEY = {row["slug"] for row in rows_of("02-words.yaml", "moneyquestion")}
REQUIREMENTS = [
    (*row["option"], *row["dimension"])
    for file in ("10-care.yaml", "11-organisational.yaml", "13-form.yaml")
    for row in rows_of(file, "requirement")
]


def appraised(catalogue, given):
    return appraise(catalogue, read_document(given), draws=0)


def outcome(catalogue, given):
    return result_of(appraised(catalogue, given))


def changes(catalogue, *variants):
    """Whether two of these documents have different outcomes."""
    first = outcome(catalogue, variants[0])
    return any(outcome(catalogue, given) != first for given in variants[1:])


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_matters(shipped, fact):
    told = (
        [with_step(given, "governance", facts={**given["governance"]["facts"], fact: said}) for said in ("no", "yes")]
        for given in documents()
    )

    assert any(changes(shipped, *variants) for variants in told)


def every_answer(shipped, question):
    if question == "services":
        return [JOINED_UP, HOSPITALS, ["general-practice"], ["adult-social-care", "mental-health"]]
    return [answer.slug for answer in shipped.circumstance[question].answers]


@pytest.mark.parametrize("question", CIRCUMSTANCES)
def test_every_circumstance_question_can_change_who_leads(shipped, question):
    step = "place" if question in ("scope_kind", "lead", "services") else "care-model"
    undecided = with_step(document("pacs acp"), "care-model", **dict.fromkeys(ASKED, "not-sure"))

    found = [
        {
            tuple(appraised(shipped, with_step(base, step, **{question: answer})).leader(stage) for stage in STAGES)
            for answer in every_answer(shipped, question)
        }
        for base in (undecided, *map(document, SHAPES))
    ]

    assert max(len(leaders) for leaders in found) > 1


@pytest.mark.parametrize("question", sorted(MONEY))
def test_every_money_question_matters(shipped, question):
    (answers,) = ([a.slug for a in row.answers] for row in shipped.money_questions if row.slug == question)
    unstated = [{**given, "governance": {}} for given in documents()]

    told = ([with_step(given, "money", **{question: said}) for said in (None, *answers)] for given in unstated)

    assert any(changes(shipped, *variants) for variants in told)


def places():
    """Documents of many scopes: what gates ask about."""
    base = document("pacs acp")
    services = (JOINED_UP, HOSPITALS, ["general-practice"], ["care-homes"], ["planned-hospital", "general-practice"])
    for scope in (*SCOPE_KINDS, "not-sure"):
        for chosen in services:
            yield with_step(base, "place", scope_kind=scope, services=chosen)
    for scope in ("population-group", "whole-population"):
        for groups in (["care-home-residents"], ["older-people"], None):
            yield with_step(base, "place", scope_kind=scope, groups=groups)
    yield with_step(base, "place", footprint="system", partners=None)
    yield with_step(base, "place", footprint="system")
    yield with_step(base, "readiness", council=1)


@pytest.mark.parametrize("gate", GATES)
def test_every_gate_matters(shipped, gate):
    without = replace(shipped, gates=tuple(row for row in shipped.gates if row.slug != gate))

    assert len(without.gates) == len(shipped.gates) - 1
    assert any(outcome(shipped, given) != outcome(without, given) for given in places())


@pytest.mark.parametrize(("option", "dimension"), REQUIREMENTS)
def test_every_requirement_matters_to_the_band_and_a_must_to_the_status(shipped, option, dimension):
    (row,) = (row for row in shipped.requirements if (row.option, row.dimension) == (option, dimension))
    stage = shipped.option[option].stage
    base = document("acute-care-collaboration acp" if option == "acute-care-collaboration" else "pacs acp")
    if option == "ehch":
        base = with_step(base, "place", scope_kind="population-group", groups=["care-home-residents"])
    ready = dict.fromkeys(base["readiness"], 5)

    found = [
        next(one for one in stages(appraised(shipped, {**base, "readiness": levels}), stage) if one.slug == option)
        for levels in (ready, {**ready, dimension: max(0, row.level - 2)})
    ]

    assert found[0].readiness.band != found[1].readiness.band
    is_must = row.strength == "must" or bool(row.must_when_service)
    assert (found[0].reasons != found[1].reasons) is is_must


def stages(found, name):
    return next(stage.options for stage in found.stages() if stage.stage == name)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_readiness_dimension_matters(shipped, dimension):
    told = ([with_step(given, "readiness", **{dimension: level}) for level in range(6)] for given in documents())

    assert any(changes(shipped, *variants) for variants in told)


@pytest.mark.parametrize("today", ["not-at-all", "a-little", "partly", "well", "fully"])
def test_every_word_for_how_today_serves_an_aim_matters(shipped, today):
    base = document("pacs acp")
    others = [
        {**base, "priorities": {**base["priorities"], "quality": {"points": 50, "today": said}}} for said in TODAY
    ]
    given = {**base, "priorities": {**base["priorities"], "quality": {"points": 50, "today": today}}}

    same = [
        said for said, other in zip(TODAY, others, strict=True) if outcome(shipped, other) == outcome(shipped, given)
    ]

    assert same == [today]


def test_the_order_matters_where_no_points_were_given(shipped):
    base = document("pacs acp")
    aims = list(base["priorities"])
    orders = [
        {**base, "priorities": {aim: {"place": place} for place, aim in enumerate(order, start=1)}}
        for order in (aims, aims[::-1])
    ]

    assert changes(shipped, *orders)


def test_points_matter(shipped):
    base = document("pacs acp")
    others = [{**base, "priorities": {**base["priorities"], "quality": {"points": points}}} for points in (0, 50, 100)]

    assert changes(shipped, *others[:2])
    assert changes(shipped, *others[1:])


@pytest.mark.parametrize("arrangement", ARRANGEMENTS)
def test_every_arrangement_matters(shipped, arrangement):
    told = (
        [with_step(given, "governance", arrangements=have) for have in ([], [arrangement])] for given in documents()
    )

    assert any(changes(shipped, *variants) for variants in told)


# No option, gate or addition speaks of children's services: they are told to the reader, and change no result.
@pytest.mark.parametrize("service", [slug for slug in SERVICES if slug != "childrens-services"])
def test_every_service_matters(shipped, service):
    alone = next(slug for slug in ("care-homes", "mental-health") if slug != service)

    told = (
        [with_step(document(shape), "place", services=said) for said in (others, [*others, service])]
        for others in ([slug for slug in JOINED_UP if slug != service], [alone])
        for shape in SHAPES
    )

    assert any(changes(shipped, *variants) for variants in told)


OTHER_QUESTIONS = {
    "place": {
        "footprint": ("place", "system"),
        "population": (None, 5_000),
        "groups": (None, ["older-people"]),
        "partners": (None, [{"name": "A", "type": "strategic-authority"}]),
    },
    "rationale": {"objectives": (["integration", "quality", "emergency"], ["integration", "quality", "access"])},
    "care-model": {"ruled_out": (None, {"pacs": "No."})},
    "legal": {"in_use": (None, {"section-75-pooled-fund": "2027"})},
    "procurement": {
        "buying": ("health", "social-care"),
        "buyer": ("nhs-commissioner", "council"),
        "continuity": ("continuing", "new"),
        "value_before": (4_000_000, 1_000_000),
        "value_after": (4_000_000, 9_000_000),
        "bundles": ("no", "yes"),
        "character_changes": ("no", "yes"),
        "patient_choice": ("no", "yes"),
        "only_provider": ("no", "yes"),
        "provider_satisfies": ("no", "yes"),
        "likely_providers_known": ("yes", "no"),
    },
    "form": {
        "ruled_out": (None, {"alliance-agreement": "No."}),
        "criteria": (points_for("speed"), points_for("one-employer")),
    },
    "pace": {
        "start": ("2027-01-04", "2027-06-07"),
        "target": ("2027-01-04", "2029-01-04"),
        "cohort": ("first-cohort", "whole"),
        "people": ("none", "programme"),
        "staff_moving": ("no", "yes"),
        "new_entity": ("no", "yes"),
        "substantial_change": ("no", "yes"),
    },
}
CONTINUING = {
    "buying": "health",
    "continuity": "continuing",
    "value_before": 4_000_000,
    "value_after": 4_000_000,
    **dict.fromkeys(("bundles", "character_changes", "patient_choice", "only_provider"), "no"),
    "provider_satisfies": "yes",
    "likely_providers_known": "yes",
}


@pytest.mark.parametrize(
    ("step", "field"), [(step, field) for step in OTHER_QUESTIONS for field in OTHER_QUESTIONS[step]]
)
def test_every_other_closed_question_matters(shipped, step, field):
    dates = {"start": "2027-01-04", "target": "2027-06-07"}
    bases = [
        {**document("pacs acp"), "governance": {}, "pace": dates, "procurement": {**CONTINUING, **new}}
        for new in ({}, {"continuity": "new"})
    ]

    told = ([with_step(base, step, **{field: said}) for said in OTHER_QUESTIONS[step][field]] for base in bases)

    assert any(changes(shipped, *variants) for variants in told)


# What is told in a place's own words changes no result: `tests/reports/test_own_words.py` holds that each reaches the report.
IN_OWN_WORDS = {
    "place": {"name"},
    "rationale": {"case_for_change"},
    "priorities": {"measure", "baseline", "target"},
    "governance": {"own_risks", "documents"},
    "form": {"limits", "limits_note"},
    "pace": {"boards"},
}
TRIED_ABOVE = {
    "place": {"scope_kind", "lead", "services"},
    "care-model": set(ASKED),
    "priorities": {"points", "place", "today"},
    "governance": {"facts", "arrangements"},
    "money": MONEY,
    "readiness": set(DIMENSIONS),
}


def test_no_question_of_any_step_is_left_untried(shipped):
    asked = schema(shipped)["properties"]
    steps = {step.slug: set(asked[step.slug]["properties"]) for step in STEPS}
    (aim, *_) = asked["priorities"]["properties"].values()
    steps["priorities"] = set(aim["anyOf"][1]["properties"])

    tried = {
        name: set(OTHER_QUESTIONS.get(name, ())) | TRIED_ABOVE.get(name, set()) | IN_OWN_WORDS.get(name, set())
        for name in steps
    }

    assert tried == steps
