"""What the proof of the method consists of: no published example and no invariant of method.md, 5 is left out."""

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path

from hypothesis import settings

from tests.appraisal.published import CASES

HERE = Path(__file__).parent


def test_every_published_example_is_named_by_a_test():
    sources = [path.read_text(encoding="utf-8") for path in HERE.glob("test_published_*.py")]

    texts = {node.value for text in sources for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}

    assert len(CASES) == 23
    assert set(CASES) - texts == set()


def test_every_invariant_is_a_property_tried_on_500_examples():
    modules = [import_module(f"tests.appraisal.{path.stem}") for path in HERE.glob("test_properties*.py")]
    tests = [found for module in modules for name, found in inspect.getmembers(module) if name.startswith("test_")]
    properties = [test for test in tests if getattr(test, "is_hypothesis_test", False)]

    named = {int(number) for test in properties for number in re.findall(r"\d+", invariants(test))}

    assert named == set(range(1, 23))
    assert settings.get_profile("full").max_examples >= 500
    assert {
        text for path in HERE.glob("test_*.py") for text in re.findall(r"^@settings", path.read_text("utf-8"), re.M)
    } == set()


def invariants(test):
    """The numbers with which a docstring begins: `Invariant 9.` or `Invariants 9 and 10, ...`."""
    return re.match(r"(Invariants? [\d and]+)?", test.__doc__ or "").group()
