"""formtools storage backed by a row of ours: answers survive a closed browser, a restart and another device."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from formtools.wizard.storage.base import BaseStorage

from questionnaire.half_filled import OpenPage, Pages, Posted, Row, clear, clear_after_saving, lay_down, mark_of
from questionnaire.models import Assessment, Contribution


class StaleSave(Exception):
    """Somebody else saved this step since the page was opened; `stored` is what they saved."""

    def __init__(self, stored: Posted | None):
        self.stored = stored
        super().__init__("This step was changed since you opened it.")


class AlreadyFinished(Exception):
    """The assessment was finished meanwhile; it has to be reopened before its answers change."""


class AssessmentStorage(BaseStorage):
    """Reads from the row that the view looked up; the current step is the one in the address, so a GET never writes."""

    row: Row

    def __init__(self, prefix, request=None, file_storage=None):
        super().__init__(prefix, request, file_storage)
        self.row = self.row_of(request)
        self.init_data()

    def row_of(self, request) -> Row:
        return request.assessment

    def init_data(self) -> None:
        self.data = {
            self.step_key: self.request.resolver_match.kwargs.get("step"),
            self.step_data_key: self.row.data,
            self.step_files_key: {},
            self.extra_data_key: {},
        }

    def reset(self) -> None:
        """Answers are deleted by their owner and by nothing else."""

    def _set_current_step(self, step) -> None:
        """The address says where we are."""

    def mark(self, step: str) -> str:
        return mark_of(self.row.data.get(step))

    def save(self, step: str, posted: Posted, page: OpenPage) -> None:
        """Save one step, unless it changed since the page was opened; what was half filled has then done its work.

        Raises `StaleSave`, `AlreadyFinished`, or `ObjectDoesNotExist` when the row was deleted meanwhile. Saving the
        same answers twice (a double click) is no conflict.
        """

        def put(pages: Pages) -> None:
            stored = pages.data.get(step)
            if stored != posted:
                if pages.is_finished:
                    raise AlreadyFinished
                if mark_of(stored) != page.seen:
                    raise StaleSave(stored)
                pages.data[step] = dict(posted)
            clear_after_saving(pages, step, page)

        self.change(put)

    def keep(self, step: str, posted: Posted, page: OpenPage, *, at: datetime, over_newer: bool = False) -> None:
        """Keep a page as it stands, beside the answers. Raises `NotKept` or `ObjectDoesNotExist`."""
        self.change(lambda pages: lay_down(pages, step, posted, page, at=at, over_newer=over_newer))

    def let_go(self, step: str, page: OpenPage) -> None:
        """Forget what was half filled, if it is what the open page showed."""
        self.change(lambda pages: clear(pages, step, page))

    def change(self, alter: Callable[[Pages], None]) -> None:
        """Write a change to the row as the view read it; where somebody wrote meanwhile, make it anew under a lock."""
        if not self.written(self.row, alter):
            with transaction.atomic():
                row = Assessment.objects.select_for_update().get(pk=self.row.pk)
                self.written(row, alter)

    def written(self, row: Row, alter: Callable[[Pages], None]) -> bool:
        """Whether the change is in the database; not so when the row is no longer as it was read."""
        pages = Pages.of(row)
        alter(pages)
        if pages != Pages.of(row) and not self.update(row, pages):
            return False
        self.row.data, self.row.half_filled = pages.data, pages.half_filled
        self.init_data()
        return True

    def get_step_data(self, step: str) -> MultiValueDict | None:
        posted = self.row.data.get(step)
        return None if posted is None else MultiValueDict(posted)

    def update(self, row: Row, pages: Pages) -> int:
        changed: dict[str, Any] = {"writes": row.writes + 1}
        if pages.half_filled != row.half_filled:
            changed |= {"half_filled": pages.half_filled}
        if pages.data != row.data:
            changed |= {"data": pages.data, "changed_at": timezone.now()}
        return self.as_it_was_read(row).update(**changed)

    def as_it_was_read(self, row: Any) -> QuerySet:
        return Assessment.objects.filter(pk=row.pk, writes=row.writes, status=row.status)


class ContributionStorage(AssessmentStorage):
    """The same on the row of a contribution."""

    def row_of(self, request) -> Row:
        return request.contribution

    def change(self, alter: Callable[[Pages], None]) -> None:
        """Under the lock of the assessment, so that what a partner was told is saved is in a report that is made after it."""
        with transaction.atomic():
            Assessment.objects.select_for_update(of=("self",)).only("pk").get(contributions=self.row.pk)
            row = Contribution.objects.select_related("assessment").get(pk=self.row.pk)
            self.written(row, alter)

    def as_it_was_read(self, row: Any) -> QuerySet:
        return Contribution.objects.filter(pk=row.pk, writes=row.writes)
