"""The small wrong turns that script/mutate takes: one operator, number, word or call of a module changed at a time.

Left alone are annotations, decorators and docstrings, which decide nothing; arguments that only guard against a slip of
our own; and texts with a space in them, which are words for people and not asserted on.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}
DECIDE_NOTHING = {"annotation", "returns", "decorator_list", "bases"}
GUARDS = {"strict"}
"""Arguments that only guard against a slip of our own, as zip's."""
TYPES = {"Literal", "TypeVar"}
"""What is called or subscripted by these names is a type."""


@dataclass(frozen=True)
class Mutation:
    """One change: `new` takes the place of what a node of the tree holds, at `line` of the source."""

    holder: ast.AST
    field: str
    index: int | None
    new: Any
    line: int

    @property
    def old(self) -> Any:
        found = getattr(self.holder, self.field)
        return found if self.index is None else found[self.index]

    def apply(self) -> None:
        if self.index is None:
            setattr(self.holder, self.field, self.new)
        else:
            getattr(self.holder, self.field)[self.index] = self.new

    def told(self) -> str:
        """What changes, as `old -> new` on one line."""
        before, back = self._text(), replace(self, new=self.old)
        self.apply()
        after = self._text()
        back.apply()
        return f"{before} -> {after}"

    def _text(self) -> str:
        is_within = isinstance(self.new, ast.expr | ast.stmt) and not isinstance(self.holder, ast.JoinedStr)
        return " ".join(ast.unparse(self.old if is_within else self.holder).split())


def mutations(tree: ast.AST) -> Iterator[Mutation]:
    """Every change to what a tree does, from the outside in."""
    yield from _of_operators(tree)
    for field, index, child in _deciding(tree):
        for new in _instead_of(child, is_condition=_is_condition(tree, field)):
            yield Mutation(tree, field, index, new, _line(child))
        yield from mutations(child)


def _deciding(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    """What stands right below a node, without what decides nothing."""
    for field, found in ast.iter_fields(node):
        for index, child in enumerate(found) if isinstance(found, list) else [(None, found)]:
            if isinstance(child, ast.AST) and field not in DECIDE_NOTHING and not _decides_nothing(node, child):
                yield field, index, child


def _decides_nothing(holder: ast.AST, child: ast.AST) -> bool:
    return (
        _is_type(child)
        or _is_guard(child)
        or (isinstance(child, ast.Constant) and (_is_docstring(holder) or _is_for_people(holder)))
    )


def _is_type(node: ast.AST) -> bool:
    named = node.func if isinstance(node, ast.Call) else node.value if isinstance(node, ast.Subscript) else None
    return isinstance(named, ast.Name) and named.id in TYPES


def _is_guard(node: ast.AST) -> bool:
    return isinstance(node, ast.keyword) and node.arg in GUARDS


def _is_docstring(holder: ast.AST) -> bool:
    return isinstance(holder, ast.Expr)


def _is_for_people(holder: ast.AST) -> bool:
    """Whether a text with gaps has a space in it."""
    parts = holder.values if isinstance(holder, ast.JoinedStr) else []
    return any(isinstance(part, ast.Constant) and " " in part.value for part in parts)


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def _of_operators(node: ast.AST) -> Iterator[Mutation]:
    """Changes of what a node does with what stands below it."""
    for field, index, operator in _operators(node):
        if type(operator) in OPERATORS:
            yield Mutation(node, field, index, OPERATORS[type(operator)](), _line(node))
    if isinstance(node, ast.Attribute) and node.attr in CALLS:
        yield Mutation(node, "attr", None, CALLS[node.attr], node.lineno)
    if isinstance(node, ast.Call):
        yield from _of_keywords(node)


def _of_keywords(call: ast.Call) -> Iterator[Mutation]:
    for left_out in (given for given in call.keywords if not _is_guard(given)):
        kept = [given for given in call.keywords if given is not left_out]
        yield Mutation(call, "keywords", None, kept, left_out.lineno)


def _operators(node: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    if isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign):
        yield "op", None, node.op
    if isinstance(node, ast.Compare):
        yield from (("ops", index, operator) for index, operator in enumerate(node.ops))


def _is_condition(holder: ast.AST, field: str) -> bool:
    return field == "ifs" or (field == "test" and not isinstance(holder, ast.Assert))


def _instead_of(child: ast.AST, *, is_condition: bool) -> Iterator[ast.AST]:
    """What else could stand in the place of a node."""
    if isinstance(child, ast.Constant):
        yield from (ast.Constant(other) for other in _other_constant(child.value))
    if isinstance(child, ast.UnaryOp):
        yield child.operand
    if isinstance(child, ast.Name) and child.id in CALLS:
        yield ast.Name(CALLS[child.id], child.ctx)
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Call):
        yield ast.Pass()
    if is_condition and isinstance(child, ast.Name | ast.Attribute | ast.Call):
        yield ast.UnaryOp(ast.Not(), child)


def _other_constant(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield value + 1
    elif isinstance(value, str) and " " not in value:
        yield value + "X"
