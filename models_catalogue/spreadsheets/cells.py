"""One cell: a value of the catalogue as the text that a person reads and types, and back."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

LONGEST = 32_000
"""A spreadsheet program cuts what is longer than 32,767 characters."""
TOO_LONG = "(This text is too long for a cell. Leave this as it is and edit the text in the admin.)"
YES_OR_NO: Mapping[str, bool] = {"yes": True, "true": True, "no": False, "false": False, "": False}

# What a spreadsheet program may run: these signs, their full-width twins among them, even after blanks. An apostrophe in front
# says that it is text. Apostrophes that stand in front of such a sign already get one more, so that taking one off restores them.
_RUNS = re.compile(r"'*[\s\ufeff\u200b]*[=+\-@\t\r＝＋－＠]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def guarded(text: str) -> str:
    """The text so that no spreadsheet program takes it for a formula."""
    return f"'{text}" if _RUNS.match(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` put in front of it."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text


def in_cell(text: str) -> str:
    """The text as a cell can hold it: lines end in one way, and what no file may hold is shown as missing.

    What reads like this on the way back is left as it was, so nothing is lost by it.
    """
    plain = printable(in_lines(text))
    return plain if len(plain) <= LONGEST else TOO_LONG


def printable(text: str) -> str:
    """The text with what XML refuses shown as missing."""
    return _UNPRINTABLE.sub("\ufffd", text)


def in_lines(text: str) -> str:
    """The text with its lines ended in one way; Excel writes one of the others out in letters."""
    return text.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n")


def text_of(value: Any) -> str:
    """Whatever a cell of a file holds, as text: whole numbers without a point, days as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not any((value.hour, value.minute, value.second)):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else in_lines(str(value))
