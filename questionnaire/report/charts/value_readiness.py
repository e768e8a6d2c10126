"""Value against readiness: two axes that are never added, and what the gates say as the shape of each mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from questionnaire.appraisal.gates import Status
from questionnaire.report.charts.labels import Box, Label, labels_at
from questionnaire.report.charts.lines import LINE, WIDTH, wrapped
from questionnaire.report.charts.rows import Scale

VALUE = Scale(100, 88, 372)
NOTHING_ASKED = 18
SHARE_MET = Scale(1, 132, -88)
LABEL = 180
AXIS = 22
"""What the figures below the lower axis take."""


@dataclass(frozen=True)
class Standing:
    """An option: value 0 to 100, requirements met of those there are (none: it asks for nothing), and its gates."""

    name: str
    value: float
    met: int
    required: int
    status: Status


@dataclass(frozen=True)
class Mark:
    """A mark for every option that stands at one place with one status."""

    x: float
    y: float
    status: Status
    label: Label


@dataclass(frozen=True)
class ValueReadiness:
    """The picture: readiness is the share of requirements met; above the axis stands what asks for nothing."""

    standings: tuple[Standing, ...]
    marks: tuple[Mark, ...]
    value: Scale
    share_met: Scale
    nothing_asked: float
    asks_nothing: bool
    bottom: float


def value_readiness(standings: Sequence[Standing]) -> ValueReadiness:
    together: dict[tuple[float, float, Status], list[str]] = {}
    for one in standings:
        together.setdefault((VALUE(one.value), _height(one), one.status), []).append(one.name)
    places = _parted(list(together))
    texts = [wrapped(", ".join(names), LABEL) for names in together.values()]
    labels = labels_at(places, texts, left=VALUE.start, right=WIDTH - 4, top=2, taken=[_axis()])
    marks = tuple(
        Mark(x, y, status, label) for (x, y), (_, _, status), label in zip(places, together, labels, strict=True)
    )
    return ValueReadiness(
        standings=tuple(standings),
        marks=marks,
        value=VALUE,
        share_met=SHARE_MET,
        nothing_asked=NOTHING_ASKED,
        asks_nothing=any(not one.required for one in standings),
        bottom=max([SHARE_MET.start + AXIS + LINE, *(label.box.bottom for label in labels)]),
    )


def _height(one: Standing) -> float:
    return SHARE_MET(one.met / one.required) if one.required else NOTHING_ASKED


def _parted(found: Sequence[tuple[float, float, Status]]) -> list[tuple[float, float]]:
    """Marks of another status at the same place stand a little above one another."""
    places: list[tuple[float, float]] = []
    for x, y, _ in found:
        while (x, y) in places:
            y -= 16
        places.append((x, y))
    return places


def _axis() -> Box:
    return Box(0, SHARE_MET.start + 1, WIDTH, SHARE_MET.start + AXIS + LINE)
