"""Frozen values of what a place is asked: words, objectives, circumstances, readiness, facts, money, and why."""

from dataclasses import dataclass
from typing import Literal

from models_catalogue.catalogue.base import Sourced


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
class Reason(Sourced):
    """Why a question is asked that stands in no other table; `slug` is its page and its field."""

    slug: str
    why: str


@dataclass(frozen=True, kw_only=True)
class MethodConstant(Sourced):
    """A number of the method that belongs to the edition, such as the circumstances' share of the value."""

    slug: str
    number: float
    reason: str
