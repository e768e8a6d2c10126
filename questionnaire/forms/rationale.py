"""Question 1: why a new care model, what it is for, and how much each aim matters."""

from typing import Any

from django.core.exceptions import ValidationError

from questionnaire.forms.base import Section, StepForm
from questionnaire.forms.fields import LONGEST_TEXT, PATH_MARK, OneOf, SeveralOf, Text, Whole

FEWEST_AIMS, MOST_AIMS, ADVISED_AIMS = 3, 12, 8
TODAY = (
    ("not-at-all", "Not at all", ""),
    ("a-little", "A little", ""),
    ("partly", "Partly", ""),
    ("well", "Well", ""),
    ("fully", "Fully", ""),
)


class RationaleForm(StepForm):
    case_for_change = Text(
        label="Why is a new care model needed?",
        help_text="The need, gap or failure that it answers, and what happens if nothing is done. A board will read this "
        "as you write it. Do not name individual people.",
        lines=8,
        max_length=LONGEST_TEXT,
        error_messages={"required": "Describe why a new care model is needed."},
    )

    def build(self) -> None:
        aims = self.catalogue.aims()
        self.fields["objectives"] = SeveralOf(
            groups=[
                (theme.name, [(aim.slug, aim.name, aim.what) for aim in aims if aim.theme == theme.slug])
                for theme in self.catalogue.themes
                if any(aim.theme == theme.slug for aim in aims)
            ],
            label="What do you want it to achieve?",
            help_text=f"Select {FEWEST_AIMS} to {MOST_AIMS}; {ADVISED_AIMS} or fewer keep the weighing manageable. "
            "What you do not select plays no part in the appraisal.",
            error_messages={"required": f"Select at least {FEWEST_AIMS} objectives."},
        )

    def clean_objectives(self) -> list[str]:
        chosen = self.cleaned_data["objectives"]
        if chosen and not FEWEST_AIMS <= len(chosen) <= MOST_AIMS:
            raise ValidationError(f"Select {FEWEST_AIMS} to {MOST_AIMS} objectives; {len(chosen)} are selected.")
        return chosen


class PrioritiesForm(StepForm):
    """One set of fields for each chosen aim, with both anchors in sight."""

    def build(self) -> None:
        for slug in self.chosen():
            aim = self.catalogue.objective[slug]
            self.fields[f"{slug}{PATH_MARK}points"] = Whole(
                label=f"Swing points for “{aim.name}”",
                help_text="0 to 100",
                min_value=0,
                max_value=100,
                error_messages={"required": f"Enter swing points for “{aim.name}”, from 0 to 100."},
            )
            self.fields[f"{slug}{PATH_MARK}today"] = OneOf(
                TODAY,
                label=f"How well do today’s arrangements serve “{aim.name}”?",
                inline=True,
                error_messages={"required": f"Select how well “{aim.name}” is served today, or not sure."},
            )
            for part, label in (
                ("measure", "Measure"),
                ("baseline", "Where it stands now"),
                ("target", "Target and date"),
            ):
                self.fields[f"{slug}{PATH_MARK}{part}"] = Text(
                    label=f"{label} for “{aim.name}”", required=False, max_length=200
                )

    def chosen(self) -> tuple[str, ...]:
        return self.answers.aims()

    def sections(self) -> tuple[Section, ...]:
        return tuple(
            Section(
                self.catalogue.objective[slug].name,
                tuple(f"{slug}{PATH_MARK}{part}" for part in ("points", "today", "measure", "baseline", "target")),
                kind="aim",
                detail=self.catalogue.objective[slug],
            )
            for slug in self.chosen()
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = [name for name in self.fields if name.endswith("points")]
        given = [cleaned.get(name) for name in names]
        if names and not self.errors and None not in given and not any(given):
            self.add_error(names[0], "Give at least one objective more than 0 points.")
        return cleaned

    def posted(self, fragment: Any) -> dict[str, list[str]]:
        """A bare number is the points."""
        full = {slug: value if isinstance(value, dict) else {"points": value} for slug, value in fragment.items()}
        return super().posted(full)

    def schema(self) -> dict[str, Any]:
        found = super().schema()
        for slug, full in found["properties"].items():
            found["properties"][slug] = {"anyOf": [full["properties"]["points"], full]}
        return found
