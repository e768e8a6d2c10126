"""What is wrong with a file: each fault by sheet, row and column as the person sees them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and what to do about it. Row and column are empty where the whole sheet or file is meant."""

    words: str
    sheet: str = ""
    row: int | None = None
    column: str = ""

    def __str__(self):
        place = [self.sheet, f"row {self.row}" if self.row else "", f"column {self.column}" if self.column else ""]
        return ": ".join(filter(None, [", ".join(filter(None, place)), self.words]))


class Refused(Exception):
    """A file that is not taken in, not even in part; `faults` names everything that is wrong with it."""

    def __init__(self, faults: list[Fault]):
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


def refused(words: str, sheet: str = "") -> Refused:
    return Refused([Fault(words, sheet)])
