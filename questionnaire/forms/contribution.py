"""What only a partner who contributes is asked, and how an owner names that partner."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from questionnaire.appraisal.partners import OWNER
from questionnaire.forms.base import JinjaRenderer, Section, StepForm
from questionnaire.forms.fields import OneOf, Text, YesNo
from questionnaire.forms.people import LEADERS
from questionnaire.forms.place import LONGEST_NAME

PARTS_NAMES = "|"
"""Stands between names in what the simulation draws from, so that no name may hold it."""
ANOTHER = f"another{PARTS_NAMES}"
"""Chosen where a name is typed; no partner is called so."""


REFUSALS = {
    "taken": "A partner of this name contributes already. Use another name, or make another link for it.",
    "too_many": "As many partners contribute as may. Leave one out before you invite another.",
}


class OrganisationForm(StepForm):
    """Whose view it is has been said by the owner; what the partner has at stake it says itself."""

    held_by = {"": LEADERS}
    sections_of = (Section("", ("interest",)),)
    interest = YesNo(
        label="Could your organisation gain, hold or lose a contract through what is decided?",
        help_text="Your view counts the same either way. The report also shows what comes out without the partners who could, "
        "so that boards can see whether it makes a difference. “Not sure” counts as yes.",
        error_messages={"required": "Select whether your organisation could gain, hold or lose a contract."},
    )


class PartnerForm(forms.Form):
    """A partner's name. `taken` are those of partners who contribute already."""

    default_renderer = JinjaRenderer
    use_required_attribute = False
    partner = Text(
        label="Name of the partner",
        max_length=LONGEST_NAME,
        error_messages={"required": "Enter the name of the partner."},
    )

    def __init__(self, data: Any = None, *, taken: Collection[str] = ()):
        super().__init__(data)
        self.taken = {name.casefold() for name in taken}

    def clean_partner(self) -> str:
        return self.allowed(self.cleaned_data["partner"])

    def refuse(self, why: str) -> None:
        self.add_error("partner", REFUSALS[why])

    def allowed(self, name: str) -> str:
        if PARTS_NAMES in name:
            raise ValidationError(f"Write the name without “{PARTS_NAMES}”.")
        if name.casefold() == OWNER:
            raise ValidationError(
                "Use the name of the organisation: “owner” stands for those who prepare the assessment."
            )
        if name.casefold() in self.taken:
            raise ValidationError(REFUSALS["taken"])
        return name


class InvitationForm(PartnerForm):
    """One of the partners of the place, or another that is named.

    Who is chosen goes by name: a number in the list would mean somebody else once another tab has invited one of them.
    """

    partner = Text(
        label="Name of the other partner",
        help_text="Only if it is not in the list above.",
        max_length=LONGEST_NAME,
        required=False,
    )

    def __init__(self, data: Any = None, *, partners: Sequence[str], taken: Collection[str] = ()):
        super().__init__(data, taken=taken)
        named = [(name, name, "") for name in partners if name.casefold() not in self.taken]
        if named:
            self.fields["chosen"] = OneOf(
                [*named, (ANOTHER, "Another partner", "")],
                unsure=False,
                label="Which partner is it for?",
                error_messages={"required": "Select the partner that the link is for."},
            )
            self.order_fields(["chosen", "partner"])
        else:
            self.fields["partner"].label, self.fields["partner"].help_text = "Name of the partner", ""

    def clean_chosen(self) -> str:
        chosen = self.cleaned_data["chosen"]
        return chosen if chosen == ANOTHER else self.allowed(chosen)

    def clean_partner(self) -> str:
        """The chosen name counts before one that is typed."""
        chosen = self.cleaned_data.get("chosen", ANOTHER)
        if chosen != ANOTHER or "chosen" in self.errors:
            return chosen
        if not self.cleaned_data["partner"]:
            raise ValidationError("Enter the name of the partner that the link is for.")
        return self.allowed(self.cleaned_data["partner"])


class AgreementForm(forms.Form):
    """Whether the points and levels of the wizard are what all partners have agreed on."""

    default_renderer = JinjaRenderer
    use_required_attribute = False
    agreed = OneOf(
        [
            (
                "no",
                "No, not yet",
                "Each aim carries the mean of the weights that you and the partners who are in give it, all with an equal say. "
                "Each level of readiness is the middle one of all that were given, and not sure where they lie far apart.",
            ),
            (
                "yes",
                "Yes, we have agreed",
                "The points and levels that you saved on the question pages count as what all agreed on. What each partner said "
                "before still shows how far you agree, and how firm the result is.",
            ),
        ],
        unsure=False,
        label="Have the partners agreed on the points and on how ready you are?",
        error_messages={"required": "Select whether the partners have agreed."},
    )
