"""The base of every step's form: drawn by our templates, and translated to and from the answers document.

Forms clean; they never save or query. What depends on the edition and on earlier answers is passed in.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import ErrorDict
from django.template import engines
from django.utils.datastructures import MultiValueDict

from models_catalogue.catalogue import Catalogue
from questionnaire.answers import Answers
from questionnaire.appraisal.swings import Echo
from questionnaire.forms.fields import DAY_PARTS, PATH_MARK, Choice, Day, Documented

Group = tuple[str, list[Choice]]
MOST_TOGETHER = 12
"""So many questions or choices at most stand together without a title between them."""
CAN_WAIT = "This can wait: the first view does without it."


class JinjaRenderer(BaseRenderer):
    """Draws our forms with the design system's macros; the admin keeps Django's own templates."""

    field_template_name = "forms/field.jinja"

    def get_template(self, template_name: str):
        return engines["jinja2"].get_template(template_name)


@dataclass(frozen=True)
class Section:
    """Fields that belong together on a page. A quiet section is folded away until somebody wants it."""

    title: str
    fields: tuple[str, ...]
    lead: str = ""
    kind: str = "plain"
    detail: Any = None
    is_quiet: bool = False


class StepForm(forms.Form):
    """A page of the wizard. `partial` is for documents, in which every answer may be missing."""

    default_renderer = JinjaRenderer
    use_required_attribute = False
    sections_of: ClassVar[tuple[Section, ...]] = ()
    held_by: ClassVar[Mapping[str, str]] = {}
    """Who usually holds the answer to a field, or to all whose names begin so; `""` to all others."""
    page: ClassVar[str] = ""
    """What the catalogue calls this page where it says why its questions are asked."""

    def __init__(self, *args: Any, catalogue: Catalogue, answers: Answers, partial: bool = False, **options: Any):
        self.catalogue, self.answers, self.partial = catalogue, answers, partial
        super().__init__(*args, **options)
        self.build()
        for field in self.fields.values():
            field.required = field.required and not partial
            field.error_messages.setdefault("required", "Answer this question.")

    def build(self) -> None:
        """Add the fields that depend on the edition or on earlier answers."""

    def sections(self) -> tuple[Section, ...]:
        """The page in sections, in order; every field in one of them."""
        return self.sections_of or (Section("", tuple(self.fields)),)

    def only_question(self) -> forms.BoundField | None:
        """The question of a page that asks nothing else; it is the page's heading."""
        names = [name for section in self.sections() for name in section.fields]
        return self[names[0]] if len(names) == 1 else None

    def laid_out(self) -> Iterator[tuple[Section, list[forms.BoundField]]]:
        for section in self.sections():
            yield section, [self[name] for name in section.fields]

    def holder_of(self, name: str) -> str:
        """Whom to ask: the longest beginning of the name counts."""
        return self.held_by[max((start for start in self.held_by if name.startswith(start)), key=len)]

    def reason_for(self, name: str) -> Any:
        """The row of the catalogue that says why a question is asked and on what that rests, if one does."""
        return self.catalogue.reason.get(f"{self.page}-{name}")

    def asked(self) -> list[str]:
        """The questions without an answer to which the page is not complete."""
        return [name for name, field in self.fields.items() if field.required]

    def given(self) -> set[str]:
        """The questions that have a valid answer."""
        self.is_valid()
        return {name for name, value in self.cleaned_data.items() if value not in (None, "", [], ())}

    def wanted(self) -> list[str]:
        """The fields that somebody should answer: all but those that are folded away until wanted."""
        return [name for section in self.sections() if not section.is_quiet for name in section.fields]

    def echo(self) -> Echo | None:
        """What the points on this page say; none where it asks for none."""
        return None

    def documented(self) -> dict[str, Any]:
        """The fields, all of which are of `questionnaire.forms.fields` and know their place in a document."""
        return dict(self.fields)

    def readable(self) -> dict[str, Any]:
        """The part of the document that can be read, whatever else is wrong or missing on the page."""
        twin = type(self)(self.data, catalogue=self.catalogue, answers=self.answers, partial=True)
        twin.is_valid()
        return twin.document()

    def leave_unjudged(self) -> None:
        """Show what was typed without saying what is wrong with it."""
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def let_wait(self, parts: Container[str]) -> None:
        """Ask for no answer that the first view does without; `parts` names such answers as `steps.Step.can_wait` does."""
        for name, field in self.fields.items():
            if name.split(PATH_MARK)[-1] in parts:
                field.required = False
                field.help_text = f"{CAN_WAIT} {field.help_text}".strip()

    def ask_only(self, name: str) -> None:
        """Keep one question of the page, which then has to be answered; whatever is wrong with the page is told there."""
        self.fields[name].required = True
        faults = [str(message) for messages in self.errors.values() for message in messages]
        self.fields = {name: self.fields[name]}
        self._errors = ErrorDict({name: self.error_class(faults)} if faults else {})

    def document(self) -> dict[str, Any]:
        """What was cleaned, as this step's part of the answers document; empty answers are left out."""
        nested: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if value not in (None, "", [], ()):
                *parents, last = name.split(PATH_MARK)
                at = nested
                for parent in parents:
                    at = at.setdefault(parent, {})
                at[last] = value
        return nested

    def spoken(self) -> Iterator[tuple[str, str, list[str]]]:
        """Every valid answer that was given: field name, question, and the answer in the words that were seen."""
        self.is_valid()
        for name, field in self.documented().items():
            value = getattr(self, "cleaned_data", {}).get(name)
            if value not in (None, "", [], ()):
                yield name, str(field.label), field.spoken(value)

    def posted(self, fragment: Mapping[str, Any]) -> dict[str, list[str]]:
        """What a browser would have posted for this part of a document."""
        found: dict[str, list[str]] = {}
        for name, field in self.documented().items():
            value = _at(fragment, name.split(PATH_MARK))
            if value is not None:
                found.update(_posted_names(name, field, field.as_posted(value)))
        return found

    def posted_names(self) -> set[str]:
        """Every name that this form reads from a post."""
        return {posted for name in self.fields for posted in self.names_posted_for(name)}

    def typed(self, name: str) -> list[str]:
        """Every raw value that was posted under a name."""
        return self.data.getlist(name) if isinstance(self.data, MultiValueDict) else []

    def names_posted_for(self, name: str) -> list[str]:
        return _names(name, self.fields[name])

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of this step's part of the document."""
        root: dict[str, Any] = {"type": "object", "additionalProperties": False, "properties": {}}
        for name, field in self.documented().items():
            *parents, last = name.split(PATH_MARK)
            at = root
            for parent in parents:
                at = at["properties"].setdefault(
                    parent, {"type": "object", "additionalProperties": False, "properties": {}}
                )
            at["properties"][last] = field.schema() | {"title": str(field.label)}
        return root


