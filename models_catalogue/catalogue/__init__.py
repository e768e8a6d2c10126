"""The catalogue as frozen values: what one edition knows, readable and checkable without Django.

An edition is stored as canonical JSON (`Catalogue.canonical`) and read back with `Catalogue.from_json`.
Every field of a value has the same name as the column that it was frozen from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import msgspec

from models_catalogue.catalogue.asking import (
    Circumstance,
    CircumstanceAnswer,
    Dimension,
    Fact,
    MethodConstant,
    MoneyQuestion,
    Objective,
    Reason,
    Term,
    Theme,
)
from models_catalogue.catalogue.base import (
    STAGES,
    Confidence,
    Direction,
    Grade,
    Reported,
    Source,
    Sourced,
    Stage,
    Status,
)
from models_catalogue.catalogue.consequences import (
    AssuranceHeading,
    AssuranceQuestion,
    AwardRoute,
    Caution,
    Flexibility,
    FlexibilityUse,
    Intervention,
    Milestone,
    Risk,
    RiskTrigger,
    StopRule,
    WatchItem,
)
from models_catalogue.catalogue.options import Compatibility, Fit, Gate, Option, Rating, Requirement, Variant, Vehicle
from models_catalogue.catalogue.resources import (
    Article,
    Case,
    Paragraph,
    PolicyFact,
    PopulationThreshold,
    Successor,
    Tool,
)

__all__ = [
    "STAGES",
    "Article",
    "AssuranceHeading",
    "AssuranceQuestion",
    "AwardRoute",
    "Case",
    "Catalogue",
    "Caution",
    "Circumstance",
    "CircumstanceAnswer",
    "Compatibility",
    "Confidence",
    "Dimension",
    "Direction",
    "Fact",
    "Fit",
    "Flexibility",
    "FlexibilityUse",
    "Gate",
    "Grade",
    "Intervention",
    "MethodConstant",
    "Milestone",
    "MoneyQuestion",
    "Objective",
    "Option",
    "Paragraph",
    "PolicyFact",
    "PopulationThreshold",
    "Rating",
    "Reason",
    "Reported",
    "Requirement",
    "Risk",
    "RiskTrigger",
    "Source",
    "Sourced",
    "Stage",
    "Status",
    "StopRule",
    "Successor",
    "Term",
    "Theme",
    "Tool",
    "Variant",
    "Vehicle",
    "WatchItem",
]


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """One edition's whole content. Tuples are in catalogue order; look-ups by slug are properties."""

    sources: tuple[Source, ...]
    terms: tuple[Term, ...]
    themes: tuple[Theme, ...]
    objectives: tuple[Objective, ...]
    circumstances: tuple[Circumstance, ...]
    options: tuple[Option, ...]
    variants: tuple[Variant, ...]
    fits: tuple[Fit, ...]
    ratings: tuple[Rating, ...]
    requirements: tuple[Requirement, ...]
    gates: tuple[Gate, ...]
    compatibilities: tuple[Compatibility, ...]
    dimensions: tuple[Dimension, ...]
    flexibilities: tuple[Flexibility, ...]
    flexibility_uses: tuple[FlexibilityUse, ...]
    risks: tuple[Risk, ...]
    stop_rules: tuple[StopRule, ...]
    facts: tuple[Fact, ...]
    money_questions: tuple[MoneyQuestion, ...]
    milestones: tuple[Milestone, ...]
    assurance_headings: tuple[AssuranceHeading, ...]
    assurance_questions: tuple[AssuranceQuestion, ...]
    interventions: tuple[Intervention, ...]
    cautions: tuple[Caution, ...]
    watch_items: tuple[WatchItem, ...]
    award_routes: tuple[AwardRoute, ...] = ()
    constants: tuple[MethodConstant, ...] = ()
    policy_facts: tuple[PolicyFact, ...] = ()
    successors: tuple[Successor, ...] = ()
    thresholds: tuple[PopulationThreshold, ...] = ()
    cases: tuple[Case, ...] = ()
    tools: tuple[Tool, ...] = ()
    articles: tuple[Article, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @classmethod
    def from_json(cls, content: str | bytes) -> "Catalogue":
        """Read canonical JSON back; raises `msgspec.ValidationError` when it is not a catalogue."""
        return msgspec.json.decode(content, type=cls)

    def canonical(self) -> bytes:
        """The one JSON text of this content (sorted keys, UTF-8), so that equal content has an equal hash."""
        return msgspec.json.encode(self, order="sorted")

    @cached_property
    def source(self) -> Mapping[int, Source]:
        return {source.number: source for source in self.sources}

    @cached_property
    def objective(self) -> Mapping[str, Objective]:
        return {objective.slug: objective for objective in self.objectives}

    @cached_property
    def option(self) -> Mapping[str, Option]:
        return {option.slug: option for option in self.options}

    @cached_property
    def dimension(self) -> Mapping[str, Dimension]:
        return {dimension.slug: dimension for dimension in self.dimensions}

    @cached_property
    def circumstance(self) -> Mapping[str, Circumstance]:
        return {circumstance.slug: circumstance for circumstance in self.circumstances}

    @cached_property
    def flexibility(self) -> Mapping[str, Flexibility]:
        return {flexibility.slug: flexibility for flexibility in self.flexibilities}

    @cached_property
    def award_route(self) -> Mapping[str, AwardRoute]:
        return {route.slug: route for route in self.award_routes}

    @cached_property
    def fact(self) -> Mapping[str, Fact]:
        return {fact.slug: fact for fact in self.facts}

    @cached_property
    def reason(self) -> Mapping[str, Reason]:
        return {reason.slug: reason for reason in self.reasons}

    @cached_property
    def fit(self) -> Mapping[tuple[str, str], Fit]:
        return {(fit.option, fit.objective): fit for fit in self.fits}

    @cached_property
    def rating(self) -> Mapping[tuple[str, str, str], Rating]:
        return {(rating.option, rating.circumstance, rating.answer): rating for rating in self.ratings}

    @cached_property
    def compatibility(self) -> Mapping[tuple[str, str], Compatibility]:
        return {(row.upper, row.lower): row for row in self.compatibilities}

    @cached_property
    def _of_option(self) -> Mapping[str, tuple[tuple[Gate, ...], tuple[Requirement, ...]]]:
        return {
            option.slug: (
                tuple(gate for gate in self.gates if gate.option == option.slug),
                tuple(row for row in self.requirements if row.option == option.slug),
            )
            for option in self.options
        }

    def gates_of(self, option: str) -> tuple[Gate, ...]:
        return self._of_option[option][0]

    def requirements_of(self, option: str) -> tuple[Requirement, ...]:
        return self._of_option[option][1]

    @cached_property
    def constant(self) -> Mapping[str, float]:
        return {constant.slug: constant.number for constant in self.constants}

    @cached_property
    def case(self) -> Mapping[str, Case]:
        return {case.slug: case for case in self.cases}

    @cached_property
    def article(self) -> Mapping[str, Article]:
        return {article.slug: article for article in self.articles}

    @cached_property
    def _words(self) -> Mapping[tuple[str, str], Term]:
        return {(term.vocabulary, term.slug): term for term in self.terms}

    def aims(self) -> tuple[Objective, ...]:
        return tuple(objective for objective in self.objectives if objective.kind == "aim")

    def criteria(self) -> tuple[Objective, ...]:
        return tuple(objective for objective in self.objectives if objective.kind == "criterion")

    def stage(self, stage: Stage) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.stage == stage)

    def section(self, section: str) -> tuple[Article, ...]:
        return tuple(article for article in self.articles if article.section == section)

    def vocabulary(self, name: str) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.vocabulary == name)

    def word(self, vocabulary: str, slug: str) -> str:
        """The label of a slug; the slug itself when the edition has no word for it."""
        term = self._words.get((vocabulary, slug))
        return term.label if term else slug

    def answer_label(self, circumstance: str, slug: str) -> str:
        for answer in self.circumstance[circumstance].answers:
            if answer.slug == slug:
                return answer.label
        return slug
