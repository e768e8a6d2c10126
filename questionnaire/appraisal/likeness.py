"""Places like this one: the nearest cases of the catalogue, by their circumstances and by nothing else.

What a case chose and what came of it play no part, so that no result can choose its own witnesses.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from models_catalogue.catalogue import Case, Catalogue
from models_catalogue.vocabulary import CIRCUMSTANCES
from questionnaire.answers import Answers

MOST_CASES = 4
SAME_SIZE = 2
"""Two populations are of the same order of size when the larger is at most this many times the smaller."""

ANSWERED_ONCE = tuple(question for question in CIRCUMSTANCES if question != "services")
"""The circumstances that have one answer; which services a case had in scope is not recorded."""

GROUPS, SIZE = "groups", "population"
Said = str | int | tuple[str, ...]


@dataclass(frozen=True)
class Trait:
    """One thing that a place and a case both state (a circumstance, `groups` or `population`), and what each says."""

    question: str
    here: Said
    there: Said
    is_alike: bool


@dataclass(frozen=True)
class NearCase:
    """A case beside a place: what of both is alike, and what differs; what either leaves open is in neither."""

    slug: str
    is_place_itself: bool
    alike: tuple[Trait, ...]
    differs: tuple[Trait, ...]

    @property
    def points(self) -> int:
        """One for each thing alike, one less for each that differs; size alone makes no place like another."""
        return len(self.alike) - len(self.differs) - self.size

    @property
    def size(self) -> int:
        """Whether the populations are of one order of size: 1 yes, 0 not known, -1 no."""
        return next(
            (1 if trait.is_alike else -1 for trait in (*self.alike, *self.differs) if trait.question == SIZE), 0
        )


def near_cases(catalogue: Catalogue, answers: Answers) -> tuple[NearCase, ...]:
    """The case about the place itself, where there is one, then the cases most like it, at most `MOST_CASES`.

    Only a case of which more is alike than different is like a place. More points come first; of equal ones that whose
    rarest likeness fewer cases share, then that of the same order of size, then the order of the catalogue.
    """
    every = [_beside(case, answers) for case in catalogue.cases]
    sharing = Counter(trait.question for found in every for trait in found.alike)
    others = [found for found in every if found.points > 0 and not found.is_place_itself]
    nearest = sorted(others, key=lambda found: (-found.points, _rarest(found, sharing), -found.size))
    return (*(found for found in every if found.is_place_itself), *nearest[:MOST_CASES])


def _rarest(found: NearCase, sharing: Counter[str]) -> int:
    """How many cases share the likeness that fewest share."""
    return min(sharing[trait.question] for trait in found.alike if trait.question != SIZE)


def _beside(case: Case, answers: Answers) -> NearCase:
    traits = tuple(_traits(case, answers))
    return NearCase(
        slug=case.slug,
        is_place_itself=_is_about(case, _slug(answers.place.name)),
        alike=tuple(trait for trait in traits if trait.is_alike),
        differs=tuple(trait for trait in traits if not trait.is_alike),
    )


def _traits(case: Case, answers: Answers) -> Iterator[Trait]:
    """What both state, in the order of the route."""
    stated = dict(pair.split(" ", 1) for pair in case.circumstances)
    place = answers.place
    for question in ANSWERED_ONCE:
        here, there = answers.circumstance(question), stated.get(question)
        if here and there:
            yield Trait(question, here, there, here == there)
    if place.groups and case.groups:
        yield Trait(GROUPS, place.groups, case.groups, bool(set(place.groups) & set(case.groups)))
    if place.population and case.population:
        yield Trait(SIZE, place.population, case.population, is_same_size(place.population, case.population))


def is_comparable(answers: Answers) -> bool:
    """Whether a place has stated anything by which a case could be like it."""
    return bool(answers.place.groups) or any(answers.circumstance(question) for question in ANSWERED_ONCE)


def is_same_size(one: int, other: int) -> bool:
    return max(one, other) <= SAME_SIZE * min(one, other)


def _is_about(case: Case, place: str) -> bool:
    """Whether a case is about the place of this name; names that are only alike do not count."""
    return bool(place) and place in (case.slug, _slug(case.name))


def _slug(name: str) -> str:
    return "-".join(re.findall(r"\w+", name.lower()))
