"""The shipped catalogue is complete, plausible, and says on what every claim rests."""

import re
from collections import Counter

import pytest

from models_catalogue.completeness import claims

NOT_READ = ("not read", "neither its start date", "neither the day")
"""Words with which a row says that the day it began could not be read."""


def test_every_claim_has_a_source_or_is_marked_as_our_judgement(catalogue):
    bare = [where for where, row in claims(catalogue) if not row.sources and not row.editorial]

    assert bare == []


def test_nothing_that_the_evidence_could_not_source_is_carried_over(catalogue):
    text = catalogue.canonical().decode().lower()

    assert "unsourced" not in text


def test_every_row_of_law_and_policy_says_how_old_and_how_sure_it_is(catalogue):
    for row in law_and_policy(catalogue):
        assert all((row.as_at, row.checked_at, row.status, row.confidence, row.review_due)), row.slug
        assert row.sources or row.editorial, row.slug
        assert row.as_at <= row.checked_at <= row.review_due, row.slug


def test_no_row_of_law_or_policy_is_dated_later_than_its_newest_source(catalogue):
    too_new = [
        row.slug
        for row in law_and_policy(catalogue)
        if (newest := newest_day(catalogue, row.sources)) and row.as_at > newest
    ]

    assert too_new == []


def test_every_watch_item_says_why_it_matters_what_may_be_said_and_when_to_look_again(catalogue):
    for item in catalogue.watch_items:
        assert all((item.what, item.why, item.wording, item.recheck, item.touches, item.review_due)), item.slug


def test_every_law_or_policy_in_force_says_since_when_or_that_the_date_was_not_read(catalogue):
    silent = [
        row.slug
        for row in law_and_policy(catalogue)
        if row.status == "in_force" and not row.in_force_from and not says_that_it_was_not_read(row)
    ]

    assert silent == []


@pytest.mark.parametrize(
    ("table", "count"),
    [
        ("flexibilities", 37),
        ("risks", 42),
        ("assurance_headings", 22),
        ("assurance_questions", 12),
        ("dimensions", 12),
        ("policy_facts", 25),
        ("watch_items", 15),
        ("successors", 24),
        ("thresholds", 13),
        ("interventions", 19),
        ("variants", 5),
        ("options", 28),
        ("fits", 306),
        ("ratings", 256),
        ("milestones", 43),
    ],
)
def test_the_catalogue_has_the_rows_that_it_promises(catalogue, table, count):
    found = getattr(catalogue, table)

    assert len(found) == count


def test_stop_rules_are_at_most_eight(catalogue):
    assert 1 <= len(catalogue.stop_rules) <= 8


def test_every_dimension_describes_six_different_levels(catalogue):
    for dimension in catalogue.dimensions:
        assert len({level for level in dimension.levels if level}) == 6, dimension.slug


def test_fifteen_aims_and_nine_criteria_say_what_nothing_and_everything_would_mean(catalogue):
    assert len(catalogue.aims()) == 15
    assert len(catalogue.criteria()) == 9
    assert all(objective.anchor_0 and objective.anchor_100 for objective in catalogue.objectives)


def test_ten_cautions_are_for_everyone(catalogue):
    assert len([caution for caution in catalogue.cautions if not caution.when]) == 10


def test_the_cases_are_as_many_as_were_found(catalogue):
    assert len(catalogue.cases) >= 43
    assert all(case.chose and case.happened and case.result and case.sources for case in catalogue.cases)


def test_the_three_quoted_places_say_what_they_hoped_for_and_what_happened(catalogue):
    quoted = {case.slug: case for case in catalogue.cases if case.quoted}

    assert set(quoted) == {"stockport", "salford", "wolverhampton"}
    assert all(case.hoped and case.happened and case.example == slug for slug, case in quoted.items())


def test_results_that_a_place_reports_of_itself_are_never_called_strong(catalogue):
    too_strong = [case.slug for case in catalogue.cases if case.reported == "self-reported" and case.grade == "strong"]

    assert too_strong == []


def test_a_case_without_an_evaluation_has_no_grade_and_no_direction(catalogue):
    for case in catalogue.cases:
        if case.reported == "not-evaluated":
            assert (case.grade, case.direction) == ("none", "?"), case.slug


