"""The catalogue that is shipped: complete, true to the judgements it started from, and sparing with its stops."""

from dataclasses import fields

import pytest

from models_catalogue.catalogue import Catalogue
from models_catalogue.completeness import blocking
from models_catalogue.vocabulary import FACTS, ORGANISATIONAL_MODELS
from questionnaire.answers import read_document
from questionnaire.appraisal.appraise import appraise
from tests.appraisal import starting_judgements as started
from tests.appraisal.shipped_answers import SHAPES, document, documents, rows_of, with_step
from tests.appraisal.starting_judgements import MENDED, table

STOP_RULES = [row["slug"] for row in rows_of("40-risks.yaml", "stoprule")]


def mended(cells):
    """Cells as numbers, with those that were mended since."""
    return {cell: MENDED[cell][0] if cell in MENDED else int(number) for cell, number in cells.items()}


def test_nothing_is_missing_or_wrong(shipped):
    assert blocking(shipped) == []


def test_the_catalogue_reads_back_from_its_canonical_text(shipped):
    assert Catalogue.from_json(shipped.canonical()) == shipped


WORDS = ("sources", "themes", "terms")


def test_every_claim_has_a_source_or_the_mark_of_our_own(shipped):
    tables = {field.name: getattr(shipped, field.name) for field in fields(shipped) if field.name not in WORDS}
    tables["vehicles"] = tuple(option.vehicle for option in shipped.options)
    tables["articles"] = tuple(paragraph for article in shipped.articles for paragraph in article.paragraphs)

    unmarked = [(name, row) for name, rows in tables.items() for row in rows if not row.sources and not row.editorial]

    assert unmarked == []
    assert all(tables.values())


def test_graded_evidence_cites_a_source_that_exists(shipped):
    graded = [fit for fit in shipped.fits if fit.grade != "none"]

    assert graded
    assert all(fit.sources and set(fit.sources) <= set(shipped.source) for fit in graded)


def test_ratings_are_those_that_we_started_from_but_for_the_mended_ones(shipped):
    started_from = {
        (model, question, answer): number
        for (question, answer, model), number in table(started.RATINGS, started.MODELS).items()
    }

    found = {cell: row.rating for cell, row in shipped.rating.items()}

    assert found == mended(started_from)


def test_pairs_are_those_that_we_started_from_but_for_the_mended_ones(shipped):
    forms = {(model, form): number for (form, model), number in table(started.FORM_WITH, started.LOWER).items()}
    today = {
        ("current-organisation", option.slug): started.WITH_TODAY.get(option.slug, 0)
        for option in shipped.stage("form")
    }
    models = {*started.LOWER, "current-organisation"}

    found = {
        pair: row.level for pair, row in shipped.compatibility.items() if pair[0] in models or pair[1] in started.LOWER
    }

    assert found == mended(table(started.CARE_WITH, started.LOWER) | forms) | today


def test_fits_are_those_that_we_started_from(shipped):
    started_from = table(started.FITS, started.AIMS) | table(started.FORM_FITS, started.CRITERIA)

    found = {cell: shipped.fit[cell].fit for cell in started_from}

    assert found == {cell: int(number) for cell, number in started_from.items()}


def test_evidence_is_graded_as_in_the_research(shipped):
    started_from = {(model, aim): cell for (aim, model), cell in table(started.EVIDENCE, started.GRADED).items()}

    found = {cell: shipped.fit[cell].grade + shipped.fit[cell].direction for cell in started_from}

    assert found == started_from


def test_separate_commissioning_is_neutral_on_every_aim(shipped):
    found = {shipped.fit["separate-commissioning", aim.slug].fit for aim in shipped.aims()}

    assert found == {0}


def test_requirements_are_those_that_we_started_from(shipped):
    cells = table(started.REQUIREMENTS, started.REQUIRING)
    started_from = {(model, dimension): need for (dimension, model), need in cells.items() if need != "-"}

    found = {
        (row.option, row.dimension): f"{row.strength[0]}{row.level}"
        for row in shipped.requirements
        if row.option in started.REQUIRING
    }

    assert found == started_from


