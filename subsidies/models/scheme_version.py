"""What a scheme says: the rules of one year in versions, each fixed for ever once it is published."""

from datetime import date, timedelta

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages
from organisations.models import Sector

from ..fields import AmountField


class ClockStart(models.TextChoices):
    """From where the term for the decision runs."""

    RECEIVED = "received", _("when the application is received")
    COMPLETE = "complete", _("when the application is complete")
    CLOSING = "closing", _("when the window closes")
    FIXED = "fixed", _("it ends on a fixed date")


class Distribution(models.TextChoices):
    """How the ceiling is divided (wijze van verdeling, Awb 4:26)."""

    ARRIVAL_DAY = "arrival-day", _("in order of arrival of complete applications, by day")
    ARRIVAL_MOMENT = "arrival-moment", _("in order of arrival of complete applications, by moment")
    TENDER = "tender", _("the best ones first, by score")
    PRO_RATA = "pro-rata", _("everybody an equal share of what is asked")
    LOTTERY = "lottery", _("by lot")


# Lots decide who goes first, at least among equals at the edge of the money.
DRAWS_LOTS = tuple(way for way in Distribution if way != Distribution.PRO_RATA)


class SignIn(models.TextChoices):
    """How sure we must be of who applies."""

    EMAIL = "email", _("an account with an e-mail address")
    SECOND_FACTOR = "second-factor", _("an account with a second factor")
    EHERKENNING = "eherkenning", _("eHerkenning")


class SchemeVersionQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_at=None)

    def in_force(self, day=None):
        """Those that hold for an application that comes in on a day, today unless said; the newest of a ceiling first."""
        return self.published().filter(in_force_from__lte=day or timezone.localdate()).order_by("ceiling", "-number")


def weeks(label, default, **kwargs):
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MinValueValidator(1), MaxValueValidator(260)], **kwargs
    )


def percentage(label, **kwargs):
    return models.PositiveSmallIntegerField(label, validators=[MaxValueValidator(100)], **kwargs)


FIXED_WHEN_PUBLISHED = pgtrigger.Trigger(
    name="published_is_fixed",
    operation=pgtrigger.Update | pgtrigger.Delete,
    when=pgtrigger.Before,
    condition=pgtrigger.Q(old__published_at__isnull=False),
    func="""
        RAISE EXCEPTION 'a published version of a scheme stays as it is: make a new one'
            USING ERRCODE = 'integrity_constraint_violation';
    """,
)


