"""What script/bench runs: how long we take, beside something else that does the same, turn by turn on one machine."""

import argparse
import copy
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django
from django.conf import settings

settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
django.setup()

from bench_appraisal import draws_alone, example, growth, other_library, peak_memory
from bench_lines import Line, medians
from django.core.management import call_command
from django.db import connection, transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template import engines
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone
from formtools.wizard.views import NamedUrlSessionWizardView

from models_catalogue.catalogue import Catalogue
from models_catalogue.editions import catalogue_of, current_edition, publish
from models_catalogue.thawing import thaw
from questionnaire import access, operations
from questionnaire.access import Grants
from questionnaire.answers import Answers
from questionnaire.document import stored_from
from questionnaire.half_filled import mark_of
from questionnaire.models import Assessment, Link, Report
from questionnaire.replay import answers_of, first_look, second_look
from questionnaire.report import pdf
from questionnaire.steps import STEPS
from tests.catalogue.large import enlarged

LAST = STEPS[-1]
STORED = 100_000


# --- What is measured with -----------------------------------------------------------------------------------


def whole_document(catalogue: Catalogue) -> dict[str, Any]:
    """Salford with an answer on every step."""
    salford = example("salford")
    return salford | {
        "priorities": {slug: {"today": "partly", **given} for slug, given in salford["priorities"].items()},
        "procurement": {"buying": "mixed", "buyer": "joint", "continuity": "new"},
        "readiness": {dimension.slug: 3 for dimension in catalogue.dimensions},
        "money": {question.slug: question.answers[0].slug for question in catalogue.money_questions},
        "governance": {"own_risks": ["The lead may leave."]},
        "form": {"criteria": {criterion.slug: 50 for criterion in catalogue.criteria()}},
        LAST.slug: {"people": "small-team", "boards": ["The board"]},
    }


def last_step(turn: int) -> dict[str, list[str]]:
    """What is posted on the last step; another answer each time, because saving the same answers is no work."""
    return Others.stored[LAST.slug] | {"boards": [f"Board {turn}"]}


def check(response: Any, status: int) -> Any:
    if response.status_code != status:
        raise RuntimeError(f"Expected {status}, got {response.status_code}: {response.content[:500]!r}")
    return response


class Owner:
    """A browser that holds an assessment."""

    def __init__(self, catalogue: Catalogue):
        self.browser = Client()
        self.assessment = operations.start(current_edition(), at=timezone.now(), document=whole_document(catalogue))
        _, secret = access.make_link(self.assessment, Link.Role.OWNER, at=timezone.now())
        check(self.browser.get(reverse("follow-link", kwargs={"secret": secret})), 302)
        self.address = reverse("step", kwargs={"public_id": self.assessment.public_id, "step": LAST.slug})
        self.seen = mark_of(self.assessment.data[LAST.slug])

    def save(self, turn: int) -> None:
        posted = last_step(turn)
        check(self.browser.post(self.address, {**posted, "seen": self.seen}), 302)
        self.seen = mark_of(posted)


# --- The others: the same done with what Django and formtools bring --------------------------------------------


def has_objectives(wizard: NamedUrlSessionWizardView) -> bool:
    """The one condition of the route, as the manual of formtools writes it."""
    return bool((wizard.get_cleaned_data_for_step("rationale") or {}).get("objectives"))


class PlainWizard(NamedUrlSessionWizardView):
    form_list = [(step.slug, step.form) for step in STEPS]
    condition_dict = {"priorities": has_objectives}

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        return {"catalogue": Others.catalogue, "answers": Others.answers}


def plain_view(request, pk: int):
    """Validates the last step's form and updates one row."""
    form = LAST.form(request.POST, catalogue=Others.catalogue, answers=Others.answers)
    if not form.is_valid():
        return HttpResponse(status=422)
    stored = Others.stored | {LAST.slug: {name: request.POST.getlist(name) for name in request.POST}}
    Assessment.objects.filter(pk=pk).update(data=stored, changed_at=timezone.now())
    return redirect("home")


def empty_page(request):
    page = "{% extends 'layout.jinja' %}{% set wide = true %}{% block title %}Empty{% endblock %}"
    return HttpResponse(engines["jinja2"].from_string(page).render({}, request))


