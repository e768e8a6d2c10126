"""What the catalogue knows about one thing, joined from its tables, for pages that show it whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from models_catalogue.catalogue import (
    Article,
    Case,
    Catalogue,
    Circumstance,
    Compatibility,
    Dimension,
    Fit,
    Flexibility,
    FlexibilityUse,
    Gate,
    Objective,
    Option,
    PopulationThreshold,
    Rating,
    Requirement,
    Risk,
    Source,
    Successor,
    Tool,
    Variant,
    WatchItem,
)

OLDER_PEOPLE = "older-people"
POPULATION_GROUPS = "population-groups"


@dataclass(frozen=True)
class Power:
    """A flexibility, and how one option uses it."""

    flexibility: Flexibility
    use: FlexibilityUse


@dataclass(frozen=True)
class Suits:
    """How an option suits each answer to one question about the place: (answer in words, rating)."""

    circumstance: Circumstance
    answers: tuple[tuple[str, Rating], ...]


@dataclass(frozen=True)
class Partner:
    """An option of a neighbouring stage that goes, or does not go, with another; None is a single pathway."""

    option: Option | None
    compatibility: Compatibility


@dataclass(frozen=True)
class OptionPage:
    """One option with everything that belongs to it. Risks are those that bite it and not simply every option."""

    option: Option
    variants: tuple[Variant, ...]
    fits: tuple[tuple[Objective, Fit], ...]
    suits: tuple[Suits, ...]
    requirements: tuple[tuple[Dimension, Requirement], ...]
    gates: tuple[Gate, ...]
    thresholds: tuple[PopulationThreshold, ...]
    essential: tuple[Power, ...]
    useful: tuple[Power, ...]
    cases: tuple[Case, ...]
    risks: tuple[Risk, ...]
    partners: tuple[Partner, ...]
    successors: tuple[Successor, ...]
    watch_items: tuple[WatchItem, ...]
    articles: tuple[Article, ...]


def option_page(catalogue: Catalogue, option: Option) -> OptionPage:
    slug = option.slug
    return OptionPage(
        option=option,
        variants=_of(catalogue.variants, slug),
        fits=_fits(catalogue, slug),
        suits=_suits(catalogue, slug),
        requirements=tuple((catalogue.dimension[row.dimension], row) for row in _of(catalogue.requirements, slug)),
        gates=_of(catalogue.gates, slug),
        thresholds=_of(catalogue.thresholds, slug),
        essential=_powers(catalogue, slug, "essential"),
        useful=_powers(catalogue, slug, "useful"),
        cases=cases_of(catalogue, slug),
        risks=tuple(risk for risk in catalogue.risks if slug in risk.bites),
        partners=_partners(catalogue, slug),
        successors=_of(catalogue.successors, slug),
        watch_items=watch_items_of(catalogue, slug),
        articles=tuple(article for article in catalogue.articles if slug in article.options),
    )


def _of(rows: Iterable, slug: str) -> tuple:
    return tuple(row for row in rows if row.option == slug)


def _fits(catalogue: Catalogue, slug: str) -> tuple[tuple[Objective, Fit], ...]:
    known = ((objective, catalogue.fit.get((slug, objective.slug))) for objective in catalogue.objectives)
    return tuple((objective, fit) for objective, fit in known if fit)


def _suits(catalogue: Catalogue, slug: str) -> tuple[Suits, ...]:
    found = (Suits(one, _rated_answers(catalogue, slug, one)) for one in catalogue.circumstances)
    return tuple(suits for suits in found if suits.answers)


def _rated_answers(catalogue: Catalogue, slug: str, circumstance: Circumstance) -> tuple[tuple[str, Rating], ...]:
    rated = (
        (answer.label, catalogue.rating.get((slug, circumstance.slug, answer.slug))) for answer in circumstance.answers
    )
    return tuple((label, rating) for label, rating in rated if rating)


def _powers(catalogue: Catalogue, slug: str, need: str) -> tuple[Power, ...]:
    uses = (use for use in catalogue.flexibility_uses if use.option == slug and use.need == need)
    return tuple(Power(catalogue.flexibility[use.flexibility], use) for use in uses)


def _partners(catalogue: Catalogue, slug: str) -> tuple[Partner, ...]:
    """Best first; the order of the catalogue breaks ties."""
    above = (Partner(catalogue.option.get(row.upper), row) for row in catalogue.compatibilities if row.lower == slug)
    below = (Partner(catalogue.option[row.lower], row) for row in catalogue.compatibilities if row.upper == slug)
    return tuple(sorted((*above, *below), key=lambda partner: -partner.compatibility.level))


def cases_of(catalogue: Catalogue, slug: str) -> tuple[Case, ...]:
    """The places that chose an option."""
    return tuple(case for case in catalogue.cases if slug in case.options)


def cases_around(catalogue: Catalogue, around: str = "", option: str = "") -> tuple[Case, ...]:
    """The cases that a reader asked for: around older people, around other groups of people, with one option."""
    found = cases_of(catalogue, option) if option else catalogue.cases
    return tuple(case for case in found if is_around(case, around))


def is_around(case: Case, around: str) -> bool:
    if around == OLDER_PEOPLE:
        return OLDER_PEOPLE in case.groups
    return not around or bool(set(case.groups) - {OLDER_PEOPLE})


def watch_items_of(catalogue: Catalogue, slug: str) -> tuple[WatchItem, ...]:
    """What is not settled about an option or a flexibility."""
    return tuple(item for item in catalogue.watch_items if slug in item.touches)


def uses_of(catalogue: Catalogue, flexibility: str) -> tuple[tuple[Option, FlexibilityUse], ...]:
    """The options that use a flexibility, those first to which it is essential."""
    uses = sorted(
        (use for use in catalogue.flexibility_uses if use.flexibility == flexibility), key=lambda use: use.need
    )
    return tuple((catalogue.option[use.option], use) for use in uses)


def essential_to(catalogue: Catalogue, options: Iterable[str]) -> tuple[Flexibility, ...]:
    """The flexibilities that any of the options cannot do without, in the order of the catalogue."""
    named = set(options)
    needed = {use.flexibility for use in catalogue.flexibility_uses if use.option in named and use.need == "essential"}
    return tuple(flexibility for flexibility in catalogue.flexibilities if flexibility.slug in needed)


def tools_for(catalogue: Catalogue, question: int) -> tuple[Tool, ...]:
    """The tools that help with one of the six questions."""
    return tuple(tool for tool in catalogue.tools if str(question) in tool.questions)


def articles_of(catalogue: Catalogue, section: str) -> list[Article]:
    """The articles of a section: the six questions by their number, all others as the catalogue has them."""
    found = catalogue.section(section)
    return sorted(found, key=lambda article: article.question or 0 if section == "question" else 0)


def sources_of(catalogue: Catalogue, article: Article) -> tuple[Source, ...]:
    """What an article cites, by number."""
    numbers = sorted({number for paragraph in article.paragraphs for number in paragraph.sources})
    return tuple(catalogue.source[number] for number in numbers)


def last_checks(catalogue: Catalogue) -> tuple[str, str]:
    """The first and the last day on which law and policy in this edition were checked."""
    days = [
        *(flexibility.checked_at for flexibility in catalogue.flexibilities),
        *(fact.checked_at for fact in catalogue.policy_facts),
        *(option.vehicle.checked_at for option in catalogue.options if option.vehicle),
    ]
    return min(days), max(days)
