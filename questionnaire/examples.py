"""The worked examples that the product ships with: three real places, from published facts."""

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Example:
    slug: str
    place: str
    about: str

    def document(self) -> dict[str, Any]:
        return json.loads((settings.FIXTURES / "examples" / f"{self.slug}.json").read_text(encoding="utf-8"))


EXAMPLES: tuple[Example, ...] = (
    Example(
        "stockport",
        "Stockport",
        "A vanguard that appraised five forms in 2016 and paused its procurement in 2017.",
    ),
    Example(
        "salford",
        "Salford",
        "An integrated care organisation from 2016; social care is due to return to the council.",
    ),
    Example(
        "wolverhampton",
        "Wolverhampton",
        "General practices whose care is run by the hospital trust, from 2016.",
    ),
)


def example_called(slug: str) -> Example | None:
    return next((example for example in EXAMPLES if example.slug == slug), None)
