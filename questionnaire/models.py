"""What a place has answered so far, who may reach it, and the reports that were frozen from it."""

import uuid

from django.db import models
from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.db.models.functions import Lower

from models_catalogue.models import Edition
from questionnaire.check_codes import new_check_code


class Paper(models.TextChoices):
    """What is handed out of a report: all of it, what may be told to anybody (kept_back.py), or what stands before it."""

    REPORT = "report"
    PUBLIC = "public"
    COVER = "cover"


class AssessmentQuerySet(models.QuerySet):
    def reached_by(self, link_id: int):
        """The assessment of a link, unless that was ended."""
        return self.filter(links=link_id, links__ended_at=None)

    def left_alone_since(self, moment):
        """Those that were never finished, and neither changed nor opened by a link since then, by partners either."""
        opened = Link.objects.filter(assessment=OuterRef("pk"), last_used_at__gte=moment)
        contributed = Contribution.objects.filter(assessment=OuterRef("pk"), changed_at__gte=moment)
        made = Report.objects.filter(assessment=OuterRef("pk"))
        untouched = self.filter(~Exists(opened), ~Exists(contributed), changed_at__lt=moment)
        return untouched.filter(~Exists(made), status=Assessment.Status.DRAFT)


class Assessment(models.Model):
    """One place's answers. `data` holds, for each answered step, the raw values that were posted.

    `half_filled` holds, for a step, what was typed and not saved (half_filled.py); it never counts as an answer.
    `writes` counts the changes of both, so that a change is written only over what it was made from.
    `partners_agree` says that the answers are what all who contribute have agreed on.
    """

    class Status(models.TextChoices):
        DRAFT = "draft"
        FINISHED = "finished"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    data = models.JSONField(default=dict)
    half_filled = models.JSONField(default=dict)
    writes = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="assessments")
    seed = models.PositiveIntegerField(default=1)
    partners_agree = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="assessment_status_is_known", condition=Q(status__in=["draft", "finished"]))
        ]

    def __str__(self):
        return f"assessment {self.public_id}"

    @property
    def is_finished(self) -> bool:
        return self.status == self.Status.FINISHED


class Link(models.Model):
    """An unguessable, revocable address with a role. Only the SHA-256 of its secret is kept."""

    class Role(models.TextChoices):
        OWNER = "owner"
        CONTRIBUTOR = "contributor"
        READER = "reader"
        PUBLIC = "public"

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="links")
    role = models.CharField(max_length=12, choices=Role)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="link_role_is_known", condition=Q(role__in=["owner", "contributor", "reader", "public"])
            )
        ]

    def __str__(self):
        return f"{self.role} link of {self.assessment}"


class ContributionQuerySet(models.QuerySet):
    def reached_by(self, link_id: int):
        """The contribution of a link, unless that was ended."""
        return self.filter(link=link_id, link__ended_at=None)