@pghistory.track()
class SchemeVersion(models.Model):
    """What a scheme says in one year. An application keeps the version that held when it was submitted.

    Amounts are in cents; percentages are whole; terms are in weeks, those for a supplement, a view and an offer in days.
    """

    ceiling = models.ForeignKey(
        "subsidies.Ceiling", models.PROTECT, related_name="scheme_versions", verbose_name=_("scheme and year")
    )
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    in_force_from = models.DateField(_("holds for applications from"))
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    summary_nl, summary_en, summary_de = in_three_languages(_("in one sentence"), required=True, max_length=400)
    conditions_nl, conditions_en, conditions_de = in_three_languages(_("conditions"), long=True)
    rules_nl, rules_en, rules_de = in_three_languages(_("the rules in full"), long=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    legal_basis_url = models.URLField(_("where the legal basis is published"), blank=True, default="")

    opens_at = models.DateTimeField(_("applications from"))
    closes_at = models.DateTimeField(_("applications until"))
    activity_from = models.DateField(_("activities from"))
    activity_until = models.DateField(_("activities until"))
    applicant_sectors = ArrayField(
        models.PositiveSmallIntegerField(choices=Sector),
        verbose_name=_("who may apply"),
        blank=True,
        default=list,
        help_text=_("Sectors of organisations; none means all."),
    )
    sign_in = models.CharField(_("sign-in needed"), max_length=15, choices=SignIn, default=SignIn.EMAIL)
    asks_de_minimis = models.BooleanField(_("asks for a de-minimis statement"), default=False)

    minimum_amount = AmountField(_("least per application"), null=True, blank=True)
    maximum_amount = AmountField(_("most per application"), null=True, blank=True)
    maximum_share = percentage(_("most, as a share of the costs (%)"), null=True, blank=True)
    advance_share = percentage(_("advance (%)"), default=100)
    path_a_up_to = AmountField(
        _("settled at once up to"), null=True, blank=True, help_text=_("Path A: granted and settled in one decision.")
    )
    path_b_up_to = AmountField(
        _("settled without a request up to"),
        null=True,
        blank=True,
        help_text=_("Path B: the municipality settles by itself. Above it, path C: on a report."),
    )

    clock_start = models.CharField(_("term runs from"), max_length=8, choices=ClockStart, default=ClockStart.RECEIVED)
    decide_by = models.DateField(_("decided by"), null=True, blank=True)
    decision_weeks = weeks(_("weeks for the decision"), 8)
    extension_weeks = weeks(_("weeks of extension"), None, null=True, blank=True)
    supplement_days = weeks(_("days for a supplement"), 14)
    view_days = weeks(_("days for a view"), 14)
    offer_days = weeks(_("days to decline what remains"), 14)
    report_weeks = weeks(_("weeks for the report"), 13)
    settlement_weeks = weeks(_("weeks for the settlement"), 13)
    payment_weeks = weeks(_("weeks for a payment"), 6)
    terms_move = models.BooleanField(_("a term that ends on a free day ends on the next working day"), default=True)

    distribution = models.CharField(
        _("how the money is divided"), max_length=14, choices=Distribution, default=Distribution.ARRIVAL_DAY
    )
    minimum_score = models.PositiveSmallIntegerField(_("least score"), null=True, blank=True)
    smallest_useful = AmountField(_("smallest useful amount"), null=True, blank=True)
    freed_money_returns = models.BooleanField(
        _("money freed by a lower settlement may be granted again in the same year"), default=True
    )

    summary = Translated()
    conditions = Translated()
    rules = Translated()

    objects = SchemeVersionQuerySet.as_manager()

    class Meta:
        ordering = ["ceiling", "-number"]
        verbose_name = _("rules of a scheme")
        verbose_name_plural = _("rules of schemes")
        constraints = [
            models.UniqueConstraint(fields=["ceiling", "number"], name="scheme_version_number"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="scheme_window"),
            models.CheckConstraint(condition=Q(activity_until__gte=F("activity_from")), name="scheme_activity_period"),
            models.CheckConstraint(
                condition=Q(minimum_amount=None) | Q(maximum_amount=None) | Q(minimum_amount__lte=F("maximum_amount")),
                name="scheme_minimum_below_maximum",
            ),
            models.CheckConstraint(
                condition=Q(path_a_up_to=None) | Q(path_b_up_to=None) | Q(path_a_up_to__lte=F("path_b_up_to")),
                name="scheme_path_a_below_b",
            ),
            models.CheckConstraint(
                condition=~Q(clock_start="fixed") | Q(decide_by__isnull=False), name="scheme_fixed_date_given"
            ),
            models.CheckConstraint(
                condition=Q(maximum_share=None) | Q(maximum_share__lte=100), name="scheme_maximum_share"
            ),
            models.CheckConstraint(condition=Q(advance_share__lte=100), name="scheme_advance_share"),
        ]
        triggers = [FIXED_WHEN_PUBLISHED]

    def __str__(self):
        return f"{self.ceiling}, {_('version')} {self.number}"

    @property
    def is_open(self):
        return self.opens_at <= timezone.now() < self.closes_at

    @property
    def last_day(self) -> date:
        """The last day on which one can apply: a window that closes at midnight closes with the day before."""
        return timezone.localdate(self.closes_at - timedelta(microseconds=1))

    @property
    def closes_during_the_day(self) -> bool:
        return timezone.localdate(self.closes_at) == self.last_day

    @property
    def divides_by_arrival(self):
        return self.distribution in (Distribution.ARRIVAL_DAY, Distribution.ARRIVAL_MOMENT)

    def settlement_path(self, amount: int) -> str:
        """Return how a grant of this many cents is settled: A, B or C (VNG model-ASV 15)."""
        if self.path_a_up_to is not None and amount <= self.path_a_up_to:
            return "A"
        if self.path_b_up_to is not None and amount <= self.path_b_up_to:
            return "B"
        return "C"
