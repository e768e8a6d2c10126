"""How far an answer to each question can reach, whatever is answered: no further than the printed words, or than what follows.

Held against the method by tests that change each of these answers and appraise anew (`tests/asking/test_reach.py`).
"""

from typing import Literal

from questionnaire.forms.fields import PATH_MARK

Reach = Literal["words", "follows", "ranking"]

WORDS = {
    "place": {"name"},
    "rationale": {"case_for_change"},
    "priorities": {"measure", "baseline", "target"},
    "governance": {"own_risks"},
    "form": {"limits_note"},
}
"""By step, what is printed as it was written; of an aim, the last part of the field's name."""
FOLLOWS = frozenset({"legal", "procurement", "money", "governance", "pace"})
"""The steps that change what follows from a leader (law, procurement, risks, money, plan), and never who leads."""
FOLLOWS_TOO = {"place": {"population"}, "form": {"limits"}}


def reach_of(step: str, field: str) -> Reach:
    """How far an answer to a form's field can reach; `ranking` where it can change who leads or by how much."""
    if field.split(PATH_MARK)[-1] in WORDS.get(step, ()):
        return "words"
    return "follows" if step in FOLLOWS or field in FOLLOWS_TOO.get(step, ()) else "ranking"
