"""The form of the catalogue's rows: an identity fixed once saved, closed lists, and the rules between columns."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from models_catalogue import vocabulary
from models_catalogue.models import (
    Case,
    Dimension,
    Intervention,
    Milestone,
    Option,
    Requirement,
    Risk,
    Row,
    Slugged,
    Tool,
)
from models_catalogue.row_rules import KnownToDatabase, faults_of

# What a list column may hold, as options of `LinesField`; a list that is not named here takes any lines.
LISTS: dict[tuple[type, str], dict[str, Any]] = {
    (Option, "core_services"): {"allowed": vocabulary.SERVICES},
    (Requirement, "must_when_service"): {"allowed": vocabulary.SERVICES},
    (Risk, "lowered_by"): {"allowed": vocabulary.ARRANGEMENTS},
    (Intervention, "groups"): {"allowed": vocabulary.GROUPS},
    (Intervention, "services"): {"allowed": vocabulary.SERVICES},
    (Milestone, "routes"): {"allowed": vocabulary.ROUTES},
    (Dimension, "levels"): {"exactly": 6},
    (Case, "groups"): {"allowed": vocabulary.GROUPS},
    (Tool, "questions"): {"allowed": vocabulary.QUESTIONS},
}


def identity_columns(model: type[Row]) -> list[str]:
    """The columns that name a row. They are fixed once it is saved: rules, reports and fixtures refer to them."""
    return [path.split("__")[0] for path in model.natural_fields]


class RowForm(forms.ModelForm):
    """A row on its own page, where its identity is shown as text once saved, or among others, where it is disabled."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in self.fields.keys() & set(identity_columns(type(self.instance))):
                self.fields[name].disabled = True

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        said = {name: _by_slug(value) for name, value in cleaned.items()}
        for column, words in faults_of(type(self.instance), said, KnownToDatabase()):
            self.add_error(column, ValidationError(words, "unknown"))
        return cleaned


def _by_slug(value: Any) -> Any:
    """A rule knows another row by its slug."""
    return value.slug if isinstance(value, Slugged) else value
