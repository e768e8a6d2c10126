"""PDFs when many ask at once, and when whoever renders is killed."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from tests.asking.documents import simplest
from tests.faults.browsers import Answer, Owner, at_once, somebody_starts
from tests.faults.sites import ROOT, Site

PATIENCE = 120
AGE_CLAIMS = """
from datetime import timedelta
from django.utils import timezone
from questionnaire.models import ReportPdf
from questionnaire.report.kept_pdf import STALE
ReportPdf.objects.exclude(slot=None).update(claimed_at=timezone.now() - STALE - timedelta(seconds=1))
"""


def test_ten_who_ask_at_once_cause_one_rendering_and_the_site_answers_meanwhile(site):
    owner, report = somebody_finishes(site)
    people = [owner, *owner.joined_by(9)]

    *responses, alive = at_once(
        [*(partial(one.browser.get, f"{report}report.pdf") for one in people), partial(owner.browser.get, "/livez")]
    )
    until(lambda: asked(owner, report).status == 200)

    assert {response.status for response in responses} <= {200, 503}
    assert alive.status == 200
    assert owner.pdf()["tries"] == 1
    assert len(files_of(site, report)) == 1


def test_a_report_whose_file_is_gone_and_whose_renderer_is_killed_is_rendered_by_the_next_who_asks(own_site):
    own_site.start()
    owner, report = somebody_finishes(own_site)
    until(lambda: asked(owner, report).status == 200)
    (before,) = (file.read_bytes() for file in files_of(own_site, report))
    shutil.rmtree(own_site.reports)

    begin_and_kill_a_rendering(own_site, owner, report)
    while_claimed = asked(owner, report)
    own_site.run("manage.py", "shell", "-c", AGE_CLAIMS)
    afterwards = asked(owner, report)

    (after,) = (file.read_bytes() for file in files_of(own_site, report))
    assert (while_claimed.status, afterwards.status) == (503, 200)
    assert after == before
    assert owner.pdf()["slot"] is None


def somebody_finishes(site: Site) -> tuple[Owner, str]:
    """An owner and the address of the report."""
    owner = somebody_starts(site, simplest())
    finished = owner.post("finish/")
    assert finished.status == 302, finished.text
    made = owner.browser.get(finished.location).text
    return owner, re.search(r'href="(/reports/[0-9a-f-]+/)"', made)[1]


def asked(owner: Owner, report: str) -> Answer:
    return owner.browser.get(f"{report}report.pdf")


def files_of(site: Site, report: str) -> list[Path]:
    return list((site.reports / report.split("/")[-2]).iterdir())


def begin_and_kill_a_rendering(site: Site, owner: Owner, report: str) -> None:
    public_id = report.split("/")[-2]
    rendering = subprocess.Popen(
        [sys.executable, "manage.py", "render_reports", public_id],
        cwd=ROOT,
        env=site.environment,
        start_new_session=True,
    )
    until(lambda: owner.pdf()["slot"] is not None)
    with suppress(ProcessLookupError):
        os.killpg(rendering.pid, signal.SIGKILL)
    rendering.wait()


def until(is_so: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < give_up
        time.sleep(0.05)
