"""Everything that counts towards an assessment's answers: what was posted on its pages, and what partners contributed."""

from typing import Any

from django.db.models import prefetch_related_objects

from questionnaire.answers import AGREED, CONTRIBUTIONS
from questionnaire.contributed import PAGES, PARTNER
from questionnaire.models import Assessment


def given(assessment: Assessment) -> dict[str, Any]:
    """The pages by step, and the contributions beside them; these are fetched once for an assessment that is in memory."""
    prefetch_related_objects([assessment], "contributions")
    contributed = [{PARTNER: one.partner, PAGES: one.data} for one in assessment.contributions.all()]
    beside = {CONTRIBUTIONS: contributed, AGREED: assessment.partners_agree} if contributed else {}
    return {**assessment.data, **beside}
