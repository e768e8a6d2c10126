"""What the page of a report says of the time since it was frozen: a newer edition, and statuses that were due for a check."""

from datetime import date
from functools import lru_cache
from typing import Any

from models_catalogue.editions import catalogue_of
from models_catalogue.models import Edition
from questionnaire.models import Report
from questionnaire.report.frame import Due, dues


def since(report: Report, *, today: date) -> dict[str, Any]:
    """`replaced_by` is the newest edition where that is not the report's own, whose number is then `edition_number`."""
    editions = Edition.objects.values("pk", "number", "published_at")
    newest = editions.newest_first().first()
    is_replaced = newest is not None and newest["pk"] != report.edition_id
    return {
        "replaced_by": newest if is_replaced else None,
        "edition_number": editions.get(pk=report.edition_id)["number"] if is_replaced else None,
        "overdue": [due for due in dues_of(report.pk, report.edition_id) if due.due < today.isoformat()],
    }


@lru_cache(maxsize=512)
def dues_of(report_id: int, edition_id: int) -> tuple[Due, ...]:
    """Every due date of a report; kept in memory, which is safe because neither it nor its edition ever changes."""
    appraisal = Report.objects.values_list("appraisal", flat=True).get(pk=report_id)
    return dues(appraisal, catalogue_of(edition_id))
