"""The admin in a browser: Django's own pages keep to the strict policy, too."""

import pytest
from django.urls import reverse

from tests.browser.actions import click

PASSWORD = "a password for one test run"


@pytest.fixture(scope="module")
def account(site) -> str:
    """Somebody who may do everything."""
    name = "editor"
    site.manage(
        *("createsuperuser", "--noinput", "--username", name, "--email", "editor@portal.example"),
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    return name


@pytest.fixture
def editor(account, page):
    """Signed in by hand."""
    page.goto(reverse("admin:login"))
    page.get_by_label("Username").fill(account)
    page.get_by_label("Password").fill(PASSWORD)
    click(page.get_by_role("button", name="Log in"))
    return page


def test_every_list_of_the_admin_works_under_the_policy(editor):
    lists = editor.locator("#content-main th a").evaluate_all("links => links.map((link) => link.pathname)")

    for address in lists:
        editor.goto(address)
        assert editor.locator("#content").is_visible()

    assert reverse("admin:models_catalogue_option_changelist") in lists


@pytest.mark.parametrize("table", ["option", "objective", "circumstance", "edition"])
def test_a_row_of_the_admin_opens_under_the_policy(editor, table):
    editor.goto(reverse(f"admin:models_catalogue_{table}_changelist"))

    click(editor.locator("#result_list th a").first)

    assert editor.locator("#content form").first.is_visible()
