"""What a reader may ask of the resource centre: a search, options to compare, and cases of a kind."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from models_catalogue.about import OLDER_PEOPLE, POPULATION_GROUPS
from models_catalogue.catalogue import STAGES, Catalogue, Stage
from models_catalogue.search import stems, words

LONGEST_QUERY = 100
SHORTEST_QUERY = 2
FEWEST, MOST = 2, 4
STAGE_NAMES: dict[Stage, str] = {
    "care": "Care models: how services are organised",
    "organisational": "Organisational models: how organisations join up",
    "commissioning": "Commissioning: who buys, with whose money",
    "form": "Organisational forms: the legal vehicle",
}


class Query(forms.CharField):
    """One line of text; what cannot be printed counts as a space."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


class SearchForm(forms.Form):
    """A search. What is longer than we look up is cut, and `was_cut` tells so."""

    use_required_attribute = False
    q = Query(
        label="Search the resource centre",
        error_messages={"required": "Type what you are looking for."},
    )

    def clean_q(self) -> str:
        query = self.cleaned_data["q"][:LONGEST_QUERY]
        self.was_cut = len(query) < len(self.cleaned_data["q"])
        if sum(map(len, words(query))) < SHORTEST_QUERY:
            raise ValidationError("Type at least 2 letters or figures.")
        if not stems(query):
            raise ValidationError("Use a word that says more: these words are on every page.")
        return query


class ChosenOptions(forms.MultipleChoiceField):
    """Options as checkboxes in the groups of their stages, drawn by the templates of the wizard's fields."""

    kind = "several-of"
    hints: dict[str, str] = {}

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if len(set(value)) < FEWEST:
            raise ValidationError("Select one more: a comparison needs at least two.", "few")
        if len(set(value)) > MOST:
            raise ValidationError("Select four at most: more would not fit side by side.", "many")

    def clean(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().clean(value)))


class CompareForm(forms.Form):
    """Two to four options of an edition, of one stage or of several."""

    use_required_attribute = False
    option = ChosenOptions(
        label="What do you want to compare?",
        help_text="Select two, three or four. Options of one stage compare best.",
        error_messages={
            "required": "Select the models or forms that you want to compare.",
            "invalid_choice": "Select from the list: this edition has nothing called “%(value)s”.",
        },
    )

    def __init__(self, *args: Any, catalogue: Catalogue, **options: Any):
        super().__init__(*args, **options)
        self.fields["option"].choices = [  # type: ignore[attr-defined]
            (name, [(option.slug, option.name) for option in catalogue.stage(stage)])
            for stage, name in STAGE_NAMES.items()
            if stage in STAGES
        ]


class CasesForm(forms.Form):
    """Which cases to list; everything may stay open, and what is not known is an error beside its field."""

    use_required_attribute = False
    around = forms.ChoiceField(
        label="Around whom",
        required=False,
        choices=[
            ("", "Everybody"),
            (OLDER_PEOPLE, "Around older people"),
            (POPULATION_GROUPS, "Around other population groups"),
        ],
        error_messages={"invalid_choice": "Select from the list around whom."},
    )
    option = forms.ChoiceField(
        label="Model or form",
        required=False,
        error_messages={"invalid_choice": "Select a model or form from the list."},
    )

    def __init__(self, *args: Any, catalogue: Catalogue, **options: Any):
        super().__init__(*args, **options)
        chosen = {slug for case in catalogue.cases for slug in case.options}
        self.fields["option"].choices = [  # type: ignore[attr-defined]
            ("", "Any"),
            *((option.slug, option.name) for option in catalogue.options if option.slug in chosen),
        ]
