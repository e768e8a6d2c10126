"""Mutants of a module: where they stand, and how one takes effect in a process that has imported the module already."""

import ast
import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from mutations import Mutation, mutations

ROOT = Path(__file__).resolve().parent.parent
OURS = ("questionnaire.", "tests.")
"""The packages in which something changed may have been imported by name."""
HOLDS_A_FUNCTION = ("fget", "func", "__func__")
"""Where a property, a cached property and a class method keep theirs."""


@dataclass(frozen=True)
class Mutant:
    """One change to one statement of a module."""

    module: ModuleType
    tree: ast.Module
    statement: ast.stmt
    """The innermost statement that holds the change."""
    top: int
    """Which statement of the module that is, or stands in."""
    mutation: Mutation

    def told(self) -> str:
        path = source_of(self.module)
        line = path.read_text(encoding="utf-8").splitlines()[self.mutation.line - 1].strip()
        return f"{path.relative_to(ROOT)}:{self.mutation.line}: {self.mutation.told()}    in: {line}"

    def is_made_at_import(self) -> bool:
        """Whether the change takes effect when the module is imported, so that no test reaches its line any more."""
        return not any(
            isinstance(node, ast.FunctionDef) and node is not self.statement and self.mutation.line in lines_of(node)
            for node in ast.walk(self.tree.body[self.top])
        )

    def unchanged(self) -> "Mutant":
        """The control: put into effect like a mutant, and no mutant at all."""
        return replace(self, mutation=replace(self.mutation, new=self.mutation.old))


def source_of(module: ModuleType) -> Path:
    return Path(str(module.__file__))


def mutants(module: ModuleType) -> list[Mutant]:
    tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
    return [
        Mutant(module, tree, _innermost(top, mutation.line), index, mutation)
        for index, top in enumerate(tree.body)
        for mutation in mutations(top)
    ]


def _innermost(top: ast.stmt, line: int) -> ast.stmt:
    around = [node for node in ast.walk(top) if isinstance(node, ast.stmt) and line in lines_of(node)]
    return around[-1]


def lines_of(statement: ast.stmt) -> range:
    return range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)


class Broken(Exception):
    """The changed module could not even be imported."""


def put_into_effect(mutant: Mutant) -> None:
    """Run the changed statement anew in its module; after a changed constant also what may have been made from it."""
    mutant.mutation.apply()
    body = ast.fix_missing_locations(mutant.tree).body
    is_definition = isinstance(body[mutant.top], ast.FunctionDef | ast.ClassDef)
    for statement in body[mutant.top : mutant.top + 1 if is_definition else None]:
        _run(statement, mutant.module)
    _forget(str(mutant.module.__package__))


def _forget(package: str) -> None:
    """Empty what functions of the package remember: what they found before the change would hide it."""
    for module in [found for title, found in sys.modules.items() if title.startswith(f"{package}.")]:
        for remembering in [found for found in vars(module).values() if hasattr(found, "cache_clear")]:
            remembering.cache_clear()


def _run(statement: ast.stmt, module: ModuleType) -> None:
    space = vars(module)
    before = dict(space)
    try:
        exec(compile(ast.Module([statement], []), str(module.__file__), "exec"), space)  # noqa: S102
    except Exception as error:
        raise Broken from error
    for name in [name for name, new in space.items() if name in before and before[name] is not new]:
        _replace(name, before[name], space)


def _replace(name: str, old: Any, space: dict[str, Any]) -> None:
    """Let everybody who holds the old thing have the new: code is put into it, anything else is bound anew."""
    new = space[name]
    if isinstance(old, type) or inspect.isroutine(inspect.unwrap(old)):
        _transplant(old, new)
        space[name] = old
        return
    for module in [found for title, found in sys.modules.items() if title.startswith(OURS)]:
        if vars(module).get(name) is old:
            setattr(module, name, new)


def _transplant(old: Any, new: Any) -> None:
    """Put new code into a function, or into every function of a class: whoever holds it runs the new code."""
    for name, mine, theirs in _pairs(old, new):
        try:
            mine.__code__ = theirs.__code__
        except ValueError:  # it no longer speaks of its own class
            setattr(old, name, theirs)
        mine.__defaults__, mine.__kwdefaults__ = theirs.__defaults__, theirs.__kwdefaults__


def _pairs(old: Any, new: Any) -> Iterator[tuple[str, Any, Any]]:
    members = [(name, vars(old)[name], vars(new)[name]) for name in sorted(vars(old))] if isinstance(old, type) else []
    for name, mine, theirs in members or [("", old, new)]:
        if isinstance(bare := _bare(mine), FunctionType):
            yield name, bare, _bare(theirs)


def _bare(member: Any) -> Any:
    """A function without what makes it a property or a class method, and without what is wrapped around it."""
    inner = next((held for name in HOLDS_A_FUNCTION if (held := getattr(member, name, None))), member)
    return inspect.unwrap(inner) if callable(inner) else inner
