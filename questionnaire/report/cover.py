"""The cover paper of a report: two pages for a board's pack, as values for its template.

What a body can be asked follows from what was found; the words of the resolutions are in `templates/report/_resolutions.jinja`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from models_catalogue.catalogue import Catalogue, Dimension, Vehicle
from models_catalogue.vocabulary import APPROVAL
from questionnaire.answers import Answers, Partner
from questionnaire.appraisal.appraise import Appraisal
from questionnaire.report.citations import Citations
from questionnaire.report.consequences import Joined
from questionnaire.report.headline import Headline
from questionnaire.report.provisional import question_words
from questionnaire.report.stage_views import StageView

Finding = Literal["provisional", "not shown", "no weights", "not settled", "shown by design", "shown"]
Kind = Literal["commissioner", "trust", "council", "practices", "others"]

KINDS: Mapping[str, Kind] = {
    "integrated-care-board": "commissioner",
    "acute-trust": "trust",
    "community-trust": "trust",
    "mental-health-trust": "trust",
    "ambulance-trust": "trust",
    "council": "council",
    "gp-organisation": "practices",
    "primary-care-network": "practices",
}
"""The kind of body that a kind of partner is; whoever else there is decides in a way of their own."""
BODIES: tuple[Kind, ...] = ("commissioner", "trust", "council", "practices", "others")
COUNCIL_SERVICES = ("adult-social-care", "childrens-services", "public-health")
TO_CLOSE_FIRST = (1, 7, 9, 11, 12, 15, 16, 20)
"""The board headings that have to be closed before anything more formal than a first step; our judgement, and marked so."""
MOST_QUESTIONS = 3


@dataclass(frozen=True)
class Decision:
    """What was found, and so what a body can be asked: to start, or for what is missing.

    A stop-level warning halts even what is shown. `start` is the first step, empty where none is in force and open.
    """

    finding: Finding
    is_halted: bool
    is_pathway: bool
    start: str

    @property
    def may_start(self) -> bool:
        return self.finding in ("shown", "shown by design") and not self.is_halted and bool(self.start)


@dataclass(frozen=True)
class Body:
    """A kind of body with the partners that are of it; nobody was named where there are none."""

    kind: Kind
    partners: tuple[str, ...]


def render_cover(content: Mapping[str, Any]) -> SafeString:
    """The body of the cover paper as HTML, from what the report's templates read."""
    return render_to_string("report/cover.jinja", {**content, **cover_content(content)})


def cover_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """What the cover paper reads besides. It counts its citations for itself: those of the report are the report's."""
    catalogue: Catalogue = content["catalogue"]
    answers: Answers = content["answers"]
    appraisal: Appraisal = content["appraisal"]
    headline: Headline = content["headline"]
    joined: Joined = content["joined"]
    open_headings = [heading for line, heading in content["assurance"] if line.status == "open"]
    return {
        "cite": Citations(catalogue),
        "decision": decision_of(appraisal, headline, is_halted=bool(content["stops"])),
        "bodies": bodies(answers.place.partners),
        "start_from": _start_from(headline),
        "to_close_first": [heading for heading in open_headings if heading.number in TO_CLOSE_FIRST],
        "unsettled": [view for view in _first_two(content["stages"]) if is_unsettled(view)],
        "missing": [
            question_words(catalogue, answers, telling) for telling in appraisal.next_questions[:MOST_QUESTIONS]
        ],
        "council_services": [
            catalogue.answer_label("services", slug)
            for slug in answers.place.services or ()
            if slug in COUNCIL_SERVICES
        ],
        "unmet": unmet(joined),
        "approval": next((pair for pair in joined.gates if pair[0].slug == APPROVAL), None),
        "power": {power.slug: power for power in appraisal.law if power.need != "named only"},
        "stop_rule": {rule.slug: rule for rule in catalogue.stop_rules},
    }


def decision_of(appraisal: Appraisal, headline: Headline, *, is_halted: bool) -> Decision:
    return Decision(finding_of(appraisal, headline), is_halted, appraisal.care is None, headline.start)


def finding_of(appraisal: Appraisal, headline: Headline) -> Finding:
    """The first that applies, from what leaves most open to what leaves least."""
    first = appraisal.care or appraisal.organisational
    if appraisal.provisional:
        return "provisional"
    if appraisal.case_for_change == "not shown":
        return "not shown"
    if first.tree.node("aims") is None:
        return "no weights"
    if appraisal.level in (None, "NOT_SETTLED") or headline.level_with:
        return "not settled"
    return "shown" if appraisal.case_for_change == "shown" else "shown by design"


def bodies(partners: Iterable[Partner]) -> tuple[Body, ...]:
    """Every kind of body, in order: a paper goes to those that nobody named as well."""
    named: dict[Kind, list[str]] = {kind: [] for kind in BODIES}
    for partner in partners:
        named[KINDS.get(partner.type, "others")].append(partner.name)
    return tuple(Body(kind, tuple(names)) for kind, names in named.items())


def unmet(joined: Joined) -> tuple[Dimension, ...]:
    """The dimensions in which a level that must be reached is not, or is not known."""
    return tuple(
        dimension
        for dimension, asked in joined.needs
        if any(need.is_must and (need.level is None or need.gap) for _, need in asked)
    )


def is_unsettled(view: StageView) -> bool:
    return view.result.level in (None, "NOT_SETTLED") or len(view.result.leaders) > 1


def _first_two(stages: Mapping[str, StageView]) -> list[StageView]:
    return [stages[name] for name in ("care", "organisational") if name in stages]


def _start_from(headline: Headline) -> Vehicle | None:
    """What the first step was read from, for its sources."""
    vehicles = [option.vehicle for option in (headline.organisational, headline.care) if option and option.vehicle]
    return next((vehicle for vehicle in vehicles if headline.start and vehicle.start == headline.start), None)
