"""Forms of the catalogue's rows: an identity fixed once saved, and rules between columns that no constraint holds."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from models_catalogue import vocabulary
from models_catalogue.form_fields import refuse_unknown
from models_catalogue.models import (
    Case,
    Dimension,
    Intervention,
    Milestone,
    Option,
    Requirement,
    Risk,
    Row,
    Term,
    Tool,
)

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

    def check_list(self, field: str, given: Collection[str], allowed: Collection[str]) -> None:
        try:
            refuse_unknown(given, allowed)
        except ValidationError as error:
            self.add_error(field, error)


class GateForm(RowForm):
    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        self.check_list("values", cleaned.get("values", ()), gate_values(kind))
        if kind == "needs_readiness" and "level" in cleaned and cleaned["level"] is None:
            self.add_error("level", "Give the level of readiness that is needed.")
        return cleaned


class VariantForm(RowForm):
    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("circumstance") and cleaned.get("answer"):
            answers = cleaned["circumstance"].answers.values_list("slug", flat=True)
            self.check_list("answer", [cleaned["answer"]], list(answers))
        return cleaned


class CompatibilityForm(RowForm):
    def clean_upper(self):
        refuse_unknown([self.cleaned_data["upper"]], [*_option_slugs(), vocabulary.SINGLE_PATHWAY])
        return self.cleaned_data["upper"]


class VehicleForm(RowForm):
    def clean_start_form(self):
        if self.cleaned_data["start_form"]:
            refuse_unknown([self.cleaned_data["start_form"]], _option_slugs())
        return self.cleaned_data["start_form"]


def gate_values(kind: str | None) -> Collection[str]:
    """What a gate of a kind may ask for; the types of partners are words of the catalogue."""
    if kind == "needs_partner":
        return list(Term.objects.filter(vocabulary="partner-type").values_list("slug", flat=True))
    return vocabulary.CLOSED_LISTS.get(vocabulary.GATE_VALUES.get(kind or "", ""), ())


def _option_slugs() -> Collection[str]:
    return list(Option.objects.values_list("slug", flat=True))
