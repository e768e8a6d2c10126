"""Answers that are as long and as strange as they may be, on the smallest screen."""

import pytest

from tests.browser.conftest import Watch, page_of, site_of_its_own

ANSWERED = """
from django.urls import reverse
from django.utils import timezone
from models_catalogue.editions import catalogue_of, current_edition
from questionnaire import access, operations
from questionnaire.models import Link
from tests.reports.extremes import EXTREMES
edition = current_edition()
document = EXTREMES["most hostile"](catalogue_of(edition.pk)) | {"seed": 1}
assessment = operations.start(edition, at=timezone.now(), document=document)
report = operations.freeze(document, edition, at=timezone.now(), revision=1, assessment=assessment)
_, secret = access.make_link(assessment, Link.Role.OWNER, at=timezone.now())
print(reverse("follow-link", kwargs={"secret": secret}))
print(reverse("report", kwargs={"public_id": report.public_id}))
for name in ("task-list", "check-answers"):
    print(reverse(name, kwargs={"public_id": assessment.public_id}))
"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory, worker_id):
    with site_of_its_own(tmp_path_factory, worker_id) as site:
        yield site


def test_no_page_with_hostile_answers_scrolls_sideways_or_runs_what_was_typed(hostile_site, chromium):
    link, *addresses = hostile_site.manage("shell", "--verbosity", "0", "-c", ANSWERED).split()
    watch = Watch(hostile_site.address)
    page = page_of(chromium, hostile_site, watch, viewport={"width": 320, "height": 900})
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(hostile_site.address + link)

    widths = {}
    for address in addresses:
        page.goto(hostile_site.address + address)
        widths[address.rstrip("/").split("/")[-1]] = page.evaluate("document.documentElement.scrollWidth")

    page.context.close()
    assert max(widths.values()) <= 320, widths
    assert dialogs == []
    assert watch.told() == []