def test_only_social_care_in_scope_turns_a_should_into_a_must(shipped):
    found = {
        (row.option, row.dimension): row.must_when_service for row in shipped.requirements if row.must_when_service
    }

    assert found == {("ico", "council"): ("adult-social-care",)}


@pytest.mark.parametrize("cell", MENDED, ids=" ".join)
def test_a_mended_cell_differs_from_where_we_started_and_says_why(shipped, cell):
    row = shipped.rating[cell] if len(cell) == 3 else shipped.compatibility[cell]
    ratings, pairs = table(started.RATINGS, started.MODELS), table(started.FORM_WITH, started.LOWER)

    was = ratings[cell[1], cell[2], cell[0]] if len(cell) == 3 else pairs[cell[1], cell[0]]

    assert int(was) != MENDED[cell][0]
    assert row.editorial
    assert row.rationale


def stops(catalogue, given):
    found = appraise(catalogue, read_document(given), draws=0)
    return {warning.code for warning in found.warnings if warning.stop}


def content(given):
    """The same place where every aim is fully served and boards would stay as they are."""
    served = {aim: {"points": 50, "today": "fully"} for aim in given["priorities"]}
    return {**given, "priorities": served, "care-model": {**given["care-model"], "joining": "separate-but-cooperating"}}


def test_an_untroubled_place_is_stopped_by_nothing_whatever_it_is_recommended(shipped):
    untroubled = [*documents(), content(document("pacs acp")), content(document("mcp aco"))]

    found = [appraise(shipped, read_document(given), draws=0) for given in untroubled]

    assert len(found) >= 12
    assert {result.leader("organisational") for result in found} == set(ORGANISATIONAL_MODELS)
    assert len({result.leader("form") for result in found}) >= 8
    assert [warning for result in found for warning in result.warnings if warning.stop] == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("question", sorted(row["slug"] for row in rows_of("02-words.yaml", "moneyquestion")))
def test_no_answer_about_money_enters_a_value_a_rank_or_a_status(shipped, shape, question):
    (answers,) = ([answer.slug for answer in row.answers] for row in shipped.money_questions if row.slug == question)
    base = appraise(shipped, read_document(document(shape)), draws=0)

    for answer in (None, *answers):
        given = with_step(document(shape), "money", **{question: answer})

        found = appraise(shipped, read_document(given), draws=0)

        assert found.stages() == base.stages()
        assert found.can_lead == base.can_lead


def test_answers_about_money_are_ranges_and_never_amounts(shipped):
    for question in shipped.money_questions:
        assert len(question.answers) >= 3
        assert len({answer.label for answer in question.answers}) == len(question.answers)


def troubled(given, facts):
    return with_step(given, "governance", facts={fact: "yes" if fact in facts else "no" for fact in FACTS})


@pytest.mark.parametrize("rule", STOP_RULES)
def test_a_stop_rule_fires_where_all_its_facts_meet_what_it_bites_and_not_while_one_is_denied(shipped, rule):
    (row,) = (row for row in shipped.stop_rules if row.slug == rule)
    facts = {*row.cause_facts, *row.exposure_facts}

    stopped = [given for given in documents() if rule in stops(shipped, troubled(given, facts))]

    assert stopped
    for denied in facts:
        assert rule not in stops(shipped, troubled(stopped[0], facts - {denied}))


def test_stop_rules_are_few_and_bite_only_ways_of_organising(shipped):
    bitten = {shipped.option[slug].stage for rule in shipped.stop_rules for slug in rule.bites}

    assert 1 <= len(shipped.stop_rules) <= 8
    assert bitten <= {"organisational", "form"}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_shapes_lead_to_what_their_names_say(shipped, shape):
    found = appraise(shipped, read_document(document(shape)), draws=0)

    assert f"{found.leader('care') or 'pathway'} {found.leader('organisational')}" == shape
