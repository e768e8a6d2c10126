"""The plan of the house, kept: imports run one way, and the method knows nothing of Django."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("models_catalogue", "questionnaire", "portal")
"""From the bottom up: each may import itself and what stands before it."""
PURE = (
    *sorted((ROOT / "models_catalogue" / "catalogue").glob("*.py")),
    *sorted((ROOT / "models_catalogue" / "checks").glob("*.py")),
    ROOT / "models_catalogue" / "about.py",
    ROOT / "models_catalogue" / "vocabulary.py",
    ROOT / "models_catalogue" / "completeness.py",
    ROOT / "models_catalogue" / "references.py",
    ROOT / "models_catalogue" / "changes.py",
    ROOT / "questionnaire" / "answers.py",
    *sorted((ROOT / "questionnaire" / "appraisal").glob("*.py")),
)
ALLOWED_IN_PURE = {"models_catalogue", "questionnaire", "msgspec", "numpy"}
OURS_IN_PURE = {
    "models_catalogue.vocabulary",
    "models_catalogue.references",
    "models_catalogue.changes",
    "questionnaire.answers",
}
PURE_PACKAGES = ("models_catalogue.catalogue", "models_catalogue.checks", "questionnaire.appraisal")
COMPUTES = {
    "models_catalogue/checks/contest.py",
    "models_catalogue/checks/judgement.py",
    "questionnaire/appraisal/completions.py",
    "questionnaire/appraisal/next_questions.py",
    "questionnaire/appraisal/robustness.py",
    "questionnaire/appraisal/tally.py",
}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module in APPS:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def modules(app: str) -> list[Path]:
    return [path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_itself_and_what_stands_below_it(app):
    below = APPS[: APPS.index(app) + 1]

    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(app)
        for name in imported(path)
        if name.split(".")[0] in APPS and name.split(".")[0] not in below
    }

    assert wrong == set()


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.name)
def test_the_method_imports_nothing_that_an_analyst_could_not_read(path):
    roots = {name.split(".")[0] for name in imported(path)}
    standard = {root for root in roots if root not in ALLOWED_IN_PURE}

    assert "django" not in roots
    assert standard <= set(__import__("sys").stdlib_module_names)


@pytest.mark.parametrize("path", PURE, ids=lambda path: path.name)
def test_the_method_reads_no_django_part_of_our_own(path):
    ours = {name for name in imported(path) if name.split(".")[0] in APPS}

    assert {name for name in ours - OURS_IN_PURE if not name.startswith(PURE_PACKAGES)} == set()


def test_numpy_is_imported_only_where_much_is_computed():
    found = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in modules(app)
        if "numpy" in {name.split(".")[0] for name in imported(path)}
    }

    assert found == COMPUTES


def test_only_the_child_process_imports_the_pdf_library():
    found = {path.name for app in APPS for path in modules(app) if "weasyprint" in set(imported(path))}

    assert found == {"pdf_child.py"}


def test_imports_inside_the_apps_never_run_in_a_circle():
    graph = {name_of(path): set(imported(path)) for app in APPS for path in modules(app)}
    waiting = {name: {other for other in names if other in graph and other != name} for name, names in graph.items()}

    while free := {name for name, names in waiting.items() if not names}:
        waiting = {name: names - free for name, names in waiting.items() if name not in free}

    assert waiting == {}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
