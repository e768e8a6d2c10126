"""Names set in lines: how wide words run, and where a name that is too long for its place is broken."""

import unicodedata

SIZE = 14
"""The size of the type in a picture that is `WIDTH` wide; both in the units of the picture."""
LINE = 17
WIDTH = 480
NARROW = frozenset("fijlrtI.,;:'’‘“”|!()[] -/1")
BROAD = frozenset("mwMWQOG%@—…&")
INVISIBLE = ("Mn", "Me", "Cf")


def width_of(text: str) -> float:
    """How wide a text runs at most, by kinds of letters: a renderer may choose another typeface than ours."""
    return SIZE * sum(_share_of_size(letter) for letter in text)


def _share_of_size(letter: str) -> float:
    if unicodedata.category(letter) in INVISIBLE:
        return 0.0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.3
    if letter in NARROW:
        return 0.36
    return 0.88 if letter in BROAD else 0.68 if letter.isupper() else 0.56


def wrapped(text: str, width: float) -> tuple[str, ...]:
    """The text in lines no wider than `width`; a word that is wider by itself is broken. At least one line."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if width_of(joined) <= width:
            lines[-1] = joined
        else:
            lines += _pieces(word, width)
    return tuple(line for line in lines if line) or ("",)


def _pieces(word: str, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
