"""By when the statuses that a report rests on were to be checked again, which its frame on the site tells once they are due."""

from dataclasses import dataclass

import msgspec

from models_catalogue.catalogue import Catalogue


@dataclass(frozen=True)
class Due:
    """A status that a report rests on, with the day (ISO) by which it was to be checked again."""

    what: str
    due: str
    kind: str
    wording: str = ""


class Recommendation(msgspec.Struct):
    today: dict[str, object]


class Power(msgspec.Struct):
    slug: str
    need: str


class Stored(msgspec.Struct):
    """The part of a stored appraisal (`report/export.py`) that says what a report recommends and what that needs."""

    recommendation: Recommendation
    law: list[Power]

    def options(self) -> set[str]:
        return set(self.recommendation.today)

    def powers(self) -> set[str]:
        return {power.slug for power in self.law if power.need == "essential"}


def dues(appraisal: str, catalogue: Catalogue) -> tuple[Due, ...]:
    """When the statuses that a report rests on were to be checked again, the earliest first.

    The watch items that touch what is recommended or what that cannot do without, as in the report's last part; and
    beside them the vehicles of the one and the powers of the other.
    """
    stored = msgspec.json.decode(appraisal, type=Stored)
    found = (*_watched(catalogue, stored), *_carriers(catalogue, stored), *_powers(catalogue, stored))
    return tuple(sorted((due for due in found if due.due), key=lambda due: (due.due, due.what)))


def _watched(catalogue: Catalogue, stored: Stored) -> list[Due]:
    touched = stored.options() | stored.powers()
    return [
        Due(item.what, item.review_due or "", "watch", item.wording)
        for item in catalogue.watch_items
        if touched & set(item.touches)
    ]


def _carriers(catalogue: Catalogue, stored: Stored) -> list[Due]:
    """What carries the recommended options today; two options may share one."""
    options = [option for option in catalogue.options if option.slug in stored.options()]
    found = [
        Due(option.vehicle.name, option.vehicle.review_due or "", "vehicle") for option in options if option.vehicle
    ]
    return list(dict.fromkeys(found))


def _powers(catalogue: Catalogue, stored: Stored) -> list[Due]:
    needed = stored.powers()
    return [Due(row.name, row.review_due or "", "power") for row in catalogue.flexibilities if row.slug in needed]
