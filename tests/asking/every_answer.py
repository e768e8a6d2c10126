"""Every answer that an answers document may hold: the way to it, and values that its schema allows."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from models_catalogue.catalogue import Catalogue
from questionnaire.document import SEED, schema

Path = tuple[str, ...]


def every_answer(catalogue: Catalogue) -> dict[Path, Mapping[str, Any]]:
    """The schema of each answer by its path."""
    steps = {name: part for name, part in schema(catalogue)["properties"].items() if name != SEED}
    return dict(_answers(steps, ()))


def _answers(parts: Mapping[str, Any], way: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for name, part in parts.items():
        whole = part["anyOf"][-1] if "anyOf" in part else part
        if "properties" in whole and whole["type"] != "array":
            yield from _answers(whole["properties"], (*way, name))
        else:
            yield (*way, name), whole


FOR_TYPES: Mapping[str, list[Any]] = {
    "array": [["Something that nobody should read."], ["Another such thing, and", "one more."]],
    "boolean": [False, True],
    "number": [10, 90],
    "string": ["Something that nobody should read.", "Another such thing."],
}


def values_for(part: Mapping[str, Any]) -> list[Any]:
    """Answers that differ as much as they can."""
    if "enum" in part:
        return list(part["enum"])
    if "enum" in part.get("items", {}):
        return [part["items"]["enum"][:1], part["items"]["enum"][1:]]
    if part.get("format") == "date":
        return ["2027-04-01", "2028-04-01"]
    if part["type"] == "array" and part["items"]["type"] == "object":
        return [[{"partner": "Somebody whom nobody should know"}], [{"partner": "Another", "interest": "yes"}]]
    return FOR_TYPES[part["type"]]


def answered(document: Mapping[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """The document with one more answer, or another one. A document that stands as evidence has its title."""
    found = deepcopy(dict(document))
    at = found
    for key in path[:-1]:
        at[key] = in_full(at.get(key, {}))
        at = at[key]
    if path[:2] == ("governance", "documents"):
        at.setdefault("title", "A title")
    at[path[-1]] = value
    return found


def in_full(given: Any) -> dict[str, Any]:
    """A title alone is a document of which no more is told."""
    return given if isinstance(given, dict) else {"title": given}
