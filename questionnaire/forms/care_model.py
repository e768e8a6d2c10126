"""Question 2: what partners could do and would accept, and what they have ruled out."""

from questionnaire.forms.base import Section, StepForm, answer_choices
from questionnaire.forms.fields import PATH_MARK, OneOf, Text
from questionnaire.forms.people import FINANCE, LEADERS, PRACTICE, PROCUREMENT

ASKED = ("gp_participation", "holder", "budget", "joining")


class CareModelForm(StepForm):
    held_by = {
        "": LEADERS,
        "gp_participation": PRACTICE,
        "holder": PROCUREMENT,
        "budget": FINANCE,
        "joining": LEADERS,
    }

    def build(self) -> None:
        for slug in ASKED:
            question = self.catalogue.circumstance[slug]
            self.fields[slug] = OneOf(
                answer_choices(self.catalogue, slug),
                label=question.question,
                help_text=question.hint,
                error_messages={"required": f"Answer “{question.question}”, or select not sure."},
            )
        for option in (*self.catalogue.stage("care"), *self.catalogue.stage("organisational")):
            if not option.slug.startswith("current-"):
                self.fields[f"ruled_out{PATH_MARK}{option.slug}"] = Text(
                    label=f"Why {option.name} ({option.short_name}) is ruled out",
                    required=False,
                    max_length=500,
                )

    def sections(self) -> tuple[Section, ...]:
        ruled_out = tuple(name for name in self.fields if name.startswith("ruled_out"))
        asked = tuple(Section("", (slug,), kind="question", detail=self.catalogue.circumstance[slug]) for slug in ASKED)
        return (
            *asked,
            Section(
                "Models that partners have ruled out",
                ruled_out,
                lead="Give a reason for any that your partners will not consider; leave the rest empty. The report says what each "
                "would have come to.",
                is_quiet=True,
            ),
        )
