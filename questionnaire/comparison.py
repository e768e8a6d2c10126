"""Two versions of a place's answers: where they differ, and what each difference alone does to the first result. Pure.

Each difference is tried by itself: the first version with that one answer of the second is appraised anew, without
simulation. So what two answers do only together shows at neither of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, Literal

from models_catalogue.catalogue import Catalogue
from questionnaire.appraisal.appraise import Appraisal, appraise
from questionnaire.appraisal.value import Rejected
from questionnaire.document import Posted, answers_in
from questionnaire.forms.base import StepForm
from questionnaire.forms.fields import DAY_PARTS, PATH_MARK, SeveralOf
from questionnaire.kept_answers import forms_of
from questionnaire.newer_edition import Effect, effect
from questionnaire.steps import STEPS, Step

Pages = Mapping[str, Posted]
"""What was posted, by step."""
Words = tuple[str, ...]
Reach = Literal["leads", "ranking", "follows", "nothing", "not tried"]
"""How far a difference reaches: who leads, the numbers and who can still lead, what follows from it, or none of these."""
OBJECTIVES, PRIORITIES = ("rationale", "objectives"), "priorities"


@dataclass(frozen=True)
class Difference:
    """One question with other answers, in the words that were seen; no words where it is not answered."""

    step: Step
    field: str
    question: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True)
class Tried:
    """A difference, how far it reaches alone, and its effect on who leads and on warnings (none where it was not tried)."""

    difference: Difference
    reach: Reach
    effect: Effect | None = None


def differences(catalogue: Catalogue, first: Pages, second: Pages) -> tuple[Difference, ...]:
    """Every question that is answered otherwise, in the order of the route.

    What is said about an aim that only one version has chosen goes along with the choice of aims, and is not told apart.
    """
    pairs = (forms_of(first, catalogue), forms_of(second, catalogue))
    found = tuple(chain.from_iterable(_of_step(step, *(forms.get(step.slug) for forms in pairs)) for step in STEPS))
    if any(_place_of(difference) == OBJECTIVES for difference in found):
        shared = set.intersection(*(_aims_of(forms.get(PRIORITIES)) for forms in pairs))
        return tuple(one for one in found if one.step.slug != PRIORITIES or _aim(one.field) in shared)
    return found


def _of_step(step: Step, *pair: StepForm | None) -> Iterator[Difference]:
    first, second = ({name: (asked, tuple(words)) for name, asked, words in _spoken(form)} for form in pair)
    asked_in_order = dict.fromkeys(name for form in pair if form for name in form.fields)
    for name in asked_in_order:
        (question, before), (_, after) = first.get(name, ("", ())), second.get(name, ("", ()))
        if before != after and not _is_only_reordered(pair, name, before, after):
            yield Difference(step, name, question or second[name][0], before, after)


def _is_only_reordered(pair: tuple[StepForm | None, ...], name: str, before: Words, after: Words) -> bool:
    """Whether the same boxes are ticked, in another order."""
    kinds = (form.documented().get(name) for form in pair if form)
    return sorted(before) == sorted(after) and any(isinstance(field, SeveralOf) for field in kinds)


def _spoken(form: StepForm | None) -> Iterable[tuple[str, str, list[str]]]:
    return form.spoken() if form else ()


def _place_of(difference: Difference) -> tuple[str, str]:
    return difference.step.slug, difference.field


def _aims_of(form: StepForm | None) -> set[str]:
    return {_aim(name) for name in form.fields} if form else set()


def _aim(field: str) -> str:
    return field.split(PATH_MARK)[0]


def tried_one_at_a_time(
    catalogue: Catalogue, first: Pages, second: Pages, *, care_level: str | None
) -> tuple[Tried, ...]:
    """Each difference with what it alone does to the first result; `care_level` is how firm its first stage is taken to be."""

    def appraised(pages: Pages) -> Appraisal:
        answers = answers_in(pages, catalogue)
        return appraise(catalogue, answers, draws=0, care_level=care_level)

    before = appraised(first)

    def tried(difference: Difference) -> Tried:
        try:
            after = appraised(with_answer(first, second, difference))
        except Rejected:
            return Tried(difference, "not tried")
        return Tried(difference, reach(before, after), effect((catalogue, before), (catalogue, after)))

    return tuple(tried(difference) for difference in differences(catalogue, first, second))


def partners_reach(catalogue: Catalogue, first: Pages, second: Pages, *, care_level: str | None) -> Reach | None:
    """How far it reaches to put what the second version's partners say in place of the first's; None where they say the same."""
    own, others = answers_in(first, catalogue), answers_in(second, catalogue)
    if (own.contributions, own.agreed) == (others.contributions, others.agreed):
        return None
    changed = replace(own, contributions=others.contributions, agreed=others.agreed)
    try:
        before, after = (appraise(catalogue, said, draws=0, care_level=care_level) for said in (own, changed))
    except Rejected:
        return "not tried"
    return reach(before, after)


def with_answer(first: Pages, second: Pages, difference: Difference) -> Pages:
    """The first version with one answer of the second. Aims that come bring along what the second says about them."""
    step, field = _place_of(difference)
    changed = {**first, step: _page(first, second, step, lambda name: _is_part_of(name, field))}
    if (step, field) == OBJECTIVES:
        own = {_aim(name) for name in first.get(PRIORITIES, {})}
        changed[PRIORITIES] = _page(first, second, PRIORITIES, lambda name: _aim(name) not in own)
    return changed


def _page(first: Pages, second: Pages, step: str, is_taken: Callable[[str], bool]) -> Posted:
    own = {name: values for name, values in first.get(step, {}).items() if not is_taken(name)}
    return own | {name: values for name, values in second.get(step, {}).items() if is_taken(name)}


def _is_part_of(posted: str, field: str) -> bool:
    """A date is posted in parts: `start-day` is a part of `start`."""
    return posted == field or posted in {f"{field}{part}" for part in DAY_PARTS}


def reach(before: Appraisal, after: Appraisal) -> Reach:
    if _leaders(before) != _leaders(after):
        return "leads"
    if _numbers(before) != _numbers(after):
        return "ranking"
    return "nothing" if result_of(before) == result_of(after) else "follows"


def _leaders(found: Appraisal) -> list[tuple[str, ...]]:
    return [(stage.stage, *stage.leaders) for stage in found.stages()]


def _numbers(found: Appraisal) -> tuple[Any, ...]:
    options = [(one.slug, one.status, one.value, one.shown_only) for stage in found.stages() for one in stage.options]
    return options, dict(found.can_lead)


def result_of(found: Appraisal) -> Appraisal:
    """What an appraisal finds, without what only repeats or compares the answers: facts, documents, money, places alike."""
    money = tuple(replace(line, answer=None) for line in found.money)
    return replace(found, facts={}, assurance=(), money=money, cases=())
