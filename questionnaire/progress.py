"""The task list: every step with its status and what it waits for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from questionnaire.document import Stored
from questionnaire.steps import QUESTIONS, STEPS, Step, read_along_route, step_called

Status = Literal["completed", "in progress", "not yet started", "cannot start yet"]


@dataclass(frozen=True)
class Task:
    step: Step
    status: Status
    waits_for: str = ""


@dataclass(frozen=True)
class TaskGroup:
    number: int
    question: str
    tasks: tuple[Task, ...]


def task_groups(posted: Mapping[str, Any], stored: Stored) -> tuple[TaskGroup, ...]:
    """One group a question. A step whose stored answers are not all there, or that is half filled, is in progress."""
    answers = read_along_route(stored.document)
    return tuple(
        TaskGroup(
            number,
            question,
            tuple(_task(step, posted, stored, step.shown_to(answers)) for step in STEPS if step.question == number),
        )
        for number, question in QUESTIONS.items()
    )


def _task(step: Step, posted: Mapping[str, Any], stored: Stored, is_shown: bool) -> Task:
    if not is_shown:
        first = step_called(step.needs or "")
        return Task(step, "cannot start yet", first.title if first else "")
    if step.slug in stored.completed:
        return Task(step, "completed")
    return Task(step, "in progress" if step.slug in posted else "not yet started")
