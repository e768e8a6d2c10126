"""Tries whether an address on the web can still be followed, one at a time and politely. Knows nothing of Django."""

import socket
from collections.abc import Callable, Iterable, Iterator
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from models_catalogue.checks.provenance import is_web_address

TIMEOUT_SECONDS = 20
PAUSE_SECONDS = 1.0
"""Between two addresses of the same host."""
NAME = "IntegrationPortal link check (asks once for each cited page)"
HEAD_IS_NOT_ANSWERED = (400, 403, 404, 405, 406, 429, 500, 501, 503)
"""Replies to HEAD that some sites give for pages that they do have; those are asked for again with GET."""


class StaysOnTheWeb(HTTPRedirectHandler):
    """Follows redirects to http and https only."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if not is_web_address(newurl):
            raise URLError(f"leads to {newurl[:80]}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def web() -> OpenerDirector:
    """Opens addresses of the web and nothing else: no files, no FTP."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        StaysOnTheWeb(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def fault_of(address: str, *, timeout: float = TIMEOUT_SECONDS) -> str:
    """What goes wrong when an address is followed, in a few words; empty when nothing does."""
    if not is_web_address(address):
        return "not a web address"
    fault, code = _asked(address, "HEAD", timeout)
    return _asked(address, "GET", timeout)[0] if code in HEAD_IS_NOT_ANSWERED else fault


def _asked(address: str, method: str, timeout: float) -> tuple[str, int | None]:
    """The fault and the status; the page itself is not read."""
    request = Request(address, method=method, headers={"User-Agent": NAME, "Accept": "*/*"})  # noqa: S310
    try:
        with web().open(request, timeout=timeout):
            return "", None
    except HTTPError as refused:
        with refused:
            return f"{refused.code} {refused.reason}".strip()[:200], refused.code
    except (URLError, HTTPException, OSError, ValueError) as failed:
        return _in_words(failed), None


def _in_words(failed: Exception) -> str:
    reason = getattr(failed, "reason", failed)
    if isinstance(reason, (socket.timeout, TimeoutError)):
        return "no answer in time"
    return f"{type(reason).__name__ if isinstance(reason, Exception) else 'failed'}: {reason}"[:200]


def tried(
    addresses: Iterable[str], *, wait: Callable[[float], None], try_one: Callable[[str], str] = fault_of
) -> Iterator[tuple[str, str]]:
    """Each address with its fault; between two of one host in a row there is a pause."""
    asked: set[str | None] = set()
    for address in addresses:
        host = urlsplit(address).hostname if is_web_address(address) else None
        if host in asked:
            wait(PAUSE_SECONDS)
        asked = {host}
        yield address, try_one(address)
