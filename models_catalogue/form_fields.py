"""Form fields for what catalogue rows hold beyond plain columns: lists of texts, and numbers of sources."""

import re
from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from models_catalogue.models import Source
from models_catalogue.row_rules import unknown_among


class LinesField(forms.CharField):
    """A list of texts, one a line; `allowed` closes the list, `exactly` fixes its length."""

    widget = forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"})

    def __init__(self, *, allowed: Collection[str] = (), exactly: int | None = None, **options: Any):
        self.allowed, self.exactly = allowed, exactly
        super().__init__(**options)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:  # type: ignore[override]
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def validate(self, value):
        super().validate(value)
        for check in (self._known, self._once, self._complete):
            check(value)

    def run_validators(self, value):
        super().run_validators("\n".join(value))

    def has_changed(self, initial, data) -> bool:
        return not self.disabled and list(initial or []) != self.to_python(data)

    def _known(self, lines: list[str]) -> None:
        words = unknown_among(lines, self.allowed)
        if words:
            raise ValidationError(words, "unknown")

    def _once(self, lines: list[str]) -> None:
        twice = sorted({line for line in lines if lines.count(line) > 1})
        if twice:
            raise ValidationError(f"Give each line once; given twice: {', '.join(twice)}.", "twice")

    def _complete(self, lines: list[str]) -> None:
        if self.exactly is not None and len(lines) != self.exactly:
            raise ValidationError(f"Give exactly {self.exactly} lines; there are {len(lines)}.", "count")


class SourceNumbersField(forms.CharField):
    """Sources typed as their numbers, parted by commas: one small box where a row has little room."""

    widget = forms.TextInput(attrs={"class": "vTextField"})

    def prepare_value(self, value):
        return value if isinstance(value, str) else ", ".join(str(number) for number in _numbers(value))

    def to_python(self, value) -> list[Source]:  # type: ignore[override]
        typed = _words(value)
        found = list(Source.objects.filter(number__in=[word for word in typed if word.isdecimal()])) if typed else []
        missing = set(typed) - {str(number) for number in _numbers(found)}
        if missing:
            raise ValidationError(f"No source has the number {', '.join(sorted(missing))}.", "unknown")
        return found

    def has_changed(self, initial, data) -> bool:
        return not self.disabled and {str(number) for number in _numbers(initial)} != set(_words(data))


def _numbers(sources) -> list[int]:
    return sorted(source.number for source in sources or ())


def _words(typed: str | None) -> list[str]:
    return re.findall(r"[^\s,]+", typed or "")