def _at(fragment: Any, path: list[str]) -> Any:
    for key in path:
        if not isinstance(fragment, Mapping) or key not in fragment:
            return None
        fragment = fragment[key]
    return fragment


def _names(name: str, field: forms.Field | Documented) -> list[str]:
    return [f"{name}{part}" for part in DAY_PARTS] if isinstance(field, Day) else [name]


def _posted_names(name: str, field: forms.Field, values: list[str]) -> dict[str, list[str]]:
    if isinstance(field, Day):
        return {part: [value] for part, value in zip(_names(name, field), values, strict=True)}
    return {name: values}


def term_choices(catalogue: Catalogue, vocabulary: str) -> list[Choice]:
    return [(term.slug, term.label, term.hint) for term in catalogue.vocabulary(vocabulary)]


def answer_choices(catalogue: Catalogue, circumstance: str) -> list[Choice]:
    return [(answer.slug, answer.label, answer.hint) for answer in catalogue.circumstance[circumstance].answers]


def in_groups(choices: Iterable[Choice], groups: Mapping[str, Container[str]], others: str) -> list[Group]:
    """Choices under the titles that name them; those that no title names, such as a new edition's, under the last one."""
    left = list(choices)
    found = [(title, [one for one in left if one[0] in slugs]) for title, slugs in groups.items()]
    named = {value for _, rows in found for value, _, _ in rows}
    rest = [one for one in left if one[0] not in named]
    return [(title, rows) for title, rows in (*found, (others, rest)) if rows]
