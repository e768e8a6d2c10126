"""What script/mutate changes: every place that decides something, one at a time."""

import ast
import importlib.util

import pytest
from django.conf import settings

SPEC = importlib.util.spec_from_file_location("mutations", settings.BASE_DIR / "script" / "mutations.py")
mutations = importlib.util.module_from_spec(SPEC)


@pytest.fixture(autouse=True, scope="module")
def _loaded():
    SPEC.loader.exec_module(mutations)


def changed(source):
    """Every text that a source is changed to."""
    found = []
    for index in range(len(list(mutations.mutations(ast.parse(source))))):
        tree = ast.parse(source)
        list(mutations.mutations(tree))[index].apply()
        found.append(ast.unparse(ast.fix_missing_locations(tree)))
    return found


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", ["a <= b"]),
        ("a < b == c", ["a <= b == c", "a < b != c"]),
        ("a + b", ["a - b"]),
        ("a and b", ["a or b"]),
        ("a += b", ["a -= b"]),
        ("not a", ["a"]),
        ("a = 1", ["a = 2"]),
        ("a = True", ["a = False"]),
        ("a = 'yes'", ["a = 'yesX'"]),
        ("a = min(b)", ["a = max(b)"]),
        ("a = math.floor(b)", ["a = math.ceil(b)"]),
        ("a = f(b, c=d)", ["a = f(b)"]),
        ("f(a)", ["pass"]),
        ("a if b else c", ["a if not b else c"]),
        ("[a for a in b if a]", ["[a for a in b if not a]"]),
    ],
)
def test_whatever_decides_is_changed(source, expected):
    assert changed(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "a = b",
        "'Says what a module holds'",
        "def f(a: 'int') -> 'int':\n    '''Definition.'''\n    return a",
        "a = 'words for people'",
        "a = f'{b} for {c}.'",
        "A = Literal['one', 'two']",
        "a = zip(b, c, strict=True)",
        "@f(True)\ndef g(a):\n    return a",
    ],
)
def test_whatever_decides_nothing_is_left_alone(source):
    assert changed(source) == []


def test_telling_of_a_change_leaves_the_source_as_it_was():
    tree = ast.parse("a = b < 1")

    told = [mutation.told() for mutation in mutations.mutations(tree)]

    assert told == ["b < 1 -> b <= 1", "1 -> 2"]
    assert ast.unparse(tree) == "a = b < 1"
