"""The meetings at which bodies decide, as a place wrote them down, beside the weeks in which the plan asks for a decision."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
WRITTEN_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? +([A-Za-z]{3,9})\.?,? +(\d{4})\b")

Comes = Literal["too early", "in time", "later"]


class Decision(Protocol):
    """The milestone in which bodies decide, on typical durations; days are None without a start."""

    @property
    def starts_on(self) -> str | None: ...

    @property
    def ends_on(self) -> str | None: ...


@dataclass(frozen=True)
class Meeting:
    """A meeting in the place's words. `on` is its day (ISO), None where none could be read.

    It `comes` too early while the paper is not ready, later when the plan has to wait for it; None while that cannot be told.
    """

    said: str
    on: str | None
    comes: Comes | None


def meetings(lines: tuple[str, ...], decision: Decision | None) -> tuple[Meeting, ...]:
    """Every line, in the order in which it was given."""
    return tuple(Meeting(line, day_in(line), _comes(day_in(line), decision)) for line in lines)


def day_in(line: str) -> str | None:
    """The first day that a line gives, as 12 May 2027 or 2027-05-12; None where there is none, or none that exists."""
    if found := ISO_DAY.search(line):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := WRITTEN_DAY.search(line):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    return None


def _month(word: str) -> int:
    """The month that a word begins, 0 for none."""
    return next((number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(word.lower())), 0)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _comes(on: str | None, decision: Decision | None) -> Comes | None:
    if on is None or decision is None or not decision.starts_on or not decision.ends_on:
        return None
    if on < decision.starts_on:
        return "too early"
    return "in time" if on <= decision.ends_on else "later"
