"""The kinds of field that questions are made of. Each knows its place in an answers document and its JSON Schema."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

from models_catalogue.vocabulary import NOT_SURE

LONGEST_TEXT = 4_000
MOST_MARKS = 8
MOST_LINES = 40
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
DAY_PARTS = ("-day", "-month", "-year")
PATH_MARK = "--"
"""Parts the levels of a field's place in the document: `ruled_out--mcp` is `ruled_out: {mcp: ...}`."""
LINE_BREAKS = "\n\u2028\u2029"
LOST = "\ufffd"
"""What stands where a character could not be read, such as half of a pair of surrogates that a browser sent."""
TURNS_TEXT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows. Arabic and Hebrew need none of them; left open, they turn our own words too."""

Choice = tuple[str, str, str]
"""A value, its label and its hint."""


def legible(text: str) -> None:
    """Refuse what cannot be shown or printed: control characters, lost ones, signs that turn text, towers of marks."""
    if any(is_unprintable(sign) for sign in text):
        raise ValidationError("Remove the invisible control characters, for example by typing the text again.")
    if LOST in text:
        raise ValidationError(f"Replace each “{LOST}”: a character was lost there.")
    if not TURNS_TEXT.isdisjoint(text):
        raise ValidationError(
            "Remove the invisible signs that turn the direction of text, for example by typing it again."
        )
    if most_marks(text) > MOST_MARKS:
        raise ValidationError(f"Use at most {MOST_MARKS} accents or marks on one letter.")


def is_unprintable(sign: str) -> bool:
    """Control characters, lone surrogates, and what Unicode says is no character."""
    if unicodedata.category(sign) in ("Cc", "Cs"):
        return sign not in "\n\t"
    return "\ufdd0" <= sign <= "\ufdef" or ord(sign) & 0xFFFE == 0xFFFE


def most_marks(text: str) -> int:
    """The longest row of combining marks; invisible joiners between them end no row."""
    most = row = 0
    for sign in text:
        kind = unicodedata.category(sign)
        row = row + 1 if kind[0] == "M" else row if kind == "Cf" else 0
        most = max(most, row)
    return most


def one_line(text: str) -> None:
    if any(sign in LINE_BREAKS for sign in text):
        raise ValidationError("Write this on one line.")


class Documented:
    """Mixin of all our fields: how it is drawn, how a value of the document is posted, what the document may hold."""

    kind = "text"

    def as_posted(self, value: Any) -> list[str]:
        return [str(value)]

    def schema(self) -> dict[str, Any]:
        raise NotImplementedError

    def spoken(self, value: Any) -> list[str]:
        """A cleaned value in the words that were seen, one item a line."""
        return [str(value)]


class Text(Documented, forms.CharField):
    def __init__(self, *, lines: int = 1, max_length: int = 300, width: str = "", **options: Any):
        self.lines, self.width = lines, width
        self.kind = "lines" if lines > 1 else "text"
        widget = forms.Textarea() if lines > 1 else forms.TextInput()
        super().__init__(max_length=max_length, widget=widget, validators=[] if lines > 1 else [one_line], **options)
        # `legible` refuses null characters too, and says what to do.
        self.validators = [found for found in self.validators if not isinstance(found, ProhibitNullCharactersValidator)]
        self.error_messages["max_length"] = f"Shorten this to {max_length:,} characters or fewer."

    def to_python(self, value: Any) -> str:
        """Lines end as they do in a document, and what is no text is refused before its ends are cut off."""
        text = re.sub(r"\r\n?", "\n", str(value or ""))
        legible(text)
        return super().to_python(text) or ""

    def prepare_value(self, value: Any) -> Any:
        """As it was typed; half a pair of surrogates, which no page can hold, is shown as lost."""
        return re.sub(r"[\ud800-\udfff]", LOST, value) if isinstance(value, str) else value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.max_length}


class Lines(Text):
    """A list, one item a line; empty lines do not count."""

    def __init__(self, *, lines: int = 3, longest_line: int = LONGEST_TEXT, **options: Any):
        self.longest_line = longest_line
        super().__init__(lines=lines, max_length=LONGEST_TEXT, **options)

    def clean(self, value: Any) -> list[str]:
        found = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(found) > MOST_LINES:
            raise ValidationError(f"Give {MOST_LINES} lines or fewer; there are {len(found)}.")
        if any(len(line) > self.longest_line for line in found):
            raise ValidationError(f"Shorten each line to {self.longest_line:,} characters or fewer.")
        return found

    def as_posted(self, value: Iterable[str]) -> list[str]:
        return ["\n".join(value)]

    def spoken(self, value: Iterable[str]) -> list[str]:
        return list(value)

    def schema(self) -> dict[str, Any]:
        return {
            "type": "array",
            "maxItems": MOST_LINES,
            "items": {"type": "string", "minLength": 1, "maxLength": self.longest_line},
        }


class Whole(Documented, forms.IntegerField):
    """A whole number. Thousands may be parted by commas or spaces, and a pound sign may stand before it."""

    kind = "whole"

    def __init__(self, *, unit: str = "", prefix: str = "", **options: Any):
        self.unit, self.prefix = unit, prefix
        super().__init__(widget=forms.TextInput(), **options)
        self.error_messages["invalid"] = "Enter a whole number, such as 70."
        low, high = options.get("min_value"), options.get("max_value")
        span = (
            f"Enter a whole number from {low:,} to {high:,}."
            if high is not None
            else "Enter a number that is not negative."
        )
        for validator in self.validators:
            validator.message = span  # type: ignore[attr-defined]

    def to_python(self, value: Any) -> int | None:
        return super().to_python(re.sub(r"[£,\s]", "", value) if isinstance(value, str) else value)

    def as_posted(self, value: float) -> list[str]:
        return [str(int(value)) if float(value).is_integer() else str(value)]

    def spoken(self, value: int) -> list[str]:
        return [f"{self.prefix}{value:,}"]

    def schema(self) -> dict[str, Any]:
        limits = {"minimum": self.min_value, "maximum": self.max_value}
        return {"type": "number", **{name: limit for name, limit in limits.items() if limit is not None}}


class OneOf(Documented, forms.ChoiceField):
    """One answer of several, as radios; `unsure` adds “not sure”, which is always a fair answer."""

    kind = "one-of"
    widget = forms.RadioSelect

    def __init__(self, answers: Iterable[Choice], *, unsure: bool = True, inline: bool = False, **options: Any):
        found = [*answers, *([(NOT_SURE, "Not sure", "")] if unsure else [])]
        self.hints = {value: hint for value, _, hint in found if hint}
        self.labels = {value: label for value, label, _ in found}
        self.inline = inline
        super().__init__(choices=list(self.labels.items()), **options)
        self.error_messages["invalid_choice"] = "Choose one of the answers; “%(value)s” is not among them."

    def spoken(self, value: Any) -> list[str]:
        return [self.labels.get(str(value), str(value))]

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.labels)}


class Level(OneOf):
    """A readiness level, 0 to 5: a number in the document."""

    def clean(self, value: Any) -> int | str:
        found = super().clean(value)
        return int(found) if found.isdigit() else found

    def schema(self) -> dict[str, Any]:
        return {"enum": [int(value) if value.isdigit() else value for value in self.labels]}


class YesNo(OneOf):
    def __init__(self, **options: Any):
        super().__init__([("yes", "Yes", ""), ("no", "No", "")], inline=True, **options)


class SeveralOf(Documented, forms.MultipleChoiceField):
    """Any number of answers, as checkboxes; choices may stand in named groups."""

    kind = "several-of"
    widget = forms.CheckboxSelectMultiple

    def __init__(
        self,
        answers: Iterable[Choice] = (),
        *,
        groups: Sequence[tuple[str, list[Choice]]] = (),
        **options: Any,
    ):
        named = list(groups) or [("", list(answers))]
        self.hints = {value: hint for _, rows in named for value, _, hint in rows if hint}
        self.labels = {value: label for _, rows in named for value, label, _ in rows}
        in_groups: list[Any] = [(name, [(value, label) for value, label, _ in rows]) for name, rows in named]
        super().__init__(choices=in_groups if groups else list(self.labels.items()), **options)
        self.error_messages["invalid_choice"] = "Choose from the list; “%(value)s” is not on it."

    def as_posted(self, value: Iterable[str]) -> list[str]:
        return list(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "uniqueItems": True, "items": {"enum": list(self.labels)}}

    def spoken(self, value: Iterable[str]) -> list[str]:
        return [self.labels.get(slug, slug) for slug in value]


class DayMonthYear(forms.MultiWidget):
    """Three inputs; the names end in -day, -month and -year."""

    def __init__(self):
        super().__init__([forms.TextInput() for _ in DAY_PARTS])
        self.widgets_names = list(DAY_PARTS)

    def decompress(self, value: Any) -> list[str]:
        return ["", "", ""]


class Day(Documented, forms.MultiValueField):
    """A date as day, month and year; an ISO text in the document."""

    kind = "day"

    def __init__(self, **options: Any):
        parts = tuple(Text(required=False, max_length=10) for _ in DAY_PARTS)
        super().__init__(parts, widget=DayMonthYear(), require_all_fields=False, **options)

    def compress(self, values: list[str]) -> str:
        if not any(values or []):
            return ""
        try:
            day, month, year = (int(value) for value in values)
            if not EARLIEST_YEAR <= year <= LATEST_YEAR:
                raise ValueError
            return date(year, month, day).isoformat()
        except ValueError:
            raise ValidationError("Enter a real date, such as 1 4 2027.") from None

    def spoken(self, value: str) -> list[str]:
        found = date.fromisoformat(value)
        return [f"{found.day} {found:%B %Y}"]

    def as_posted(self, value: str) -> list[str]:
        year, month, day = [*value.split("-"), "", ""][:3]
        return [day, month, year]

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}
