"""The sentences about law, award, route, plan, money and assurance: each says the number that it is made from."""

from dataclasses import replace

import pytest
from django.template import engines

from models_catalogue.catalogue import AssuranceHeading, CircumstanceAnswer, Dimension, MoneyQuestion
from models_catalogue.vocabulary import MONEY_ANSWERS
from questionnaire.appraisal.additions import assurance, money
from questionnaire.appraisal.law import powers
from questionnaire.appraisal.meetings import Meeting
from questionnaire.appraisal.plan import make_plan
from questionnaire.appraisal.readiness import Need
from questionnaire.appraisal.staged_route import RouteGate
from questionnaire.report.consequences import GateView
from tests.builders import catalogue_of, flexibility, milestone, option, row, settled_answers, stop_rule

GRAPH = (
    milestone("convene", weeks=(2, 4, 6), name="Convene"),
    milestone("case", "convene", weeks=(3, 6, 9), name="Write the case"),
    milestone("award", "convene", weeks=(1, 3, 20), name="Award"),
    milestone("go-live", "case", "award", weeks=(2, 2, 2), name="Go live"),
)
BY_SLUG = {one.slug: one for one in GRAPH}


def said(template: str, macro: str, *given) -> str:
    """What a macro of the report's words says, on one line."""
    module = engines["jinja2"].env.get_template(f"report/{template}.jinja").module
    return " ".join(str(getattr(module, macro)(*given)).split())


def planned(**pace):
    return make_plan(catalogue_of(milestones=GRAPH), settled_answers(pace=pace), {}, None, ())


def target_of(**pace):
    return said("_plan_words", "target_sentence", planned(**pace), pace.get("target"), BY_SLUG)


def test_the_span_is_told_at_three_paces():
    found = said("_plan_words", "span_sentence", planned())

    assert found == (
        "On typical durations go-live comes about 12 weeks after the start, from 7 if all goes fast to 28 if all goes slowly."
    )


def test_with_a_start_the_span_is_told_in_days_too():
    found = said("_plan_words", "span_sentence", planned(start="2027-01-04"))

    assert found.endswith(
        "Starting on 4 January 2027, that is about 29 March 2027, at the earliest 22 February 2027 and at the latest 19 July 2027."
    )


@pytest.mark.parametrize(
    ("target", "begins", "ends"),
    [
        ("2027-03-15", "missed by 2 weeks on typical durations", "It holds only if all goes fast."),
        ("2027-03-22", "missed by 1 week on typical durations", "It holds only if all goes fast."),
        ("2027-03-28", "missed by 1 week on typical durations", "It holds only if all goes fast."),
        ("2027-02-15", "missed by 6 weeks on typical durations", "Even if all goes fast it is missed by 1 week."),
    ],
)
def test_a_missed_target_names_its_weeks_and_the_critical_path_longest_first(target, begins, ends):
    found = target_of(start="2027-01-04", target=target)

    assert f"{begins}, because of “Write the case” (6 weeks), “Convene” (4 weeks) and “Go live” (2 weeks)." in found
    assert ends in found


def test_a_missed_target_says_when_work_would_have_to_start():
    assert "work would have to start by 21 December 2026." in target_of(start="2027-01-04", target="2027-03-15")


@pytest.mark.parametrize(
    ("target", "rest"),
    [("2027-03-29", ", and missed by 16 weeks if all goes slowly."), ("2027-07-19", " and even if all goes slowly.")],
)
def test_a_target_that_holds_says_whether_it_would_if_all_went_slowly(target, rest):
    assert target_of(start="2027-01-04", target=target).endswith(f"is met on typical durations{rest}")


def test_a_target_without_a_start_is_told_as_the_day_to_start_by():
    assert target_of(target="2027-03-29").endswith("work has to start by 4 January 2027.")


def test_no_target_is_passed_over_in_silence():
    assert target_of() == ""


def test_another_path_at_another_pace_is_named():
    found = said("_plan_words", "paths_sentence", planned(), BY_SLUG)

    assert found == "If all goes slowly, the critical path also runs through “Award”."


