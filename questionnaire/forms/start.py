"""Starting from answers that were downloaded before."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from questionnaire.forms.base import JinjaRenderer
from questionnaire.forms.fields import Text

LONGEST_DOCUMENT = 200_000


class DocumentForm(forms.Form):
    default_renderer = JinjaRenderer
    use_required_attribute = False
    document = Text(
        label="Answers document",
        help_text="Open the file that you downloaded, copy all of it and paste it here.",
        lines=12,
        max_length=LONGEST_DOCUMENT,
        error_messages={"required": "Paste the answers document."},
    )

    def clean_document(self) -> dict[str, Any]:
        try:
            found = json.loads(self.cleaned_data["document"])
        except (ValueError, RecursionError):
            raise ValidationError("This is not an answers document: paste the whole file, from { to }.") from None
        return found
