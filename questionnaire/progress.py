"""How far an assessment has come: every step with its status and what it waits for, and the two depths in answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from models_catalogue.catalogue import Catalogue
from questionnaire.answers import Answers
from questionnaire.document import Posted, Stored, form_for, read_stored
from questionnaire.forms.base import StepForm
from questionnaire.forms.rationale import FEWEST_AIMS
from questionnaire.steps import FIRST_VIEW, QUESTIONS, STEPS, Step, read_along_route, step_called

Status = Literal["completed", "in progress", "not yet started", "cannot start yet"]
ANSWERS_IN_20_MINUTES = 15
"""The pace at which times are reckoned."""
ROUNDED_TO = 5
"""Minutes are told in steps of this many, because they are no more exact than that."""


@dataclass(frozen=True)
class Task:
    """A step on the task list: how many of the answers that it asks for are given, and the first step that it waits for."""

    step: Step
    status: Status
    given: int = 0
    wanted: int = 0
    waits_for: str = ""


@dataclass(frozen=True)
class TaskGroup:
    number: int
    question: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Depth:
    """How far one of the two depths is answered. `next_step` is the first page that lacks an answer, None when none does."""

    given: int
    wanted: int
    next_step: Step | None

    @property
    def is_done(self) -> bool:
        return self.next_step is None

    @property
    def minutes_left(self) -> int:
        return minutes(self.wanted - self.given)


@dataclass(frozen=True)
class Progress:
    first_view: Depth
    board_ready: Depth
    groups: tuple[TaskGroup, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The steps that can be answered now, in the order of the route."""
        return tuple(task for group in self.groups for task in group.tasks if task.status != "cannot start yet")

    @property
    def opening_later(self) -> tuple[Task, ...]:
        return tuple(task for group in self.groups for task in group.tasks if task.status == "cannot start yet")


def minutes(answers: int) -> int:
    """About how long so many answers take, told no more exactly than it is known."""
    exact = answers * 20 / ANSWERS_IN_20_MINUTES
    return ROUNDED_TO * round(exact / ROUNDED_TO) or (ROUNDED_TO if answers else 0)


def progress(data: Mapping[str, Posted], half_filled: Mapping[str, Any], catalogue: Catalogue) -> Progress:
    """A step whose stored answers are not all there, or that is half filled, is in progress."""
    stored = read_stored(data, catalogue)
    pages = AnsweredPages(data, {**half_filled, **data}, stored, read_along_route(stored.document), catalogue)
    return Progress(pages.depth(FIRST_VIEW, first=True), pages.depth(STEPS), pages.groups())


@dataclass(frozen=True)
class AnsweredPages:
    """The pages of one assessment: what is saved on them, what stands on them at all, and what that amounts to."""

    data: Mapping[str, Posted]
    touched: Mapping[str, Any]
    stored: Stored
    answers: Answers
    catalogue: Catalogue

    def groups(self) -> tuple[TaskGroup, ...]:
        """One group a question."""
        return tuple(
            TaskGroup(number, question, tuple(self.task(step) for step in STEPS if step.question == number))
            for number, question in QUESTIONS.items()
        )

    def task(self, step: Step) -> Task:
        if not step.shown_to(self.answers):
            first = step_called(step.needs or "")
            return Task(step, "cannot start yet", waits_for=first.title if first else "")
        return Task(step, self.status(step), *self.count(step))

    def status(self, step: Step) -> Status:
        if step.slug in self.stored.completed:
            return "completed"
        return "in progress" if step.slug in self.touched else "not yet started"

    def depth(self, steps: tuple[Step, ...], *, first: bool = False) -> Depth:
        counts = {step: self.count(step, first=first) for step in steps}
        open_steps = (step for step, (given, wanted) in counts.items() if given < wanted)
        return Depth(
            sum(given for given, _ in counts.values()),
            sum(wanted for _, wanted in counts.values()),
            next(open_steps, None),
        )

    def count(self, step: Step, *, first: bool = False) -> tuple[int, int]:
        """Answers given and answers asked for. A page on which nothing has to be answered counts as one answer."""
        form = self.form(step)
        if first:
            form.let_wait(step.can_wait)
        asked = form.asked()
        if not asked:
            return int(step.slug in self.stored.completed), 1
        return len(form.given().intersection(asked)), len(asked)

    def form(self, step: Step) -> StepForm:
        """A page that opens later is counted as it will be when the fewest aims are chosen, which is the least that it asks."""
        if step.shown_to(self.answers):
            return form_for(step, self.catalogue, self.answers, self.data.get(step.slug, {}))
        fewest = tuple(aim.slug for aim in self.catalogue.aims()[:FEWEST_AIMS])
        return form_for(step, self.catalogue, replace(self.answers, objectives=fewest), {})
