"""Delegations from abroad that ask to be received, before they are a visit that everyone reads about."""

from datetime import date, timedelta
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisations.models import Language

from ..missions.days import LONGEST_DAYS

MOST_PEOPLE = 200
# What lies outside is a typing error.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
# What goes when a request is emptied.
EMPTY = dict.fromkeys(["contact_name", "email", "wishes", "when_note", "accessibility", "reason"], "")


class DelegationQuerySet(models.QuerySet):
    def asked(self):
        """Those that wait for an answer."""
        return self.filter(state=Delegation.State.ASKED)

    def without_report(self):
        """Those that are over, and of which nobody has written yet what came of it."""
        came = self.filter(state__in=[Delegation.State.ACCEPTED, Delegation.State.RECEIVED])
        return came.filter(ends_on__lt=timezone.localdate())

    def named(self):
        """Those of which it is still kept who asked."""
        return self.filter(emptied_at=None)

    def over_before(self, day: date):
        """Those that ended before a day: the last day of the visit, or when it was turned down, withdrawn or last waited."""
        states = Delegation.State
        ended = Q(state__in=[states.ACCEPTED, states.RECEIVED, states.REPORTED], ends_on__lt=day)
        ended |= Q(state=states.DECLINED, decided_at__date__lt=day)
        ended |= Q(state=states.WITHDRAWN, withdrawn_at__date__lt=day)
        return self.filter(ended | Q(state=states.ASKED, asked_at__date__lt=day))


class Delegation(models.Model):
    """People from abroad who ask to be received in Deventer, and what became of that.

    Personal data: no history. Some time after the visit who asked and all that was written about it are taken out; the row
    stays, to be counted. What everyone reads is the `Visit` that is made of it. Whole days, in Deventer.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("delegation", "waits for an answer")
        ACCEPTED = "accepted", pgettext_lazy("delegation", "welcome")
        DECLINED = "declined", pgettext_lazy("delegation", "not received")
        WITHDRAWN = "withdrawn", pgettext_lazy("delegation", "withdrawn")
        RECEIVED = "received", pgettext_lazy("delegation", "has been here")
        REPORTED = "reported", pgettext_lazy("delegation", "reported")

    # The secret part of the address that whoever asked was mailed.
    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ASKED, editable=False)
    organisation = models.CharField(_("organisation that comes"), max_length=200)
    country = models.ForeignKey(
        "organisations.Country", models.PROTECT, related_name="delegations", verbose_name=_("country")
    )
    city = models.CharField(_("city"), max_length=100)
    contact_name = models.CharField(_("contact person"), max_length=150, blank=True, default="")
    email = models.EmailField(_("e-mail address"), blank=True, default="")
    language = models.CharField(_("language of the mail"), max_length=2, choices=settings.LANGUAGES, default="en")

    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    when_note = models.CharField(_("when it would suit"), max_length=200, blank=True, default="")
    people = models.PositiveSmallIntegerField(_("number of people"))
    languages = ArrayField(models.CharField(max_length=2, choices=Language), verbose_name=_("languages they speak"))
    wishes = models.TextField(_("what they want to see or speak about"), max_length=2_000, blank=True, default="")
    themes = models.ManyToManyField(
        "organisations.Theme", blank=True, related_name="delegations", verbose_name=_("themes")
    )
    organisations = models.ManyToManyField(
        "organisations.Organisation",
        blank=True,
        related_name="delegations_that_ask",
        verbose_name=_("organisations they want to meet"),
    )
    needs_interpreter = models.BooleanField(_("needs an interpreter"), default=False)
    accessibility = models.TextField(
        _("what makes the visit possible for everyone"), max_length=500, blank=True, default=""
    )

    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    decided_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="delegations_decided",
        verbose_name=_("answered by"),
    )
    reason = models.TextField(_("what was answered"), max_length=1_000, blank=True, default="", editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    received_at = models.DateTimeField(_("noted that they were here"), null=True, blank=True, editable=False)
    visit = models.OneToOneField(
        "events.Visit",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="delegation",
        verbose_name=_("visit"),
    )
    emptied_at = models.DateTimeField(_("content removed"), null=True, blank=True, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("delegation that asks to come")
        verbose_name_plural = _("delegations that ask to come")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None, ends_on=None)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                name="delegation_ends_after_it_begins",
                violation_error_message=_("Give both days, the last not before the first."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on__lt=F("starts_on") + timedelta(days=LONGEST_DAYS)),
                name="delegation_stays_30_days_at_most",
                violation_error_message=_("A visit lasts 30 days at most."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(starts_on__range=(EARLIEST, LATEST)),
                name="delegation_in_our_time",
                violation_error_message=_("Give days between 2000 and 2100."),
            ),
            models.CheckConstraint(
                condition=Q(people__range=(1, MOST_PEOPLE)),
                name="delegation_of_1_to_200_people",
                violation_error_message=_("A delegation has 1 to 200 people."),
            ),
            models.CheckConstraint(
                condition=Q(languages__len__gt=0),
                name="delegation_speaks",
                violation_error_message=_("Choose one language at least."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "declined", "withdrawn"]) | Q(starts_on__isnull=False),
                name="delegation_has_days_once_welcome",
                violation_error_message=_("Say on which days they are welcome."),
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at=None, withdrawn_at=None, received_at=None)
                | Q(state__in=["accepted", "declined"], decided_at__isnull=False, withdrawn_at=None, received_at=None)
                | Q(state="withdrawn", withdrawn_at__isnull=False, received_at=None)
                | Q(
                    state__in=["received", "reported"],
                    decided_at__isnull=False,
                    withdrawn_at=None,
                    received_at__isnull=False,
                ),
                name="delegation_state_and_moments",
            ),
            models.CheckConstraint(condition=Q(visit=None) | Q(state="reported"), name="delegation_visit_is_reported"),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason="") | Q(emptied_at__isnull=False),
                name="delegation_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(emptied_at=None) & ~Q(contact_name="") & ~Q(email="") & ~Q(wishes=""))
                | Q(emptied_at__isnull=False, **EMPTY),
                name="delegation_content_or_emptied",
                violation_error_message=_("Say who asks, with an address, and what they want to see."),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="delegation_step_by_step",
                field="state",
                transitions=[
                    ("asked", "accepted"),
                    ("asked", "declined"),
                    ("asked", "withdrawn"),
                    # Called off, by us or by them.
                    ("accepted", "declined"),
                    ("accepted", "withdrawn"),
                    ("accepted", "received"),
                    ("received", "reported"),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {self.city}"

    def get_absolute_url(self):
        return reverse("events:delegation", args=[self.key])

    @property
    def is_waiting(self):
        return self.state == self.State.ASKED

    @property
    def is_welcome(self):
        """Whether it is coming, or here."""
        return self.state == self.State.ACCEPTED

    @property
    def can_be_withdrawn(self):
        return self.is_waiting or (self.is_welcome and self.starts_on > timezone.localdate())

    @property
    def takes_participants(self):
        """Whether the contact can still say who come: until the last day."""
        return self.is_welcome and self.ends_on >= timezone.localdate()

    @property
    def is_prepared(self):
        """Whether hosts and programme belong to it: it is welcome, or was here."""
        return self.state in {self.State.ACCEPTED, self.State.RECEIVED}
