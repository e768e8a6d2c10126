"""Who may do what: links with a role, the grants that a browser holds and for how long, and the two doors of every page."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial, wraps

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from questionnaire.models import Assessment, Contribution, Link

SESSION_KEY = "grants"
UNTIL_KEY = "until"
STAYS_WHEN_USED = timedelta(hours=1)
"""A session that is in use is made to last anew, but not more often than this, because it costs a write."""
SECRET_BYTES = 32
MAY_READ = frozenset({Link.Role.READER, Link.Role.OWNER})
MAY_CHANGE = frozenset({Link.Role.OWNER})
MAY_CONTRIBUTE = frozenset({Link.Role.CONTRIBUTOR})
MAY_COME_IN = MAY_READ | MAY_CONTRIBUTE
"""The roles whose links grant a browser something; a public one does not."""


class NoGrant(Http404):
    """This browser holds no grant for the page; whether there is one is not for it to know."""


@dataclass(frozen=True)
class Grants:
    """What a browser may reach: by public id of an assessment, or of a contribution, the link that let it in and its role."""

    held: Mapping[str, tuple[int, str]]

    @classmethod
    def of(cls, session) -> "Grants":
        """The grants of a session, less those whose link has been ended since."""
        held = session.get(SESSION_KEY, {})
        if not held:
            return cls({})
        links = [link for link, _ in held.values()]
        live = set(Link.objects.filter(pk__in=links, ended_at=None).values_list("pk", flat=True))
        return cls({public_id: (link, role) for public_id, (link, role) in held.items() if link in live})

    def assessments(self, roles: Iterable[str] = MAY_READ) -> list[str]:
        return [public_id for public_id, (_, role) in self.held.items() if role in roles]

    def role(self, assessment: Assessment) -> str | None:
        _, role = self.held.get(str(assessment.public_id), (0, None))
        return role


def assessments_of(session, roles: Iterable[str]) -> QuerySet[Assessment]:
    """What a browser may reach in these roles, less what an ended link had opened: all in one query."""
    links = [link for link, role in session.get(SESSION_KEY, {}).values() if role in roles]
    return Assessment.objects.filter(links__in=links, links__ended_at=None)


def has_way_back(assessment: Assessment, own_link: int) -> bool:
    """Whether somebody was ever given an owner's link: the first grant of a browser is by a link that nobody has seen."""
    seen = Q(uses__gt=0) | ~Q(pk=own_link)
    return assessment.links.filter(seen, role=Link.Role.OWNER, ended_at=None).exists()


def requires(roles: frozenset[str]) -> Callable:
    """A door for views of one assessment, or of one contribution: whoever holds none of the roles gets 404, as if it did not exist."""

    def door(view):
        @wraps(view)
        def guarded(request, public_id, *args, **kwargs):
            _let_in(request, public_id, roles)
            request.grants = SimpleLazyObject(partial(Grants.of, request.session))
            if request.method == "POST":
                stay_while_used(request.session, at=timezone.now())
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        guarded.door = roles
        return guarded

    return door


def _let_in(request, public_id, roles: frozenset[str]) -> None:
    """One query finds out whether the grant still holds and what it opens."""
    request.link, role = request.session.get(SESSION_KEY, {}).get(str(public_id), (0, None))
    if role not in roles:
        raise NoGrant
    if role in MAY_CONTRIBUTE:
        request.contribution = _found(Contribution.objects.select_related("assessment"), request.link, public_id)
        request.assessment = request.contribution.assessment
    else:
        request.assessment = _found(Assessment.objects, request.link, public_id)


def _found(rows, link: int, public_id):
    found = rows.reached_by(link).filter(public_id=public_id).first()
    if found is None:
        raise NoGrant
    return found


def make_link(assessment: Assessment, role: str, *, at: datetime) -> tuple[Link, str]:
    """A new link and its secret, which is kept nowhere: 256 random bits."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    return Link.objects.create(assessment=assessment, role=role, secret_hash=hash_of(secret), made_at=at), secret


def hash_of(secret: str) -> str:
    """A plain hash is enough for 256 random bits; nobody can try them out."""
    return hashlib.sha256(secret.encode()).hexdigest()


def live_link(secret: str, roles: Iterable[str] = MAY_READ) -> Link | None:
    links = Link.objects.select_related("assessment", "contribution").filter(role__in=roles, ended_at=None)
    return links.filter(secret_hash=hash_of(secret)).first()


def follow(secret: str, session, *, at: datetime) -> Link:
    """Move the grant of a link to the session. Raises 404 for a link that is unknown or ended, or a public one."""
    link = live_link(secret, MAY_COME_IN)
    if link is None:
        raise Http404
    use(link, session, at=at)
    return link


def public_link(secret: str, *, used_at: datetime | None = None) -> Link:
    """A public link, which grants nothing but what its own address shows. Raises 404 for one that is unknown or ended."""
    link = live_link(secret, {Link.Role.PUBLIC})
    if link is None:
        raise Http404
    if used_at is not None:
        _note_use(link, at=used_at)
    return link


def use(link: Link, session, *, at: datetime) -> None:
    _note_use(link, at=at)
    grant(session, link, at=at)


def _note_use(link: Link, *, at: datetime) -> None:
    Link.objects.filter(pk=link.pk).update(last_used_at=at, uses=F("uses") + 1)


def grant(session, link: Link, *, at: datetime) -> None:
    """Remember a link's grant; a reader's link never takes an owner's grant away, and a contributor's stands beside both."""
    stay(session, at=at)
    live = Grants.of(session)
    if live.role(link.assessment) == Link.Role.OWNER and link.role == Link.Role.READER:
        return
    session[SESSION_KEY] = {**live.held, str(opened_by(link).public_id): (link.pk, link.role)}


def opened_by(link: Link) -> Assessment | Contribution:
    """What the address of a page names that a link opens."""
    return link.contribution if link.role in MAY_CONTRIBUTE else link.assessment


def stay(session, *, at: datetime) -> None:
    """Let a session last for its full time from now on. When it ends is kept in it, because Django does not tell."""
    session[UNTIL_KEY] = int(at.timestamp()) + session.get_expiry_age()


def stay_while_used(session, *, at: datetime) -> None:
    left = seconds_left(session, at=at)
    if left is None or session.get_expiry_age() - left > STAYS_WHEN_USED.total_seconds():
        stay(session, at=at)


def seconds_left(session, *, at: datetime) -> int | None:
    """How long a session that holds grants will last; None where that is not known."""
    until = session.get(UNTIL_KEY)
    return until and max(0, until - int(at.timestamp()))


def end(link: Link, *, at: datetime) -> None:
    """End a link: whoever came by it loses its grant with the next request."""
    Link.objects.filter(pk=link.pk, ended_at=None).update(ended_at=at)
