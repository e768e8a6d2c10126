"""About the place."""

from typing import Any

from models_catalogue.catalogue import Circumstance, Reason
from questionnaire.forms.base import Section, StepForm, answer_choices, term_choices
from questionnaire.forms.fields import PATH_MARK, Lines, OneOf, SeveralOf, Text, Whole
from questionnaire.forms.people import LEADERS, PROGRAMME, PUBLIC_HEALTH

LARGEST_POPULATION = 60_000_000
LONGEST_NAME = 200


class PlaceForm(StepForm):
    page = "place"
    held_by = {"": PROGRAMME, "population": PUBLIC_HEALTH, "lead": LEADERS}
    name = Text(
        label="What is the place called?",
        help_text="The name that its partners use, such as the town or borough.",
        max_length=120,
        error_messages={"required": "Enter the name of the place."},
    )

    def build(self) -> None:
        circumstance = self.catalogue.circumstance
        self.fields["footprint"] = OneOf(
            term_choices(self.catalogue, "footprint"),
            label="How large an area is it?",
            error_messages={"required": "Select how large the area is, or not sure."},
        )
        self.fields["population"] = Whole(
            label="How many people does it serve?",
            help_text="The registered or resident population. Leave it empty if you do not know.",
            required=False,
            min_value=1,
            max_value=LARGEST_POPULATION,
        )
        self.fields["scope_kind"] = OneOf(
            answer_choices(self.catalogue, "scope_kind"),
            label=circumstance["scope_kind"].question,
            help_text=circumstance["scope_kind"].hint,
            error_messages={"required": "Select what you want to join up, or not sure."},
        )
        self.fields["groups"] = SeveralOf(
            term_choices(self.catalogue, "group"),
            label="Which groups of people come first?",
            help_text="Select all that apply. For a whole population, leave it empty unless one group comes first.",
            required=False,
        )
        self.fields["services"] = SeveralOf(
            answer_choices(self.catalogue, "services"),
            label=circumstance["services"].question,
            help_text=circumstance["services"].hint,
            error_messages={"required": "Select at least one service."},
        )
        self.fields["lead"] = OneOf(
            answer_choices(self.catalogue, "lead"),
            label=circumstance["lead"].question,
            help_text=circumstance["lead"].hint,
            error_messages={"required": "Select who would drive the work, or not sure."},
        )
        for kind in self.catalogue.vocabulary("partner-type"):
            self.fields[f"partners{PATH_MARK}{kind.slug}"] = Lines(
                label=kind.label, help_text=kind.hint, required=False, lines=2, longest_line=LONGEST_NAME
            )

    def sections(self) -> tuple[Section, ...]:
        partners = tuple(name for name in self.fields if name.startswith("partners"))
        return (
            Section("The area", ("name", "footprint", "population")),
            Section("What is being joined up", ("scope_kind", "groups", "services")),
            Section("Who is in it", ("lead",)),
            Section(
                "Partner organisations",
                partners,
                lead="Commissioners and providers that take part, one name a line. They are listed in the report.",
                detail=super().reason_for("partners"),
            ),
        )

    def reason_for(self, name: str) -> Circumstance | Reason | None:
        return self.catalogue.circumstance.get(name) or super().reason_for(name)

    def wanted(self) -> list[str]:
        """No kind of partner in particular has to take part."""
        return [name for name in super().wanted() if not name.startswith("partners")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if (
            cleaned.get("scope_kind") == "population-group"
            and not cleaned.get("groups")
            and "groups" not in self.errors
            and not self.partial
        ):
            self.add_error("groups", "Select the group or groups of people, because you chose one group.")
        return cleaned

    def document(self) -> dict[str, Any]:
        found = super().document()
        partners = found.pop("partners", {})
        rows = [{"name": name, "type": kind} for kind, names in partners.items() for name in names]
        return found | ({"partners": rows} if rows else {})

    def posted(self, fragment: Any) -> dict[str, list[str]]:
        by_type: dict[str, list[str]] = {}
        for partner in fragment.get("partners", []):
            by_type.setdefault(partner["type"], []).append(partner["name"])
        return super().posted({**fragment, "partners": by_type})

    def schema(self) -> dict[str, Any]:
        found = super().schema()
        kinds = [kind.slug for kind in self.catalogue.vocabulary("partner-type")]
        row = {"name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}, "type": {"enum": kinds}}
        found["properties"]["partners"] = {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "type"],
                "additionalProperties": False,
                "properties": row,
            },
        }
        return found
