"""Who may do what: links with a role, the grants that a browser holds, and the two doors in front of every page."""

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.db.models import F
from django.http import Http404

from questionnaire.models import Assessment, Link

SESSION_KEY = "grants"
SECRET_BYTES = 32
MAY_READ = frozenset({Link.Role.READER, Link.Role.OWNER})
MAY_CHANGE = frozenset({Link.Role.OWNER})


@dataclass(frozen=True)
class Grants:
    """What a browser may reach: for each assessment's public id, the id of the link that let it in and its role."""

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


def requires(roles: frozenset[str]) -> Callable:
    """A door for views of one assessment: whoever holds none of the roles gets 404, as if it did not exist."""

    def door(view):
        @wraps(view)
        def guarded(request, public_id, *args, **kwargs):
            request.grants = Grants.of(request.session)
            request.assessment = assessment_for(request.grants, public_id, roles)
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        guarded.door = roles
        return guarded

    return door


def assessment_for(grants: Grants, public_id, roles: frozenset[str]) -> Assessment:
    if str(public_id) not in grants.assessments(roles):
        raise Http404
    found = Assessment.objects.visible_to(grants).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def make_link(assessment: Assessment, role: str, *, at: datetime) -> tuple[Link, str]:
    """A new link and its secret, which is kept nowhere: 256 random bits."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    return Link.objects.create(assessment=assessment, role=role, secret_hash=hash_of(secret), made_at=at), secret


def hash_of(secret: str) -> str:
    """A plain hash is enough for 256 random bits; nobody can try them out."""
    return hashlib.sha256(secret.encode()).hexdigest()


def follow(secret: str, session, *, at: datetime) -> Assessment:
    """Move the grant of a link to the session. Raises 404 for a link that is unknown or ended, or a public one."""
    link = _live(secret, MAY_READ)
    _note_use(link, at=at)
    grant(session, link)
    return link.assessment


def public_link(secret: str, *, used_at: datetime | None = None) -> Link:
    """A public link, which grants nothing but what its own address shows. Raises 404 for one that is unknown or ended."""
    link = _live(secret, frozenset({Link.Role.PUBLIC}))
    if used_at is not None:
        _note_use(link, at=used_at)
    return link


def _live(secret: str, roles: frozenset[str]) -> Link:
    links = Link.objects.select_related("assessment").filter(role__in=roles, ended_at=None)
    found = links.filter(secret_hash=hash_of(secret)).first()
    if found is None:
        raise Http404
    return found


def _note_use(link: Link, *, at: datetime) -> None:
    Link.objects.filter(pk=link.pk).update(last_used_at=at, uses=F("uses") + 1)


def grant(session, link: Link) -> None:
    """Remember a link's grant; a reader's link never takes an owner's grant away."""
    live = Grants.of(session)
    if live.role(link.assessment) == Link.Role.OWNER and link.role == Link.Role.READER:
        return
    session[SESSION_KEY] = {**live.held, str(link.assessment.public_id): (link.pk, link.role)}


def end(link: Link, *, at: datetime) -> None:
    """End a link: whoever came by it loses its grant with the next request."""
    Link.objects.filter(pk=link.pk, ended_at=None).update(ended_at=at)
