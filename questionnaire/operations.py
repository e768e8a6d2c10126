"""What is done to assessments: starting, moving, finishing, reopening and deleting, each in one transaction."""

import hashlib
import json
from collections.abc import Mapping
from copy import copy
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max

from models_catalogue.catalogue import Catalogue
from models_catalogue.editions import catalogue_of, current_edition
from models_catalogue.models import Edition
from questionnaire.access import make_link
from questionnaire.answers import AGREED, CONTRIBUTIONS
from questionnaire.appraisal.appraise import Appraisal, appraise
from questionnaire.check_codes import new_check_code
from questionnaire.contributed import PAGES, PARTNER
from questionnaire.document import DEFAULT_SEED, SEED, Stored, checked, read_stored, stored_from
from questionnaire.given import given
from questionnaire.kept_back import rests_on_single_views, withheld
from questionnaire.models import Assessment, Contribution, Link, Paper, Report
from questionnaire.replay import answers_of
from questionnaire.report import kept_pdf
from questionnaire.report.content import body_of, report_content
from questionnaire.report.cover import render_cover
from questionnaire.report.export import as_text
from questionnaire.report.public import public_body
from questionnaire.steps import STEPS, Step, counted


class NoEdition(Exception):
    """Nothing has been published that an assessment could stand on."""


class NotReady(Exception):
    """Steps are missing that a report cannot do without; `steps` names them."""

    def __init__(self, steps: list[str]):
        self.steps = steps
        super().__init__(f"Not answered yet: {', '.join(steps)}.")


class AlreadyFinished(Exception):
    """The assessment is finished: its report stands on the edition that it was made with."""


NEEDED_TO_FINISH = ("place", "rationale", "priorities", "care-model")


@transaction.atomic
def start(edition: Edition | None, *, at: datetime, document: Mapping[str, Any] | None = None) -> Assessment:
    """A new assessment on an edition, empty or with the answers of a (valid) document."""
    if edition is None:
        raise NoEdition
    seed = (document or {}).get(SEED, DEFAULT_SEED)
    pages = stored_from(document or {}, catalogue_of(edition.pk))
    contributed, agreed = pages.pop(CONTRIBUTIONS, ()), pages.pop(AGREED, False)
    started = Assessment.objects.create(
        edition=edition, data=pages, seed=seed, partners_agree=agreed, started_at=at, changed_at=at
    )
    Contribution.objects.bulk_create(
        Contribution(assessment=started, partner=one[PARTNER], data=one[PAGES], invited_at=at, changed_at=at)
        for one in contributed
    )
    return started


def document_with_seed(assessment: Assessment) -> dict[str, Any]:
    """The answers that count, as a document that starts the same assessment again."""
    return counted(stored_answers(assessment).document) | {SEED: assessment.seed}


def stored_answers(assessment: Assessment) -> Stored:
    return read_stored(given(assessment), catalogue_of(assessment.edition_id))


def missing_steps(stored: Stored) -> list[Step]:
    """The steps that a report cannot do without and that are not answered in full."""
    return [step for step in STEPS if step.slug in NEEDED_TO_FINISH and step.slug not in stored.completed]


def finish(assessment: Assessment, *, at: datetime) -> Report:
    """Freeze the answers into a report, once: finishing a finished assessment returns the report that it has.

    Its PDF is rendered afterwards, by a process of its own, so that nobody waits for it here.

    Raises `NotReady`, or `Assessment.DoesNotExist` when it was deleted meanwhile.
    """
    with transaction.atomic():
        row = Assessment.objects.select_for_update().get(pk=assessment.pk)
        if row.is_finished:
            return row.reports.order_by("-revision").first()
        missing = missing_steps(stored_answers(row))
        if missing:
            raise NotReady([step.title for step in missing])
        document = document_with_seed(row)
        revision = (row.reports.aggregate(last=Max("revision"))["last"] or 0) + 1
        report = freeze(document, row.edition, at=at, revision=revision, assessment=row)
        row.status = Assessment.Status.FINISHED
        row.changed_at = at
        row.save(update_fields=["status", "changed_at"])
        transaction.on_commit(partial(kept_pdf.render_apart, report))
        return report


def freeze(
    document: Mapping[str, Any],
    edition: Edition,
    *,
    at: datetime,
    revision: int,
    assessment: Assessment | None = None,
    example: str = "",
) -> Report:
    """Compute an appraisal and store it with its answers, its edition, its page, its cover paper and, of no example, its public page."""
    catalogue = catalogue_of(edition.pk)
    seed = document.get(SEED, DEFAULT_SEED)
    answers = answers_of(document)
    appraisal = appraise(catalogue, answers, seed=seed)
    report = Report(
        assessment=assessment,
        example=example,
        edition=edition,
        revision=revision,
        place_name=answers.place.name or "Unnamed place",
        document=json.dumps(document, ensure_ascii=False, sort_keys=True),
        appraisal=as_text(catalogue, edition, appraisal),
        sha256=input_hash(document, edition),
        finished_at=at,
    )
    content = report_content(report, catalogue, answers, appraisal)
    report.body, report.cover = body_of(content), render_cover(content)
    if not example and not rests_on_single_views(document):
        _freeze_public_version(report, catalogue, appraisal)
    report.save(force_insert=True)
    return report


