"""Worked examples that were computed outside the method: published_examples.json says by whom and how."""

import json
from pathlib import Path

from questionnaire.appraisal.value import UNKNOWN, Score

FILE = Path(__file__).parent / "published_examples.json"
CASES = {case["id"]: case for case in json.loads(FILE.read_text(encoding="utf-8"))["cases"]}


def case(name):
    """The inputs, the expected outputs and the tolerances of an example."""
    found = CASES[name]
    return found["inputs"], found["expected"], found["tolerance"]


def exactly(score):
    """A score without a range; None is a score that is missing."""
    return UNKNOWN if score is None else Score.around(float(score), 0.0)


def scores_of(inputs):
    return {name: {aim: exactly(score) for aim, score in row.items()} for name, row in inputs["scores"].items()}