class Contribution(models.Model):
    """One partner's own view of what matters and how ready the place is, on an assessment.

    `data`, `half_filled` and `writes` are for its pages what they are for those of an assessment. A contribution counts
    when its link has ended too, and has none at all when it came with an answers document.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="contributions")
    link = models.OneToOneField(Link, on_delete=models.SET_NULL, related_name="contribution", null=True, blank=True)
    partner = models.CharField(max_length=200)
    data = models.JSONField(default=dict)
    half_filled = models.JSONField(default=dict)
    writes = models.PositiveIntegerField(default=0)
    invited_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                "assessment", Lower("partner"), name="contribution_once_per_assessment_and_partner"
            ),
            models.CheckConstraint(name="contribution_is_of_a_named_partner", condition=~Q(partner="")),
        ]

    def __str__(self):
        return f"contribution to {self.assessment}"

    @property
    def is_finished(self) -> bool:
        """Its pages are fixed while the assessment is finished."""
        return self.assessment.is_finished


class SentLink(models.Model):
    """That a link was sent by e-mail, and when; not to whom."""

    link = models.ForeignKey(Link, on_delete=models.CASCADE, related_name="sendings")
    sent_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.link}, sent"


class ReportQuerySet(models.QuerySet):
    def visible_to(self, grants):
        """Reports of assessments that a visitor holds a grant for, and the examples, which are public."""
        return self.filter(Q(assessment__public_id__in=grants.assessments()) | ~Q(example=""))

    def light(self):
        """Without the large columns, for lists and access checks."""
        return self.defer("document", "appraisal", "body", "cover", "public_body")

    def with_kept(self, paper):
        """Each with the row of its PDF of that paper as `pdf`, None where there is no row yet."""
        kept = FilteredRelation("pdfs", condition=Q(pdfs__paper=paper))
        return self.annotate(pdf=kept).select_related("pdf")

    def without_pdf(self, paper):
        """Those whose PDF of that paper is not kept yet."""
        return self.exclude(pk__in=ReportPdf.objects.filter(paper=paper, name__gt="").values("report"))

    def with_public_version(self):
        return self.exclude(public_check_code=None)

    def later_than(self, report):
        """Later revisions of the same assessment; an example has none."""
        if report.assessment_id is None:
            return self.none()
        return self.filter(assessment=report.assessment_id, revision__gt=report.revision)


class Report(models.Model):
    """A frozen appraisal: the answers, the edition and everything that was computed, with the page as it was read.

    `document` is the answers document, `appraisal` its result as JSON (report/export.py), `body` the HTML of the report
    and `cover` that of its cover paper, which reports of earlier releases do not have.
    `check_code` proves, with the reference, that somebody holds the report (checking.py).

    `public_body` and `public_check_code` are those of the public version. A report has none that is an example, was finished
    before there were public versions or before its partners agreed, or whose ranking would give away what is kept back.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reports", null=True, blank=True)
    example = models.CharField(max_length=60, blank=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reports")
    revision = models.PositiveIntegerField()
    place_name = models.CharField(max_length=200)
    document = models.TextField()
    appraisal = models.TextField()
    body = models.TextField()
    cover = models.TextField(blank=True)
    public_body = models.TextField(blank=True, default="")
    sha256 = models.CharField("hash of document, edition and seed", max_length=64)
    check_code = models.CharField(max_length=20, unique=True, default=new_check_code, editable=False)
    public_check_code = models.CharField(max_length=20, unique=True, null=True, blank=True, editable=False)
    finished_at = models.DateTimeField()

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("-finished_at",)
        constraints = [
            models.UniqueConstraint(fields=("assessment", "revision"), name="report_once_per_revision"),
            models.UniqueConstraint(
                fields=("example", "edition"), condition=~Q(example=""), name="example_once_per_edition"
            ),
            models.CheckConstraint(
                name="report_is_of_an_assessment_or_an_example",
                condition=Q(assessment__isnull=False) | ~Q(example=""),
            ),
        ]

    def __str__(self):
        return f"report {self.reference}"

    @property
    def reference(self) -> str:
        """What a board paper quotes: short, and the same for as long as the report lives."""
        return f"{str(self.public_id)[:8].upper()}-{self.revision}"

    @property
    def has_public_version(self) -> bool:
        return self.public_check_code is not None

    def newest_after(self) -> "Report | None":
        """The newest of the later revisions."""
        if self.assessment_id is None:
            return None
        return Report.objects.light().later_than(self).order_by("-revision").first()

    @property
    def replaces(self) -> "Report | None":
        """The revision before this one."""
        if self.assessment_id is None:
            return None
        before = Report.objects.light().filter(assessment=self.assessment_id, revision__lt=self.revision)
        return before.order_by("-revision").first()


class ReportPdf(models.Model):
    """Where the PDF of one of a report's papers is kept (`name`, of `size` bytes), and who renders it until it is.

    A rendering holds a slot from `claimed_at` on. Slots are few and each is held once, so that no more than
    `report/kept_pdf.py` allows are ever at work, in whichever process.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="pdfs")
    paper = models.CharField(max_length=10, choices=Paper, default=Paper.REPORT)
    name = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    slot = models.PositiveSmallIntegerField(null=True, blank=True, unique=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "PDF of a report"
        verbose_name_plural = "PDFs of reports"
        constraints = [
            models.UniqueConstraint(fields=("report", "paper"), name="pdf_once_per_report_and_paper"),
            models.CheckConstraint(name="paper_is_known", condition=Q(paper__in=["report", "public", "cover"])),
            models.CheckConstraint(
                name="slot_is_held_since_a_time",
                condition=Q(slot__isnull=True, claimed_at__isnull=True)
                | Q(slot__isnull=False, claimed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"PDF of {self.report} ({self.paper})"


class Rehearsal(models.Model):
    """Every finished report tried on one state of the draft, before it is published; it can stop and go on.

    `content` is that state as canonical JSON and `digest` its SHA-256. `looked` and `drawn` count the reports that the first
    look and the second are done with; both go by key, so that a rehearsal that was killed goes on where it stopped.
    """

    digest = models.CharField(max_length=64, unique=True)
    content = models.TextField()
    started_at = models.DateTimeField()
    moved_on_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    looked = models.PositiveIntegerField(default=0)
    looked_up_to = models.BigIntegerField(default=0)
    drawn = models.PositiveIntegerField(default=0)
    drawn_up_to = models.BigIntegerField(default=0)
    is_done = models.BooleanField(default=False)

    def __str__(self):
        return f"rehearsal of {self.digest[:12]}"


class RehearsedReport(models.Model):
    """A report whose numbers, leader or warnings the rehearsed draft would move: what was, and what would be."""

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="reports")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    before = models.JSONField()
    after = models.JSONField()
    moved = models.BooleanField()
    changed = models.JSONField(default=list)

    class Meta:
        ordering = ("report_id",)
        constraints = [models.UniqueConstraint(fields=("rehearsal", "report"), name="report_once_per_rehearsal")]

    def __str__(self):
        return f"{self.report} in {self.rehearsal}"
