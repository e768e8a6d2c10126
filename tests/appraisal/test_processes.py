"""The method in processes of its own: the same bytes in each, and an end in sight."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as site

SCRIPT = """
import sys, msgspec
from models_catalogue.catalogue import Catalogue
from questionnaire.answers import read_document
from questionnaire.appraisal.appraise import appraise
catalogue = Catalogue.from_json(open(sys.argv[1], "rb").read())
answers = read_document(msgspec.json.decode(open(sys.argv[2], "rb").read()))
sys.stdout.buffer.write(msgspec.json.encode(appraise(catalogue, answers, draws=200)))
"""


def appraised(edition, document, *, hash_seed="0", seconds=60):
    """The appraisal as another process writes it."""
    command = [sys.executable, "-c", SCRIPT, edition, document]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    found = subprocess.run(
        command, cwd=site.BASE_DIR, env=environment, capture_output=True, check=True, timeout=seconds
    )
    return found.stdout


@pytest.fixture
def edition(shipped, tmp_path):
    path = tmp_path / "edition.json"
    path.write_bytes(shipped.canonical())
    return path


@pytest.mark.parametrize("example", ["salford", "wolverhampton"])
def test_the_same_inputs_give_the_same_bytes_in_every_process(edition, example):
    document = site.FIXTURES / "examples" / f"{example}.json"

    one, other = (appraised(edition, document, hash_seed=seed) for seed in ("1", "2"))

    assert one == other
    assert len(one) > 10_000


@pytest.mark.long
@pytest.mark.parametrize("given", ["{}", '{"rationale": {"objectives": ["quality", "integration", "access"]}}'])
def test_answers_that_say_next_to_nothing_are_appraised_within_half_a_minute(edition, tmp_path, given):
    document = tmp_path / "answers.json"
    document.write_text(given)

    found = appraised(edition, document, seconds=30)

    assert found
