"""The numbers of the sources that a report cites."""

from collections.abc import Sequence

from models_catalogue.catalogue import Catalogue, Source

MOST_SOURCES = 2


class Citations:
    """Hands out source numbers while a report is drawn, and knows afterwards which were cited.

    Of each list only the first few that the catalogue names, so that a reader can follow them.
    """

    def __init__(self, catalogue: Catalogue):
        self._known = catalogue.source
        self._cited: set[int] = set()

    def __call__(self, *lists: Sequence[int], most: int = MOST_SOURCES) -> list[int]:
        numbers = sorted({number for numbers in lists for number in numbers[:most]})
        self._cited.update(numbers)
        return numbers

    def sources(self) -> list[Source]:
        return [self._known[number] for number in sorted(self._cited)]
