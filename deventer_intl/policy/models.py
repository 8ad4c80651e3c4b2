"""What the policy hangs on across the apps: activities of an ambition, snapshots of a year, the report, and who follows a chapter."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from globalgoals.models import Ambition, PolicyChapter, PolicyPlan

# What can be an activity of an ambition, by the field that names it.
ACTIVITIES = {
    "event": "events.Event",
    "mission": "events.Mission",
    "project": "organisations.Project",
    "application": "subsidies.Application",
    "tie": "organisations.CityTie",
}


def activity_key(model):
    return models.ForeignKey(model, models.CASCADE, null=True, blank=True, related_name="policy_activities")


def exactly_one(names):
    """Return the condition that one of these columns is filled and no other."""
    return Q(*(Q(**{f"{other}__isnull": other != name for other in names}) for name in names), _connector=Q.OR)


@pghistory.track()
class PolicyActivity(models.Model):
    """That an event, mission, project, subsidy or tie is done for an ambition. One of two ambitions counts once in totals."""

    ambition = models.ForeignKey(Ambition, models.CASCADE, related_name="activities", verbose_name=_("ambition"))
    event = activity_key(ACTIVITIES["event"])
    mission = activity_key(ACTIVITIES["mission"])
    project = activity_key(ACTIVITIES["project"])
    application = activity_key(ACTIVITIES["application"])
    tie = activity_key(ACTIVITIES["tie"])

    class Meta:
        ordering = ["ambition", "pk"]
        verbose_name = _("activity of an ambition")
        verbose_name_plural = _("policy: activities")
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(ACTIVITIES),
                name="activity_is_one_thing",
                violation_error_message=_("Choose one event, mission, project, subsidy or tie."),
            ),
            *(
                models.UniqueConstraint(
                    fields=["ambition", name],
                    name=f"activity_{name}_once",
                    violation_error_message=_("It is an activity of this ambition already."),
                )
                for name in ACTIVITIES
            ),
        ]

    def __str__(self):
        return str(self.record)

    @property
    def kind(self):
        return next(name for name in ACTIVITIES if getattr(self, f"{name}_id"))

    @property
    def record(self):
        return getattr(self, self.kind)


class PolicySnapshotQuerySet(models.QuerySet):
    def latest_of(self, plan):
        """Return of each year of a plan the last snapshot, by year."""
        found = self.filter(plan=plan).order_by("year", "-number").distinct("year")
        return {snapshot.year: snapshot for snapshot in found}


class PolicySnapshot(models.Model):
    """The figures of a year as they were when it was taken. It never changes: a correction is the next one, with a reason."""

    plan = models.ForeignKey(PolicyPlan, models.PROTECT, related_name="snapshots", verbose_name=_("policy plan"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    # Of a year that was not over when it was taken.
    is_provisional = models.BooleanField(_("provisional"))
    reason = models.CharField(_("why it was taken anew"), max_length=300, blank=True, default="")
    # As `snapshot_content.py` describes it.
    content = models.JSONField(_("content"))
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    taken_at = models.DateTimeField(_("taken"), default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("taken by")
    )

    objects = PolicySnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "year", "number"]
        verbose_name = _("snapshot of a year")
        verbose_name_plural = _("policy: snapshots")
        constraints = [
            models.UniqueConstraint(fields=["plan", "year", "number"], name="snapshot_number"),
            models.CheckConstraint(
                condition=Q(year__lte=ExtractYear("taken_at")),
                name="snapshot_of_no_year_to_come",
                violation_error_message=_("This year is still to come: there is nothing to keep of it."),
            ),
            models.CheckConstraint(
                condition=Q(is_provisional=True, year=ExtractYear("taken_at"))
                | Q(is_provisional=False, year__lt=ExtractYear("taken_at")),
                name="snapshot_provisional_while_year_lasts",
            ),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | (Q(number__gt=1) & ~Q(reason="")),
                name="snapshot_anew_with_reason",
                violation_error_message=_("Say why the snapshot is taken anew."),
            ),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="snapshot_sha256"),
        ]
        triggers = [
            pgtrigger.Protect(name="snapshots_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="snapshots_never_change", exclude=["taken_by"]),
            pgtrigger.Trigger(
                name="snapshots_in_order",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    PERFORM FROM globalgoals_policyplan
                        WHERE id = NEW.plan_id AND NEW.year BETWEEN first_year AND last_year FOR UPDATE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'the year is not one of the plan'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'snapshot_year_of_plan';
                    END IF;
                    IF NEW.number <> 1 + (
                        SELECT count(*) FROM deventer_intl_policysnapshot WHERE plan_id = NEW.plan_id AND year = NEW.year
                    ) THEN
                        RAISE EXCEPTION 'snapshots of a year are numbered in order'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'snapshot_next_number';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.year} ({self.number})"


@pghistory.track()
class ReportText(models.Model):
    """What editors write between the figures of a report, in Markdown: at the summary, a chapter, or another section."""

    plan = models.ForeignKey(PolicyPlan, models.CASCADE, related_name="report_texts", verbose_name=_("policy plan"))
    section = models.SlugField(_("section of the report"), max_length=40)
    text_nl = models.TextField(_("text (Markdown)"), max_length=20_000, blank=True, default="")

    class Meta:
        ordering = ["plan", "section"]
        verbose_name = _("text of the report")
        verbose_name_plural = _("policy: texts of the report")
        constraints = [models.UniqueConstraint(fields=["plan", "section"], name="report_text_once")]

    def __str__(self):
        return f"{self.plan}: {self.section}"


class ReportBuild(models.Model):
    """A report that is being made, or was: of these snapshots and texts. What it reads is kept with it, so that it can be made again."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being made")
        DONE = "done", _("ready")
        FAILED = "failed", _("failed")

    plan = models.ForeignKey(PolicyPlan, models.PROTECT, related_name="builds", verbose_name=_("policy plan"))
    snapshots = ArrayField(models.BigIntegerField(), verbose_name=_("snapshots"))
    # The texts of that moment, by section.
    texts = models.JSONField(_("texts"), default=dict)
    state = models.CharField(_("state"), max_length=7, choices=State, default=State.WAITING)
    steps_done = models.PositiveSmallIntegerField(_("steps done"), default=0)
    steps = models.PositiveSmallIntegerField(_("steps"), default=1)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True, default="")
    # By format ("pdf", "docx"): the name in the storage `private`, and its SHA-256.
    files = models.JSONField(_("files"), default=dict)
    requested_at = models.DateTimeField(_("asked for"), default=timezone.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    done_at = models.DateTimeField(_("ready"), null=True, blank=True)

    class Meta:
        ordering = ["-requested_at", "-pk"]
        verbose_name = _("report that was made")
        verbose_name_plural = _("policy: reports made")
        constraints = [
            models.CheckConstraint(condition=Q(steps_done__lte=F("steps")), name="report_build_steps"),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) | (~Q(state="done") & Q(done_at=None)),
                name="report_build_done_at",
            ),
        ]

    def __str__(self):
        return f"{self.plan} ({self.requested_at:%Y-%m-%d})"


class ChapterSubscription(models.Model):
    """Who is mailed when a figure of a chapter changes: one mail a day at most."""

    chapter = models.ForeignKey(PolicyChapter, models.CASCADE, related_name="subscriptions", verbose_name=_("chapter"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="chapter_subscriptions", verbose_name=_("user")
    )
    # The figures that were mailed last, or stood there at the beginning, by indicator and year.
    seen = models.JSONField(_("figures last seen"), default=dict)
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        ordering = ["chapter", "pk"]
        verbose_name = _("subscription to a chapter")
        verbose_name_plural = _("policy: subscriptions")
        constraints = [models.UniqueConstraint(fields=["chapter", "user"], name="chapter_subscription_once")]

    def __str__(self):
        return f"{self.chapter}: {self.user}"
