"""Whether a row that is not saved yet keeps the rules that the database holds it to.

Django asks the database about each row and each rule; a file of thousands of rows is judged here without asking.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import CheckConstraint, F, Q

from models_catalogue.models import Row

_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "exact": operator.eq,
    "gte": operator.ge,
    "lte": operator.le,
    "in": lambda value, among: value in among,
}


def broken_rules(model: type[Row], said: Mapping[str, Any]) -> Iterator[str]:
    """The rules that a row breaks, by their names in words. A rule about a column that is not said is passed over."""
    for rule in model._meta.constraints:
        if isinstance(rule, CheckConstraint) and holds(rule.condition, said) is False:
            yield rule.name.replace("_", " ")


def holds(condition: Any, said: Mapping[str, Any]) -> bool | None:
    """As in SQL: None when something that is empty is compared."""
    parts = [holds(part, said) if isinstance(part, Q) else _compare(part, said) for part in condition.children]
    decisive = condition.connector == Q.OR
    met = decisive if decisive in parts else None if None in parts else not decisive
    return met if met is None else met != condition.negated


def _compare(part: tuple[str, Any], said: Mapping[str, Any]) -> bool | None:
    path, given = part
    name, _, lookup = path.partition("__")
    value = said.get(name)
    if lookup == "isnull":
        return None if name not in said else (value is None) == given
    against = said.get(given.name) if isinstance(given, F) else given
    return None if value is None or against is None else _HOLDS[lookup or "exact"](value, against)
