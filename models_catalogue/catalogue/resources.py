"""Frozen values of what there is to read: policy, successors, thresholds, cases, tools and articles."""

from dataclasses import dataclass
from typing import Literal

from models_catalogue.catalogue.base import Confidence, Direction, Grade, Reported, Sourced, Status


@dataclass(frozen=True, kw_only=True)
class PolicyFact(Sourced):
    """Something dated that happened in policy or law, or that is planned; its status as last checked."""

    slug: str
    reference: str
    date: str
    fact: str
    status: Status
    status_note: str
    in_force_from: str | None
    in_force_to: str | None
    confidence: Confidence
    to_be_checked: str
    as_at: str
    checked_at: str


@dataclass(frozen=True, kw_only=True)
class Successor(Sourced):
    """What a word of 2014-16 became: in 2018-22 (`between`), and today (`now`)."""

    slug: str
    name: str
    option: str | None
    was: str
    between: str
    now: str
    changed: str
    confidence: Confidence


@dataclass(frozen=True, kw_only=True)
class PopulationThreshold(Sourced):
    """A figure that somebody published for the population of a model, in people; it warns and never blocks."""

    slug: str
    name: str
    option: str | None
    smallest: int | None
    largest: int | None
    words: str
    conflict: str


@dataclass(frozen=True, kw_only=True)
class Case(Sourced):
    """A place that did something like it. `circumstances` are pairs in one word each, `lead acute-trust`."""

    slug: str
    name: str
    country: str
    options: tuple[str, ...]
    variants: tuple[str, ...]
    groups: tuple[str, ...]
    population: int | None
    population_note: str
    started: int | None
    ended: int | None
    years_note: str
    chose: str
    hoped: str
    happened: str
    result: str
    grade: Grade
    direction: Direction
    reported: Reported
    lesson: str
    circumstances: tuple[str, ...]
    quoted: bool
    example: str


@dataclass(frozen=True, kw_only=True)
class Tool(Sourced):
    """Something to use or to read, what for, and which of the six questions (1 to 6) it helps with."""

    slug: str
    name: str
    keeper: Literal["local-government", "nhs", "partners"]
    publisher: str
    what_for: str
    date: str
    url: str
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Paragraph(Sourced):
    number: int
    heading: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Article:
    """A page of the resource centre: a heading and its paragraphs, each with its own sources."""

    slug: str
    section: Literal["introduction", "question", "faq", "mechanism", "spending-review"]
    name: str
    summary: str
    question: int | None
    options: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