def stored_file(request, public_id):
    """A file as large as the PDF, behind the access check of reports."""
    get_object_or_404(Report.objects.light().visible_to(Grants.of(request.session)), public_id=public_id)
    return FileResponse(io.BytesIO(Others.file), content_type="application/pdf")


class Others:
    """Their addresses, beside the site's own, and what their views need."""

    catalogue: Catalogue
    answers: Answers
    stored: dict[str, Any]
    file = b""
    urlpatterns = [
        path("plain-wizard/<str:step>/", PlainWizard.as_view(url_name="plain-step"), name="plain-step"),
        path("plain-view/<int:pk>/", plain_view),
        path("empty-page/", empty_page),
        path("stored-file/<uuid:public_id>/", stored_file),
        path("", include("portal.urls")),
    ]


def prepare() -> Catalogue:
    """Put the others beside the site, on the newest edition."""
    Others.catalogue = catalogue_of(current_edition().pk)
    document = whole_document(Others.catalogue)
    Others.answers, Others.stored = answers_of(document), stored_from(document, Others.catalogue)
    settings.ROOT_URLCONF = Others
    return Others.catalogue


# --- Comparisons -----------------------------------------------------------------------------------------------


def wizard_step(catalogue: Catalogue, folder: Path) -> Iterator[Line]:
    owner, pk = Owner(catalogue), Assessment.objects.latest("pk").pk
    plain, posting = Client(), plain_wizard_at_last_step(catalogue)

    def save_plainly(turn: int) -> None:
        check(plain.post(f"/plain-view/{pk}/", last_step(turn)), 302)

    found = medians({"ours": owner.save, "formtools": posting, "plain": save_plainly}, turns=200)
    yield Line("Wizard step saved: formtools’ session wizard", found["ours"], found["formtools"], 1.0)
    yield Line("Wizard step saved: bare view, same form, one row", found["ours"], found["plain"], 1.5)


def plain_wizard_at_last_step(catalogue: Catalogue) -> Callable[[int], None]:
    browser = Client()

    def post(step: str, posted: Mapping[str, list[str]]) -> None:
        names = {f"{step}-{name}": values for name, values in posted.items()}
        check(browser.post(f"/plain-wizard/{step}/", {**names, "plain_wizard-current_step": step}), 302)

    for step, posted in Others.stored.items():
        post(step, posted)
    return lambda turn: post(LAST.slug, last_step(turn))


def stored_assessments(catalogue: Catalogue, folder: Path) -> Iterator[Line]:
    """The same step in two databases, one of which holds a hundred thousand more assessments and links."""
    owner = Owner(catalogue)
    few, many = str(connection.settings_dict["NAME"]), str(folder / "many.sqlite3")
    connection.close()
    shutil.copy(few, many)
    use(many)
    store_more(owner.assessment)
    found = medians({few: owner.save, many: copy.copy(owner).save}, turns=100, before=use)
    use(few)
    yield Line(f"Wizard step saved, {STORED:,} more stored: few stored", found[many], found[few], 1.2)


def use(file: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = file
    Assessment.objects.only("pk").first()


def store_more(like: Assessment) -> None:
    data = {STEPS[0].slug: like.data[STEPS[0].slug]}
    kept = {"edition": like.edition, "data": data, "started_at": like.started_at, "changed_at": like.changed_at}
    made = Assessment.objects.bulk_create((Assessment(**kept) for _ in range(STORED)), batch_size=5_000)
    links = (Link(assessment=one, role="owner", secret_hash=one.public_id.hex, made_at=like.started_at) for one in made)
    Link.objects.bulk_create(links, batch_size=5_000)


def report_page(catalogue: Catalogue, folder: Path) -> Iterator[Line]:
    browser, address = Client(), reverse("report", kwargs={"public_id": salford().public_id})
    acts = {"ours": address, "empty": "/empty-page/"}
    found = medians({n: lambda turn, a=a: check(browser.get(a), 200) for n, a in acts.items()}, turns=100)
    yield Line("Report page: empty page of the same frame", found["ours"], found["empty"], 2.0)


def salford() -> Report:
    return Report.objects.select_related("edition").get(example="salford")


def report_pdf(catalogue: Catalogue, folder: Path) -> Iterator[Line]:
    report, chromium = salford(), shutil.which("chromium")
    page, measured = folder / "page.html", folder / "peak"
    with mock.patch.object(pdf, "subprocess", watched(page, measured)):
        Others.file = pdf.pdf_of(report).read()
    if chromium:
        acts = {"ours": lambda turn: pdf.pdf_of(report), "chromium": lambda turn: print_in(chromium, page, turn)}
        found = medians(acts, turns=5)
        yield Line("PDF: Chromium prints the same page from cold start", found["ours"], found["chromium"], 2.0)
    else:
        print("Chromium is not installed (script/setup --test installs it): the PDF is compared with nothing.")
    yield Line("PDF: peak memory of the child against 256 MiB", int(measured.read_text()) / 1024, 256, 1.0, "MiB")


MEASURE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[2:]).returncode
open(sys.argv[1], "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
"""


def watched(page: Path, measured: Path) -> SimpleNamespace:
    """`subprocess` as the PDF module uses it; keeps the page, and the child's peak memory in kibibytes."""

    def run(command, *, input, **options):
        page.write_bytes(input)
        launched = [sys.executable, "-c", MEASURE, str(measured), *command]
        return subprocess.run(launched, input=input, **options)  # noqa: S603

    return SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired)


