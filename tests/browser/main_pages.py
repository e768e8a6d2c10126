"""The main pages, by the names that the tour gives them."""

from tests.browser.actions import ROUTE

MAIN = (
    "home", "start", "come back", "help", "method", "accessibility", "privacy", "resources", "glossary", "search", "check a report",
    "nothing there", "task list, full", "task list, finished", "check answers, new", "check answers, full", "links",
    "so far, all said", "compare versions, two", "report made", "report",
    "links, with partners", "own view",
    *(f"{slug}, filled" for slug in ROUTE),
)  # fmt: skip
