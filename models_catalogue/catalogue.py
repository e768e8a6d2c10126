"""The catalogue as frozen values: what one edition knows, readable and checkable without Django.

An edition is stored as canonical JSON (`Catalogue.canonical`) and read back with `Catalogue.from_json`.
Every field of a value has the same name as the column that it was frozen from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import msgspec

Stage = Literal["care", "organisational", "commissioning", "form"]
Grade = Literal["strong", "moderate", "weak", "contested", "none"]
Direction = Literal["+", "0", "-", "+/-", "?"]
Status = Literal["historic", "in_force", "in_development", "bill", "uncertain"]

STAGES: tuple[Stage, ...] = ("care", "organisational", "commissioning", "form")


@dataclass(frozen=True, kw_only=True)
class Source:
    """Something that was read; cited everywhere by its number."""

    number: int
    publisher: str
    title: str
    date: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """What every row of knowledge carries: the numbers of its sources, and whether it is our own judgement."""

    sources: tuple[int, ...] = ()
    editorial: bool = False


@dataclass(frozen=True, kw_only=True)
class Term(Sourced):
    """One word of a closed list (a service, a group, an arrangement, ...), as it is shown to people."""

    vocabulary: str
    slug: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Theme:
    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Objective(Sourced):
    """A criterion: an aim of a place (`kind` aim) or of an organisational form (`kind` criterion)."""

    slug: str
    name: str
    kind: Literal["aim", "criterion"]
    theme: str
    what: str
    anchor_0: str
    anchor_100: str
    holder: str = ""


@dataclass(frozen=True, kw_only=True)
class CircumstanceAnswer:
    slug: str
    label: str
    hint: str = ""


@dataclass(frozen=True, kw_only=True)
class Circumstance(Sourced):
    """A question about the place as it is; `weight` is its share of the circumstances before normalising."""

    slug: str
    name: str
    question: str
    why: str
    hint: str
    holder: str
    weight: float
    answers: tuple[CircumstanceAnswer, ...]


@dataclass(frozen=True, kw_only=True)
class Fit(Sourced):
    """How far an option is designed to serve an objective (-1 to 3), and beside it what has been shown."""

    option: str
    objective: str
    fit: int
    rationale: str
    grade: Grade
    direction: Direction
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Rating(Sourced):
    """How far an option suits a place that answers a circumstance question so (-2 to 2)."""

    option: str
    circumstance: str
    answer: str
    rating: int
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Vehicle(Sourced):
    """What carries a model today: its status as last checked, the first step, and what not to rely on."""

    name: str
    status: Status
    words: str
    start: str
    start_form: str
    needs: str
    do_not_rely_on: str
    do_not_rely_status: str
    as_at: str
    checked_at: str


@dataclass(frozen=True, kw_only=True)
class Variant(Sourced):
    """A way of doing an option, named in the headline when `circumstance` is answered with `answer`; never ranked."""

    option: str
    slug: str
    name: str
    circumstance: str
    answer: str
    what: str
    formality: str


@dataclass(frozen=True, kw_only=True)
class Requirement(Sourced):
    """A readiness level (0 to 5) that an option needs; `must_when_service` turns a should into a must."""

    option: str
    dimension: str
    level: int
    strength: Literal["must", "should"]
    must_when_service: tuple[str, ...] = ()
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Gate(Sourced):
    """A condition of the scope or the place; `otherwise` is the gate's answer when it is not met."""

    slug: str
    option: str
    kind: str
    values: tuple[str, ...]
    level: int | None
    otherwise: Literal["fail", "fixable"]
    name: str
    because: str
    opens: str


@dataclass(frozen=True, kw_only=True)
class Compatibility(Sourced):
    """What goes with what: 2 natural, 1 possible, 0 poor (a gate). `upper` is an option or `single-pathway`."""

    upper: str
    lower: str
    level: int
    rationale: str


@dataclass(frozen=True, kw_only=True)
class Option(Sourced):
    """A care model, an organisational model, a way of commissioning or an organisational form."""

    slug: str
    stage: Stage
    name: str
    short_name: str
    of_the_brief: bool
    dalton: bool
    plain: str
    what: str
    meaning_2016: str
    who_leads: str
    holder: str
    payment: str
    general_practice: str
    governance: str
    formality: int
    formality_range: str
    population_minimum: int | None
    population_note: str
    time_to_establish: str
    time_to_effect: str
    board_line: str
    needs_award: bool
    needs_transaction: bool
    exit: str
    core_services: tuple[str, ...]
    core_rationale: str
    vehicle: Vehicle | None


