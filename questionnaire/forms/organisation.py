"""Questions 5 and 6: the organisational form, and how to move quickly."""

from collections.abc import Container
from typing import Any

from questionnaire.appraisal.form_and_function import LAST_AGREEMENT
from questionnaire.appraisal.swings import Echo, echo
from questionnaire.forms.base import Section, StepForm, term_choices
from questionnaire.forms.fields import PATH_MARK, Day, Lines, OneOf, SeveralOf, Text, Whole, YesNo
from questionnaire.forms.people import ENGAGEMENT, LEADERS, PROGRAMME, SECRETARY, WORKFORCE

LONGEST_NOTE = 2_000
MOST_FORMAL = 99


class FormForm(StepForm):
    page = "form"
    held_by = {"": LEADERS, "limits": SECRETARY}

    def build(self) -> None:
        self.fields["limits"] = SeveralOf(
            term_choices(self.catalogue, "form-limit"),
            label="What can you not do in today’s form?",
            help_text="Select all that apply. Form should follow function: if nothing stands in the way, you may need no new form.",
            required=False,
        )
        self.fields["limits_note"] = Text(
            label="Say more about what today’s form prevents",
            required=False,
            lines=4,
            max_length=LONGEST_NOTE,
        )
        for criterion in self.catalogue.criteria():
            self.fields[f"criteria{PATH_MARK}{criterion.slug}"] = Whole(
                label=f"Swing points for “{criterion.name}”",
                help_text="0 to 100",
                required=False,
                min_value=0,
                max_value=100,
            )
        for option in self.catalogue.stage("form"):
            self.fields[f"ruled_out{PATH_MARK}{option.slug}"] = Text(
                label=f"Why {option.name} is ruled out", required=False, max_length=500
            )

    def sections(self) -> tuple[Section, ...]:
        criteria = (
            Section(criterion.name, (f"criteria{PATH_MARK}{criterion.slug}",), kind="criterion", detail=criterion)
            for criterion in self.catalogue.criteria()
        )
        return (
            Section("What today’s form prevents", ("limits", "limits_note")),
            Section(
                "What matters in a form",
                (),
                kind="heading",
                lead="Start from what 0 looks like on every criterion. Give 100 to the move to 100 that you would make first, and the others "
                "points compared with it. Leave all empty to count them equally; the report then says so.",
                detail=self.reason_for("criteria"),
            ),
            *criteria,
            self.ruled_out("Agreements that partners have ruled out", range(LAST_AGREEMENT + 1)),
            self.ruled_out(
                "Bodies and mergers that partners have ruled out", range(LAST_AGREEMENT + 1, MOST_FORMAL + 1)
            ),
        )

    def ruled_out(self, title: str, formalities: Container[int]) -> Section:
        """The forms of some formalities, each with room for why it is ruled out."""
        forms = [option for option in self.catalogue.stage("form") if option.formality in formalities]
        return Section(
            title,
            tuple(f"ruled_out{PATH_MARK}{option.slug}" for option in forms),
            lead="Give a reason for any that your partners will not consider; leave the rest empty.",
            is_quiet=True,
        )

    def echo(self) -> Echo:
        given = self.readable().get("criteria", {})
        return echo({criterion.slug: given.get(criterion.slug) for criterion in self.catalogue.criteria()})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = {name: value for name, value in cleaned.items() if name.startswith("criteria") and value is not None}
        if given and not any(given.values()):
            self.add_error(
                next(iter(given)),
                "Give at least one criterion more than 0 points, or leave all of them empty.",
            )
        return cleaned


class PaceForm(StepForm):
    page = "pace"
    held_by = {
        "": PROGRAMME,
        "boards": SECRETARY,
        "staff_moving": WORKFORCE,
        "new_entity": SECRETARY,
        "substantial_change": ENGAGEMENT,
    }
    start = Day(label="When can work start?", required=False)
    target = Day(
        label="When should the first people be served in the new way?",
        required=False,
    )
    cohort = OneOf(
        [
            (
                "first-cohort",
                "A first group or neighbourhood",
                "Others follow when the first review is done.",
            ),
            ("whole", "Everyone in scope at once", ""),
        ],
        label="Who comes first?",
        required=False,
    )
    people = OneOf(
        [
            ("none", "Nobody has been freed for it", ""),
            ("part-time", "One or two people beside their own work", ""),
            ("small-team", "A small team of up to five", ""),
            ("programme", "A programme office of more than five", ""),
        ],
        label="Who can work on it?",
        required=False,
    )
    boards = Lines(
        label="Which bodies decide, and when do they next meet?",
        help_text="One body a line, with the date of its meeting.",
        required=False,
        lines=5,
    )
    staff_moving = YesNo(label="Would staff move to another employer?", required=False)
    new_entity = YesNo(label="Would a new legal body be set up?", required=False)
    substantial_change = YesNo(
        label="Would what people receive, or where, change substantially?",
        help_text="If so, councils must be consulted and ministers may be told.",
        required=False,
    )

    sections_of = (
        Section("Dates", ("start", "target")),
        Section("First steps", ("cohort", "people", "boards")),
        Section("What takes time", ("staff_moving", "new_entity", "substantial_change")),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, target = cleaned.get("start"), cleaned.get("target")
        if start and target and target < start:
            self.add_error("target", "The first people cannot be served before work starts: enter a later date.")
        return cleaned
