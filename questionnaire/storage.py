"""formtools storage backed by the assessment's row: answers survive a closed browser, a restart and another device."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from questionnaire.half_filled import OpenPage, Posted, clear_after_saving, half_filled, lay_down, mark_of
from questionnaire.models import Assessment


class StaleSave(Exception):
    """Somebody else saved this step since the page was opened; `stored` is what they saved."""

    def __init__(self, stored: Posted | None):
        self.stored = stored
        super().__init__("This step was changed since you opened it.")


class AlreadyFinished(Exception):
    """The assessment was finished meanwhile; it has to be reopened before its answers change."""


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

    def save(self, step: str, posted: Posted, page: OpenPage) -> None:
        """Save one step, unless it changed since the page was opened; what was half filled has then done its work.

        Raises `StaleSave`, `AlreadyFinished`, or `Assessment.DoesNotExist` when it was deleted meanwhile. Saving the
        same answers twice (a double click) is no conflict.
        """
        with transaction.atomic():
            row = self.locked_row()
            stored = row.data.get(step)
            if stored == posted and step not in row.half_filled:
                return
            if stored != posted:
                _refuse(row, stored, page)
                row.data[step] = dict(posted)
                row.changed_at = timezone.now()
            clear_after_saving(row, step, page)
            row.save(update_fields=["data", "half_filled", "changed_at"])
        self.take_over(row)

    def keep(self, step: str, posted: Posted, page: OpenPage, *, at: datetime, over_newer: bool = False) -> None:
        """Keep a page as it stands, beside the answers. Raises `NotKept` or `Assessment.DoesNotExist`."""
        with transaction.atomic():
            row = self.locked_row()
            lay_down(row, step, posted, page, at=at, over_newer=over_newer)
            row.save(update_fields=["half_filled"])
        self.take_over(row)

    def let_go(self, step: str, page: OpenPage) -> None:
        """Forget what was half filled, if it is what the open page showed."""
        with transaction.atomic():
            row = self.locked_row()
            found = half_filled(row, step)
            if found and found.is_from(page):
                del row.half_filled[step]
                row.save(update_fields=["half_filled"])
        self.take_over(row)

    def locked_row(self) -> Assessment:
        return Assessment.objects.select_for_update().get(pk=self.assessment.pk)

    def take_over(self, row: Assessment) -> None:
        self.assessment.data, self.assessment.half_filled = row.data, row.half_filled
        self.init_data()

    def get_step_data(self, step: str) -> MultiValueDict | None:
        posted = self.assessment.data.get(step)
        return None if posted is None else MultiValueDict(posted)


def _refuse(row: Assessment, stored: Posted | None, page: OpenPage) -> None:
    if row.is_finished:
        raise AlreadyFinished
    if mark_of(stored) != page.seen:
        raise StaleSave(stored)