def print_in(chromium: str, page: Path, turn: int) -> None:
    paper = page.with_name(f"{turn}.pdf")
    profile = f"--user-data-dir={page.with_name(f'profile-{turn}')}"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer", profile]
    command = [chromium, *options, f"--print-to-pdf={paper}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    if not paper.stat().st_size:
        raise RuntimeError("Chromium printed nothing.")


def second_download(catalogue: Catalogue, folder: Path) -> Iterator[Line]:
    browser, public_id = Client(), salford().public_id
    check(browser.get(reverse("report-pdf", kwargs={"public_id": public_id})), 200).getvalue()
    acts = {"ours": reverse("report-pdf", kwargs={"public_id": public_id}), "file": f"/stored-file/{public_id}/"}
    found = medians({n: lambda turn, a=a: check(browser.get(a), 200).getvalue() for n, a in acts.items()}, turns=100)
    yield Line("PDF downloaded again: a file of its size", found["ours"], found["file"], 1.5)


def large_edition(catalogue: Catalogue, folder: Path) -> Iterator[Line]:
    """Publishing 200 options by 100 objectives, in a database of its own and taken back, beside Django's own export."""
    few, large = str(connection.settings_dict["NAME"]), str(folder / "large.sqlite3")
    connection.close()
    shutil.copy(few, large)
    use(large)
    thaw(enlarged(catalogue, options=200, objectives=100))
    found = medians({"ours": publish_and_take_back, "dumpdata": export_with_django}, turns=2)
    use(few)
    yield Line("Publish 200 options × 100 objectives: Django’s dumpdata", found["ours"], found["dumpdata"], 1.0)


def publish_and_take_back(turn: int) -> None:
    with transaction.atomic():
        publish(note="A large one.", at=timezone.now())
        transaction.set_rollback(True)


def export_with_django(turn: int) -> None:
    call_command("dumpdata", "models_catalogue", exclude=["models_catalogue.edition"], stdout=io.StringIO())


def first_look_at_a_report(catalogue: Catalogue, folder: Path) -> Iterator[Line]:
    """What a rehearsal does for every report, beside what it does only where numbers moved."""
    report = salford()
    acts = {
        "first": lambda turn: first_look(catalogue, json.loads(report.document), json.loads(report.appraisal)),
        "second": lambda turn: second_look(catalogue, json.loads(report.document)),
    }
    found = medians(acts, turns=30)
    yield Line("Rehearsal, a report’s first look: its draws as well", found["first"], found["second"], 0.5)


COMPARISONS = (
    wizard_step,
    stored_assessments,
    draws_alone,
    other_library,
    peak_memory,
    growth,
    report_page,
    report_pdf,
    second_download,
    large_edition,
    first_look_at_a_report,
)


def main() -> int:
    parser = argparse.ArgumentParser(description="Prints ratios: name, ours, other, ratio, and the bar of the design.")
    parser.add_argument("folder", type=Path, help="where files may be left")
    parser.add_argument("--check", action="store_true", help="end with 1 when a bar is missed")
    chosen = parser.parse_args()
    catalogue = prepare()
    missed = False
    for compare in COMPARISONS:
        for line in compare(catalogue, chosen.folder):
            print(line, flush=True)
            missed = missed or line.is_missed
    return 1 if chosen.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
