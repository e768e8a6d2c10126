"""Question 4: readiness, money and governance."""

import re
from collections.abc import Iterator
from typing import Any

from models_catalogue.catalogue import AssuranceHeading
from questionnaire.forms.base import MOST_TOGETHER, Section, StepForm, in_groups, term_choices
from questionnaire.forms.fields import PATH_MARK, Level, Lines, OneOf, SeveralOf, Text, YesNo
from questionnaire.forms.people import (
    CLINICAL,
    DATA,
    ENGAGEMENT,
    FINANCE,
    LEADERS,
    PRACTICE,
    PROCUREMENT,
    PROGRAMME,
    PUBLIC_HEALTH,
    SECRETARY,
    SOCIAL_CARE,
    WORKFORCE,
)

ARRANGEMENTS = {
    "Deciding together": (
        "joint-committee", "partnership-board", "scheme-of-delegation", "conflicts-process", "programme-office",
        "regulator-contact", "legal-advice-in-writing", "exit-terms",
    ),
    "Money and risk": (
        "risk-share-agreement", "open-book-baseline", "transition-fund", "vat-advice-in-writing", "parent-guarantee",
        "provider-impact-assessment",
    ),
    "People and services": (
        "clinical-design-group", "gp-engagement-funded", "engagement-plan", "equality-impact-plan",
        "data-sharing-agreement", "evaluation-partner", "workforce-plan", "team-redesign",
    ),
}  # fmt: skip
FACTS = {
    "What would be set up, bought or moved": (
        "new-legal-entity", "staff-transfer", "health-services-award", "social-care-award", "bundles-contracts",
        "competitive-tender", "first-of-its-kind-contract", "independent-holder", "national-approval-needed",
        "substantial-change",
    ),
    "Money": (
        "acute-income-at-risk", "partner-deficit", "commissioner-deficit", "baseline-weak", "early-savings-assumed",
        "no-guarantee", "vat-open", "pooled-fund", "social-care-delegated",
    ),
    "Partners, services and the public": (
        "holder-quality-concern", "general-practice-fragile", "general-practice-reluctant", "small-acute",
        "concurrent-change", "public-opposition", "partner-dispute", "footprint-changing",
    ),
}  # fmt: skip
"""Facts and arrangements by what they are about, so that no more stand together than can be taken in."""
DOCUMENT_PARTS = {"document_owner": "owner", "document_date": "date", "document_reviewer": "reviewed_by"}
"""What is told of a document beside its title: the field's name, and the part of the answers document."""
YEAR = re.compile(r"\b(19|20)\d\d\b")


def _facts(*slugs: str) -> tuple[str, ...]:
    """The fields of facts, by their slugs."""
    return tuple(f"facts{PATH_MARK}{slug}" for slug in slugs)


