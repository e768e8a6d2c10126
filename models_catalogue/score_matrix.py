"""The score matrix: the options of one stage against its objectives, a number in each cell, saved together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django import forms

from models_catalogue import vocabulary
from models_catalogue.catalogue import Catalogue
from models_catalogue.history import note
from models_catalogue.models import STAGES, Fit, Objective, Option

LOWEST, HIGHEST = -1, 3
OUT_OF_RANGE = f"Type a whole number from {LOWEST} to {HIGHEST}."
# What a place has today is asked of the place, so it carries no scores.
UNSCORED = (vocabulary.BASELINES["care"], vocabulary.BASELINES["organisational"])


class CellForm(forms.Form):
    """One cell: the number that the page showed, and the number that stands in it now."""

    fit = forms.IntegerField(
        min_value=LOWEST,
        max_value=HIGHEST,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), OUT_OF_RANGE),
    )
    shown = forms.IntegerField(required=False)

    def __init__(self, option: Option, objective: Objective, row: Fit | None, data: Mapping[str, str] | None):
        self.option, self.objective, self.row = option, objective, row
        # No slug holds two hyphens in a row, so the name is the pair's own.
        prefix = f"{option.slug}--{objective.slug}"
        super().__init__(
            data if data is not None and _is_touched(data, prefix) else None,
            prefix=prefix,
            initial={"fit": row.fit, "shown": row.fit} if row else {},
        )
        self.fields["fit"].widget.attrs.update(self._spoken())

    def clean(self):
        if self.row is None:
            raise forms.ValidationError(f"Somebody deleted this score meanwhile; you typed {self.typed}.")
        if self.row.fit not in (self.cleaned_data.get("shown"), self.cleaned_data.get("fit")):
            self.add_error(
                "fit",
                f"Somebody changed this to {self.row.fit} meanwhile; you typed {self.typed}. Save again to keep yours.",
            )

    @property
    def typed(self) -> str | None:
        return self.data.get(self.add_prefix("fit"))

    @property
    def is_changed(self) -> bool:
        return self.is_bound and self.is_valid() and self.row is not None and self.cleaned_data["fit"] != self.row.fit

    @property
    def score(self) -> int | None:
        """The score that stands in the cell: what was typed, where that is one, else what is saved."""
        if self.row is None:
            return None
        return self.cleaned_data["fit"] if self.is_changed else self.row.fit

    def _spoken(self) -> dict[str, str]:
        """Names for those who hear the page: the cell by its two headings, its evidence and its errors after it."""
        return {
            "aria-labelledby": f"option-{self.option.slug} objective-{self.objective.slug}",
            "aria-describedby": f"evidence-{self.prefix} errors-{self.prefix}",
        }


@dataclass
class Matrix:
    """One stage's cells, as they stand or with what was posted for them."""

    stage: str
    data: Mapping[str, str] | None = None
    locked: bool = False

    @cached_property
    def options(self) -> list[Option]:
        return list(Option.objects.filter(stage=self.stage).exclude(slug__in=UNSCORED))

    @cached_property
    def objectives(self) -> list[Objective]:
        kind = "criterion" if self.stage == "form" else "aim"
        return list(Objective.objects.filter(kind=kind))

    @cached_property
    def rows(self) -> list[tuple[Objective, list[CellForm]]]:
        fits = {(fit.option_id, fit.objective_id): fit for fit in self._fits()}
        return [
            (
                objective,
                [
                    CellForm(option, objective, fits.get((option.pk, objective.pk)), self.data)
                    for option in self.options
                ],
            )
            for objective in self.objectives
        ]

    def faults(self) -> list[CellForm]:
        """The cells that keep everything from being saved."""
        return [cell for cell in self._cells() if cell.is_bound and not cell.is_valid()]

    def changed(self) -> list[tuple[Fit, int]]:
        """The rows whose score is to change, each with its new score."""
        return [(cell.row, cell.cleaned_data["fit"]) for cell in self._cells() if cell.row and cell.is_changed]

    def _cells(self) -> Iterator[CellForm]:
        return (cell for _, cells in self.rows for cell in cells)

    def _fits(self):
        found = Fit.objects.filter(option__stage=self.stage).select_related("option", "objective")
        return found.select_for_update(of=("self",)).prefetch_related("sources") if self.locked else found


def save(matrix: Matrix) -> int:
    """Write the changed scores and note them for the history; say how many. Belongs inside `recorded`."""
    changed = matrix.changed()
    for row, score in changed:
        row.fit = score
    found = [row for row, _ in changed]
    Fit.objects.bulk_update(found, ["fit"])
    note(found)
    return len(found)


def with_scores(content: Catalogue, changed: Iterable[tuple[Fit, int]]) -> Catalogue:
    """A catalogue as it would be with other scores."""
    scores = {(row.option.slug, row.objective.slug): score for row, score in changed}
    return replace(
        content,
        fits=tuple(replace(fit, fit=scores.get((fit.option, fit.objective), fit.fit)) for fit in content.fits),
    )


def stage_or_first(asked: str | None) -> str:
    return asked if asked in dict(STAGES) else STAGES[0][0]


def _is_touched(data: Mapping[str, str], prefix: str) -> bool:
    """Whether somebody typed into the cell. A cell left alone never overwrites what another editor saved."""
    typed = data.get(f"{prefix}-fit")
    return typed is not None and typed != data.get(f"{prefix}-shown")