@pytest.mark.parametrize(
    ("slug", "words"),
    [("case", "Yes"), ("award", "No, may slip 3 weeks")],
)
def test_slack_is_told_in_weeks(slug, words):
    (found,) = (one for one in planned().milestones if one.slug == slug)

    assert said("_plan_words", "slack_words", found) == words


@pytest.mark.parametrize("comes", ["too early", "in time", "later", None])
def test_every_meeting_is_set_beside_the_plan_in_words_of_its_own(comes):
    others = {
        said("_plan_words", "meeting_words", Meeting("X", None, one)) for one in ("too early", "in time", "later")
    }

    found = said("_plan_words", "meeting_words", Meeting("X", None, comes))

    assert found
    assert (found in others) is (comes is not None)
    assert len(others) == 3


MONEY = tuple(
    row(
        MoneyQuestion, slug=slug, answers=tuple(row(CircumstanceAnswer, slug=answer) for answer in (*open_ones, "fine"))
    )
    for slug, open_ones in {**MONEY_ANSWERS, "value-in-scope": ()}.items()
)


def lacking(**answers):
    lines = money(catalogue_of(money_questions=MONEY), settled_answers(money=answers))
    return said("_money_words", "lacking_sentence", list(zip(lines, MONEY, strict=True)))


def test_what_a_financial_case_lacks_is_counted_and_named():
    fine = {question.slug: "fine" for question in MONEY} | {"vat-advice": "asked", "gap": "10-percent-or-more"}

    found = lacking(**fine)

    assert found == (
        "Of 7 points a financial case still lacks 2: a way to close the gap between cost and income; VAT advice in writing."
    )


def test_without_answers_a_financial_case_lacks_everything_in_words():
    found = lacking()

    assert "still lacks 7:" in found
    assert not any(question.slug in found for question in MONEY if "-" in question.slug)


def test_a_place_that_left_nothing_open_still_has_no_financial_case():
    assert lacking(**{question.slug: "fine" for question in MONEY}).startswith(
        "None of the 7 points asked about is open."
    )


def test_the_headings_are_counted_by_where_they_stand():
    headings = tuple(row(AssuranceHeading, slug=f"heading-{number}", number=number) for number in (40, 41, 42, 2))
    documents = {
        "heading-40": "Board paper",
        "heading-41": {"title": "Audit", "owner": "Chair", "date": "May 2026", "reviewed_by": "Auditors"},
    }
    answers = settled_answers(governance={"documents": documents}, rationale={"case_for_change": "Because."})

    lines = [(line, None) for line in assurance(catalogue_of(assurance_headings=headings), answers)]

    assert said("_assurance_words", "tally_sentence", lines) == (
        "Of 4 headings 1 is open, 1 stated, 1 with evidence named and 1 reviewed."
    )


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"in_force_from": "2022-07-01"}, "Since 1 July 2022."),
        ({"in_force_from": "2026-04-01", "in_force_to": "2027-03-31"}, "From 1 April 2026 to 31 March 2027."),
        ({"in_force_to": "2027-03-31"}, "Until 31 March 2027."),
        ({}, "In force, first day not read."),
    ],
)
def test_a_power_says_since_when_and_until_when_it_is_in_force(dates, words):
    catalogue = catalogue_of(flexibilities=(flexibility("power", everyone="Yes.", **dates),))

    (power,) = powers(catalogue, settled_answers(), set())

    assert said("_law_words", "in_force_words", power) == words


def need(slug, required, level, *, must=False):
    return row(Dimension, slug=slug, name=slug.capitalize()), Need(slug, required, level, must, "")


def test_a_gate_counts_what_is_reached_and_names_what_is_not():
    needs = (need("data", 3, 3), need("council", 3, 1, must=True), need("governance", 2, None))
    rule = replace(stop_rule(["vat-open"], ["no-guarantee"], ["merger"]), name="Nobody stands behind it")
    view = GateView(RouteGate("merger", (), (), ("stop",)), needs, (rule,))

    found = said("_route_words", "gate_words", view, option("merger", "form"))

    assert "Levels of readiness that it asks for: 3, of them reached: 1." in found
    assert "Still to reach: council 3 (must), now 1." in found
    assert "Not rated: governance 2." in found
    assert "if this has come true: nobody stands behind it." in found