class ReadinessForm(StepForm):
    held_by = {
        "": LEADERS,
        "governance": SECRETARY,
        "primary_care": PRACTICE,
        "council": SOCIAL_CARE,
        "finance_risk": FINANCE,
        "data": DATA,
        "workforce_culture": WORKFORCE,
        "commercial_capacity": PROCUREMENT,
        "people_communities": ENGAGEMENT,
        "evaluation": PUBLIC_HEALTH,
        "change_capacity": PROGRAMME,
    }

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
    held_by = {"": FINANCE}

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
    page = "governance"
    held_by = {
        "": SECRETARY,
        **dict.fromkeys(_facts("staff-transfer"), WORKFORCE),
        **dict.fromkeys(
            _facts("health-services-award", "social-care-award", "bundles-contracts", "competitive-tender",
                   "first-of-its-kind-contract", "independent-holder"),
            PROCUREMENT,
        ),
        **dict.fromkeys(
            _facts("acute-income-at-risk", "partner-deficit", "commissioner-deficit", "baseline-weak",
                   "early-savings-assumed", "no-guarantee", "vat-open", "pooled-fund"),
            FINANCE,
        ),
        **dict.fromkeys(_facts("holder-quality-concern", "small-acute"), CLINICAL),
        **dict.fromkeys(_facts("general-practice-fragile", "general-practice-reluctant"), PRACTICE),
        **dict.fromkeys(_facts("concurrent-change", "footprint-changing", "partner-dispute"), LEADERS),
        **dict.fromkeys(_facts("public-opposition", "substantial-change"), ENGAGEMENT),
        **dict.fromkeys(_facts("social-care-delegated"), SOCIAL_CARE),
        "own_risks": PROGRAMME,
        "document": PROGRAMME,
    }  # fmt: skip

    def build(self) -> None:
        self.fields["arrangements"] = SeveralOf(
            groups=in_groups(term_choices(self.catalogue, "arrangement"), ARRANGEMENTS, "Other arrangements"),
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
            self.fields |= _document_fields(heading)

    def sections(self) -> tuple[Section, ...]:
        return (
            Section("Arrangements in place", ("arrangements",)),
            Section(
                "Facts about the place",
                (),
                kind="heading",
                lead="These decide which risks and warnings apply. Some follow from your other answers; a yes or no here wins. Select "
                "not sure if nobody knows.",
            ),
            *self.facts(),
            Section("Your own risks", ("own_risks",)),
            Section(
                "Documents for the board’s headings",
                (),
                kind="heading",
                lead="Where a document already answers a heading, name it with its owner and date. It is reported as evidence named, and "
                "as reviewed only if somebody outside the programme has looked at it. What you say yourselves is never called assurance.",
                detail=self.reason_for("documents"),
            ),
            *self.headings(),
        )

    def facts(self) -> Iterator[Section]:
        """The facts by what they are about, each part with what its questions rest on."""
        asked = [(fact.slug, fact.question, "") for fact in self.catalogue.facts]
        for title, rows in in_groups(asked, FACTS, "Other facts"):
            slugs = {slug for slug, _, _ in rows}
            rests_on = {number for fact in self.catalogue.facts if fact.slug in slugs for number in fact.sources}
            yield Section(title, _facts(*(slug for slug, _, _ in rows)), kind="facts", detail=sorted(rests_on))

    def headings(self) -> Iterator[Section]:
        for place, heading in enumerate(self.catalogue.assurance_headings):
            if place % MOST_TOGETHER == 0:
                last = self.catalogue.assurance_headings[place : place + MOST_TOGETHER][-1]
                yield Section(f"Headings {heading.number} to {last.number}", (), kind="heading")
            yield Section(f"{heading.number}. {heading.name}", tuple(_document_fields(heading)), is_quiet=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for heading in self.catalogue.assurance_headings:
            if fault := _fault_of_reference(*(cleaned.get(name) or "" for name in _document_fields(heading))):
                self.add_error(f"documents{PATH_MARK}{heading.slug}", fault)
        return cleaned

    def document(self) -> dict[str, Any]:
        """A title alone is a line of text; with more told of it, a document is an object."""
        found = super().document()
        apart = {part: found.pop(name, {}) for name, part in DOCUMENT_PARTS.items()}
        for slug, title in found.get("documents", {}).items():
            told = {part: given[slug] for part, given in apart.items() if slug in given}
            found["documents"][slug] = {"title": title} | told if told else title
        return found

    def posted(self, fragment: Any) -> dict[str, list[str]]:
        full = {
            slug: value if isinstance(value, dict) else {"title": value}
            for slug, value in fragment.get("documents", {}).items()
        }
        parts = {"documents": "title", **DOCUMENT_PARTS}
        apart = {name: dict(_told(full, part)) for name, part in parts.items()}
        return super().posted({**fragment, **apart})

    def schema(self) -> dict[str, Any]:
        found = super().schema()
        apart = {part: found["properties"].pop(name)["properties"] for name, part in DOCUMENT_PARTS.items()}
        titles = found["properties"]["documents"]["properties"]
        for slug, title in titles.items():
            titles[slug] = {
                **title,
                "type": ["string", "object"],
                "additionalProperties": False,
                "required": ["title"],
                "properties": {"title": title, **{part: given[slug] for part, given in apart.items()}},
            }
        return found


def _document_fields(heading: AssuranceHeading) -> dict[str, Text]:
    """Title, owner, date and reviewer of the document for a heading, by name."""
    asked = {
        "documents": ("Title of the document", 300),
        "document_owner": ("Who owns it", 120),
        "document_date": ("Date, such as May 2026", 40),
        "document_reviewer": ("Who reviewed it, from outside the programme", 120),
    }
    return {
        f"{name}{PATH_MARK}{heading.slug}": Text(
            label=f"{label} ({heading.number}. {heading.name})", required=False, max_length=longest
        )
        for name, (label, longest) in asked.items()
    }


def _fault_of_reference(title: str, owner: str, date: str, reviewer: str) -> str:
    """What is wrong with a reference as a whole; empty where nothing is."""
    if not title and (owner or date or reviewer):
        return "Give the title of the document, or clear its owner, date and reviewer."
    if reviewer and not (owner and date):
        return "Give the owner and the date of the document that was reviewed."
    if date and not YEAR.search(date):
        return "Give the date of the document with its year, such as May 2026."
    return ""


def _told(documents: dict[str, dict[str, str]], part: str) -> Iterator[tuple[str, str]]:
    for slug, told in documents.items():
        if told.get(part):
            yield slug, told[part]
