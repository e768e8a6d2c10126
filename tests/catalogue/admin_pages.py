"""Reading and posting pages of the admin, as a browser would."""

from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from tests.conftest import signed_in

WHY = {"reason_for_change": "For the test."}
"""What every page that writes asks for."""


def address(table, page: str, *args) -> str:
    return reverse(f"admin:models_catalogue_{table._meta.model_name}_{page}", args=args)


def change_page(row) -> str:
    return address(type(row), "change", row.pk)


def save(visitor, row, **typed):
    """Save a row's page with some of its fields typed anew."""
    return visitor.post(change_page(row), {**posted(visitor.get(change_page(row))), **WHY, **typed})


def somebody_who_may(*codenames: str, name: str = "somebody"):
    user = User.objects.create(username=name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return signed_in(user)


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def posted(response) -> dict[str, list[str]]:
    """What a browser would post from the longest form of a page when nothing is typed."""
    form = max(page(response).find_all("form"), key=lambda form: len(form.find_all(True)))
    data: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if not field.has_attr("disabled"):
            data.setdefault(field["name"], []).extend(values_of(field))
    return {name: values for name, values in data.items() if values}


def values_of(field) -> list[str]:
    if field.name == "textarea":
        return [field.text.removeprefix("\n")]
    if field.name == "select":
        return [option["value"] for option in field.select("option[selected]")]
    if field.get("type") == "checkbox":
        return ["on"] if field.has_attr("checked") else []
    return [] if field.get("type") == "submit" else [field.get("value", "")]


def errors_of(response) -> str:
    return " ".join(found.text for found in page(response).select(".errorlist, .errornote, .fit-error"))
