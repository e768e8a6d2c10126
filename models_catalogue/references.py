"""Where rows name other rows by slug in lists that no foreign key guards, and which slugs there are."""

from collections.abc import Collection, Iterator, Mapping

from models_catalogue import vocabulary
from models_catalogue.catalogue import Catalogue

Reference = tuple[str, str, tuple[str, ...]]
"""Where a list of slugs stands, what they should be, and the slugs."""


def known_slugs(catalogue: Catalogue) -> Mapping[str, Collection[str]]:
    """The slugs that a reference of each kind may name."""
    options, flexibilities = set(catalogue.option), set(catalogue.flexibility)
    return {
        **vocabulary.CLOSED_LISTS,
        "option": options | {vocabulary.SINGLE_PATHWAY},
        "option or flexibility": options | flexibilities,
        "milestone": {milestone.slug for milestone in catalogue.milestones},
        "kind of partner": {term.slug for term in catalogue.vocabulary("partner-type")},
        "answer": {f"{c.slug} {answer.slug}" for c in catalogue.circumstances for answer in c.answers},
    }


def references(catalogue: Catalogue) -> Iterator[Reference]:
    """Every list of slugs of every row."""
    for of_rows in (_of_options, _of_gates, _of_consequences, _of_resources):
        yield from of_rows(catalogue)


def _of_consequences(catalogue: Catalogue) -> Iterator[Reference]:
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


def _of_resources(catalogue: Catalogue) -> Iterator[Reference]:
    for item in catalogue.watch_items:
        yield f"watch item {item.slug}", "option or flexibility", item.touches
    for case in catalogue.cases:
        yield f"case {case.slug}", "group", case.groups
        yield f"case {case.slug}", "answer", case.circumstances
    for tool in catalogue.tools:
        yield f"tool {tool.slug}", "key question", tool.questions


def _of_options(catalogue: Catalogue) -> Iterator[Reference]:
    for option in catalogue.options:
        yield f"option {option.slug}", "service", option.core_services
        if option.vehicle and option.vehicle.start_form:
            yield f"option {option.slug}", "option", (option.vehicle.start_form,)
    for requirement in catalogue.requirements:
        yield f"requirement {requirement.option} / {requirement.dimension}", "service", requirement.must_when_service
    for variant in catalogue.variants:
        yield f"variant {variant.slug}", "answer", (f"{variant.circumstance} {variant.answer}",)


def _of_gates(catalogue: Catalogue) -> Iterator[Reference]:
    for gate in catalogue.gates:
        yield f"gate {gate.slug}", vocabulary.GATE_VALUES[gate.kind], gate.values
    for row in catalogue.compatibilities:
        yield f"compatibility {row.upper} / {row.lower}", "option", (row.upper,)
