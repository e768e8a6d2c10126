"""Every other answer that could be given to a question on which a ranking rests, one changed at a time.

What is bought, money, governance, powers in use and dates change what follows from a leader, never who leads; points move
in small steps and have closed forms of their own (`sensitivity.py`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from models_catalogue.catalogue import Catalogue
from models_catalogue.vocabulary import FOOTPRINTS, GROUPS, SERVICES
from questionnaire.answers import HIGHEST_LEVEL, ON_CARE_MODEL, TODAY_SCORES, Answers, Partner, Priority

Touches = Literal["scores", "today", "gates"]
"""What an answer is read by: scores of one circumstance, today's score on one aim, or gates."""
Value = str | float | bool | None


@dataclass(frozen=True)
class Alternative:
    """The answers with one changed: at `path` within a step of the answers document, from `now` to `becomes`.

    For a list (services, groups, kinds of partner) the path ends with the member, and the values say whether it is in. None
    is no answer.
    """

    step: str
    path: tuple[str, ...]
    now: Value
    becomes: Value
    answers: Answers
    touches: tuple[Touches, ...]

    @property
    def question(self) -> str:
        """The circumstance, aim or dimension that it is about."""
        return self.path[0]


def alternatives(catalogue: Catalogue, answers: Answers) -> Iterator[Alternative]:
    """Every alternative, in the order of the route."""
    yield from _of_place(catalogue, answers)
    yield from _of_today(answers)
    yield from _of_care_model(catalogue, answers)
    yield from _of_readiness(catalogue, answers)
    yield from _of_forms(answers)


def _of_place(catalogue: Catalogue, answers: Answers) -> Iterator[Alternative]:
    yield from _of_choice(answers, "place", "footprint", FOOTPRINTS, ("gates",))
    yield from _of_choice(answers, "place", "scope_kind", _slugs(catalogue, "scope_kind"), ("scores", "gates"))
    yield from _of_list(answers, "groups", GROUPS, ("gates",))
    if answers.place.services:
        yield from _of_list(answers, "services", SERVICES, ("scores", "gates"))
    yield from _of_choice(answers, "place", "lead", _slugs(catalogue, "lead"), ("scores",))
    yield from _of_partners(catalogue, answers)


def _of_choice(
    answers: Answers, step: str, question: str, every: Iterable[str], touches: tuple[Touches, ...]
) -> Iterator[Alternative]:
    now = answers.circumstance(question)
    for answer in _others(every, now):
        yield Alternative(step, (question,), now, answer, answers.but(question, answer), touches)


def _of_list(
    answers: Answers, question: str, every: Iterable[str], touches: tuple[Touches, ...]
) -> Iterator[Alternative]:
    """One member more or less; services are never left empty, for a place that has answered names at least one."""
    chosen: tuple[str, ...] = getattr(answers.place, question)
    for member in every:
        found = tuple(one for one in chosen if one != member) if member in chosen else (*chosen, member)
        if found or question != "services":
            is_in = member in chosen
            yield Alternative("place", (question, member), is_in, not is_in, answers.but(question, found), touches)


def _of_partners(catalogue: Catalogue, answers: Answers) -> Iterator[Alternative]:
    """A partner of a kind that has none yet, or no partner of a kind any more."""
    partners = answers.place.partners
    for kind in (term.slug for term in catalogue.vocabulary("partner-type")):
        others = tuple(partner for partner in partners if partner.type != kind)
        is_in = len(others) < len(partners)
        found = others if is_in else (*partners, Partner(kind, kind))
        yield Alternative("place", ("partners", kind), is_in, not is_in, answers.but("partners", found), ("gates",))


def _of_today(answers: Answers) -> Iterator[Alternative]:
    """How well today's arrangements serve each aim."""
    for aim in answers.aims():
        priority = answers.priorities.get(aim, Priority())
        for today in _others(TODAY_SCORES, priority.today):
            priorities = {**answers.priorities, aim: replace(priority, today=today)}
            changed = replace(answers, priorities=priorities)
            yield Alternative("priorities", (aim, "today"), priority.today, today, changed, ("today",))


def _of_care_model(catalogue: Catalogue, answers: Answers) -> Iterator[Alternative]:
    given = answers.care_model
    for question in ON_CARE_MODEL:
        yield from _of_choice(answers, "care-model", question, _slugs(catalogue, question), ("scores",))
    for option, reason in given.ruled_out.items():
        others = {slug: said for slug, said in given.ruled_out.items() if slug != option}
        changed = replace(answers, care_model=replace(given, ruled_out=others))
        yield Alternative("care-model", ("ruled_out", option), reason, None, changed, ("gates",))


def _of_readiness(catalogue: Catalogue, answers: Answers) -> Iterator[Alternative]:
    for dimension in catalogue.dimensions:
        now = answers.readiness.get(dimension.slug)
        for level in range(HIGHEST_LEVEL + 1):
            if level != now:
                changed = replace(answers, readiness={**answers.readiness, dimension.slug: level})
                yield Alternative("readiness", (dimension.slug,), now, level, changed, ("gates",))


def _of_forms(answers: Answers) -> Iterator[Alternative]:
    """A form that the place has ruled out, no longer ruled out."""
    for option, reason in answers.form.ruled_out.items():
        others = {slug: said for slug, said in answers.form.ruled_out.items() if slug != option}
        changed = replace(answers, form=replace(answers.form, ruled_out=others))
        yield Alternative("form", ("ruled_out", option), reason, None, changed, ("gates",))


def _others(every: Iterable[str], now: str | None) -> Iterator[str]:
    return (slug for slug in every if slug != now)


def _slugs(catalogue: Catalogue, circumstance: str) -> tuple[str, ...]:
    return tuple(answer.slug for answer in catalogue.circumstance[circumstance].answers)