def test_years_and_populations_of_cases_are_plausible(catalogue):
    for case in catalogue.cases:
        assert all(1990 <= year <= 2026 for year in (case.started, case.ended) if year), case.slug
        assert case.population is None or 10_000 <= case.population <= 60_000_000, case.slug


def test_published_population_figures_are_plausible_and_missing_ones_are_our_judgement(catalogue):
    for threshold in catalogue.thresholds:
        figures = [figure for figure in (threshold.smallest, threshold.largest) if figure]
        assert all(10_000 <= figure <= 5_000_000 for figure in figures), threshold.slug
        assert figures or threshold.editorial, threshold.slug


def test_tools_come_from_all_three_kinds_of_keepers_and_help_with_every_question(catalogue):
    assert {tool.keeper for tool in catalogue.tools} == {"local-government", "nhs", "partners"}
    assert {question for tool in catalogue.tools for question in tool.questions} == set("123456")
    assert 25 <= len(catalogue.tools) <= 40


def test_every_risk_bites_something_and_has_a_trigger(catalogue):
    for risk in catalogue.risks:
        assert risk.bites_all or risk.bites, risk.slug
        assert risk.trigger_facts or risk.trigger_dimensions, risk.slug
        assert all((risk.cause, risk.consequence, risk.mitigation)), risk.slug


def test_every_score_says_why_and_what_has_been_shown(catalogue):
    for fit in catalogue.fits:
        assert all((fit.rationale, fit.evidence)), (fit.option, fit.objective)
        assert (fit.grade == "none") == (fit.direction == "?"), (fit.option, fit.objective)
        assert fit.sources or fit.grade == "none", (fit.option, fit.objective)


def test_every_rating_says_why(catalogue):
    assert [cell for cell, rating in catalogue.rating.items() if not rating.rationale] == []


def test_every_part_of_the_resource_centre_has_its_articles(catalogue):
    found = Counter(article.section for article in catalogue.articles)

    assert found == {"introduction": 1, "question": 6, "faq": 4, "mechanism": 3, "spending-review": 3}
    assert all(article.summary and article.paragraphs for article in catalogue.articles)


def test_every_answer_to_a_frequent_question_has_sources(catalogue):
    for article in catalogue.section("faq"):
        assert all(paragraph.sources for paragraph in article.paragraphs), article.slug


def test_the_variants_are_those_that_were_named_in_2016(catalogue):
    assert {(variant.option, variant.slug) for variant in catalogue.variants} == {
        ("mcp", "mcp-virtual"),
        ("mcp", "mcp-partial"),
        ("mcp", "mcp-full"),
        ("pacs", "vertical-integration"),
        ("acp", "alliance"),
    }


def test_every_milestone_waits_only_for_milestones_and_none_for_itself(catalogue):
    needs = {milestone.slug: set(milestone.needs) for milestone in catalogue.milestones}

    assert set().union(*needs.values()) <= set(needs)
    while ready := {slug for slug, wanted in needs.items() if not wanted}:
        needs = {slug: wanted - ready for slug, wanted in needs.items() if slug not in ready}
    assert needs == {}


def test_milestones_take_longer_when_things_go_slowly_and_mark_their_estimates(catalogue):
    for milestone in catalogue.milestones:
        assert 0 <= milestone.fast_weeks <= milestone.typical_weeks <= milestone.slow_weeks, milestone.slug
        assert milestone.sources or milestone.basis == "estimate", milestone.slug
        assert milestone.editorial or milestone.basis == "sourced", milestone.slug


def law_and_policy(catalogue):
    return (*catalogue.flexibilities, *catalogue.policy_facts)


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DATE = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(MONTHS)})[a-z]* (20\d\d)")


def newest_day(catalogue, numbers) -> str | None:
    """The last day on which the newest of these sources can have appeared, by the dates that they carry; None without."""
    days = [day for number in numbers for day in days_in(catalogue.source[number])]
    return max(days, default=None)


def days_in(source) -> list[str]:
    dated = DATE.findall(f"{source.title} {source.date}")
    days = [f"{year}-{MONTHS.index(month) + 1:02}-{int(day or 31):02}" for day, month, year in dated]
    return days or [f"{year}-12-31" for year in re.findall(r"20\d\d", source.date)]


def says_that_it_was_not_read(row) -> bool:
    words = " ".join((row.status_note, getattr(row, "date", ""), getattr(row, "to_be_checked", ""))).lower()
    return any(phrase in words for phrase in NOT_READ)
