"""What must hold before an edition is published: every check is a function from a catalogue to its problems."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields

from models_catalogue import vocabulary
from models_catalogue.catalogue import STAGES, Article, Catalogue, Option, Sourced, Term
from models_catalogue.references import known_slugs, references


@dataclass(frozen=True)
class Problem:
    """Something missing or wrong: where it is, what it is, and whether it stops publishing."""

    where: str
    what: str
    blocks: bool = True

    def __str__(self):
        return f"{self.where}: {self.what}"


Check = Callable[[Catalogue], Iterable[Problem]]


def problems(catalogue: Catalogue) -> list[Problem]:
    """Everything that is wrong with a catalogue, in the order of the checks."""
    return [problem for check in CHECKS for problem in check(catalogue)]


def every_slug_of_the_closed_lists_has_a_row(catalogue: Catalogue) -> Iterator[Problem]:
    expected = {
        "care model": (vocabulary.CARE_MODELS, {option.slug for option in catalogue.stage("care")}),
        "organisational model": (
            vocabulary.ORGANISATIONAL_MODELS,
            {option.slug for option in catalogue.stage("organisational")},
        ),
        "way of commissioning": (
            vocabulary.COMMISSIONING,
            {option.slug for option in catalogue.stage("commissioning")},
        ),
        "readiness dimension": (vocabulary.DIMENSIONS, set(catalogue.dimension)),
        "circumstance": (vocabulary.CIRCUMSTANCES, set(catalogue.circumstance)),
        "fact": (vocabulary.FACTS, set(catalogue.fact)),
        "arrangement": (vocabulary.ARRANGEMENTS, {term.slug for term in catalogue.vocabulary("arrangement")}),
        "service": (vocabulary.SERVICES, _answers(catalogue, "services")),
        "kind of scope": (vocabulary.SCOPE_KINDS, _answers(catalogue, "scope_kind")),
        "group": (vocabulary.GROUPS, {term.slug for term in catalogue.vocabulary("group")}),
        "footprint": (vocabulary.FOOTPRINTS, {term.slug for term in catalogue.vocabulary("footprint")}),
    }
    for kind, (wanted, found) in expected.items():
        for slug in wanted:
            if slug not in found:
                yield Problem(f"{kind} {slug}", "is missing")


def every_option_is_scored_on_every_objective(catalogue: Catalogue) -> Iterator[Problem]:
    baselines = {vocabulary.BASELINES["care"], vocabulary.BASELINES["organisational"]}
    for option in catalogue.options:
        if option.slug in baselines:
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


def every_option_says_what_carries_it_today(catalogue: Catalogue) -> Iterator[Problem]:
    for option in catalogue.options:
        if option.vehicle is None:
            yield Problem(f"option {option.slug}", "does not say what carries it today")


def every_claim_has_a_source_or_is_ours(catalogue: Catalogue) -> Iterator[Problem]:
    for where, row in claims(catalogue):
        if not row.sources and not row.editorial:
            yield Problem(where, "has neither a source nor the mark of our own judgement")


def every_finding_cites_something(catalogue: Catalogue) -> Iterator[Problem]:
    for fit in catalogue.fits:
        if fit.grade != "none" and not fit.sources:
            yield Problem(f"{fit.option} / {fit.objective}", f"has evidence graded {fit.grade} but no source")


def every_cited_source_exists(catalogue: Catalogue) -> Iterator[Problem]:
    for where, row in claims(catalogue):
        for number in row.sources:
            if number not in catalogue.source:
                yield Problem(where, f"cites source {number}, which does not exist")


def every_reference_is_known(catalogue: Catalogue) -> Iterator[Problem]:
    """Lists of slugs that no foreign key guards."""
    known = known_slugs(catalogue)
    for where, kind, slugs in references(catalogue):
        for slug in slugs:
            if slug not in known[kind]:
                yield Problem(where, f"names the {kind} {slug}, which does not exist")


def the_plan_has_no_circle(catalogue: Catalogue) -> Iterator[Problem]:
    waiting = {milestone.slug: set(milestone.needs) for milestone in catalogue.milestones}
    while free := {slug for slug, needs in waiting.items() if not needs}:
        waiting = {slug: needs - free for slug, needs in waiting.items() if slug not in free}
    for slug in sorted(waiting):
        yield Problem(f"milestone {slug}", "waits, directly or not, for itself")


def the_plan_has_its_end(catalogue: Catalogue) -> Iterator[Problem]:
    if vocabulary.GO_LIVE not in {milestone.slug for milestone in catalogue.milestones}:
        yield Problem(f"milestone {vocabulary.GO_LIVE}", "is missing: target dates are meant for it")


def stop_rules_stay_rare(catalogue: Catalogue) -> Iterator[Problem]:
    if len(catalogue.stop_rules) > 8:
        yield Problem("stop rules", "are more than eight: a tool that warns everyone warns nobody")
    for rule in catalogue.stop_rules:
        if not rule.cause_facts or not rule.exposure_facts or not rule.bites:
            yield Problem(
                f"stop rule {rule.slug}",
                "needs at least one cause, one exposure and one option that it bites",
            )


def the_constants_are_there(catalogue: Catalogue) -> Iterator[Problem]:
    share = catalogue.constant.get("circumstances-share")
    if share is None or not 0 <= share <= 1:
        yield Problem("constant circumstances-share", "must be there, between 0 and 1")


def reviews_are_dated(catalogue: Catalogue) -> Iterator[Problem]:
    """A warning: an undated row can still be published, but nobody will be reminded of it."""
    for item in catalogue.watch_items:
        if item.review_due is None:
            yield Problem(f"watch item {item.slug}", "has no date for its next check", blocks=False)
    for kind, rows in (("flexibility", catalogue.flexibilities), ("policy fact", catalogue.policy_facts)):
        for row in rows:
            if row.review_due is None:
                yield Problem(f"{kind} {row.slug}", "has no date for its next review", blocks=False)


def no_identity_is_used_twice(catalogue: Catalogue) -> Iterator[Problem]:
    for slug, count in Counter(option.slug for option in catalogue.options).items():
        if count > 1 or "|" in slug:
            yield Problem(f"option {slug}", "must be named once, without the character |")


def ranked_on_circumstances(catalogue: Catalogue) -> list[Option]:
    """The options that circumstances rate: stages 1 and 2 without their baselines."""
    baselines = set(vocabulary.BASELINES.values())
    return [option for stage in STAGES[:2] for option in catalogue.stage(stage) if option.slug not in baselines]


def _slugs(catalogue: Catalogue, stage) -> list[str]:
    return [option.slug for option in catalogue.stage(stage)]


def _answers(catalogue: Catalogue, circumstance: str) -> set[str]:
    found = catalogue.circumstance.get(circumstance)
    return {answer.slug for answer in found.answers} if found else set()


def claims(catalogue: Catalogue) -> Iterator[tuple[str, Sourced]]:
    """Every row that states something, with where it stands, and the rows inside rows."""
    for table in fields(catalogue):
        for row in getattr(catalogue, table.name):
            if isinstance(row, Sourced) and not _is_a_mere_word(row):
                yield f"{table.name.replace('_', ' ')} {_name(row)}", row
            yield from _claims_inside(row)


def _is_a_mere_word(row: Sourced) -> bool:
    """A word on its own states nothing, unless the glossary explains it."""
    return isinstance(row, Term) and row.vocabulary != vocabulary.GLOSSARY


def _claims_inside(row) -> Iterator[tuple[str, Sourced]]:
    if isinstance(row, Article):
        for paragraph in row.paragraphs:
            yield f"article {row.slug}, paragraph {paragraph.number}", paragraph
    if isinstance(row, Option) and row.vehicle:
        yield f"what carries {row.slug} today", row.vehicle


def _name(row) -> str:
    parts = (
        getattr(row, name, None)
        for name in (
            "option",
            "upper",
            "lower",
            "flexibility",
            "slug",
            "objective",
            "dimension",
            "circumstance",
            "answer",
        )
    )
    return " / ".join(part for part in parts if part)


CHECKS: tuple[Check, ...] = (
    every_slug_of_the_closed_lists_has_a_row,
    every_option_is_scored_on_every_objective,
    every_answer_is_rated_for_every_model,
    every_compatible_pair_is_judged,
    every_dimension_has_six_levels,
    every_option_says_what_carries_it_today,
    every_claim_has_a_source_or_is_ours,
    every_finding_cites_something,
    every_cited_source_exists,
    every_reference_is_known,
    the_plan_has_no_circle,
    the_plan_has_its_end,
    stop_rules_stay_rare,
    the_constants_are_there,
    no_identity_is_used_twice,
    reviews_are_dated,
)