@dataclass(frozen=True, kw_only=True)
class Dimension(Sourced):
    """A dimension of readiness with one descriptor for each level, 0 to 5."""

    slug: str
    name: str
    question: str
    why: str
    holder: str
    levels: tuple[str, ...]
    lift: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FlexibilityUse(Sourced):
    flexibility: str
    option: str
    need: Literal["essential", "useful"]
    why: str


@dataclass(frozen=True, kw_only=True)
class Flexibility(Sourced):
    """A legal power, route or duty, with its dates and status as last checked."""

    slug: str
    reference: str
    name: str
    lets: str
    who: str
    law: str
    conditions: str
    needs: str
    steps: tuple[str, ...]
    in_force_from: str | None
    in_force_to: str | None
    status: Status
    status_note: str
    use_2016: str
    confidence: Literal["high", "medium", "low"]
    usable: bool
    everyone: str
    as_at: str
    checked_at: str
    review_due: str | None


@dataclass(frozen=True, kw_only=True)
class RiskTrigger:
    dimension: str
    below: int


@dataclass(frozen=True, kw_only=True)
class Risk(Sourced):
    """A documented risk; likelihood and impact (1 to 5) are starting values, before triggers and controls."""

    slug: str
    reference: str
    category: str
    name: str
    cause: str
    consequence: str
    mitigation: str
    likelihood: int
    impact: int
    bites_all: bool
    bites: tuple[str, ...]
    trigger_facts: tuple[str, ...]
    trigger_dimensions: tuple[RiskTrigger, ...]
    lowered_by: tuple[str, ...]
    sensitive: bool


@dataclass(frozen=True, kw_only=True)
class StopRule(Sourced):
    """A stop-level warning: every cause and every exposure answered yes, on a recommended option that it bites."""

    slug: str
    name: str
    cause_facts: tuple[str, ...]
    exposure_facts: tuple[str, ...]
    bites: tuple[str, ...]
    argument: str
    what_to_do: str


@dataclass(frozen=True, kw_only=True)
class Fact(Sourced):
    slug: str
    question: str
    why: str
    sensitive: bool


@dataclass(frozen=True, kw_only=True)
class MoneyQuestion(Sourced):
    slug: str
    question: str
    why: str
    answers: tuple[CircumstanceAnswer, ...]


@dataclass(frozen=True, kw_only=True)
class Milestone(Sourced):
    """A piece of work with what must finish before it and how many weeks it takes (fast, typical, slow)."""

    slug: str
    reference: str
    name: str
    needs: tuple[str, ...]
    fast_weeks: float
    typical_weeks: float
    slow_weeks: float
    basis: Literal["sourced", "estimate"]
    basis_note: str
    note: str
    owner: str
    quick_win: bool
    always: bool
    facts: tuple[str, ...]
    forms: tuple[str, ...]
    routes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AssuranceHeading(Sourced):
    number: int
    slug: str
    name: str
    question: str
    evidence: str
    answered_by: str


@dataclass(frozen=True, kw_only=True)
class AssuranceQuestion(Sourced):
    number: int
    text: str


@dataclass(frozen=True, kw_only=True)
class Intervention(Sourced):
    """A service change with its own evidence; it reaches a report as an addition, never ranked."""

    slug: str
    name: str
    what: str
    groups: tuple[str, ...]
    services: tuple[str, ...]
    aims: tuple[str, ...]
    grade: Grade
    direction: Direction
    result: str
    caution: str
    self_reported: bool


@dataclass(frozen=True, kw_only=True)
class Caution(Sourced):
    """A sentence for boards: for every one, or only `when` certain answers call for it (vocabulary.CAUTION_CASES)."""

    slug: str
    text: str
    when: str


@dataclass(frozen=True, kw_only=True)
class WatchItem(Sourced):
    """Something not settled when last checked, and the words that are safe to use about it."""

    reference: str
    slug: str
    what: str
    why: str
    wording: str
    recheck: str
    review_due: str | None
    touches: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MethodConstant(Sourced):
    """A number of the method that belongs to the edition, such as the circumstances' share of the value."""

    slug: str
    number: float
    reason: str


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
    constants: tuple[MethodConstant, ...] = field(default=())

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
    def fact(self) -> Mapping[str, Fact]:
        return {fact.slug: fact for fact in self.facts}

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
    def constant(self) -> Mapping[str, float]:
        return {constant.slug: constant.number for constant in self.constants}

    @cached_property
    def _words(self) -> Mapping[tuple[str, str], Term]:
        return {(term.vocabulary, term.slug): term for term in self.terms}

    def aims(self) -> tuple[Objective, ...]:
        return tuple(objective for objective in self.objectives if objective.kind == "aim")

    def criteria(self) -> tuple[Objective, ...]:
        return tuple(objective for objective in self.objectives if objective.kind == "criterion")

    def stage(self, stage: Stage) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.stage == stage)

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
