"""What would have to change, for reading: turning points in the words that were seen, alike ones told together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from models_catalogue.catalogue import Catalogue, Option
from questionnaire.answers import Answers
from questionnaire.appraisal.turning_points import Blocked, TurningPoint
from questionnaire.document import form_for
from questionnaire.forms.base import StepForm
from questionnaire.forms.fields import PATH_MARK
from questionnaire.steps import STEPS

LISTS = ("groups", "services")


@dataclass(frozen=True)
class Turn:
    """Other answers to one question that give a stage the same other leaders.

    `kind` says how it reads: `choice` (another answer instead of `now`, None for not sure or not answered), `list` (`member` in or out),
    `partner` (a kind of partner, `member`, in or out) or `ruled-out` (no longer). `field` is the form's, `is_in` says
    whether a member is in today.
    """

    stage: str
    kind: str
    step: str
    field: str
    question: str
    member: str
    is_in: bool
    is_answered: bool
    now: str | None
    becomes: tuple[str, ...]
    leaders: tuple[Option, ...]


def turns(catalogue: Catalogue, answers: Answers, points: tuple[TurningPoint, ...]) -> dict[str, tuple[Turn, ...]]:
    """By stage, in the order of the route."""
    forms = {step.slug: form_for(step, catalogue, answers, {}) for step in STEPS}
    found: dict[str, list[Turn]] = {}
    for point, becomes in _alike(points):
        is_answered = point.now is not None or point.path[0] in answers.unsure
        turn = _turn(catalogue, forms[point.step], point, becomes, is_answered=is_answered)
        found.setdefault(point.stage, []).append(turn)
    return {stage: tuple(every) for stage, every in found.items()}


def _alike(points: tuple[TurningPoint, ...]) -> Iterator[tuple[TurningPoint, list[TurningPoint]]]:
    """Each question's points with the same stage and leaders, which follow one another once they are sorted."""
    places = {point: place for place, point in enumerate(points)}
    first = {(point.step, point.path, point.stage): places[point] for point in reversed(points)}

    def turn(point: TurningPoint) -> tuple[int, tuple[str, ...]]:
        return first[point.step, point.path, point.stage], point.leaders

    for _, alike in groupby(sorted(points, key=lambda point: (*turn(point), places[point])), key=turn):
        same = list(alike)
        yield same[0], same


def _turn(
    catalogue: Catalogue, form: StepForm, point: TurningPoint, alike: list[TurningPoint], *, is_answered: bool
) -> Turn:
    name = point.path[0] if point.path[0] in LISTS else PATH_MARK.join(point.path)
    field = form.fields[name]
    labels: Mapping[str, str] = getattr(field, "labels", {})
    kind = _kind(point)
    member = {"list": labels.get(point.path[-1], ""), "partner": str(field.label)}.get(kind, "")
    return Turn(
        stage=point.stage,
        kind=kind,
        step=point.step,
        field=name,
        question=catalogue.option[point.path[-1]].name if kind == "ruled-out" else str(field.label),
        member=member,
        is_in=point.now is True,
        is_answered=is_answered,
        now=None if point.now is None else labels.get(_key(point.now)),
        becomes=tuple(labels.get(_key(other.becomes), "") for other in alike),
        leaders=tuple(catalogue.option[slug] for slug in point.leaders),
    )


def _key(value: object) -> str:
    """A value as it stands among a field's choices; a median of levels between two stands nowhere."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _kind(point: TurningPoint) -> str:
    if point.path[0] in LISTS:
        return "list"
    return {"partners": "partner", "ruled_out": "ruled-out"}.get(point.path[0], "choice")


@dataclass(frozen=True)
class Barred:
    """An option that would lead if its gates let it: points that it is ahead by, why it is barred, and what opens it."""

    option: Option
    ahead: float
    because: str
    opens: str


def barred(catalogue: Catalogue, found: tuple[Blocked, ...]) -> dict[str, tuple[Barred, ...]]:
    """By stage."""
    by_stage: dict[str, list[Barred]] = {}
    for one in found:
        because = " ".join(passage.because for passage in one.gates)
        opens = " ".join(passage.opens for passage in one.gates if passage.opens)
        by_stage.setdefault(one.stage, []).append(Barred(catalogue.option[one.option], one.ahead, because, opens))
    return {stage: tuple(every) for stage, every in by_stage.items()}
