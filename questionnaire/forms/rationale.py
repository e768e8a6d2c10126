"""Question 1: why a new care model, what it is for, and how much each aim matters."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from models_catalogue.catalogue import Objective
from questionnaire.answers import Priority, read_document
from questionnaire.appraisal.swings import Echo, against_order, echo
from questionnaire.forms.base import Section, StepForm
from questionnaire.forms.fields import LONGEST_TEXT, PATH_MARK, OneOf, SeveralOf, Text, Whole
from questionnaire.forms.people import LEADERS, PROGRAMME

FEWEST_AIMS, MOST_AIMS, ADVISED_AIMS = 3, 12, 8
LAST_PLACE = 99
NO_POINTS = "Enter swing points for “{}”, from 0 to 100, or give every objective a place."
TODAY = (
    ("not-at-all", "Not at all", ""),
    ("a-little", "A little", ""),
    ("partly", "Partly", ""),
    ("well", "Well", ""),
    ("fully", "Fully", ""),
)


class RationaleForm(StepForm):
    page = "rationale"
    held_by = {"": PROGRAMME, "objectives": LEADERS}
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
    """A place in the order for each chosen aim, then its swing points with both anchors in sight."""

    held_by = {"": LEADERS}
    parts: ClassVar[tuple[str, ...]] = ("points", "today", "measure", "baseline", "target")
    """What is asked of each aim beside its place in the order."""

    def build(self) -> None:
        aims = [self.catalogue.objective[slug] for slug in self.chosen()]
        for aim in aims:
            self.fields[f"{aim.slug}{PATH_MARK}place"] = Whole(
                label=f"Place of “{aim.name}”",
                help_text=f"From “{aim.anchor_0}” to “{aim.anchor_100}”",
                required=False,
                min_value=1,
                max_value=LAST_PLACE,
            )
        for aim in aims:
            asked = _weighing(aim)
            self.fields |= {f"{aim.slug}{PATH_MARK}{part}": asked[part] for part in self.parts}

    def chosen(self) -> tuple[str, ...]:
        """In the order that was given; what has no place yet comes after, in the order of choosing."""
        return tuple(sorted(self.answers.aims(), key=self.typed_place))

    def typed_place(self, aim: str) -> int:
        typed = "".join(self.typed(f"{aim}{PATH_MARK}place")).strip()
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 4 else LAST_PLACE + 1

    def sections(self) -> tuple[Section, ...]:
        places = tuple(f"{slug}{PATH_MARK}place" for slug in self.chosen())
        weighed = (
            Section(
                self.catalogue.objective[slug].name,
                tuple(f"{slug}{PATH_MARK}{part}" for part in self.parts),
                kind="aim",
                detail=self.catalogue.objective[slug],
            )
            for slug in self.chosen()
        )
        points = Section(
            "Then weigh the moves",
            (),
            kind="heading",
            lead="Give 100 points to the move that you would make first, and to each of the others what it is worth beside that one. If "
            "you would rather leave it at the order, leave the points empty.",
        )
        return Section("First, put the moves in order", places, kind="order"), points, *weighed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for slug in () if self.partial else self.unweighed(cleaned):
            self.add_error(f"{slug}{PATH_MARK}points", NO_POINTS.format(self.catalogue.objective[slug].name))
        names = [name for name in self.fields if name.endswith("points")]
        given = [cleaned.get(name) for name in names]
        if names and not self.errors and None not in given and not any(given):
            self.add_error(names[0], "Give at least one objective more than 0 points.")
        return cleaned

    def unweighed(self, cleaned: Mapping[str, Any]) -> list[str]:
        """The aims without points; a place stands for points only where every aim has one."""
        places = [f"{slug}{PATH_MARK}place" for slug in self.chosen()]
        if all(cleaned.get(name) or name in self.errors for name in places):
            return []
        points = {slug: f"{slug}{PATH_MARK}points" for slug in self.chosen()}
        return [slug for slug, name in points.items() if cleaned.get(name) is None and name not in self.errors]

    @cached_property
    def weighed(self) -> Mapping[str, Priority]:
        """Each aim's priority as far as it can be read."""
        found = read_document({"priorities": self.readable()}).priorities
        return {slug: found.get(slug, Priority()) for slug in self.chosen()}

    def against_order(self) -> list[tuple[str, str]]:
        """Aims with more points than the one before them in the order, each with that one."""
        points = {slug: one.points for slug, one in self.weighed.items() if one.points is not None}
        return against_order(points, {slug: one.place for slug, one in self.weighed.items() if one.place is not None})

    def asked(self) -> list[str]:
        """Points as well: they may follow from the order, but an aim is not weighed without."""
        return [*(f"{slug}{PATH_MARK}points" for slug in self.chosen()), *super().asked()]

    def given(self) -> set[str]:
        """Points that follow from the order count as given."""
        derived = {f"{slug}{PATH_MARK}points" for slug, one in self.weighed.items() if one.points is not None}
        return super().given() | derived

    def wanted(self) -> list[str]:
        """Points, where none follow from an order, and how well today serves each aim."""
        points = [f"{slug}{PATH_MARK}points" for slug, one in self.weighed.items() if one.points is None]
        return points + [f"{slug}{PATH_MARK}today" for slug in self.chosen() if "today" in self.parts]

    def echo(self) -> Echo:
        return echo({slug: priority.points for slug, priority in self.weighed.items()})

    def posted(self, fragment: Any) -> dict[str, list[str]]:
        """A bare number is the points."""
        full = {slug: value if isinstance(value, dict) else {"points": value} for slug, value in fragment.items()}
        return super().posted(full)

    def schema(self) -> dict[str, Any]:
        found = super().schema()
        for slug, full in found["properties"].items():
            found["properties"][slug] = {"anyOf": [full["properties"]["points"], full]}
        return found


class OwnPrioritiesForm(PrioritiesForm):
    """A partner's own points; how things stand today, and what is measured, the place says for all."""

    parts = ("points",)


def _weighing(aim: Objective) -> dict[str, Whole | OneOf | Text]:
    """What may be asked of an aim beside its place in the order, by the last part of its name."""
    found: dict[str, Whole | OneOf | Text] = {
        "points": Whole(
            label=f"Swing points for “{aim.name}”", help_text="0 to 100", required=False, min_value=0, max_value=100
        ),
        "today": OneOf(
            TODAY,
            label=f"How well do today’s arrangements serve “{aim.name}”?",
            inline=True,
            error_messages={"required": f"Select how well “{aim.name}” is served today, or not sure."},
        ),
    }
    optional = {"measure": "Measure", "baseline": "Where it stands now", "target": "Target and date"}
    found |= {
        part: Text(label=f"{label} for “{aim.name}”", required=False, max_length=200)
        for part, label in optional.items()
    }
    return found
