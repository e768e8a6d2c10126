"""How script/mutate puts a change into effect: in whatever way the code is held, and whatever it remembers."""

import importlib.util
import sys

import pytest
from django.conf import settings

SOURCE = """
from functools import cached_property, lru_cache


class Box:
    @property
    def plain(self):
        return 1

    @cached_property
    def kept(self):
        return 1

    @classmethod
    def shared(cls):
        return 1

    def own(self):
        return 1


@lru_cache
def remembered():
    return 1
"""


@pytest.fixture
def mutants(monkeypatch):
    monkeypatch.syspath_prepend(str(settings.BASE_DIR / "script"))
    return importlib.import_module("mutants")


@pytest.fixture
def sample(monkeypatch, tmp_path):
    """The source as a live module of a package."""
    path = tmp_path / "sample.py"
    path.write_text(SOURCE, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("boxes.sample", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setitem(sys.modules, "boxes.sample", module)
    return module


@pytest.mark.parametrize(
    ("number", "now"),
    [
        (0, lambda found: found.Box().plain),
        (1, lambda found: found.Box().kept),
        (2, lambda found: found.Box.shared()),
        (3, lambda found: found.Box().own()),
        (4, lambda found: found.remembered()),
    ],
    ids=["property", "cached property", "class method", "method", "function that remembers"],
)
def test_a_changed_number_is_what_everybody_finds(mutants, sample, number, now):
    before = now(sample)

    mutants.put_into_effect(mutants.mutants(sample)[number])

    assert (before, now(sample)) == (1, 2)
