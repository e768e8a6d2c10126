"""What a check finds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models_catalogue.catalogue import Catalogue


@dataclass(frozen=True)
class Problem:
    """Something missing or wrong: where it is, what it is, and whether it stops publishing."""

    where: str
    what: str
    blocks: bool = True

    def __str__(self):
        return f"{self.where}: {self.what}"


Check = Callable[[Catalogue], Iterable[Problem]]
