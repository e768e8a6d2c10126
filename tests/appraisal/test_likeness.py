"""Places like this one: what makes a case like a place, which come first, and what never counts."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models_catalogue.catalogue import Case
from models_catalogue.vocabulary import CIRCUMSTANCE_ANSWERS, GROUPS
from questionnaire.answers import Answers, CareModel, Place
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.likeness import ANSWERED_ONCE, MOST_CASES, is_comparable, is_same_size, near_cases
from tests.builders import catalogue_of, row, settled_answers

HERE = Answers(
    place=Place(
        name="Sampleton", population=200_000, scope_kind="population-group", groups=("children", "end-of-life")
    ),
    care_model=CareModel(holder="acute-trust", budget="pooled"),
)


def case(slug="elsewhere", *circumstances, **given) -> Case:
    return row(Case, slug=slug, name=slug, circumstances=circumstances, **given)


def near(*cases, answers=HERE):
    return near_cases(catalogue_of(cases=cases), answers)


def slugs(*cases, answers=HERE):
    return [found.slug for found in near(*cases, answers=answers)]


def questions(traits):
    return [trait.question for trait in traits]


@pytest.mark.parametrize(
    ("there", "alike", "differs"),
    [
        (case("x", "budget pooled"), ["budget"], []),
        (case("x", "budget pooled", "holder acute-trust"), ["holder", "budget"], []),
        (case("x", "budget pooled", "holder acute-trust", "scope_kind pathway"), ["holder", "budget"], ["scope_kind"]),
        (case("x", "budget pooled", "lead council", "joining merge"), ["budget"], []),
        (case("x", groups=("older-people", "children")), ["groups"], []),
        (case("x", "budget pooled", "holder acute-trust", groups=("older-people",)), ["holder", "budget"], ["groups"]),
        (case("x", "budget pooled", population=400_000), ["budget", "population"], []),
        (case("x", "budget pooled", population=400_001), ["budget"], ["population"]),
        (case("x", "budget pooled", population=100_000), ["budget", "population"], []),
        (case("x", "budget pooled", population=99_999), ["budget"], ["population"]),
    ],
)
def test_only_what_both_state_is_alike_or_different(there, alike, differs):
    (found,) = near(there)

    assert (questions(found.alike), questions(found.differs)) == (alike, differs)


@pytest.mark.parametrize(
    "unlike",
    [
        case("says-nothing"),
        case("says-other-things", "lead council", "joining merge"),
        case("of-the-same-size-alone", population=200_000),
        case("unlike", "budget separate"),
        case("as-unlike-as-alike", "budget pooled", "holder gp-organisation", population=200_000),
    ],
    ids=lambda found: found.slug,
)
def test_a_case_that_is_not_more_alike_than_different_is_left_out(unlike):
    assert slugs(unlike) == []


def test_a_place_that_has_stated_nothing_is_like_none():
    answers = Answers(place=Place(name="Sampleton", population=200_000))

    found = near(case("x", "budget pooled", population=200_000), answers=answers)

    assert found == ()
    assert not is_comparable(answers)


@pytest.mark.parametrize(
    "answers", [Answers(place=Place(groups=("children",))), Answers(care_model=CareModel(budget="pooled"))]
)
def test_a_place_that_has_stated_anything_can_be_compared(answers):
    assert is_comparable(answers)


@pytest.mark.parametrize(
    ("cases", "order"),
    [
        ([case("one", "budget pooled"), case("two", "budget pooled", "holder acute-trust")], ["two", "one"]),
        (
            [
                case("two-of-three", "budget pooled", "holder acute-trust", "scope_kind pathway"),
                case("two", "budget pooled", "holder acute-trust"),
            ],
            ["two", "two-of-three"],
        ),
        (
            [
                case("common", "budget pooled"),
                case("common-too", "budget pooled"),
                case("rare", "holder acute-trust", population=2_000_000),
            ],
            ["rare", "common", "common-too"],
        ),
        (
            [
                case("of-another-size", "budget pooled", population=2_000_000),
                case("of-unknown-size", "budget pooled"),
                case("of-the-same-size", "budget pooled", population=200_000),
            ],
            ["of-the-same-size", "of-unknown-size", "of-another-size"],
        ),
        ([case("second", "budget pooled"), case("first", "budget pooled")], ["second", "first"]),
    ],
    ids=["more alike", "fewer different", "a rarer likeness", "size", "the order of the catalogue"],
)
def test_the_nearest_come_first(cases, order):
    assert slugs(*cases) == order


def test_no_more_cases_are_told_than_a_board_will_read():
    every = [case(f"case-{number}", "budget pooled") for number in range(MOST_CASES + 1)]

    assert slugs(*every) == [one.slug for one in every[:MOST_CASES]]


@pytest.mark.parametrize("name", ["Sampleton", "sampleton", " SAMPLETON "])
def test_the_case_about_the_place_itself_stands_apart_however_unlike_it_is(name):
    answers = replace(HERE, place=replace(HERE.place, name=name))
    others = [case(f"case-{number}", "budget pooled") for number in range(MOST_CASES)]

    found = near(*others, case("sampleton", "budget separate"), answers=answers)

    assert [one.slug for one in found if one.is_place_itself] == ["sampleton"]
    assert [one.slug for one in found if not one.is_place_itself] == [one.slug for one in others]


@pytest.mark.parametrize("name", ["", "Greater Sampleton", "Sample", "🙂", "<b>"])
def test_a_place_of_another_name_is_another_place(name):
    answers = replace(HERE, place=replace(HERE.place, name=name))

    found = near(
        case("sampleton", "budget pooled"), replace(case("", "budget pooled"), slug="unnamed"), answers=answers
    )

    assert [one.is_place_itself for one in found] == [False, False]


def test_what_a_case_chose_and_what_came_of_it_play_no_part():
    plain = case("x", "budget pooled")
    told = replace(plain, options=("acp",), grade="strong", direction="+", reported="controlled", result="All is well.")

    assert near(plain) == near(told)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [(100, 100, True), (100, 200, True), (200, 100, True), (100, 201, False), (201, 100, False)],
)
def test_sizes_are_of_one_order_within_half_and_double(one, other, is_same):
    assert is_same_size(one, other) is is_same


answers_given = st.fixed_dictionaries(
    {question: st.none() | st.sampled_from(CIRCUMSTANCE_ANSWERS[question]) for question in ANSWERED_ONCE}
)
cases_given = st.lists(
    st.tuples(answers_given, st.lists(st.sampled_from(GROUPS), unique=True), st.none() | st.integers(1, 10**7)),
    max_size=8,
)


@given(answers_given, cases_given, st.sampled_from(ANSWERED_ONCE))
def test_what_a_place_leaves_open_neither_makes_a_case_like_it_nor_unlike(stated, every, question):
    cases = [
        case(f"case-{number}", *(f"{q} {a}" for q, a in there.items() if a), groups=tuple(groups), population=people)
        for number, (there, groups, people) in enumerate(every)
    ]
    answers = Answers().but("lead", None)
    for name, answer in {**stated, question: None}.items():
        answers = answers.but(name, answer)

    found = near(*cases, answers=answers)

    assert all(one.points > 0 for one in found)
    assert all(question not in questions((*one.alike, *one.differs)) for one in found)


def test_an_appraisal_holds_the_cases_that_are_like_its_place():
    catalogue = catalogue_of(cases=(case("x", "budget pooled"),))
    answers = settled_answers()

    assert appraise(catalogue, answers, draws=0).cases == near_cases(catalogue, answers)
