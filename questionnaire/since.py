"""What the page of a report says of the time since it was frozen: a newer edition, and statuses that were due for a check."""

from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from models_catalogue.editions import catalogue_of
from models_catalogue.models import Edition
from questionnaire.models import Report
from questionnaire.report.frame import Due, dues


def since(report: Report, *, today: date) -> dict[str, Any]:
    """`replaced_by` is the newest edition where that is not the report's own, whose number is `edition_number`."""
    number, due = frozen(report.public_id)
    newest = Edition.objects.order_by("-number").values("number", "published_at").first()
    return {
        "replaced_by": newest if newest and newest["number"] != number else None,
        "edition_number": number,
        "overdue": [one for one in due if one.due < today.isoformat()],
    }


@lru_cache(maxsize=512)
def frozen(public_id: UUID) -> tuple[int, tuple[Due, ...]]:
    """The number of a report's edition, and all its due dates; kept in memory, which is safe because neither ever changes."""
    report = Report.objects.values("appraisal", "edition_id", "edition__number").get(public_id=public_id)
    return report["edition__number"], dues(report["appraisal"], catalogue_of(report["edition_id"]))