def _freeze_public_version(report: Report, catalogue: Catalogue, full: Appraisal) -> None:
    """Add the public version, made from a report that holds nothing else than what may be told; its hash is of that alone."""
    document = withheld(json.loads(report.document), catalogue, apart=(SEED,))
    told = copy(report)
    told.document = json.dumps(document, ensure_ascii=False, sort_keys=True)
    told.sha256 = input_hash(document, report.edition)
    told.check_code = new_check_code()
    body = public_body(told, catalogue, answers_of(document), full)
    if body is not None:
        report.public_body, report.public_check_code = body, told.check_code


def input_hash(document: Mapping[str, Any], edition: Edition) -> str:
    """SHA-256 of everything that a result depends on, as canonical JSON."""
    inputs = {"answers": document, "edition": edition.sha256}
    return hashlib.sha256(json.dumps(inputs, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def open_by_link(assessment: Assessment, role: str, *, at: datetime) -> tuple[Link, str]:
    """A new link and its secret. With a public one begins the rendering of the newest report's public version."""
    link, secret = make_link(assessment, role, at=at)
    if role == Link.Role.PUBLIC:
        newest = assessment.reports.light().with_public_version().order_by("-revision").first()
        if newest:
            transaction.on_commit(partial(kept_pdf.render_apart, newest, Paper.PUBLIC))
    return link, secret


@transaction.atomic
def delete(assessment: Assessment) -> None:
    """Delete an assessment with its links, reports and their PDFs, after whoever is finishing it at this moment is done.

    The files go last and inside the transaction: whoever is storing one holds its row, and a deletion that is killed half
    way leaves reports without files, which are rendered again, but never files without reports.
    """
    for row in Assessment.objects.select_for_update().filter(pk=assessment.pk):
        reports = list(row.reports.light())
        row.delete()
        for report in reports:
            kept_pdf.remove(report)


def delete_left_alone(*, at: datetime) -> int:
    """Delete what nobody finished and nobody has touched for as long as such is kept; how many that were.

    Each in a transaction of its own, that looks once more: stopped half way, it can go on, and whoever comes back at this
    moment keeps what they have.
    """
    idle = Assessment.objects.left_alone_since(at - settings.DRAFTS_KEPT_FOR)
    return sum(_delete_if_in(idle, key) for key in list(idle.values_list("pk", flat=True)))


@transaction.atomic
def _delete_if_in(chosen, key: int) -> bool:
    row = chosen.select_for_update().filter(pk=key).first()
    if row is not None:
        row.delete()
    return row is not None


@transaction.atomic
def reopen(assessment: Assessment, *, at: datetime) -> None:
    """Open a finished assessment for a new revision; its reports stay."""
    Assessment.objects.filter(pk=assessment.pk, status=Assessment.Status.FINISHED).update(
        status=Assessment.Status.DRAFT, changed_at=at
    )


@transaction.atomic
def move(assessment: Assessment, edition: Edition, *, at: datetime) -> None:
    """Let an unfinished assessment stand on a newer edition; its answers stay as they were stored.

    Moving twice, or to an edition that is not newer, changes nothing. Raises `AlreadyFinished`, or
    `Assessment.DoesNotExist` when it was deleted meanwhile.
    """
    row = Assessment.objects.select_for_update().defer("data").get(pk=assessment.pk)
    if row.edition_id == edition.pk:
        return
    if row.is_finished:
        raise AlreadyFinished
    Assessment.objects.filter(pk=row.pk, edition__number__lt=edition.number).update(edition=edition, changed_at=at)


def newer_edition(assessment: Assessment) -> Edition | None:
    """The newest edition, if the assessment stands on an older one."""
    newest = current_edition()
    return newest if newest and newest.pk != assessment.edition_id else None


def freeze_example(slug: str, document: Mapping[str, Any], edition: Edition, *, at: datetime) -> Report:
    """The report of a worked example on an edition, made once."""
    found = Report.objects.filter(example=slug, edition=edition).first()
    if found:
        return found
    cleaned, seed = checked(document, catalogue_of(edition.pk))
    try:
        with transaction.atomic():
            return freeze(cleaned | {SEED: seed}, edition, at=at, revision=1, example=slug)
    except IntegrityError:
        return Report.objects.get(example=slug, edition=edition)
