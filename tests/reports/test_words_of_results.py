"""The report's sentences about its result stand beside the numbers that it was frozen with: reasons, risks, shares, levels."""

import json
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.template import engines
from django.utils import timezone

from models_catalogue.editions import current_edition
from questionnaire.operations import freeze_example
from questionnaire.report.content import names_of
from tests.asking.documents import example

STAGES = {
    "care": "care_model",
    "organisational": "organisational_model",
    "commissioning": "commissioning",
    "form": "organisational_form",
}
EXAMPLES = ("stockport", "salford", "wolverhampton")
ONE = engines["jinja2"].env.globals["one"]
PERCENT = engines["jinja2"].env.globals["percent"]


@pytest.fixture(scope="module")
def words():
    return engines["jinja2"].env.get_template("report/_words.jinja").module


@pytest.fixture(params=EXAMPLES)
def frozen(request, db):
    report = freeze_example(request.param, example(request.param), current_edition(), at=timezone.now())
    return json.loads(report.appraisal), BeautifulSoup(report.body, "html.parser")


def text_of(part) -> str:
    return " ".join(part.get_text(" ").split())


def values_of(data, stage, slug):
    found = next(option for option in data[stage] if option["slug"] == slug)
    return {part["objective"]: part["points"] for part in found["contributions"]}


def first_two(data):
    ranked = sorted((option for option in data["care_models"] if option["rank"]), key=lambda option: option["rank"])
    return [option["slug"] for option in ranked[:2]]


def test_the_strongest_reasons_are_the_largest_parts_of_the_lead_over_the_runner_up(frozen, catalogue):
    data, page = frozen
    leader, runner_up = first_two(data)
    ahead, behind = (values_of(data, "care_models", slug) for slug in (leader, runner_up))
    parts = sorted(((ahead[name] - behind[name], name) for name in ahead), key=lambda part: (-part[0], part[1]))

    printed = [text_of(item) for item in page.select("#part-1 ~ .report-pair > div:first-child li")]

    names = names_of(catalogue)
    assert printed == [f"{names[name]}: {ONE(points)} points" for points, name in parts[:3] if points >= 0.1]
    assert f"{ONE(sum(points for points, _ in parts))} points in all" in text_of(page.select_one(".report-pair"))


def test_the_biggest_risks_are_the_highest_rated(frozen, catalogue):
    data, page = frozen
    risks = {risk.slug: risk.name for risk in catalogue.risks}

    printed = [text_of(item) for item in page.select("#part-1 ~ .report-pair > div:last-child li")]

    expected = [f"{risks[risk['slug']]} (rating {risk['rating']} of 25)" for risk in data["risks"][:3]]
    assert [line.split(" [")[0] for line in printed] == expected


def test_the_table_of_firmness_prints_the_shares_of_the_draws(frozen):
    data, page = frozen
    rows = [[text_of(cell) for cell in row.select("td")] for row in page.select(".t-firm tbody tr")]

    assert len(rows) == len(STAGES)
    for cells, (stage, leader) in zip(rows, STAGES.items(), strict=True):
        found = data["robustness"][stage]
        narrow = found["simulations"]["narrow"]["firsts"][data["recommendation"][leader]]
        shares = (found["first"], narrow, found["evidence_confidence"])
        assert cells[2:5] == [f"{PERCENT(share)}%" for share in shares]
        assert (cells[5] == "–") is (found["beats_today"] is None)


def test_part_4_says_the_lead_the_nearest_weight_and_every_caveat(frozen, catalogue):
    data, page = frozen
    told = text_of(page.select_one('[aria-labelledby="part-4"]'))
    names = names_of(catalogue)

    for stage in data["robustness"].values():
        closed = stage["sensitivity"]
        if closed["lead"] is not None:
            assert f"were {ONE(closed['lead'])} points too generous" in told
        near = [row for row in closed["break_evens"] if row["smallest_change"] is not None]
        if near:
            nearest = min(near, key=lambda row: (row["smallest_change"], row["objective"]))
            assert f"“{names[nearest['objective']]}”: at" in told
        assert all(names[caveat["options"][0]] in told for caveat in stage["caveats"] if caveat["options"])


def test_every_turning_point_is_told_in_part_4_and_leads_to_the_answers(frozen):
    data, page = frozen
    links = page.select('[aria-labelledby="part-4"] li a[href^="#answers-"]')

    told = {(link["href"], text_of(link.parent)) for link in links}

    questions = {(point["stage"], tuple(point["path"]), tuple(point["leaders"])) for point in data["turning_points"]}
    assert len(told) == len(questions)
    assert all(page.select_one(href) is not None for href, _ in told)


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("VERY_ROBUST", "at least nine in ten"),
        ("ROBUST", "at least two in three"),
        ("LEANING", "it led in 55% of those we tried"),
        ("NOT_SETTLED", "Hospital system, Partnership"),
        (None, "cannot be said yet"),
    ],
)
def test_how_firm_a_stage_is_follows_its_level(words, level, said):
    firm = SimpleNamespace(statement=SimpleNamespace(around=0.5451))
    options = [SimpleNamespace(name=name) for name in ("Hospital system", "Partnership")]
    view = SimpleNamespace(leader=options[0], front=options, result=SimpleNamespace(level=level, firmness=firm))

    assert said in str(words.firmness(view))


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("shown", "at least two in three"),
        ("shown by design, not by evidence", "by design, not by evidence"),
        ("not shown", "is not shown"),
    ],
)
def test_the_case_for_change_is_told_as_it_was_found(words, case, said):
    tree = SimpleNamespace(node=lambda name: True)
    leader = SimpleNamespace(name="Hospital system")
    first = SimpleNamespace(leader=leader, result=SimpleNamespace(tree=tree, value_lost_to_gates=0))

    assert said in str(words.case_for_change(first, SimpleNamespace(case_for_change=case)))
