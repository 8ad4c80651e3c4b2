"""Trade missions: outgoing, incoming, and fairs that companies of Deventer go to together."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages
from organisations.models.sourced import Sourced

from ..when import between
from .clock import Zone
from .event import Event
from .in_industries import InIndustries, known_industries
from .mission_queryset import MissionQuerySet
from .mission_stage import STEPS, WITH_DELEGATION, Stage

# Of other pages below /handelsmissies/.
TAKEN = ["resultaten", "gast", "mijn", "delegaties"]
LONGEST_DAYS = 60


@pghistory.track()
class Mission(InIndustries, Sourced):
    """Companies that go somewhere together, or receive a delegation, to do business.

    The programme has the moments; these are whole days, empty as long as it is an idea. Amounts in cents. Effort is what it
    cost Deventer; it is shown beside what came of it and never summed with that.
    """

    class Kind(models.TextChoices):
        OUTGOING = "outgoing", _("trade mission")
        INCOMING = "incoming", _("delegation that comes to Deventer")
        FAIR = "fair", _("visit to a fair")

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    stage = models.CharField(_("stage"), max_length=9, choices=Stage, default=Stage.IDEA, editable=False)
    is_published = models.BooleanField(_("on the website"), default=False)
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    summary_nl, summary_en, summary_de = in_three_languages(_("summary"), max_length=300)
    description_nl, description_en, description_de = in_three_languages(_("description (Markdown)"), long=True)
    report_nl, report_en, report_de = in_three_languages(_("report afterwards (Markdown)"), long=True)

    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    zone = models.CharField(
        _("time zone"),
        max_length=20,
        choices=Zone,
        default=Zone.AMSTERDAM,
        help_text=_("On whose clock the programme is, unless an item of it says otherwise."),
    )
    apply_until = models.DateField(_("companies apply until and including"), null=True, blank=True)
    most_companies = models.PositiveSmallIntegerField(
        _("number of companies at most"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    fee = models.PositiveIntegerField(
        _("contribution of a company (cents)"), null=True, blank=True, help_text=_("Empty: not known yet. 0: none.")
    )
    fee_note_nl, fee_note_en, fee_note_de = in_three_languages(_("what the contribution covers"), max_length=300)
    voucher_url = models.CharField(
        _("address of the scheme that gives vouchers"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("A page of this portal, starting with /subsidies/, or a full address."),
    )

    places = models.ManyToManyField(
        "organisations.Place", blank=True, related_name="missions", verbose_name=_("cities and regions")
    )
    countries = models.ManyToManyField(
        "organisations.Country", blank=True, related_name="missions", verbose_name=_("countries")
    )
    goals = models.ManyToManyField(
        "globalgoals.Goal", through="MissionGoal", blank=True, related_name="missions", verbose_name=_("Global Goals")
    )
    led_by = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="missions_led",
        verbose_name=_("led by"),
        help_text=_("MKB Trade Office Deventer, mostly. Empty: the International Office."),
    )
    organisations = models.ManyToManyField(
        "organisations.Organisation",
        blank=True,
        related_name="missions_supported",
        verbose_name=_("partners in Deventer"),
        help_text=_("Who supports it. Companies that go along apply themselves."),
    )
    event = models.OneToOneField(
        Event, models.SET_NULL, null=True, blank=True, related_name="mission", verbose_name=_("in the agenda")
    )
    effort_amount = models.PositiveIntegerField(_("effort: euros (in cents)"), null=True, blank=True)
    effort_days = models.DecimalField(_("effort: days of work"), max_digits=6, decimal_places=1, null=True, blank=True)
    reason_nl, reason_en, reason_de = in_three_languages(_("why it was called off"), max_length=500)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    # What was decided on companies after this they were not told yet.
    told_at = models.DateTimeField(_("companies told of the choice"), null=True, blank=True, editable=False)

    title = Translated()
    summary = Translated()
    description = Translated()
    report = Translated()
    fee_note = Translated()
    reason = Translated()

    objects = MissionQuerySet.as_manager()

    class Meta:
        ordering = [F("starts_on").desc(nulls_first=True), "-pk"]
        verbose_name = _("trade mission")
        verbose_name_plural = _("trade missions")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None, ends_on=None)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                name="mission_ends_after_it_begins",
                violation_error_message=_("Give both days, the last not before the first."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on__lt=F("starts_on") + LONGEST_DAYS),
                name="mission_lasts_60_days_at_most",
                violation_error_message=_("A mission lasts 60 days at most."),
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["idea", "cancelled"]) | Q(starts_on__isnull=False),
                name="mission_has_days_once_open",
                violation_error_message=_("Give the days of the mission before you open it for companies."),
            ),
            models.CheckConstraint(
                condition=~Q(stage="open") | Q(apply_until__isnull=False, apply_until__lte=F("starts_on")),
                name="mission_open_until_it_begins",
                violation_error_message=_("Say until when companies can apply: not later than the first day."),
            ),
            models.CheckConstraint(
                condition=Q(stage="idea") | Q(stage="cancelled") | Q(is_published=True),
                name="mission_public_once_open",
                violation_error_message=_("A mission that is open for companies stands on the website."),
            ),
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="mission_stage"),
            models.CheckConstraint(condition=Q(kind__in=["outgoing", "incoming", "fair"]), name="mission_kind"),
            known_industries("mission_industries"),
            models.CheckConstraint(
                condition=~Q(slug__in=TAKEN),
                name="mission_slug_not_taken",
                violation_error_message=_("This address is taken by another page."),
            ),
            models.CheckConstraint(
                condition=Q(voucher_url="") | Q(voucher_url__regex=r"^(/subsidies/|https://)"),
                name="mission_voucher_address",
                violation_error_message=_("Give an address that starts with /subsidies/ or https://."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="mission_stage_by_stage",
                field="stage",
                transitions=[(start.value, end.value) for start, ends in STEPS.items() for end in ends],
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:mission", args=[self.slug])

    @property
    def is_open(self):
        """Whether a company can apply today."""
        return self.stage == Stage.OPEN and self.apply_until >= timezone.localdate()

    @property
    def shows_delegation(self):
        """Whether everyone reads which companies go."""
        return self.stage in WITH_DELEGATION

    @property
    def is_cancelled(self):
        return self.stage == Stage.CANCELLED

    @property
    def is_over(self):
        """Whether its last day has passed."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def when(self):
        """Its days, in words of the active language; "" as long as it has none."""
        if self.starts_on is None:
            return ""
        first, last = date_format(self.starts_on), date_format(self.ends_on)
        return first if first == last else between(first, last)

    @property
    def stage_in_words(self):
        """How far it is, as the public reads it."""
        if self.stage == Stage.OPEN and not self.is_open:
            return _("applications closed")
        return self.get_stage_display()

    @property
    def all_countries(self):
        """The countries it is about: those that are named, and those of its cities."""
        named = [*self.countries.all(), *(place.country for place in self.places.all())]
        return sorted(set(named), key=lambda country: country.name)

    @property
    def voucher_page(self):
        """The address of the scheme that gives vouchers, in the active language where it is a page of the portal."""
        is_ours, language = self.voucher_url.startswith("/"), get_language() or settings.LANGUAGE_CODE
        return f"/{language}{self.voucher_url}" if is_ours and language != settings.LANGUAGE_CODE else self.voucher_url

    @property
    def leader(self):
        """The name of who leads it."""
        return self.led_by.name if self.led_by else "International Office Deventer"

    @property
    def next_stages(self):
        """Where it can go from here, as `Stage`."""
        return STEPS[self.stage]


@pghistory.track()
class MissionPlace(Mission.places.through):
    class Meta:
        proxy = True


@pghistory.track()
class MissionCountry(Mission.countries.through):
    class Meta:
        proxy = True


@pghistory.track()
class MissionOrganisation(Mission.organisations.through):
    class Meta:
        proxy = True
