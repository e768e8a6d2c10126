"""Every check of the catalogue finds its fault, and finds nothing where there is none."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from models_catalogue import catalogue as rows
from models_catalogue.catalogue import Catalogue
from models_catalogue.checks import judgement, presence, provenance, reach, soundness
from models_catalogue.completeness import CHECKS, JUDGEMENTS, blocking, link_problems, problems, reminders
from tests.builders import catalogue_of, option, row
from tests.catalogue.large import enlarged

Change = Callable[[Catalogue], Catalogue]


def without(table: str, **named: Any) -> Change:
    """The catalogue without the rows of a table that say all this."""
    return lambda content: replace(
        content, **{table: tuple(one for one in getattr(content, table) if not _says(one, named))}
    )


def saying(table: str, given: dict[str, Any], **named: Any) -> Change:
    """The catalogue with the rows of a table that say all this (`named`) saying something else."""
    return lambda content: replace(
        content,
        **{table: tuple(replace(one, **given) if _says(one, named) else one for one in getattr(content, table))},
    )


def also(table: str, made: Any) -> Change:
    return lambda content: replace(content, **{table: (*getattr(content, table), made)})


def both(one: Change, other: Change) -> Change:
    return lambda content: other(one(content))


def _says(one: Any, named: dict[str, Any]) -> bool:
    return all(getattr(one, name) == value for name, value in named.items())


def with_vehicle(**given: Any) -> Change:
    def changed(content: Catalogue) -> Catalogue:
        vehicle = replace(content.option["acp"].vehicle, **given)
        return saying("options", {"vehicle": vehicle}, slug="acp")(content)

    return changed


def without_answer(circumstance: str, answer: str) -> Change:
    def changed(content: Catalogue) -> Catalogue:
        left = tuple(one for one in content.circumstance[circumstance].answers if one.slug != answer)
        return saying("circumstances", {"answers": left}, slug=circumstance)(content)

    return changed


def ratings_of(circumstance: str, answer: str, rating: int) -> Change:
    return saying("ratings", {"rating": rating}, circumstance=circumstance, answer=answer)


def without_word(vocabulary: str, slug: str) -> Change:
    return without("terms", vocabulary=vocabulary, slug=slug)


def nowhere(table: str, column: str, slug: str) -> Change:
    """No row of the table names the slug in this column."""
    return lambda content: replace(
        content,
        **{
            table: tuple(
                replace(one, **{column: tuple(s for s in getattr(one, column) if s != slug)})
                for one in getattr(content, table)
            )
        },
    )


def everywhere(*changes: Change) -> Change:
    def changed(content: Catalogue) -> Catalogue:
        for change in changes:
            content = change(content)
        return content

    return changed


MUST_HOLD = [
    (presence.every_slug_of_the_closed_lists_has_a_row, without("objectives", slug="access"), "aim access"),
    (presence.every_slug_of_the_closed_lists_has_a_row, without("objectives", slug="speed"), "criterion speed"),
    (presence.every_slug_of_the_closed_lists_has_a_row, without("options", slug="pacs"), "care model pacs"),
    (presence.every_slug_of_the_closed_lists_has_a_row, without_word("footprint", "place"), "footprint place"),
    (presence.every_slug_of_the_closed_lists_has_a_row, without_word("group", "children"), "group children"),
    (
        presence.every_slug_of_the_closed_lists_has_a_row,
        without_answer("holder", "new-joint-body"),
        "answer of circumstance holder new-joint-body",
    ),
    (
        presence.every_slug_of_the_closed_lists_has_a_row,
        without("money_questions", slug="gap"),
        "money question gap",
    ),
    (presence.every_open_vocabulary_has_words, without("terms", vocabulary="form-limit"), "vocabulary form-limit"),
    (presence.every_open_vocabulary_has_words, without("terms", vocabulary="partner-type"), "vocabulary partner-type"),
    (presence.every_stage_has_a_choice, without("options", stage="form"), "stage form"),
    (
        presence.every_option_is_scored_on_every_objective,
        without("fits", option="mcp", objective="access"),
        "mcp / access",
    ),
    (
        presence.every_answer_is_rated_for_every_model,
        without("ratings", option="mcp", circumstance="lead", answer="joint"),
        "mcp / lead joint",
    ),
    (presence.every_compatible_pair_is_judged, without("compatibilities", upper="mcp", lower="acp"), "mcp with acp"),
    (presence.every_dimension_has_six_levels, saying("dimensions", {"levels": ()}, slug="data"), "dimension data"),
    (
        presence.every_dimension_has_six_levels,
        saying("dimensions", {"levels": ("a", "b", " ", "d", "e", "f")}, slug="data"),
        "dimension data",
    ),
    (presence.every_option_says_what_carries_it_today, saying("options", {"vehicle": None}, slug="acp"), "option acp"),
    (presence.nothing_printed_is_empty, saying("objectives", {"anchor_0": " "}, slug="access"), "objectives access"),
    (presence.nothing_printed_is_empty, saying("objectives", {"anchor_100": ""}, slug="access"), "objectives access"),
    (presence.nothing_printed_is_empty, with_vehicle(words=""), "what carries acp today"),
    (
        provenance.every_claim_has_a_source_or_is_ours,
        saying("facts", {"sources": (), "editorial": False}, slug="vat-open"),
        "facts vat-open",
    ),
    (
        provenance.every_finding_cites_something,
        saying("fits", {"sources": (), "grade": "weak"}, option="mcp", objective="access"),
        "mcp / access",
    ),
    (provenance.every_cited_source_exists, saying("facts", {"sources": (9999,)}, slug="vat-open"), "facts vat-open"),
    (
        provenance.every_address_can_be_followed,
        saying("sources", {"url": "javascript:alert(1)"}, number=7),
        "sources 7",
    ),
    (provenance.every_address_can_be_followed, saying("sources", {"url": "https://"}, number=7), "sources 7"),
    (provenance.every_address_can_be_followed, saying("sources", {"url": "https://a b"}, number=7), "sources 7"),
    (
        soundness.circumstances_can_be_weighed,
        saying("circumstances", {"weight": -1.0}, slug="lead"),
        "circumstance lead",
    ),
    (
        soundness.circumstances_can_be_weighed,
        saying("circumstances", {"weight": 101.0}, slug="lead"),
        "circumstance lead",
    ),
    (
        soundness.circumstances_can_be_weighed,
        saying("circumstances", {"weight": float("nan")}, slug="lead"),
        "circumstance lead",
    ),
    (soundness.circumstances_can_be_weighed, saying("circumstances", {"weight": 0.0}), "circumstances"),
    (soundness.every_reference_is_known, with_vehicle(start_form="hovercraft"), "option acp"),
    (soundness.every_reference_is_known, saying("variants", {"answer": "never"}, option="mcp"), "variant mcp-virtual"),
    (soundness.every_first_step_is_a_form, with_vehicle(start_form="ico"), "option acp"),
    (
        soundness.every_gate_says_what_it_asks,
        saying("gates", {"values": ()}, slug="mcp-general-practice"),
        "gate mcp-general-practice",
    ),
    (soundness.the_plan_has_its_end, without("milestones", slug="go-live"), "milestone go-live"),
    (
        soundness.the_constants_are_there,
        without("constants", slug="circumstances-share"),
        "constant circumstances-share",
    ),
    (soundness.stop_rules_stay_rare, saying("stop_rules", {"bites": ()}), "stop rule"),
    (
        soundness.no_identity_is_used_twice,
        also("themes", rows.Theme(slug="joined-up", name="Again")),
        "themes joined-up",
    ),
]
"""Each check that blocks with a catalogue that it must refuse, and where."""

UNREACHED = [
    (reach.every_answer_changes_something, ratings_of("lead", "joint", 0), "lead joint"),
    (
        reach.every_service_is_named,
        everywhere(
            nowhere("options", "core_services", "care-homes"),
            nowhere("requirements", "must_when_service", "care-homes"),
            nowhere("interventions", "services", "care-homes"),
            nowhere("gates", "values", "care-homes"),
        ),
        "service care-homes",
    ),
    (
        reach.every_group_is_named,
        everywhere(nowhere("interventions", "groups", "children"), nowhere("gates", "values", "children")),
        "group children",
    ),
    (
        reach.every_fact_is_used,
        everywhere(
            nowhere("risks", "trigger_facts", "vat-open"),
            nowhere("stop_rules", "cause_facts", "vat-open"),
            nowhere("stop_rules", "exposure_facts", "vat-open"),
            nowhere("milestones", "facts", "vat-open"),
        ),
        "fact vat-open",
    ),
    (reach.every_arrangement_lowers_a_risk, nowhere("risks", "lowered_by", "exit-terms"), "arrangement exit-terms"),
    (
        reach.every_dimension_is_asked_for,
        everywhere(
            without("requirements", dimension="data"),
            lambda content: replace(content, risks=()),
            nowhere("gates", "values", "data"),
        ),
        "dimension data",
    ),
    (
        reach.every_milestone_can_be_called,
        saying("milestones", {"always": False, "facts": (), "forms": ("mcp",), "routes": ()}, slug="go-live"),
        "milestone go-live",
    ),
    (reach.every_risk_bites, saying("risks", {"bites_all": False, "bites": ()}), "risk "),
    (reach.every_variant_can_be_named, saying("variants", {"option": "merger"}, option="mcp"), "variant mcp-virtual"),
    (
        provenance.every_source_is_cited,
        also("sources", rows.Source(number=9999, publisher="P", title="T")),
        "source 9999",
    ),
    (provenance.every_source_has_an_address, saying("sources", {"url": ""}, number=7), "source 7"),
    (provenance.reviews_are_dated, saying("flexibilities", {"review_due": None}, slug="vat"), "flexibility vat"),
]
"""Each check that warns with a catalogue that it must find fault with, and where."""


def named(check) -> str:
    return getattr(check, "__name__", "")


def wheres(check, content: Catalogue) -> list[str]:
    return [problem.where for problem in check(content)]


def test_the_shipped_catalogue_lacks_nothing(catalogue):
    assert [str(problem) for problem in blocking(catalogue)] == []


@pytest.mark.parametrize(("check", "fault", "where"), MUST_HOLD, ids=named)
def test_what_would_make_a_report_wrong_blocks(catalogue, check, fault, where):
    found = list(check(fault(catalogue)))

    assert any(problem.where.startswith(where) and problem.blocks for problem in found)
    assert not any(problem.blocks for problem in check(catalogue))


@pytest.mark.parametrize(("check", "fault", "where"), UNREACHED, ids=named)
def test_what_no_report_shows_is_a_warning(catalogue, check, fault, where):
    new = [problem for problem in check(fault(catalogue)) if problem not in set(check(catalogue))]

    assert any(problem.where.startswith(where) for problem in new)
    assert not any(problem.blocks for problem in new)


def test_every_check_that_stands_in_a_module_is_in_the_list():
    written = {
        check
        for module in (presence, provenance, soundness, reach, judgement)
        for name, check in vars(module).items()
        if callable(check) and getattr(check, "__module__", "") == module.__name__ and _reads_a_catalogue(check)
    }

    assert written == {*CHECKS, *JUDGEMENTS}


def _reads_a_catalogue(check) -> bool:
    hints = getattr(check, "__annotations__", {})
    return hints.get("catalogue") is Catalogue and set(hints) == {"catalogue", "return"} and _is_public(check, hints)


def _is_public(check, hints) -> bool:
    return not check.__name__.startswith("_") and "Problem" in str(hints["return"])


@pytest.mark.parametrize(
    ("smallest", "largest", "minimum", "warns"),
    [
        (30_000, 50_000, 40_000, False),
        (30_000, 50_000, 100_000, True),
        (30_000, None, 30_000, False),
        (30_000, None, 20_000, True),
        (None, 50_000, 50_000, False),
        (None, 50_000, 60_000, True),
        (None, None, 60_000, False),
        (30_000, 50_000, None, False),
    ],
)
def test_a_smallest_population_that_no_published_figure_supports_is_told(smallest, largest, minimum, warns):
    figure = row(rows.PopulationThreshold, slug="figure", option="mcp", smallest=smallest, largest=largest)
    content = catalogue_of(
        options={"care": (option("mcp", population_minimum=minimum), "current-arrangements")}, thresholds=(figure,)
    )

    found = wheres(soundness.populations_agree, content)

    assert found == (["option mcp"] if warns else [])


def test_one_figure_that_agrees_is_enough():
    figures = tuple(
        row(rows.PopulationThreshold, slug=str(size), option="mcp", smallest=size) for size in (30_000, 100_000)
    )
    content = catalogue_of(
        options={"care": (option("mcp", population_minimum=100_000), "pacs")},
        thresholds=figures,
    )

    assert wheres(soundness.populations_agree, content) == []


# --- What time brings, and what came of trying addresses ---------------------------------------------------------


@pytest.mark.parametrize(("today", "overdue"), [("2026-12-01", False), ("2026-12-02", True)])
def test_a_review_is_overdue_from_the_day_after_it_was_due(today, overdue):
    content = catalogue_of(facts=(row(rows.Fact, slug="vat-open", review_due="2026-12-01"),))

    found = reminders(content, date.fromisoformat(today))

    assert [problem.where for problem in found] == (["facts vat-open"] if overdue else [])
    assert not any(problem.blocks for problem in found)


@pytest.mark.parametrize(
    ("status", "begins", "ends", "told"),
    [
        ("in_force", "2022-07-01", None, False),
        ("in_force", "2022-07-01", "2026-12-01", True),
        ("in_force", "2027-01-01", None, True),
        ("bill", "2026-12-01", None, True),
        ("bill", "2027-01-01", None, False),
        ("historic", "2022-07-01", "2024-01-01", False),
    ],
)
def test_law_whose_dates_and_status_part_is_told(status, begins, ends, told):
    fact = row(rows.PolicyFact, slug="fact", status=status, in_force_from=begins, in_force_to=ends)

    found = reminders(catalogue_of(policy_facts=(fact,)), date(2026, 12, 2))

    assert [problem.where for problem in found] == (["policy fact fact"] if told else [])


@dataclass
class Tried:
    number: int
    url: str
    link_fault: str


def test_addresses_that_failed_are_told_and_others_are_not():
    sources = [Tried(1, "https://a.example", "404"), Tried(2, "https://b.example", ""), Tried(3, "", "404")]

    found = link_problems(sources)

    assert [(problem.where, problem.blocks) for problem in found] == [("source 1", False)]


def test_judgements_wait_until_nothing_blocks(catalogue):
    broken = without("fits", option="mcp", objective="access")(catalogue)

    found = problems(broken)

    assert [problem.where for problem in found if problem.blocks] == ["mcp / access"]


def seconds(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def test_all_checks_of_the_shipped_catalogue_take_less_than_a_second(catalogue):
    assert seconds(lambda: problems(catalogue)) < 1


def test_all_checks_of_a_large_catalogue_take_less_than_five_seconds(catalogue):
    large = enlarged(catalogue, options=200, objectives=100)

    assert (len(large.options), len(large.objectives), blocking(large)) == (200, 100, [])
    assert seconds(lambda: problems(large)) < 5
