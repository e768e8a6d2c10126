"""The reason that every write to the catalogue asks for: its field, the form where nothing else is asked, and its recording."""

from contextlib import AbstractContextManager, nullcontext

from django import forms

from models_catalogue.history import recorded

REASON = "reason_for_change"
"""Some tables have a column called `reason`, so the field has a longer name."""


class ReasonField(forms.CharField):
    """Why somebody changes the catalogue, in their own words."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})

    def __init__(self, **options):
        super().__init__(
            label="Why",
            help_text="Kept in the history with your name, for other editors to read.",
            error_messages={"required": "Say why you make this change."},
            **options,
        )


class ReasonForm(forms.Form):
    """A reason alone: for a deletion, and for the score matrix."""

    use_required_attribute = False
    reason_for_change = ReasonField()


def with_reason(form: type[forms.ModelForm]) -> type[forms.ModelForm]:
    """A row's form that asks for a reason, too."""
    return type(form.__name__, (form,), {REASON: ReasonField()})


def recording(request, form: ReasonForm) -> AbstractContextManager[None]:
    """Records what is written inside under the reason that was given. Without one, records nothing: write nothing then."""
    return recorded(user=request.user, reason=form.cleaned_data[REASON]) if form.is_valid() else nullcontext()
