"""What frozen values share: sources, provenance and the closed lists of words."""

from dataclasses import dataclass
from typing import Literal

Stage = Literal["care", "organisational", "commissioning", "form"]
Grade = Literal["strong", "moderate", "weak", "contested", "none"]
Direction = Literal["+", "0", "-", "+/-", "?"]
Status = Literal["historic", "in_force", "in_development", "bill", "uncertain"]
Confidence = Literal["high", "medium", "low"]
Reported = Literal["controlled", "uncontrolled", "mixed", "self-reported", "not-evaluated"]

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
    """What every row of knowledge carries: its sources by number, whether it is our own judgement, and its reviews.

    Days are ISO dates; None where nobody set one.
    """

    sources: tuple[int, ...] = ()
    editorial: bool = False
    reviewed_on: str | None = None
    review_due: str | None = None
