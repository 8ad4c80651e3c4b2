"""What goes when (Archiefwet, Selectielijst gemeenten, AVG art. 5 lid 1 e), what must stay longer, and that it went."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from .application import Application

# In months: less would remove what the law on taxes or the term to recover (Awb 4:57) still asks for.
LEAST_MONTHS = {"drafts": 3, "contacts": 6, "refused": 12, "granted": 84}
MOST_MONTHS = 600

# The serving role can change a term: were a shorter one to hold at once, it could remove what nobody let go of.
SHORTER_LATER = """
    IF NEW.months < OLD.months THEN
        NEW.months_before := greatest(
            OLD.months, CASE WHEN OLD.shortened_at > now() - interval '28 days' THEN OLD.months_before END
        );
        NEW.shortened_at := now();
    ELSE
        NEW.months_before := OLD.months_before;
        NEW.shortened_at := OLD.shortened_at;
    END IF;
    RETURN NEW;
"""


class RetentionClass(models.TextChoices):
    """The classes of what is kept."""

    DRAFTS = "drafts", _("drafts")
    CONTACTS = "contacts", _("contacts of closed cases")
    REFUSED = "refused", _("refused, left out or withdrawn")
    GRANTED = "granted", _("settled or revoked")


@pghistory.track()
class RetentionTerm(models.Model):
    """How long one class is kept, in months. A shorter term holds after four weeks (`subsidies_retention_due`)."""

    kind = models.CharField(_("class"), max_length=8, choices=RetentionClass, unique=True, editable=False)
    months = models.PositiveSmallIntegerField(_("kept, in months"))
    # Written by a trigger alone.
    months_before = models.PositiveSmallIntegerField(_("until then, in months"), null=True, editable=False)
    shortened_at = models.DateTimeField(_("shortened"), null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("retention term")
        verbose_name_plural = _("retention terms")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=RetentionClass.values), name="retention_term_kind"),
            models.CheckConstraint(
                condition=Q(
                    *[Q(kind=kind, months__range=(least, MOST_MONTHS)) for kind, least in LEAST_MONTHS.items()],
                    _connector=Q.OR,
                ),
                name="retention_term_months",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="term_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="term_of_its_kind", operation=pgtrigger.Update, condition=pgtrigger.AnyChange("kind")
            ),
            pgtrigger.Trigger(
                name="shorter_later", operation=pgtrigger.Update, when=pgtrigger.Before, func=SHORTER_LATER
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class RetentionHoldQuerySet(models.QuerySet):
    def open(self):
        return self.filter(ended_on=None)


@pghistory.track()
class RetentionHold(models.Model):
    """A case of which nothing goes while this runs, whatever its term says."""

    class Reason(models.TextChoices):
        OBJECTION = "objection", _("objection or appeal")
        # Wet open overheid: what was asked for is not removed meanwhile.
        WOO = "woo", _("request under the Woo")

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="retention_holds", verbose_name=_("application")
    )
    reason = models.CharField(_("why it is kept"), max_length=9, choices=Reason)
    note = models.TextField(_("note"), max_length=1_000)
    since = models.DateField(_("since"), default=timezone.localdate, editable=False)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by"), editable=False
    )
    ended_on = models.DateField(_("ended on"), null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("ended by"),
        editable=False,
    )

    objects = RetentionHoldQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("hold on the removal of a case")
        verbose_name_plural = _("holds on the removal of cases")
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=["objection", "woo"]), name="retention_hold_reason"),
            models.CheckConstraint(condition=~Q(note=""), name="retention_hold_says_what"),
            models.UniqueConstraint(
                fields=["application", "reason"], condition=Q(ended_on=None), name="retention_hold_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None)
                | Q(ended_on__isnull=False, ended_by__isnull=False, ended_on__gte=F("since")),
                name="retention_hold_ended_whole",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="hold_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="hold_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["ended_on", "ended_by"]),
            ),
            pgtrigger.Protect(
                name="hold_ended_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__ended_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.application}: {self.get_reason_display()}"


APPEND_ONLY = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


@pghistory.track(pghistory.InsertEvent())
class RetentionRun(models.Model):
    """One time that was looked what may go; unless it was dry, what was due went."""

    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    # What is due is reckoned on it; the database takes none that has not come yet.
    day = models.DateField(_("day"), default=timezone.localdate, editable=False)
    # Nobody: the job of the week.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"), editable=False
    )
    is_dry = models.BooleanField(_("dry run"), default=False, editable=False)
    # Backups made before still hold what went, until this day.
    backups_until = models.DateField(_("in backups until"), null=True, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("removal by retention term")
        verbose_name_plural = _("removals by retention term")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_dry=True, backups_until=None)
                | Q(is_dry=False, backups_until__isnull=False, backups_until__gte=F("day")),
                name="retention_run_names_backups",
            )
        ]
        triggers = APPEND_ONLY

    def __str__(self):
        return date_format(self.day)


@pghistory.track(pghistory.InsertEvent())
class RetentionRemoval(models.Model):
    """That a case, or what of it was due, went. Only the function `subsidies_remove` writes it."""

    run = models.ForeignKey(RetentionRun, models.PROTECT, related_name="removals", verbose_name=_("removal"))
    kind = models.CharField(_("class"), max_length=8, choices=RetentionClass)
    key = models.BigIntegerField(_("number of the record"))
    # "" of a draft.
    reference = models.CharField(_("reference"), max_length=40, blank=True, default="")
    # How many records, by the name of their model; of the history, with "event" behind it.
    counts = models.JSONField(_("records"), default=dict)
    files = models.PositiveIntegerField(_("files"), default=0)
    removed_at = models.DateTimeField(_("removed"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("case of which something went")
        verbose_name_plural = _("cases of which something went")
        constraints = [
            # Contacts can be noted anew, and go again.
            models.UniqueConstraint(
                fields=["kind", "key"], condition=~Q(kind="contacts"), name="retention_removal_once"
            )
        ]
        indexes = [models.Index(fields=["key"], name="retention_removal_of")]
        triggers = APPEND_ONLY

    def __str__(self):
        return self.reference or f"{_('draft')} {self.key}"
