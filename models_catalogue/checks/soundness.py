"""What must not contradict itself: weights, references, the plan, stop rules, gates, populations and names."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields

from models_catalogue import vocabulary
from models_catalogue.catalogue import Catalogue, Option, PopulationThreshold
from models_catalogue.changes import identity
from models_catalogue.checks.problem import Problem
from models_catalogue.references import known_slugs, references


def circumstances_can_be_weighed(catalogue: Catalogue) -> Iterator[Problem]:
    """The value model takes points from 0 to 100, at least one of them above 0."""
    for circumstance in catalogue.circumstances:
        if not (math.isfinite(circumstance.weight) and 0 <= circumstance.weight <= 100):
            yield Problem(f"circumstance {circumstance.slug}", f"weighs {circumstance.weight:g}, not 0 to 100")
    if not any(circumstance.weight > 0 for circumstance in catalogue.circumstances):
        yield Problem("circumstances", "all weigh 0, so nothing about a place would count")


def every_reference_is_known(catalogue: Catalogue) -> Iterator[Problem]:
    """Lists of slugs that no foreign key guards."""
    known = known_slugs(catalogue)
    for where, kind, slugs in references(catalogue):
        for slug in slugs:
            if slug not in known[kind]:
                yield Problem(where, f"names the {kind} {slug}, which does not exist")


def every_first_step_is_a_form(catalogue: Catalogue) -> Iterator[Problem]:
    """A report sets the first step aside when its form is ruled out, which only forms can be."""
    for option in catalogue.options:
        start = catalogue.option.get(option.vehicle.start_form) if option.vehicle else None
        if start is not None and start.stage != "form":
            yield Problem(f"option {option.slug}", f"starts with {start.slug}, which is not an organisational form")


def every_gate_says_what_it_asks(catalogue: Catalogue) -> Iterator[Problem]:
    for gate in catalogue.gates:
        if not gate.values:
            yield Problem(f"gate {gate.slug}", "names nothing that it asks for")
        if gate.kind == "needs_readiness" and gate.level is None:
            yield Problem(f"gate {gate.slug}", "asks for readiness without a level")


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


def no_identity_is_used_twice(catalogue: Catalogue) -> Iterator[Problem]:
    """The value model parts names with |, so no option or objective may hold one."""
    for table in fields(catalogue):
        found = Counter(identity(row) for row in getattr(catalogue, table.name))
        for name, count in found.items():
            if count > 1:
                yield Problem(f"{table.name.replace('_', ' ')} {name}", f"is there {count} times")
    for slug in (*catalogue.option, *catalogue.objective):
        if "|" in slug:
            yield Problem(slug, "must be named without the character |")


def populations_agree(catalogue: Catalogue) -> Iterator[Problem]:
    """A warning: an option's smallest population that none of the figures published for it supports."""
    for option in catalogue.options:
        published = [row for row in catalogue.thresholds if row.option == option.slug and _is_a_figure(row)]
        if option.population_minimum is not None and published and not any(_supports(row, option) for row in published):
            figures = "; ".join(row.words for row in published)
            yield Problem(
                f"option {option.slug}",
                f"warns below {option.population_minimum:,} people, which no published figure says: {figures}",
                blocks=False,
            )


def _is_a_figure(row: PopulationThreshold) -> bool:
    return row.smallest is not None or row.largest is not None


def _supports(row: PopulationThreshold, option: Option) -> bool:
    """Whether a figure's own range holds the option's smallest population; without a largest, only the figure itself."""
    low = row.smallest or 0
    high = row.largest if row.largest is not None else low
    return low <= (option.population_minimum or 0) <= high
