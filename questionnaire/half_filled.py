"""Half-filled pages: what was typed on a step and not saved. Kept beside the answers, so that it never counts as one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from questionnaire.models import Assessment, Contribution
from questionnaire.steps import Posted

NOTHING = "nothing"
LONGEST_PAGE = 100_000
"""Characters of a half-filled page that are kept; the longest valid page is far below."""
LONGEST_KEY = 32
Row = Assessment | Contribution
"""What pages are kept on: the place's own, or those of a partner who contributes."""


class NotKept(Exception):
    """A half-filled page was not kept: another would be lost, answers were saved since, or it is too long."""


def mark_of(stored: Posted | None) -> str:
    """What a page remembers of the answers that it showed: the same answers have the same mark."""
    if stored is None:
        return NOTHING
    return hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class OpenPage:
    """One showing of a step in a browser, by the marks of the answers (`seen`) and the half-filled page (`kept`) it showed.

    `key` tells it from any other showing, and `turn` counts what it has sent: what arrives late is then known to be late.
    """

    seen: str
    kept: str = NOTHING
    key: str = ""
    turn: int = 0

    @classmethod
    def of(cls, posted: Mapping[str, str]) -> "OpenPage":
        turn = posted.get("turn", "")
        is_number = turn.isascii() and turn.isdecimal() and len(turn) < 10
        key = posted.get("page", "")[:LONGEST_KEY]
        return cls(posted.get("seen", ""), posted.get("kept", NOTHING), key, int(turn) if is_number else 0)


@dataclass(frozen=True)
class HalfFilled:
    """What was typed over which answers (`seen`), when, and the open page that sent it."""

    posted: Posted
    seen: str
    kept_at: str
    key: str
    turn: int

    @property
    def mark(self) -> str:
        return mark_of(self.posted)

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.kept_at)

    def is_from(self, page: OpenPage) -> bool:
        """Whether a page sent it, or showed it when it was opened."""
        return self.mark == page.kept or (page.key != "" and self.key == page.key)

    def is_later_than(self, page: OpenPage) -> bool:
        return page.key != "" and self.key == page.key and self.turn > page.turn


@dataclass
class Pages:
    """The answers and half-filled pages of a row, to be changed apart from it."""

    data: dict[str, Posted]
    half_filled: dict[str, dict[str, Any]]
    is_finished: bool

    @classmethod
    def of(cls, row: Row) -> "Pages":
        return cls({**row.data}, {**row.half_filled}, row.is_finished)


def half_filled(row: Row | Pages, step: str) -> HalfFilled | None:
    kept = row.half_filled.get(step)
    return HalfFilled(**kept) if kept else None


def lay_down(pages: Pages, step: str, posted: Posted, page: OpenPage, *, at: datetime, over_newer: bool) -> None:
    """Put a page as it stands beside the answers; what arrives late, or says what is saved, leaves nothing behind.

    `over_newer` keeps what was typed over answers that others have replaced since. Raises `NotKept`.
    """
    typed = {name: [value.replace("\x00", "") for value in values] for name, values in posted.items()}
    found, stored = half_filled(pages, step), pages.data.get(step)
    if found and found.is_later_than(page):
        return
    if typed != (stored or {}):
        _refuse_to_lose(found, typed, is_stale=mark_of(stored) != page.seen and not over_newer, page=page)
        kept = HalfFilled(typed, page.seen, at.isoformat(timespec="seconds"), page.key, page.turn)
        pages.half_filled[step] = asdict(kept)
    else:
        clear(pages, step, page)


def _refuse_to_lose(found: HalfFilled | None, typed: Posted, *, is_stale: bool, page: OpenPage) -> None:
    """A page that has nothing kept and shows old answers may be one that was saved a moment ago, by a late message."""
    is_anothers = found is not None and not found.is_from(page) and found.posted != typed
    is_long = sum(len(value) for values in typed.values() for value in values) > LONGEST_PAGE
    if is_anothers or is_long or (found is None and is_stale):
        raise NotKept


def clear(pages: Pages, step: str, page: OpenPage) -> None:
    """Forget what a page sent or showed, and nothing that was typed elsewhere."""
    found = half_filled(pages, step)
    if found and found.is_from(page):
        del pages.half_filled[step]


def clear_after_saving(pages: Pages, step: str, page: OpenPage) -> None:
    """What is now saved need not be kept; what somebody else has typed meanwhile stays."""
    clear(pages, step, page)
    found = half_filled(pages, step)
    if found and found.posted == pages.data.get(step):
        del pages.half_filled[step]
