"""Check codes: what a report carries beside its reference, so that only who holds it can have it checked."""

import re
import secrets

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters without those that are read as others: no I, L, O or U."""
GROUPS, SIGNS_IN_GROUP = 3, 4
MISREAD = str.maketrans("ILO", "110")


def new_check_code() -> str:
    """Sixty random bits, as they are printed: three groups of four signs."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(SIGNS_IN_GROUP)) for _ in range(GROUPS))


def read_check_code(typed: str) -> str:
    """A code as it is printed, however it was typed: in small letters, without dashes, with O for 0 and I or L for 1."""
    signs = re.sub(r"[\W_]", "", typed).upper().translate(MISREAD)
    return "-".join(signs[start : start + SIGNS_IN_GROUP] for start in range(0, len(signs), SIGNS_IN_GROUP))
