"""The result so far, as values for its page, which is never called a report: what can still lead, and what would decide it."""

from typing import Any

from django.forms import Field

from models_catalogue.catalogue import Catalogue
from questionnaire.answers import Answers
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.appraisal.gates import Passage
from questionnaire.appraisal.next_questions import PRIORITIES, Telling
from questionnaire.appraisal.stage import OptionResult, StageResult
from questionnaire.document import form_for
from questionnaire.report.content import names_of
from questionnaire.report.contributions import contribution_tables
from questionnaire.report.stage_views import OptionView, stage_view
from questionnaire.report.turns import turns
from questionnaire.steps import STEPS, Step

STAGES = ("care", "organisational")


def provisional_content(catalogue: Catalogue, answers: Answers, appraisal: Appraisal) -> dict[str, Any]:
    """What the page reads: the first two stages, the question that matters most, and answers that hold a lead."""
    held = turns(catalogue, answers, appraisal.turning_points)
    return {
        "stages": [
            _stage(catalogue, result, appraisal)
            | {"turns": [turn for turn in held.get(result.stage, ()) if turn.is_answered]}
            for result in appraisal.stages()
            if result.stage in STAGES
        ],
        "next_question": _next_question(catalogue, answers, appraisal.next_questions),
    }


def _next_question(catalogue: Catalogue, answers: Answers, found: tuple[Telling, ...]) -> dict[str, Any] | None:
    """The open question that matters most, in the words of its page; None where no open question decides who leads."""
    if not found:
        return None
    telling = found[0]
    field = _field(catalogue, answers, telling)
    return {
        "step": telling.step,
        "field": "" if field is None or telling.question == PRIORITIES else telling.question,
        "question": question_words(catalogue, answers, telling),
        "share": telling.share,
    }


def question_words(catalogue: Catalogue, answers: Answers, telling: Telling) -> str:
    """An open question as its page asks it; the page's title, where the question is the page."""
    field = _field(catalogue, answers, telling)
    return _step_of(telling).title if field is None else str(field.label)


def _field(catalogue: Catalogue, answers: Answers, telling: Telling) -> Field | None:
    return form_for(_step_of(telling), catalogue, answers).fields.get(telling.question)


def _step_of(telling: Telling) -> Step:
    return next(step for step in STEPS if step.slug == telling.step)


def _stage(catalogue: Catalogue, result: StageResult, appraisal: Appraisal) -> dict[str, Any]:
    view = stage_view(catalogue, result)
    return {
        "title": view.title,
        "can_lead": [catalogue.option[slug] for slug in appraisal.can_lead.get(result.stage, ())],
        "leader": view.leader,
        "runner_up": view.runner_up,
        "reasons": view.reasons,
        "level": result.level,
        "parts": _parts(catalogue, result),
        "rows": [_row(row) for row in view.options],
    }


def _parts(catalogue: Catalogue, result: StageResult) -> dict[str, Any]:
    """What each value is made of: options by short name, and by aim or circumstance the points of each."""
    names = names_of(catalogue)
    table = contribution_tables([result])[0]
    return {
        "options": [catalogue.option[option.slug].short_name for option in result.options],
        "totals": [option.value for option in result.options],
        "lines": [(names[line.slug], line.weight, line.points) for line in table.lines],
    }


def _row(row: OptionView) -> dict[str, Any]:
    found = row.result
    return {
        "name": row.option.name,
        "short_name": row.option.short_name,
        "value": found.value,
        "fit": found.fit,
        "match": found.match,
        "status": found.status,
        "reasons": [passage.because for passage in _decisive(found)],
        "behind": [part.name for part in row.behind],
        "is_leader": row.is_leader,
    }


def _decisive(found: OptionResult) -> list[Passage]:
    """What rules an option out, if anything does; else its conditions."""
    fails = [passage for passage in found.reasons if passage.answer == "fail"]
    return fails or list(found.reasons)
