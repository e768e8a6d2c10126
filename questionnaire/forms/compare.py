"""The choice of two versions to put side by side."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from questionnaire.forms.base import JinjaRenderer


class CompareForm(forms.Form):
    """Two of an owner's versions; each choice is a key and its name."""

    default_renderer = JinjaRenderer
    use_required_attribute = False
    first = forms.ChoiceField(label="First version", error_messages={"required": "Choose the first version."})
    second = forms.ChoiceField(
        label="Second version",
        error_messages={"required": "Choose the second version.", "same": "Choose two different versions."},
    )

    def __init__(self, *args: Any, versions: Sequence[tuple[str, str]], **options: Any):
        super().__init__(*args, **options)
        for field in self.fields.values():
            cast(forms.ChoiceField, field).choices = [("", "Choose a version"), *versions]
            field.error_messages["invalid_choice"] = "Choose one of the versions in the list."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", self.fields["second"].error_messages["same"])
        return cleaned
