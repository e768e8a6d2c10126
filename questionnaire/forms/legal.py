"""Question 3: powers in use today, and the facts that decide how a provider may be selected."""

from collections.abc import Iterator
from typing import Any

from questionnaire.forms.base import Section, StepForm, in_groups
from questionnaire.forms.fields import PATH_MARK, OneOf, SeveralOf, Text, Whole, YesNo
from questionnaire.forms.people import FINANCE, PROCUREMENT, SECRETARY

POWERS = {
    "Between the NHS and councils": (
        "section-75-pooled-fund",
        "section-75-lead-commissioning",
        "section-75-integrated-provision",
        "care-trust",
        "grants-between-nhs-and-council",
        "better-care-fund",
        "devolved-health-functions",
    ),
    "Deciding and working together": (
        "joint-working-and-delegation",
        "joint-committee-and-pooled-fund",
        "foundation-trust-joint-exercise",
        "place-based-partnership",
        "provider-collaborative",
    ),
    "Contracts and companies": ("alliance-contract", "lead-provider", "company-forms", "primary-medical-contracts"),
}
LARGEST_VALUE = 100_000_000_000


class LegalForm(StepForm):
    page = "legal"
    held_by = {"": SECRETARY}

    def build(self) -> None:
        usable = [flexibility for flexibility in self.catalogue.flexibilities if flexibility.usable]
        choices = [(flexibility.slug, flexibility.name, flexibility.lets) for flexibility in usable]
        self.fields["in_use"] = SeveralOf(
            groups=in_groups(choices, POWERS, "Other powers and agreements"),
            label="Which powers and agreements do you use today?",
            help_text="Select all that apply, and say until when. Leave all empty if none is in use.",
            required=False,
        )
        for flexibility in usable:
            self.fields[f"until{PATH_MARK}{flexibility.slug}"] = Text(
                label=f"Until when is “{flexibility.name}” in use?",
                help_text="For example 31 March 2028, or no end date.",
                required=False,
                max_length=100,
            )

    def sections(self) -> tuple[Section, ...]:
        return (Section("", ("in_use",), kind="until"),)

    def document(self) -> dict[str, Any]:
        """An end date counts only for a power that is in use."""
        found = super().document()
        until = found.get("until", {})
        in_use = {slug: until.get(slug, "") for slug in found.get("in_use", [])}
        return {"in_use": in_use} if in_use else {}

    def spoken(self) -> Iterator[tuple[str, str, list[str]]]:
        """Until when is said only of a power that is in use."""
        said = list(super().spoken())
        in_use = set(getattr(self, "cleaned_data", {}).get("in_use", ()))
        for name, question, words in said:
            if name == "in_use" or name.removeprefix(f"until{PATH_MARK}") in in_use:
                yield name, question, words

    def posted(self, fragment: Any) -> dict[str, list[str]]:
        in_use = fragment.get("in_use", {})
        return super().posted({"in_use": list(in_use), "until": in_use})

    def schema(self) -> dict[str, Any]:
        found = super().schema()
        found["properties"] = {"in_use": found["properties"]["until"]}
        return found


class ProcurementForm(StepForm):
    page = "procurement"
    held_by = {"": PROCUREMENT, "value": FINANCE}
    buying = OneOf(
        [
            (
                "health",
                "NHS health care",
                "Hospital, community, mental health, general practice and the like.",
            ),
            ("social-care", "Social care only", "Or other services that are not health care."),
            ("mixed", "Health and social care in one contract", ""),
            (
                "nothing",
                "Nothing: no contract is awarded or changed",
                "For example an alliance laid over contracts as they are.",
            ),
        ],
        label="What would be bought?",
        error_messages={"required": "Select what would be bought, or not sure."},
    )
    buyer = OneOf(
        [
            ("nhs-commissioner", "The NHS commissioner", ""),
            ("council", "The council", ""),
            ("joint", "The NHS commissioner and the council together", ""),
            ("trust", "A trust", "As a commissioner of others, for example as lead provider."),
        ],
        label="Who would buy it?",
        error_messages={"required": "Select who would buy it, or not sure."},
    )
    continuity = OneOf(
        [
            ("continuing", "A contract that ends and would go on with the same provider", ""),
            ("new", "A new service, or a new provider", ""),
        ],
        label="Is it new, or does it go on?",
        error_messages={"required": "Select whether it is new or goes on, or not sure."},
    )
    value_before = Whole(
        label="Lifetime value of today’s contract or contracts",
        help_text="In pounds over the whole life, for what would be replaced. Leave it empty if you do not know.",
        prefix="£",
        required=False,
        min_value=0,
        max_value=LARGEST_VALUE,
    )
    value_after = Whole(
        label="Lifetime value of the new contract",
        help_text="In pounds over the whole life.",
        prefix="£",
        required=False,
        min_value=0,
        max_value=LARGEST_VALUE,
    )
    bundles = YesNo(label="Would several of today’s contracts become one?", required=False)
    character_changes = YesNo(
        label="Would the service become materially different in character?",
        help_text="Different services, people or places, and not only more or less of the same.",
        required=False,
    )
    patient_choice = YesNo(
        label="Do patients choose their provider, with no limit on the number of providers?", required=False
    )
    only_provider = YesNo(
        label="Is the existing provider the only one capable of it?",
        help_text="For example an emergency department.",
        required=False,
    )
    provider_satisfies = YesNo(
        label="Does the existing provider satisfy its contract, and would it satisfy the new one?",
        required=False,
    )
    likely_providers_known = YesNo(label="Can you name the likely providers without advertising?", required=False)

    sections_of = (
        Section("What is bought, by whom", ("buying", "buyer", "continuity")),
        Section(
            "What would change",
            ("value_before", "value_after", "bundles", "character_changes"),
            lead="Whether a change is considerable is worked out from these. It is if the service changes in character, or if its value "
            "rises by £500,000 or more and by a quarter or more.",
        ),
        Section(
            "Who could provide it",
            ("patient_choice", "only_provider", "provider_satisfies", "likely_providers_known"),
        ),
    )
