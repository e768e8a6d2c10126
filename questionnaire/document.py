"""The answers document: from posted values to a document, from a document to posted values, and its JSON Schema.

One set of forms validates both, so that an answers file and a browser meet the same rules.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jsonschema import Draft202012Validator

from models_catalogue.catalogue import Catalogue
from questionnaire.answers import AGREED, CONTRIBUTIONS, Answers
from questionnaire.contributed import (
    checked_contributions,
    contribution_schema,
    contributions_in,
    stored_contributions,
)
from questionnaire.forms.fields import PATH_MARK
from questionnaire.steps import DECIDING, NEEDED, STEPS, Posted, Step, form_for, is_read, read_along_route

SEED = "seed"
DEFAULT_SEED = 1
LARGEST_SEED = 2**31 - 1
Given = Mapping[str, Any]
"""What was posted, by step; and beside the steps what partners contributed and whether all agree."""


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong with a document, named by step and field."""

    step: str
    field: str
    message: str

    def __str__(self):
        where = f"{self.step}.{self.field}" if self.field else self.step
        return f"{where}: {self.message}"


class InvalidDocument(Exception):
    """A document that breaks a rule; `faults` lists every one."""

    def __init__(self, faults: list[Fault]):
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class Stored:
    """What stored posts amount to: the document of every valid answer, and the steps that are answered in full."""

    document: dict[str, Any]
    completed: frozenset[str]


def answers_in(data: Given, catalogue: Catalogue) -> Answers:
    """The answers of what was posted that count: those on pages that are shown."""
    return read_along_route(read_stored(data, catalogue).document)


def read_stored(stored: Given, catalogue: Catalogue) -> Stored:
    """Read stored posts along the route. An answer that is missing or not valid does not take its neighbours with it."""
    document: dict[str, Any] = {}
    completed: set[str] = set()
    answers = Answers()
    for step in STEPS:
        if step.slug not in stored or not is_read(step, answers, stored):
            continue
        form = form_for(step, catalogue, _about(step, answers, _aims_posted(stored)), stored[step.slug])
        if form.is_valid():
            completed.add(step.slug)
        fragment = form.document()
        if fragment or form.is_valid():
            document[step.slug] = fragment
            answers = answers.and_also(step.slug, fragment)
    return Stored(document | contributions_in(stored, catalogue, answers), frozenset(completed))


def deciding_answers(stored: Given, catalogue: Catalogue) -> Answers:
    """What decides which pages are shown and what they ask, read no further than that takes."""
    for deciding in (NEEDED, DECIDING):
        given = {slug: posted for slug, posted in stored.items() if slug in deciding}
        answers = answers_in(given, catalogue)
        if all(step.shown_to(answers) for step in STEPS):
            break
    return answers


def stored_from(document: Mapping[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """What browsers would have posted for a (valid) document, step by step, and what its partners would have."""
    stored: dict[str, Any] = {}
    answers = Answers()
    for step in STEPS:
        if step.slug in document:
            about = _about(step, answers, document)
            stored[step.slug] = form_for(step, catalogue, about).posted(document[step.slug])
            answers = answers.and_also(step.slug, document[step.slug])
    return stored | stored_contributions(document, catalogue, answers)


def checked(document: Any, catalogue: Catalogue) -> tuple[dict[str, Any], int]:
    """The document with every answer cleaned, and its seed; raises `InvalidDocument` with every fault."""
    misshapen = list(_misshapen(document, catalogue))
    if not isinstance(document, dict):
        raise InvalidDocument(misshapen)
    broken = {(fault.step, fault.field) for fault in misshapen}
    cleaned, faults = _cleaned(document, catalogue, broken)
    if misshapen or faults:
        raise InvalidDocument([*misshapen, *faults])
    return cleaned, document.get(SEED, DEFAULT_SEED)


def _cleaned(
    document: Mapping[str, Any], catalogue: Catalogue, broken: set[tuple[str, str]]
) -> tuple[dict[str, Any], list[Fault]]:
    cleaned: dict[str, Any] = {}
    faults: list[Fault] = []
    answers = Answers()
    for step in STEPS:
        if step.slug not in document or any(step.slug == name for name, _ in broken):
            continue
        about = _about(step, answers, document)
        form = form_for(
            step, catalogue, about, form_for(step, catalogue, about).posted(document[step.slug]), partial=True
        )
        faults += [
            Fault(step.slug, _path(name), str(message)) for name, found in form.errors.items() for message in found
        ]
        if form.is_valid():
            cleaned[step.slug] = form.document()
            answers = answers.and_also(step.slug, cleaned[step.slug])
    if any(step in (CONTRIBUTIONS, AGREED) for step, _ in broken):
        return cleaned, faults
    contributed, more = checked_contributions(document, catalogue, answers)
    faults += [Fault(CONTRIBUTIONS, f"{number}.{_path(name)}", message) for number, name, message in more]
    return cleaned | contributed, faults


def _about(step: Step, answers: Answers, document: Mapping[str, Any]) -> Answers:
    """Priorities that come without a choice of objectives speak for the objectives that they name."""
    if step.slug == "priorities" and not answers.objectives:
        return replace(answers, objectives=tuple(document[step.slug]))
    return answers


def _aims_posted(stored: Given) -> Posted:
    """The objectives that posted priorities name, in the order of the post."""
    names = stored.get("priorities", {})
    return {"priorities": list(dict.fromkeys(name.split(PATH_MARK)[0] for name in names))}


def _path(name: str) -> str:
    return "" if name == "__all__" else name.replace(PATH_MARK, ".")


def _misshapen(document: Any, catalogue: Catalogue) -> Iterator[Fault]:
    for error in Draft202012Validator(schema(catalogue)).iter_errors(document):
        path = [str(part) for part in error.absolute_path]
        yield Fault(path[0] if path else "document", ".".join(path[1:]), _plainly(error))


def _plainly(error: Any) -> str:
    if error.validator == "enum":
        return f"{error.instance!r} is not one of {', '.join(repr(value) for value in error.validator_value)}."
    if error.validator == "additionalProperties":
        known = set(error.schema.get("properties", {}))
        unknown = sorted(set(error.instance) - known)
        return f"unknown: {', '.join(ascii(name) for name in unknown)}."
    if error.validator == "anyOf":
        return f"{error.instance!r} is neither a number of points from 0 to 100 nor an object with points and today."
    return f"{error.message}."


def schema(catalogue: Catalogue) -> dict[str, Any]:
    """The JSON Schema of an answers document for one edition (draft 2020-12)."""
    every_aim = replace(Answers(), objectives=tuple(aim.slug for aim in catalogue.aims()))
    steps = {step.slug: form_for(step, catalogue, every_aim).schema() | {"title": step.title} for step in STEPS}
    seed = {
        "type": "integer",
        "minimum": 0,
        "maximum": LARGEST_SEED,
        "default": DEFAULT_SEED,
        "title": "Seed of the simulation",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Answers document of the Integration Portal",
        "type": "object",
        "additionalProperties": False,
        "properties": {**steps, **contribution_schema(catalogue, every_aim), SEED: seed},
    }
