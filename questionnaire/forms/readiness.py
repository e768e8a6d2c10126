"""Question 4: readiness, money and governance."""

from questionnaire.forms.base import Section, StepForm, term_choices
from questionnaire.forms.fields import PATH_MARK, Level, Lines, OneOf, SeveralOf, Text, YesNo


class ReadinessForm(StepForm):
    def build(self) -> None:
        for dimension in self.catalogue.dimensions:
            self.fields[dimension.slug] = Level(
                [(str(level), f"{level}. {text}", "") for level, text in enumerate(dimension.levels)],
                label=dimension.question,
                error_messages={"required": f"Select a level for “{dimension.name}”, or not sure."},
            )

    def sections(self) -> tuple[Section, ...]:
        return tuple(
            Section(dimension.name, (dimension.slug,), kind="question", detail=dimension)
            for dimension in self.catalogue.dimensions
        )


class MoneyForm(StepForm):
    def build(self) -> None:
        for question in self.catalogue.money_questions:
            self.fields[question.slug] = OneOf(
                [(answer.slug, answer.label, answer.hint) for answer in question.answers],
                label=question.question,
                error_messages={"required": f"Answer “{question.question}”, or select not sure."},
            )

    def sections(self) -> tuple[Section, ...]:
        return tuple(
            Section("", (question.slug,), kind="question", detail=question)
            for question in self.catalogue.money_questions
        )


class GovernanceForm(StepForm):
    def build(self) -> None:
        self.fields["arrangements"] = SeveralOf(
            term_choices(self.catalogue, "arrangement"),
            label="Which arrangements are in place today?",
            help_text="Select only what is agreed and working. Each lowers the risks that it answers.",
            required=False,
        )
        for fact in self.catalogue.facts:
            self.fields[f"facts{PATH_MARK}{fact.slug}"] = YesNo(label=fact.question, help_text=fact.why, required=False)
        self.fields["own_risks"] = Lines(
            label="Which other risks do you see?",
            help_text="One a line. They are listed in the report in your words, without a rating.",
            required=False,
            lines=5,
        )
        for heading in self.catalogue.assurance_headings:
            self.fields[f"documents{PATH_MARK}{heading.slug}"] = Text(
                label=f"{heading.number}. {heading.name}", required=False, max_length=300
            )

    def sections(self) -> tuple[Section, ...]:
        return (
            Section("Arrangements in place", ("arrangements",)),
            Section(
                "Facts about the place",
                tuple(name for name in self.fields if name.startswith("facts")),
                lead="These decide which risks and warnings apply. Some follow from your other answers; a yes or no here wins. Select "
                "not sure if nobody knows.",
                kind="facts",
            ),
            Section("Your own risks", ("own_risks",)),
            Section(
                "Documents for the board’s headings",
                tuple(name for name in self.fields if name.startswith("documents")),
                lead="Where a document already answers a heading, give its title, owner and date. It is reported as evidence named, not "
                "as assurance.",
                is_quiet=True,
            ),
        )
