"""What the public version tells and keeps back: every answer is decided, and what is kept back leaves no trace."""

from dataclasses import replace

import pytest

from models_catalogue.catalogue import Catalogue
from models_catalogue.vocabulary import DIMENSIONS, FACTS, MONEY_ANSWERS
from questionnaire.answers import read_document
from questionnaire.appraisal.additions import assurance
from questionnaire.document import checked
from questionnaire.kept_back import RULES, UNDECIDED, is_told, kept_facts, kept_headings, rule_for, withheld
from tests.asking.documents import simplest
from tests.asking.every_answer import Path, answered, every_answer, values_for

CLOSED = [
    *(("governance", "facts", slug) for slug in FACTS),
    *(("readiness", slug) for slug in DIMENSIONS),
    *(("money", slug) for slug in MONEY_ANSWERS),
]


def decided_as(catalogue: Catalogue, path: Path) -> Path:
    """A board heading goes by its number."""
    numbers = {heading.slug: str(heading.number) for heading in catalogue.assurance_headings}
    return tuple(numbers.get(key, key) for key in path) if path[:2] == ("governance", "documents") else path


def kept(catalogue: Catalogue) -> list[Path]:
    return [path for path in every_answer(catalogue) if not is_told(*decided_as(catalogue, path))]


def test_every_answer_is_either_told_or_kept_back(catalogue):
    undecided = [path for path in every_answer(catalogue) if rule_for(decided_as(catalogue, path)) is UNDECIDED]

    assert undecided == []


@pytest.mark.parametrize("path", CLOSED, ids="-".join)
def test_a_member_of_a_closed_list_is_decided_by_its_own_name(path):
    rules = [rule for rule in RULES if ".".join(path) in rule.paths]

    assert len(rules) == 1
    assert rules[0].because


def test_no_row_of_the_table_decides_about_an_answer_that_is_not_asked(catalogue):
    asked = [decided_as(catalogue, path) for path in every_answer(catalogue)]

    idle = [
        pattern for rule in RULES for pattern in rule.paths if not any(fits(pattern.split("."), path) for path in asked)
    ]

    assert idle == []


def fits(pattern: list[str], path: Path) -> bool:
    return len(pattern) == len(path) and all(key in ("*", name) for key, name in zip(pattern, path, strict=True))


def test_what_nobody_has_decided_about_is_kept_back(catalogue):
    document = {"place": {"name": "Exampleton", "telephone": "0123"}, "afterthoughts": {"more": "words"}}

    assert withheld(document, catalogue) == {"place": {"name": "Exampleton"}}


def test_the_shipped_catalogue_keeps_back_no_fact_that_the_table_tells(catalogue):
    flagged = {fact.slug for fact in catalogue.facts if fact.sensitive}

    assert {slug for slug in flagged if is_told("governance", "facts", slug)} == set()


def test_an_edition_may_keep_back_more_facts_and_never_fewer(catalogue):
    facts = tuple(replace(fact, sensitive=fact.slug == "public-opposition") for fact in catalogue.facts)
    edition = replace(catalogue, facts=facts)
    document = {"governance": {"facts": {"public-opposition": "yes", "partner-deficit": "yes", "pooled-fund": "yes"}}}

    assert kept_facts(edition) == kept_facts(catalogue) | {"public-opposition"}
    assert withheld(document, edition) == {"governance": {"facts": {"pooled-fund": "yes"}}}


def test_a_heading_that_editors_have_renamed_keeps_back_its_document(catalogue):
    headings = tuple(replace(heading, slug=f"new-{heading.slug}") for heading in catalogue.assurance_headings)
    edition = replace(catalogue, assurance_headings=headings)
    document = {"governance": {"documents": {"new-finance": "The deficit plan", "new-workforce": "Staff side note"}}}

    assert withheld(document, edition) == {"governance": {"documents": {"new-workforce": "Staff side note"}}}


def test_whatever_is_said_that_is_kept_back_what_is_told_stays_the_same(catalogue):
    answers, before = every_answer(catalogue), simplest()
    leaking = []

    for path in kept(catalogue):
        told = [withheld(answered(before, path, value), catalogue) for value in values_for(answers[path])]
        if any(other != told[0] for other in told):
            leaking.append(path)

    assert leaking == []


def test_that_something_kept_back_was_answered_shows_only_where_the_result_shows_it(catalogue):
    answers, before = every_answer(catalogue), simplest()

    shown = {
        path
        for path in kept(catalogue)
        for value in values_for(answers[path])[:1]
        if withheld(answered(before, path, value), catalogue) != withheld(before, catalogue)
    }

    own_words = {path for path in kept(catalogue) if "ruled_out" in path}
    names = {path for path in kept(catalogue) if path[-1] in ("owner", "reviewed_by")}
    assert shown <= own_words | names
    assert own_words <= shown


def test_what_is_told_is_a_valid_document(catalogue):
    full = simplest()
    for path, part in every_answer(catalogue).items():
        if path[0] not in ("place", "rationale", "priorities"):
            full = answered(full, path, values_for(part)[0] if path[-1] != "date" else "May 2026")
    told = withheld(full, catalogue)

    assert checked(told, catalogue)[0].keys() == full.keys() - {"money", "contributions", "agreed"}


def test_keys_that_are_no_step_stay_where_they_are_named(catalogue):
    assert withheld({"seed": 7}, catalogue, apart=("seed",)) == {"seed": 7}
    assert withheld({"seed": 7}, catalogue) == {}


def test_a_heading_is_told_to_stand_where_it_stands_in_the_full_version(catalogue):
    answers, before = every_answer(catalogue), simplest()
    untrue = set()

    for path in kept(catalogue):
        full = answered(before, path, values_for(answers[path])[0])
        told = {line.slug: line.status for line in assurance(catalogue, read_document(withheld(full, catalogue)))}
        for line in assurance(catalogue, read_document(full)):
            if line.slug not in kept_headings(catalogue) and line.status != told[line.slug]:
                untrue.add((path, line.slug))

    assert untrue == set()
