"""What must be there: every slug that rules and forms name, every judgement, and the words that a report prints."""

from collections.abc import Collection, Iterator, Mapping

from models_catalogue import catalogue as rows
from models_catalogue import vocabulary
from models_catalogue.catalogue import STAGES, Catalogue, Option, Stage
from models_catalogue.checks.problem import Problem
from models_catalogue.checks.rows import all_rows

BASELINES = set(vocabulary.BASELINES.values())
SCORED_BY_THE_PLACE = {vocabulary.BASELINES["care"], vocabulary.BASELINES["organisational"]}
"""Today's arrangements: each place says itself how well they serve its aims."""

PRINTED: Mapping[type, tuple[str, ...]] = {
    rows.Objective: ("name", "what", "anchor_0", "anchor_100"),
    rows.Option: ("name", "short_name", "plain", "what"),
    rows.Vehicle: ("name", "words"),
    rows.Circumstance: ("name", "question"),
    rows.Dimension: ("name", "question"),
    rows.Fact: ("question",),
    rows.MoneyQuestion: ("question",),
    rows.Reason: ("why",),
    rows.Term: ("label",),
    rows.Fit: ("rationale",),
    rows.Rating: ("rationale",),
    rows.Gate: ("because",),
    rows.Flexibility: ("name", "lets"),
    rows.AwardRoute: ("name", "because"),
    rows.Risk: ("name", "cause", "consequence", "mitigation"),
    rows.StopRule: ("name", "argument", "what_to_do"),
    rows.Milestone: ("name",),
}
"""Columns without which a page or a report has a hole."""


def every_slug_of_the_closed_lists_has_a_row(catalogue: Catalogue) -> Iterator[Problem]:
    for kind, (wanted, found) in (_closed_lists(catalogue) | _closed_answers(catalogue)).items():
        for slug in wanted:
            if slug not in found:
                yield Problem(f"{kind} {slug}", "is missing")


def _closed_lists(catalogue: Catalogue) -> dict[str, tuple[Collection[str], set[str]]]:
    return {
        "aim": (vocabulary.AIMS, {aim.slug for aim in catalogue.aims()}),
        "criterion": (vocabulary.CRITERIA, {criterion.slug for criterion in catalogue.criteria()}),
        "care model": (vocabulary.CARE_MODELS, set(_slugs(catalogue, "care"))),
        "organisational model": (vocabulary.ORGANISATIONAL_MODELS, set(_slugs(catalogue, "organisational"))),
        "way of commissioning": (vocabulary.COMMISSIONING, set(_slugs(catalogue, "commissioning"))),
        "readiness dimension": (vocabulary.DIMENSIONS, set(catalogue.dimension)),
        "circumstance": (vocabulary.CIRCUMSTANCES, set(catalogue.circumstance)),
        "fact": (vocabulary.FACTS, set(catalogue.fact)),
        "award route": (vocabulary.AWARD_ROUTES, set(catalogue.award_route)),
        "money question": (vocabulary.MONEY_ANSWERS, {question.slug for question in catalogue.money_questions}),
        **{kind: (words, _terms(catalogue, kind)) for kind, words in CLOSED_VOCABULARIES.items()},
    }


CLOSED_VOCABULARIES = {
    "arrangement": vocabulary.ARRANGEMENTS,
    "group": vocabulary.GROUPS,
    "footprint": vocabulary.FOOTPRINTS,
}


def _closed_answers(catalogue: Catalogue) -> dict[str, tuple[Collection[str], set[str]]]:
    """The answers that documents and rules name; those of a question that is missing altogether are not told again."""
    money = {question.slug: question for question in catalogue.money_questions}
    asked = (
        (vocabulary.CIRCUMSTANCE_ANSWERS, catalogue.circumstance, "answer of circumstance"),
        (vocabulary.MONEY_ANSWERS, money, "answer of money question"),
    )
    return {
        f"{kind} {slug}": (wanted, {answer.slug for answer in found[slug].answers})
        for closed, found, kind in asked
        for slug, wanted in closed.items()
        if slug in found
    }


