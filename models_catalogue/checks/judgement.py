"""What scores and ratings say about each other: objectives that tell nothing apart, options that are never first. Warnings."""

from collections.abc import Iterator

import numpy as np

from models_catalogue.catalogue import STAGES, Catalogue, Option, Stage
from models_catalogue.checks.contest import Beaten, Contest, contest, is_scored_by_the_place, never_leading
from models_catalogue.checks.problem import Problem

TOGETHER = 0.9
"""The correlation from which two objectives are said to move together."""
TIE = 1e-9


def objectives_tell_options_apart(catalogue: Catalogue) -> Iterator[Problem]:
    for stage in STAGES:
        options, objectives, fits = _fits(catalogue, stage)
        for column, objective in enumerate(objectives):
            if len(options) > 1 and np.ptp(fits[:, column]) == 0:
                yield _warning(
                    f"{stage} / {objective}",
                    f"scores every option {int(fits[0, column])}, so it tells none of them apart",
                )


def objectives_move_apart(catalogue: Catalogue) -> Iterator[Problem]:
    """Objectives on which the options of a stage always go up and down together may count one thing twice.

    Those that hang together through any pair are told as one problem, with every pair. A stage of fewer than three options
    says nothing.
    """
    for stage in STAGES:
        options, objectives, fits = _fits(catalogue, stage)
        pairs = list(_moving_together(objectives, fits)) if len(options) > 2 else []
        for group in _hanging_together([{one, other} for one, other, _ in pairs]):
            words = [f"{one} with {other} (r = {r:.2f})" for one, other, r in pairs if one in group]
            where = ", ".join(objective for objective in objectives if objective in group)
            yield _warning(f"{stage} / {where}", f"move together over {len(options)} options: {'; '.join(words)}")


def _moving_together(objectives: list[str], fits: np.ndarray) -> Iterator[tuple[str, str, float]]:
    """Pairs with their correlation; an objective on which all options score alike has none."""
    varied = np.flatnonzero(np.ptp(fits, axis=0))
    if len(varied) < 2:
        return
    found = np.corrcoef(fits[:, varied], rowvar=False)
    for one, other in zip(*np.nonzero(np.triu(np.abs(found) >= TOGETHER - TIE, k=1)), strict=True):
        yield objectives[varied[one]], objectives[varied[other]], float(found[one, other])


def _hanging_together(pairs: list[set[str]]) -> list[set[str]]:
    groups: list[set[str]] = []
    for pair in pairs:
        joined = [group for group in groups if group & pair]
        groups = [*(group for group in groups if not group & pair), pair.union(*joined)]
    return groups


def no_option_is_dominated(catalogue: Catalogue) -> Iterator[Problem]:
    for stage in STAGES:
        for option, by in dominated(catalogue, stage).items():
            yield _warning(
                f"option {option}",
                f"is nowhere better than {by}: not on any objective, nor for any answer about the place",
            )


def every_option_can_lead(catalogue: Catalogue) -> Iterator[Problem]:
    """An option that another one dominates is named once, by that check."""
    for stage in STAGES:
        known = dominated(catalogue, stage)
        for beaten in never_leading(contest(catalogue, stage)) if catalogue.stage(stage) else ():
            if beaten.option not in known:
                yield _warning(f"option {beaten.option}", _why_never(beaten))


def _why_never(beaten: Beaten) -> str:
    shares = sorted(beaten.mixture.items(), key=lambda rival: (-rival[1], rival[0]))
    mixture = " with ".join(f"{share:.0%} {slug}" for slug, share in shares if share >= 0.01)
    return (
        "can never lead while all others are open: whatever a place wants and answers, "
        f"{mixture} has at least {beaten.by:.1f} points more"
    )


def dominated(catalogue: Catalogue, stage: Stage) -> dict[str, str]:
    """Options with one that dominates each: at least as good on everything, better on something."""
    if not catalogue.stage(stage):
        return {}
    found = contest(catalogue, stage)
    return {found.options[row]: by for row in found.judged if (by := _dominator(found, row)) is not None}


def _dominator(found: Contest, row: int) -> str | None:
    """A rival that is at least as good in every block, whichever column is chosen, and better somewhere."""
    ahead = found.points[found.judged] - found.points[row]
    base = found.base[found.judged] - found.base[row]
    least = np.minimum.reduceat(ahead, found.starts, axis=1)
    services = found.blocks_of("services")
    everywhere = (least[:, ~services] >= -TIE).all(axis=1) & (least[:, services].sum(axis=1) + base >= -TIE)
    somewhere = np.maximum.reduceat(ahead, found.starts, axis=1).sum(axis=1) + base > TIE
    return next((found.options[rival] for rival in found.judged[everywhere & somewhere]), None)


def _fits(catalogue: Catalogue, stage: Stage) -> tuple[list[Option], list[str], np.ndarray]:
    """The options of a stage that the catalogue scores, what they are scored on, and their fits as rows."""
    options = [option for option in catalogue.stage(stage) if not is_scored_by_the_place(option)]
    objectives = [row.slug for row in (catalogue.criteria() if stage == "form" else catalogue.aims())]
    fits = [[catalogue.fit[option.slug, objective].fit for objective in objectives] for option in options]
    return options, objectives, np.array(fits, dtype=float).reshape(len(options), len(objectives))


def _warning(where: str, what: str) -> Problem:
    return Problem(where, what, blocks=False)
