"""The measurements of script/bench: each pair runs in turns, and medians are compared."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

import numpy as np
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from models_catalogue.editions import catalogue_of, current_edition
from portal.urls import urlpatterns as pages
from questionnaire import access, operations
from questionnaire.appraisal.appraise import appraise
from questionnaire.appraisal.robustness import DRAWS, uniforms
from questionnaire.document import form_for, stored_from
from questionnaire.examples import example_called
from questionnaire.models import Assessment, Report
from questionnaire.report.pdf import pdf_of, stylesheet
from questionnaire.steps import read_along_route, step_called
from questionnaire.storage import mark_of

urlpatterns = [*pages]
"""The site's own addresses, and beside them those of what it is measured against."""
ROUNDS = 15
STEP = "care-model"


def in_turns(ours: Callable[[], object], other: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """The median seconds of each, run alternately after one warm-up."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for act, times in zip((ours, other), taken, strict=True):
            start = time.perf_counter()
            act()
            if turn:
                times.append(time.perf_counter() - start)
    return statistics.median(taken[0]), statistics.median(taken[1])


def line(name: str, pair: tuple[float, float], bar: float) -> None:
    ours, other = pair
    print(f"{name}, {ours * 1000:.1f} ms, {other * 1000:.1f} ms, {ours / other:.2f}, bar {bar:g}")


def wizard_step() -> None:
    """A valid post, saved, against a bare view that validates the same form and updates one row."""
    catalogue = catalogue_of(current_edition().pk)
    document = example_called("salford").document()
    assessment = operations.start(current_edition(), at=timezone.now(), document=document)
    _, secret = access.make_link(assessment, "owner", at=timezone.now())
    client = Client()
    client.get(f"/link/{secret}/")
    answers, posted = read_along_route(document), stored_from(document, catalogue)[STEP]
    holders = [["acute-trust"], ["new-joint-body"]]
    address = f"/assessments/{assessment.public_id}/steps/{STEP}/"

    def ours():
        holders.reverse()
        seen = mark_of(Assessment.objects.get(pk=assessment.pk).data[STEP])
        done = client.post(address, posted | {"holder": holders[0], "seen": seen})
        assert done.status_code == 302  # noqa: S101 - a benchmark of an error page would prove nothing

    def bare(request):
        form = form_for(step_called(STEP), catalogue, answers, request.POST)
        assert form.is_valid()  # noqa: S101
        Assessment.objects.filter(pk=assessment.pk).update(data=assessment.data | {STEP: dict(request.POST.lists())})
        return HttpResponse(status=302)

    def other():
        holders.reverse()
        client.post("/bare/", posted | {"holder": holders[0]})

    urlpatterns.append(path("bare/", bare))
    line("wizard step against a bare view", in_turns(ours, other), 1.5)


def appraisal() -> None:
    """All stages and both readings against the draws and products alone."""
    catalogue = catalogue_of(current_edition().pk)
    answers = read_along_route(example_called("salford").document())
    sizes = [
        (len(stage.tree.weights()), len(stage.simulation.places))
        for stage in appraise(catalogue, answers).stages()
        if stage.simulation
    ]

    def alone():
        for weights, options in sizes:
            for reading in range(2):
                drawn = np.column_stack([uniforms(f"w{j}", DRAWS) for j in range(weights)])
                for i in range(options):
                    scores = np.column_stack([uniforms(f"{reading}{i}{j}", DRAWS) for j in range(weights)])
                    (drawn * scores).sum(axis=1)

    line("appraise against its draws and products", in_turns(lambda: appraise(catalogue, answers), alone), 3)


def report_page() -> None:
    report = Report.objects.get(example="salford")
    client = Client()
    empty = Report(**{f.attname: getattr(report, f.attname) for f in Report._meta.concrete_fields})
    empty.body = ""
    urlpatterns.append(path("empty/", lambda request: render(request, "report/page.jinja", {"report": empty})))
    line(
        "report page against its empty frame",
        in_turns(lambda: client.get(f"/reports/{report.public_id}/"), lambda: client.get("/empty/")),
        2,
    )


def pdf(folder: Path) -> None:
    """Our child process against Chromium printing the same page from a cold start."""
    report = Report.objects.get(example="salford")
    page = folder / "report.html"
    page.write_text(
        render_to_string("report/paper.jinja", {"report": report, "stylesheet": stylesheet()}), encoding="utf-8"
    )
    chromium = shutil.which("chromium")
    if chromium is None:
        print("PDF against Chromium: Chromium is not installed (script/setup --test installs it)")
        return
    flags = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")

    def print_it():
        command = [
            chromium,
            *flags,
            f"--print-to-pdf={folder / 'other.pdf'}",
            f"--user-data-dir={folder / 'profile'}",
            page.as_uri(),
        ]
        shutil.rmtree(folder / "profile", ignore_errors=True)
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603

    line("PDF against Chromium from cold start", in_turns(lambda: pdf_of(report), print_it, rounds=3), 2)


if __name__ == "__main__":
    with override_settings(ROOT_URLCONF=sys.modules["__main__"]):
        wizard_step()
        report_page()
    appraisal()
    pdf(Path(sys.argv[1]))
