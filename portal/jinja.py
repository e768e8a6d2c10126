"""The environment that every page and field template is rendered in."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader
from markupsafe import Markup

from models_catalogue.catalogue import Catalogue
from models_catalogue.vocabulary import GLOSSARY
from models_catalogue.wording import with_first_uses_linked
from questionnaire.appraisal.robustness import percent
from questionnaire.appraisal.value import half_up

ROLES_OF_TABLES = re.compile(r' role="(?:table|rowgroup|row|columnheader|rowheader|cell)"')
WRAPPED_IN_A_CELL = re.compile(r"<span>((?:(?!</t[dh]>).)*)</span>(?=\s*</t[dh]>)", re.DOTALL)


def environment(**options: Any) -> Environment:
    """Jinja2 with the design system's macros; undefined values chain, as those macros expect."""
    ours = Environment(  # noqa: S701 - Django passes autoescape=True in the options
        **{**options, "undefined": ChainableUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    ours.loader = ChoiceLoader([options["loader"], PackageLoader("nhsuk_frontend_jinja", "templates")])
    ours.globals.update(static=static, url=url, choice_items=choice_items, csrf_token_of=get_token)
    ours.globals.update(contact=contact)
    ours.globals.update(whole=whole, one=one, percent=percent)
    ours.filters.update(day=day, clock=clock, lowered=lowered, named=named, explained=explained)
    ours.filters.update(without_roles=without_roles)
    return ours


def url(name: str, **arguments: Any) -> str:
    return reverse(name, kwargs=arguments)


def contact() -> dict[str, str]:
    """Who runs the site and the address to write to, each empty where it was not set."""
    return {"run_by": settings.RUN_BY, "email": settings.CONTACT_EMAIL}


def day(value: date | str) -> str:
    """A date, or its ISO text, as 1 April 2027."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    found = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{found.day} {found:%B %Y}"


def clock(value: datetime) -> str:
    """A time of the day, as 09:05."""
    return f"{timezone.localtime(value):%H:%M}"


def choice_items(choices, field, chosen, conditionals=None) -> list[dict[str, Any]]:
    """Choices of a bound field as the design system's macros take them."""
    return [
        {
            "value": value,
            "text": label,
            "checked": value in chosen,
            "hint": {"text": field.field.hints[value]} if value in field.field.hints else None,
            "conditional": {"html": (conditionals or {}).get(value)},
        }
        for value, label in choices
    ]


def whole(value: float) -> str:
    """Points as a whole number, half up: how totals are printed in the body of a report."""
    return str(half_up(value))


def one(value: float) -> str:
    """Points to one decimal, half up as in the table of contributions, with a true minus sign."""
    return f"{half_up(value * 10) / 10:.1f}".replace("-", "−")


def named(slug: str, names: Mapping[str, str]) -> str:
    """The name of a slug, for lists of slugs."""
    return names[slug]


def lowered(name: str) -> str:
    """A name inside a sentence: its first letter small, unless the word is an abbreviation."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def without_roles(table: Markup) -> Markup:
    """A table of the design system as its elements tell it.

    The standard allows no role beside them, and no form or paragraph in a span. A browser that forgets a table whose rows have
    become blocks, as Safari did, then needs the heading that stands in each cell on a narrow screen, so that is read too.
    """
    told = WRAPPED_IN_A_CELL.sub(r"<div>\1</div>", ROLES_OF_TABLES.sub("", str(table)))
    return Markup(told.replace('nhsuk-table__heading" aria-hidden="true"', 'nhsuk-table__heading"'))  # noqa: S704


def explained(html: Markup, catalogue: Catalogue) -> Markup:
    """A part of a page in which the first use of a term of art leads to the glossary; nothing but links is added."""
    return Markup(with_first_uses_linked(str(html), catalogue.vocabulary(GLOSSARY), url("resource-glossary")))  # noqa: S704
