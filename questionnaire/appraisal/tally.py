"""Counting draws: places, wins and the mean weights of those who lead, ties shared, over blocks of draws."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from questionnaire.appraisal.value import TIE

Column = NDArray[np.float64]
Whole = NDArray[np.intp]


class Tally:
    """Counts places, wins and the weights of leaders over blocks of draws.

    Counts are whole numbers until they are divided at the end, so that neither blocks nor order leave a trace.
    """

    def __init__(self, options: list[str]):
        self.options = options
        self.draws = 0
        self._spans: dict[tuple[int, int, int], int] = {}
        self._beaten = np.zeros((len(options), len(options)))
        self._firsts = np.zeros(len(options))
        self._weights: dict[str, Column] = {}
        self._influence: dict[str, Column] = {}

    def add(self, values: Column, weights: Mapping[str, Column], influence: Mapping[str, Column] | None = None) -> None:
        """Count a block: `values` has a row for each option and a column for each draw, `weights` a number a draw."""
        self._add(self._count_all(values), weights, influence or {})

    def add_firsts(self, values: Column, influence: Mapping[str, Column]) -> None:
        """Count who comes first in a block, and neither the other places nor wins."""
        self._add(self._count_firsts(values), {}, influence)

    def _add(self, shares: Column, weights: Mapping[str, Column], influence: Mapping[str, Column]) -> None:
        self.draws += shares.shape[1]
        self._firsts += shares.sum(axis=1)
        for sums, columns in ((self._weights, weights), (self._influence, influence)):
            if columns:
                # Not a product of matrices: threads of a linear algebra library take turns badly on a busy machine.
                found = np.einsum("od,nd->no", shares, np.stack(list(columns.values())))
                for name, column in zip(columns, found, strict=True):
                    sums[name] = sums.get(name, 0.0) + column

    def _count_all(self, values: Column) -> Column:
        order, begins, ends = sorted_spans(values)
        has_tie = (begins != ends).any(axis=1)
        places = np.empty(order.shape, dtype=np.int16)
        np.put_along_axis(places, order, begins.astype(np.int16), axis=1)
        by_option = np.ascontiguousarray(places.T)
        shares: Column = (by_option == 0).astype(np.float64)
        self._count_wins(by_option)
        self._count_places(by_option[:, ~has_tie] if has_tie.any() else by_option)
        if has_tie.any():
            tied = order[has_tie], begins[has_tie], ends[has_tie]
            self._count_spans(*tied)
            shares[:, has_tie] = first_shares(*tied)
        return shares

    def _count_firsts(self, values: Column) -> Column:
        level = values >= values.max(axis=0) - TIE
        shares: Column = level.astype(np.float64)
        has_tie = np.count_nonzero(level, axis=0) > 1
        if has_tie.any():
            shares[:, has_tie] = first_shares(*sorted_spans(values[:, has_tie]))
        return shares

    def _count_wins(self, places: NDArray[np.int16]) -> None:
        """Compare options two by two by their places, a row an option; those with the same place share the win."""
        draws = places.shape[1]
        for one in range(1, len(places)):
            wins, losses = (
                np.count_nonzero(found, axis=1) for found in (places[one] < places[:one], places[one] > places[:one])
            )
            ties = draws - wins - losses
            self._beaten[one, :one] += wins + 0.5 * ties
            self._beaten[:one, one] += losses + 0.5 * ties

    def _count_places(self, places: NDArray[np.int16]) -> None:
        for option, found in enumerate(places):
            for place, count in enumerate(np.bincount(found).tolist()):
                self._count_span(option, place, place, count)

    def _count_spans(self, order: Whole, begins: Whole, ends: Whole) -> None:
        size = len(self.options)
        codes, counts = np.unique((order * size + begins) * size + ends, return_counts=True)
        for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
            self._count_span(code // size**2, code // size % size, code % size, count)

    def _count_span(self, option: int, begin: int, end: int, count: int) -> None:
        """How often an option stood in a tie group from one place to another (alone, mostly)."""
        if count:
            self._spans[option, begin, end] = self._spans.get((option, begin, end), 0) + count

    def firsts(self) -> dict[str, float]:
        """The share of draws in which each option comes first."""
        return {name: float(count / self.draws) for name, count in zip(self.options, self._firsts, strict=True)}

    def places(self) -> dict[str, tuple[float, ...]]:
        """The share of draws in which each option has each place; tied options share the places they span equally."""
        table = np.zeros((len(self.options), len(self.options)))
        for (option, begin, end), count in sorted(self._spans.items()):
            table[option, begin : end + 1] += count / (end - begin + 1)
        rows = (tuple(float(share) for share in row / self.draws) for row in table)
        return dict(zip(self.options, rows, strict=True))

    def wins(self) -> dict[str, dict[str, float]]:
        """The share of draws in which each option beats each other one, ties half."""
        return {
            name: {other: float(self._beaten[i, k] / self.draws) for k, other in enumerate(self.options) if k != i}
            for i, name in enumerate(self.options)
        }

    def central(self) -> dict[str, dict[str, float] | None]:
        return self._means(self._weights)

    def influence(self) -> dict[str, dict[str, float] | None]:
        """Empty where nobody's influence was varied."""
        return self._means(self._influence) if self._influence else {}

    def _means(self, sums: dict[str, Column]) -> dict[str, dict[str, float] | None]:
        # Twelve decimals: a logarithm or a sum may differ in its last bit between machines, and a report must not.
        return {
            option: {name: round(float(sums[name][i] / self._firsts[i]), 12) for name in sorted(sums)}
            if self._firsts[i]
            else None
            for i, option in enumerate(self.options)
        }


def sorted_spans(values: Column) -> tuple[Whole, Whole, Whole]:
    """The options of each draw (a row each), highest value first, and the first and last place of their tie groups."""
    draws = np.ascontiguousarray(values.T)
    order = np.argsort(-draws)
    return (order, *tie_spans(np.take_along_axis(draws, order, axis=1)))


def first_shares(order: Whole, begins: Whole, ends: Whole) -> Column:
    """Each option's share of the first place, a row an option and a column a draw."""
    shares = np.zeros(order.shape)
    np.put_along_axis(shares, order, np.where(begins == 0, 1 / (ends + 1.0), 0.0), axis=1)
    return np.asarray(shares.T)


def tie_spans(ordered: Column) -> tuple[Whole, Whole]:
    """First and last place (from 0) of each position's tie group; `ordered` has a row a draw, highest value first."""
    draws, size = ordered.shape
    parts = ordered[:, :-1] - ordered[:, 1:] > TIE
    places = np.broadcast_to(np.arange(size), (draws, size))
    if parts.all():
        return places, places
    edge = np.ones((draws, 1), dtype=bool)
    begins = np.maximum.accumulate(np.where(np.hstack([edge, parts]), places, 0), axis=1)
    last = np.where(np.hstack([parts, edge]), places, size - 1)
    return begins, np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
