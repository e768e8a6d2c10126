"""What must hold before an edition is published: every check is a function from a catalogue to its problems."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from models_catalogue import vocabulary
from models_catalogue.catalogue import STAGES, Catalogue, Option, Sourced


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
    for where, row in _claims(catalogue):
        if not row.sources and not row.editorial:
            yield Problem(where, "has neither a source nor the mark of our own judgement")


def every_finding_cites_something(catalogue: Catalogue) -> Iterator[Problem]:
    for fit in catalogue.fits:
        if fit.grade != "none" and not fit.sources:
            yield Problem(f"{fit.option} / {fit.objective}", f"has evidence graded {fit.grade} but no source")


def every_cited_source_exists(catalogue: Catalogue) -> Iterator[Problem]:
    for where, row in _claims(catalogue):
        for number in row.sources:
            if number not in catalogue.source:
                yield Problem(where, f"cites source {number}, which does not exist")


def every_reference_is_known(catalogue: Catalogue) -> Iterator[Problem]:
    """Lists of slugs that no foreign key guards."""
    milestones = {milestone.slug for milestone in catalogue.milestones}
    known: dict[str, set[str]] = {
        "option": set(catalogue.option) | {vocabulary.SINGLE_PATHWAY},
        "arrangement": set(vocabulary.ARRANGEMENTS),
        "service": set(vocabulary.SERVICES),
        "group": set(vocabulary.GROUPS),
        "route": set(vocabulary.ROUTES),
        "milestone": milestones,
        "option or flexibility": set(catalogue.option) | set(catalogue.flexibility),
        "kind of scope": set(vocabulary.SCOPE_KINDS),
        "case for a caution": set(vocabulary.CAUTION_CASES),
        "footprint": set(vocabulary.FOOTPRINTS),
        "dimension": set(vocabulary.DIMENSIONS),
        "kind of partner": {term.slug for term in catalogue.vocabulary("partner-type")},
        "answer": {f"{c.slug} {answer.slug}" for c in catalogue.circumstances for answer in c.answers},
    }
    for where, kind, slugs in _references(catalogue):
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
    for flexibility in catalogue.flexibilities:
        if flexibility.review_due is None:
            yield Problem(f"flexibility {flexibility.slug}", "has no date for its next review", blocks=False)


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


def _claims(catalogue: Catalogue) -> Iterator[tuple[str, Sourced]]:
    tables: dict[str, tuple[Sourced, ...]] = {
        "fit": catalogue.fits,
        "rating": catalogue.ratings,
        "requirement": catalogue.requirements,
        "gate": catalogue.gates,
        "compatibility": catalogue.compatibilities,
        "option": catalogue.options,
        "variant": catalogue.variants,
        "dimension": catalogue.dimensions,
        "flexibility": catalogue.flexibilities,
        "use of a flexibility": catalogue.flexibility_uses,
        "risk": catalogue.risks,
        "stop rule": catalogue.stop_rules,
        "milestone": catalogue.milestones,
        "intervention": catalogue.interventions,
        "caution": catalogue.cautions,
        "watch item": catalogue.watch_items,
        "constant": catalogue.constants,
    }
    for kind, rows in tables.items():
        for row in rows:
            yield f"{kind} {_name(row)}", row


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


Reference = tuple[str, str, tuple[str, ...]]
"""Where a list of slugs stands, what they should be, and the slugs."""


def _references(catalogue: Catalogue) -> Iterator[Reference]:
    yield from _references_of_options(catalogue)
    yield from _references_of_gates(catalogue)
    for risk in catalogue.risks:
        yield f"risk {risk.slug}", "arrangement", risk.lowered_by
    for intervention in catalogue.interventions:
        yield f"intervention {intervention.slug}", "group", intervention.groups
        yield f"intervention {intervention.slug}", "service", intervention.services
    for milestone in catalogue.milestones:
        yield f"milestone {milestone.slug}", "route", milestone.routes
        yield f"milestone {milestone.slug}", "milestone", milestone.needs
    for caution in catalogue.cautions:
        yield f"caution {caution.slug}", "case for a caution", (caution.when,) if caution.when else ()
    for item in catalogue.watch_items:
        yield f"watch item {item.slug}", "option or flexibility", item.touches


def _references_of_options(catalogue: Catalogue) -> Iterator[Reference]:
    for option in catalogue.options:
        yield f"option {option.slug}", "service", option.core_services
        if option.vehicle and option.vehicle.start_form:
            yield f"option {option.slug}", "option", (option.vehicle.start_form,)
    for requirement in catalogue.requirements:
        yield f"requirement {requirement.option} / {requirement.dimension}", "service", requirement.must_when_service
    for variant in catalogue.variants:
        yield f"variant {variant.slug}", "answer", (f"{variant.circumstance} {variant.answer}",)


def _references_of_gates(catalogue: Catalogue) -> Iterator[Reference]:
    for gate in catalogue.gates:
        yield f"gate {gate.slug}", GATE_VALUES[gate.kind], gate.values
    for row in catalogue.compatibilities:
        yield f"compatibility {row.upper} / {row.lower}", "option", (row.upper,)


GATE_VALUES = {
    "needs_any_service": "service",
    "needs_no_service": "service",
    "needs_scope": "kind of scope",
    "needs_groups": "group",
    "needs_footprint": "footprint",
    "needs_readiness": "dimension",
    "needs_partner": "kind of partner",
}


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
