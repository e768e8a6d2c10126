"""On what a catalogue rests and how old that is: sources, their addresses, reviews and dates in force."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol
from urllib.parse import urlsplit

from models_catalogue.catalogue import Catalogue, Flexibility, PolicyFact
from models_catalogue.checks.problem import Problem
from models_catalogue.checks.rows import all_rows, claims


class Linked(Protocol):
    """A source with what came of trying its address; a draft row is one."""

    @property
    def number(self) -> int: ...
    @property
    def url(self) -> str: ...
    @property
    def link_fault(self) -> str: ...


def every_claim_has_a_source_or_is_ours(catalogue: Catalogue) -> Iterator[Problem]:
    for where, row in claims(catalogue):
        if not row.sources and not row.editorial:
            yield Problem(where, "has neither a source nor the mark of our own judgement")


def every_finding_cites_something(catalogue: Catalogue) -> Iterator[Problem]:
    for fit in catalogue.fits:
        if fit.grade != "none" and not fit.sources:
            yield Problem(f"{fit.option} / {fit.objective}", f"has evidence graded {fit.grade} but no source")


def every_cited_source_exists(catalogue: Catalogue) -> Iterator[Problem]:
    for where, row in claims(catalogue):
        for number in row.sources:
            if number not in catalogue.source:
                yield Problem(where, f"cites source {number}, which does not exist")


def every_address_can_be_followed(catalogue: Catalogue) -> Iterator[Problem]:
    """An address is printed as a link, so a wrong one stops publishing."""
    for where, row in all_rows(catalogue):
        address = getattr(row, "url", "")
        if address and not is_web_address(address):
            yield Problem(where, f"has an address that cannot be followed: {address}")


def is_web_address(address: str) -> bool:
    """Whether it is http or https, names a host, and holds no blanks."""
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, address))
    except ValueError:
        return False


def every_source_is_cited(catalogue: Catalogue) -> Iterator[Problem]:
    """A warning: nothing rests on it, so either a row forgot it or it can go."""
    cited = {number for _, row in all_rows(catalogue) for number in getattr(row, "sources", ())}
    for source in catalogue.sources:
        if source.number not in cited:
            yield Problem(f"source {source.number}", f"is cited by nothing: {source.title}", blocks=False)


def every_source_has_an_address(catalogue: Catalogue) -> Iterator[Problem]:
    """A warning: printed works have none, but most sources can be read on the web."""
    for source in catalogue.sources:
        if not source.url:
            yield Problem(f"source {source.number}", f"has no address: {source.title}", blocks=False)


def reviews_are_dated(catalogue: Catalogue) -> Iterator[Problem]:
    """A warning: an undated row can still be published, but nobody will be reminded of it."""
    for item in catalogue.watch_items:
        if item.review_due is None:
            yield Problem(f"watch item {item.slug}", "has no date for its next check", blocks=False)
    for where, row in _dated(catalogue):
        if row.review_due is None:
            yield Problem(where, "has no date for its next review", blocks=False)


def reminders(catalogue: Catalogue, today: date) -> list[Problem]:
    """What time has brought: reviews that are overdue, and law that began or ended since it was written down."""
    return [*_overdue(catalogue, today.isoformat()), *_out_of_date(catalogue, today.isoformat())]


def _overdue(catalogue: Catalogue, today: str) -> Iterator[Problem]:
    for where, row in all_rows(catalogue):
        due = getattr(row, "review_due", None)
        if due is not None and due < today:
            yield Problem(where, f"was due for review on {due}", blocks=False)


def _out_of_date(catalogue: Catalogue, today: str) -> Iterator[Problem]:
    for where, row in _dated(catalogue):
        if row.status == "in_force" and row.in_force_to is not None and row.in_force_to < today:
            yield Problem(where, f"is said to be in force, but ended on {row.in_force_to}", blocks=False)
        if row.status == "in_force" and row.in_force_from is not None and row.in_force_from > today:
            yield Problem(where, f"is said to be in force, but begins on {row.in_force_from}", blocks=False)
        if row.status in ("bill", "in_development") and row.in_force_from is not None and row.in_force_from <= today:
            yield Problem(where, f"is not said to be in force, but began on {row.in_force_from}", blocks=False)


def _dated(catalogue: Catalogue) -> Iterator[tuple[str, Flexibility | PolicyFact]]:
    yield from ((f"flexibility {row.slug}", row) for row in catalogue.flexibilities)
    yield from ((f"policy fact {row.slug}", row) for row in catalogue.policy_facts)


def link_problems(sources: Iterable[Linked]) -> list[Problem]:
    """Addresses that failed when they were last tried; kept with the draft, never frozen into an edition."""
    return [
        Problem(
            f"source {source.number}",
            f"could not be reached when last tried ({source.link_fault}): {source.url}",
            blocks=False,
        )
        for source in sources
        if source.url and source.link_fault
    ]
