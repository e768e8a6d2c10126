"""Partners' contributions in an answers document: made from what was posted, turned back into that, and checked.

A stored contribution is the partner's name and what was posted on its pages. In the document it is the name, the answer
about an interest, points and levels; the same forms stand between both.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from models_catalogue.catalogue import Catalogue
from questionnaire.answers import AGREED, CONTRIBUTIONS, Answers
from questionnaire.forms.base import StepForm
from questionnaire.forms.contribution import PartnerForm
from questionnaire.forms.place import LONGEST_NAME
from questionnaire.steps import CONTRIBUTION, ORGANISATION, Posted, Step, form_for

PARTNER, PAGES = "partner", "pages"
MOST_CONTRIBUTIONS = 40
Contributed = Mapping[str, Any]


def contributions_in(stored: Mapping[str, Any], catalogue: Catalogue, answers: Answers) -> dict[str, Any]:
    """The part of a document that partners make up; nothing where nobody contributes. `answers` are the owner's."""
    found = [_fragment(one, catalogue, answers) for one in stored.get(CONTRIBUTIONS, ())]
    return _beside(found, is_agreed=stored.get(AGREED, False))


def stored_contributions(document: Mapping[str, Any], catalogue: Catalogue, answers: Answers) -> dict[str, Any]:
    """What partners would have posted for a (valid) document."""
    found = [
        {
            PARTNER: given[PARTNER],
            PAGES: {
                step.slug: form_for(step, catalogue, answers).posted(_part(step, given))
                for step in CONTRIBUTION
                if _part(step, given)
            },
        }
        for given in document.get(CONTRIBUTIONS, ())
    ]
    return _beside(found, is_agreed=document.get(AGREED, False))


def checked_contributions(
    document: Mapping[str, Any], catalogue: Catalogue, answers: Answers
) -> tuple[dict[str, Any], list[tuple[str, str, str]]]:
    """The part of a document that partners make up, cleaned; and its faults: which contribution, the field, what is wrong."""
    cleaned: list[dict[str, Any]] = []
    faults: list[tuple[str, str, str]] = []
    for number, given in enumerate(document.get(CONTRIBUTIONS, ())):
        named = PartnerForm({PARTNER: given[PARTNER]}, taken=[one[PARTNER] for one in cleaned])
        forms = {step: _checked(step, catalogue, answers, given) for step in CONTRIBUTION if _part(step, given)}
        found = [(PARTNER, str(message)) for message in named.errors.get(PARTNER, ())]
        found += [fault for step, form in forms.items() for fault in _faults(step, form)]
        faults += [(str(number), name, message) for name, message in found]
        parts = [_placed(step, form.document()) for step, form in forms.items() if form.is_valid()]
        cleaned.append(_joined(named.cleaned_data.get(PARTNER, ""), parts))
    return _beside(cleaned, is_agreed=document.get(AGREED, False)), faults


def contribution_schema(catalogue: Catalogue, every_aim: Answers) -> dict[str, Any]:
    """The JSON Schemas of the keys that are no step."""
    parts = {step.slug: form_for(step, catalogue, every_aim).schema() | {"title": step.title} for step in CONTRIBUTION}
    own = parts.pop(ORGANISATION)["properties"]
    name = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "title": "Name of the partner"}
    one = {
        "type": "object",
        "required": [PARTNER],
        "additionalProperties": False,
        "properties": {PARTNER: name, **own, **parts},
    }
    return {
        CONTRIBUTIONS: {
            "type": "array",
            "maxItems": MOST_CONTRIBUTIONS,
            "items": one,
            "title": "What partners say beside the owner",
        },
        AGREED: {"type": "boolean", "title": "Whether points and levels are what all partners agreed on"},
    }


def _beside(contributions: list[dict[str, Any]], *, is_agreed: bool) -> dict[str, Any]:
    """That partners agree says nothing while there is none."""
    if not contributions:
        return {}
    return {CONTRIBUTIONS: contributions} | ({AGREED: True} if is_agreed else {})


def _fragment(stored: Contributed, catalogue: Catalogue, answers: Answers) -> dict[str, Any]:
    pages: Mapping[str, Posted] = stored[PAGES]
    asked = (step for step in CONTRIBUTION if step.slug in pages and step.shown_to(answers))
    return _joined(
        stored[PARTNER],
        [_placed(step, _read(form_for(step, catalogue, answers, pages[step.slug]))) for step in asked],
    )


def _read(form: StepForm) -> dict[str, Any]:
    """Every answer that is valid."""
    form.is_valid()
    return form.document()


def _joined(partner: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    found = {PARTNER: partner}
    for part in parts:
        found |= part
    return found


def _placed(step: Step, fragment: dict[str, Any]) -> dict[str, Any]:
    """What is asked of the organisation stands beside its name; any other page has a key of its own."""
    if step.slug == ORGANISATION:
        return fragment
    return {step.slug: fragment} if fragment else {}


def _part(step: Step, given: Mapping[str, Any]) -> Mapping[str, Any]:
    if step.slug != ORGANISATION:
        return given.get(step.slug, {})
    return {name: value for name, value in given.items() if name == "interest"}


def _checked(step: Step, catalogue: Catalogue, answers: Answers, given: Mapping[str, Any]) -> StepForm:
    posted = form_for(step, catalogue, answers).posted(_part(step, given))
    return form_for(step, catalogue, answers, posted, partial=True)


def _faults(step: Step, form: StepForm) -> Iterator[tuple[str, str]]:
    for name, messages in form.errors.items():
        field = name if step.slug == ORGANISATION else f"{step.slug}--{name}"
        yield from ((field, str(message)) for message in messages)
