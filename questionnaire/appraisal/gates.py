"""Gates: what rules an option out, what makes it conditional, and who may lead. Gates never change a score."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from models_catalogue.catalogue import Compatibility, Gate
from questionnaire.answers import Answers

GateAnswer = Literal["pass", "fail", "fixable", "unknown"]
Status = Literal["open", "conditional", "ruled-out"]


@dataclass(frozen=True)
class Passage:
    """One gate as one option met it: its answer, why it is there, and what would open it."""

    gate: str
    answer: GateAnswer
    because: str
    opens: str = ""
    sources: tuple[int, ...] = ()


def status(passages: tuple[Passage, ...]) -> Status:
    """Any fail rules out; else any unknown or fixable gate makes conditional; else open."""
    answers = {passage.answer for passage in passages}
    if "fail" in answers:
        return "ruled-out"
    return "conditional" if answers & {"unknown", "fixable"} else "open"


def not_passed(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The reasons, sorted by gate."""
    return tuple(sorted((p for p in passages if p.answer != "pass"), key=lambda passage: passage.gate))


def scope_gate(gate: Gate, answers: Answers) -> Passage:
    """Ask one gate of the catalogue of a place's answers."""
    passed = RULES[gate.kind](gate, answers)
    answer: GateAnswer = "unknown" if passed is None else "pass" if passed else gate.otherwise
    return Passage(gate.slug, answer, gate.because, gate.opens, gate.sources)


def compatibility_gate(row: Compatibility | None, upper: str, lower: str) -> Passage:
    """A poor pair (0) is a gate that fails; a pair that nobody judged is unknown."""
    slug = f"goes-with-{upper}"
    if row is None:
        return Passage(slug, "unknown", f"Nobody has judged yet whether {lower} goes with {upper}.")
    return Passage(slug, "pass" if row.level > 0 else "fail", row.rationale, "", row.sources)


def ruled_out_by_the_place(reason: str) -> Passage:
    return Passage("ruled-out-by-the-place", "fail", reason)


def _any_service(gate: Gate, answers: Answers) -> bool | None:
    services = answers.place.services
    return None if services is None else bool(set(services) & set(gate.values))


def _no_service(gate: Gate, answers: Answers) -> bool | None:
    found = _any_service(gate, answers)
    return None if found is None else not found


def _scope(gate: Gate, answers: Answers) -> bool | None:
    return None if answers.place.scope_kind is None else answers.place.scope_kind in gate.values


def _groups(gate: Gate, answers: Answers) -> bool | None:
    return bool(set(answers.place.groups) & set(gate.values))


def _footprint(gate: Gate, answers: Answers) -> bool | None:
    return None if answers.place.footprint is None else answers.place.footprint in gate.values


def _readiness(gate: Gate, answers: Answers) -> bool | None:
    """A dimension that is not answered affects the band, never a gate."""
    level = answers.readiness.get(gate.values[0])
    return level is None or level >= (gate.level or 0)


def _partner(gate: Gate, answers: Answers) -> bool | None:
    partners = answers.place.partners
    return None if not partners else any(partner.type in gate.values for partner in partners)


RULES = {
    "needs_any_service": _any_service,
    "needs_no_service": _no_service,
    "needs_scope": _scope,
    "needs_groups": _groups,
    "needs_footprint": _footprint,
    "needs_readiness": _readiness,
    "needs_partner": _partner,
}


def eligible(statuses: Mapping[str, Status]) -> list[str]:
    """Everything that is not ruled out."""
    return [option for option, found in statuses.items() if found != "ruled-out"]
