"""What each process of a rehearsal runs.

Reads nothing of ours at its top: a new process reads this module before Django is set up in it.
"""

import json
from typing import Any

import django

_known: dict[str, Any] = {}


def begin(content: str) -> None:
    """What each process does first: take in the draft that is rehearsed."""
    django.setup()
    from models_catalogue.catalogue import Catalogue

    _known["catalogue"] = Catalogue.from_json(content)


def look(row: tuple[int, str, str]):
    """The first look at a report: its key, its document and its result as JSON."""
    from questionnaire.replay import first_look

    _, document, appraisal = row
    return first_look(_known["catalogue"], json.loads(document), json.loads(appraisal))


def draw(row: tuple[int, str]):
    """The second look at a report: its key and its document as JSON."""
    from questionnaire.replay import second_look

    return second_look(_known["catalogue"], json.loads(row[1]))
