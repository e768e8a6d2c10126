"""Having a report checked: its reference and its check code."""

import re

from django import forms

from questionnaire.check_codes import read_check_code
from questionnaire.forms.base import JinjaRenderer
from questionnaire.forms.fields import Text

UNKNOWN_PAIR = (
    "No report has this reference together with this check code. Compare both with the first page of the report, "
    "character by character."
)


class CheckForm(forms.Form):
    default_renderer = JinjaRenderer
    use_required_attribute = False
    reference = Text(
        label="Reference",
        help_text="For example, 1A2B3C4D-1",
        max_length=40,
        error_messages={"required": "Enter the reference of the report."},
    )
    check_code = Text(
        label="Check code",
        help_text="For example, 7K3M-9QWE-2XTB",
        max_length=40,
        error_messages={"required": "Enter the check code of the report."},
    )

    def clean_reference(self) -> str:
        """As it is printed, whichever dash or space was typed."""
        return "-".join(re.findall(r"\w+", self.cleaned_data["reference"].upper()))

    def clean_check_code(self) -> str:
        return read_check_code(self.cleaned_data["check_code"])

    def refuse_pair(self) -> None:
        """The same words whichever of the two is wrong."""
        self.add_error("check_code", UNKNOWN_PAIR)