def every_open_vocabulary_has_words(catalogue: Catalogue) -> Iterator[Problem]:
    for name in vocabulary.OPEN_VOCABULARIES:
        if not catalogue.vocabulary(name):
            yield Problem(f"vocabulary {name}", "has no words to choose from")


def every_stage_has_a_choice(catalogue: Catalogue) -> Iterator[Problem]:
    for stage in STAGES:
        if len(catalogue.stage(stage)) < 2:
            yield Problem(f"stage {stage}", "needs at least two options")


def every_option_is_scored_on_every_objective(catalogue: Catalogue) -> Iterator[Problem]:
    for option in catalogue.options:
        if option.slug in SCORED_BY_THE_PLACE:
            continue
        objectives = catalogue.criteria() if option.stage == "form" else catalogue.aims()
        for objective in objectives:
            if (option.slug, objective.slug) not in catalogue.fit:
                yield Problem(f"{option.slug} / {objective.slug}", "has no fit")


def every_answer_is_rated_for_every_model(catalogue: Catalogue) -> Iterator[Problem]:
    for circumstance in catalogue.circumstances:
        for answer in circumstance.answers if circumstance.slug != "services" else ():
            for option in ranked_on_circumstances(catalogue):
                if (option.slug, circumstance.slug, answer.slug) not in catalogue.rating:
                    yield Problem(f"{option.slug} / {circumstance.slug} {answer.slug}", "has no rating")


def every_compatible_pair_is_judged(catalogue: Catalogue) -> Iterator[Problem]:
    pairs = [
        *(
            (upper, lower)
            for upper in (*_slugs(catalogue, "care"), vocabulary.SINGLE_PATHWAY)
            for lower in vocabulary.ORGANISATIONAL_MODELS[:-1]
        ),
        *((upper, lower) for upper in _slugs(catalogue, "organisational") for lower in _slugs(catalogue, "form")),
    ]
    for pair in pairs:
        if pair not in catalogue.compatibility:
            yield Problem(" with ".join(pair), "has no compatibility")


def every_dimension_has_six_levels(catalogue: Catalogue) -> Iterator[Problem]:
    for dimension in catalogue.dimensions:
        if len(dimension.levels) != 6:
            yield Problem(f"dimension {dimension.slug}", f"has {len(dimension.levels)} level descriptors, not 6")
        for level, words in enumerate(dimension.levels):
            if not words.strip():
                yield Problem(f"dimension {dimension.slug}", f"has no words for level {level}")


def every_option_says_what_carries_it_today(catalogue: Catalogue) -> Iterator[Problem]:
    for option in catalogue.options:
        if option.vehicle is None:
            yield Problem(f"option {option.slug}", "does not say what carries it today")


def nothing_printed_is_empty(catalogue: Catalogue) -> Iterator[Problem]:
    for where, row in _printed(catalogue):
        for column in PRINTED[type(row)]:
            if not getattr(row, column).strip():
                yield Problem(where, f"has nothing under “{column.replace('_', ' ')}”")


def _printed(catalogue: Catalogue) -> Iterator[tuple[str, object]]:
    for where, row in all_rows(catalogue):
        if type(row) in PRINTED:
            yield where, row


def ranked_on_circumstances(catalogue: Catalogue) -> list[Option]:
    """The options that circumstances rate: stages 1 and 2 without their baselines."""
    return [option for stage in STAGES[:2] for option in catalogue.stage(stage) if option.slug not in BASELINES]


def _slugs(catalogue: Catalogue, stage: Stage) -> list[str]:
    return [option.slug for option in catalogue.stage(stage)]


def _terms(catalogue: Catalogue, name: str) -> set[str]:
    return {term.slug for term in catalogue.vocabulary(name)}
