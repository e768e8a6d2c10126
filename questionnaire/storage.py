"""formtools storage backed by the assessment's row: answers survive a closed browser, a restart and another device."""

import hashlib
import json
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from questionnaire.models import Assessment

NOTHING = "nothing"


class StaleSave(Exception):
    """Somebody else saved this step since the page was opened; `stored` is what they saved."""

    def __init__(self, stored: Mapping[str, list[str]]):
        self.stored = stored
        super().__init__("This step was changed since you opened it.")


class AlreadyFinished(Exception):
    """The assessment was finished meanwhile; it has to be reopened before its answers change."""


def mark_of(stored: Mapping[str, list[str]] | None) -> str:
    """What a page remembers of the answers that it showed: the same answers have the same mark."""
    if stored is None:
        return NOTHING
    return hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()[:32]


class AssessmentStorage(BaseStorage):
    """Reads from the row that the view looked up; the current step is the one in the address, so a GET never writes."""

    def __init__(self, prefix, request=None, file_storage=None):
        super().__init__(prefix, request, file_storage)
        self.assessment: Assessment = request.assessment
        self.init_data()

    def init_data(self) -> None:
        self.data = {
            self.step_key: self.request.resolver_match.kwargs.get("step"),
            self.step_data_key: self.assessment.data,
            self.step_files_key: {},
            self.extra_data_key: {},
        }

    def reset(self) -> None:
        """Answers are deleted by their owner and by nothing else."""

    def _set_current_step(self, step) -> None:
        """The address says where we are."""

    def mark(self, step: str) -> str:
        return mark_of(self.assessment.data.get(step))

    def save(self, step: str, posted: Mapping[str, list[str]], seen: str) -> None:
        """Save one step, unless it changed since the page was opened.

        Raises `StaleSave`, `AlreadyFinished`, or `Assessment.DoesNotExist` when it was deleted meanwhile. Saving the
        same answers twice (a double click) is no conflict.
        """
        with transaction.atomic():
            row = Assessment.objects.select_for_update().get(pk=self.assessment.pk)
            stored = row.data.get(step)
            if stored == posted:
                return
            if row.is_finished:
                raise AlreadyFinished
            if mark_of(stored) != seen:
                raise StaleSave(stored or {})
            row.data[step] = dict(posted)
            row.changed_at = timezone.now()
            row.save(update_fields=["data", "changed_at"])
        self.assessment.data = row.data
        self.init_data()

    def get_step_data(self, step: str) -> MultiValueDict | None:
        posted = self.assessment.data.get(step)
        return None if posted is None else MultiValueDict(posted)
