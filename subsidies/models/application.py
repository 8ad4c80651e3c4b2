"""An application (aanvraag): what is being written, and what was sent in."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ..fields import AmountField
from ..states import CLOSED, DECIDED, TRANSITIONS, UNDECIDED, State
from .application_queryset import ApplicationQuerySet
from .ceiling import Ceiling
from .scheme_version import SchemeVersion
from .version_parts import Purpose

# The account of what was sent in changes to the one that was confirmed last, and to no other.
ACCOUNT_CONFIRMED = """
    IF NOT EXISTS (
        SELECT 1 FROM (
            SELECT iban, holder FROM subsidies_ibanchange
            WHERE application_id = NEW.id AND outcome = 'confirmed' ORDER BY decided_at DESC, id DESC LIMIT 1
        ) AS last WHERE last.iban = NEW.iban AND last.holder = NEW.account_holder
    ) THEN
        RAISE EXCEPTION 'another account is confirmed by somebody else first'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""


class Channel(models.TextChoices):
    ONLINE = "online", _("the portal")
    PAPER = "paper", _("paper")


@pghistory.track()
class Application(models.Model):
    """An organisation asks for a subsidy. While it is a draft, what is typed is in its `Answers`; submitting fills the rest.

    The states and the ways between them are in `states.py`; the database refuses every other way.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="applications", verbose_name=_("organisation")
    )
    ceiling = models.ForeignKey(Ceiling, models.PROTECT, related_name="applications", verbose_name=_("scheme and year"))
    # The version that held when it was submitted.
    version = models.ForeignKey(
        SchemeVersion, models.PROTECT, null=True, related_name="applications", verbose_name=_("rules"), editable=False
    )
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    channel = models.CharField(_("came by"), max_length=6, choices=Channel, default=Channel.ONLINE, editable=False)

    title = models.CharField(_("title"), max_length=120, blank=True, default="")
    plan = models.TextField(_("plan"), max_length=10_000, blank=True, default="")
    purpose = models.ForeignKey(
        Purpose, models.PROTECT, null=True, blank=True, related_name="applications", verbose_name=_("purpose")
    )
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    people = models.PositiveIntegerField(_("people reached"), null=True, blank=True)
    partner = models.CharField(_("partner abroad"), max_length=200, blank=True, default="")
    countries = models.ManyToManyField(
        "organisations.Country", blank=True, related_name="applications", verbose_name=_("countries")
    )
    goals = models.ManyToManyField(
        "globalgoals.Goal",
        through="GoalOfApplication",
        blank=True,
        related_name="applications",
        verbose_name=_("Global Goals"),
    )
    requested = AmountField(_("requested"), null=True, blank=True)
    budget_note = models.TextField(_("note on the budget"), max_length=2_000, blank=True, default="")
    iban = models.CharField(_("IBAN"), max_length=34, blank=True, default="")
    account_holder = models.CharField(_("account holder"), max_length=140, blank=True, default="")
    contact_name = models.CharField(_("contact"), max_length=120, blank=True, default="")
    contact_email = models.EmailField(_("e-mail address"), blank=True, default="")
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True, default="")
    # Where letters on paper go; empty while none do.
    postal_address = models.TextField(_("postal address"), max_length=300, blank=True, default="", db_default="")
    # What was declared, in the words that stood there.
    declarations = models.JSONField(_("declarations"), default=list, blank=True, editable=False)

    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("begun by"),
        editable=False,
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("submitted by"),
        editable=False,
    )
    # The decision clock; the day of a paper is the day it came in.
    received_at = models.DateTimeField(_("received"), null=True, editable=False)
    # The rank in order of arrival.
    complete_at = models.DateTimeField(_("complete"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    # Never the same as who decides (four eyes).
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("assessed by"),
        editable=False,
    )
    # Who has it on the desk: anybody else may still act.
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("handled by"),
        editable=False,
    )
    # Taken up again after an objection (Awb 7:11): from then on the decision clock runs anew.
    reopened_on = models.DateField(_("taken up again on"), null=True, editable=False)
    # Awb 4:14: the new date was told to the applicant.
    extended_on = models.DateField(_("term extended on"), null=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="application_newest_first"),
            # What is counted for the start page stands in it whole: a row is wide, for its texts.
            models.Index(
                fields=["state", "version", "received_at", "complete_at"],
                include=["id", "extended_on", "handler", "assessed_by", "organisation"],
                name="application_by_state",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["ceiling", "number"], name="application_number"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="application_state"),
            models.CheckConstraint(
                condition=Q(state="draft", number=None, received_at=None, version=None, complete_at=None)
                | ~Q(state="draft")
                & Q(number__isnull=False, received_at__isnull=False, version__isnull=False, requested__gt=0)
                & ~Q(title=""),
                name="application_whole_when_submitted",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="application_period",
            ),
            models.CheckConstraint(
                condition=Q(complete_at=None) | Q(complete_at__gte=F("received_at")), name="application_complete_later"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["under-review", "to-be-decided", "granted", "settled"])
                | Q(complete_at__isnull=False),
                name="application_complete_when_reviewed",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="life_of_an_application",
                field="state",
                transitions=[(row.source.value, row.target.value) for row in TRANSITIONS],
            ),
            pgtrigger.Protect(
                name="begins_as_draft", operation=pgtrigger.Insert, condition=~pgtrigger.Q(new__state="draft")
            ),
            pgtrigger.Protect(
                name="submitted_stays", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__state="draft")
            ),
            pgtrigger.Trigger(
                name="account_by_four_eyes",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Q(old__number__isnull=False)
                & ~pgtrigger.Q(old__iban="")
                & (
                    pgtrigger.Q(old__iban__df=pgtrigger.F("new__iban"))
                    | pgtrigger.Q(old__account_holder__df=pgtrigger.F("new__account_holder"))
                ),
                func=ACCOUNT_CONFIRMED,
            ),
            pgtrigger.Protect(
                name="receipt_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__number__isnull=False)
                & (
                    pgtrigger.Q(old__number__df=pgtrigger.F("new__number"))
                    | pgtrigger.Q(old__received_at__df=pgtrigger.F("new__received_at"))
                    | pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                    | pgtrigger.Q(old__ceiling__df=pgtrigger.F("new__ceiling"))
                    | pgtrigger.Q(old__organisation__df=pgtrigger.F("new__organisation"))
                    | pgtrigger.Q(old__requested__df=pgtrigger.F("new__requested"))
                ),
            ),
        ]

    def __str__(self):
        return self.reference or self.title or str(_("Draft"))

    def get_absolute_url(self):
        if self.state == State.DRAFT:
            return reverse("subsidies:draft", args=[self.pk])
        return reverse("subsidies:application", args=[self.reference])

    @property
    def reference(self) -> str:
        """Return what everybody calls it, as in IS-2026-0007; "" for a draft."""
        if self.number is None:
            return ""
        return f"{self.ceiling.scheme.code}-{self.ceiling.year}-{self.number:04}"

    @property
    def is_draft(self):
        return self.state == State.DRAFT

    @property
    def is_closed(self):
        return self.state in CLOSED

    @property
    def can_be_withdrawn(self):
        return self.state in UNDECIDED

    @cached_property
    def announced(self):
        """Return the decisions that were made known, oldest first: the applicant sees no others."""
        return [decision for decision in self.decisions.all() if decision.announced_at]

    @property
    def to_announce(self):
        """Return the decision that waits to be made known, None where none does; as `Decision.objects.to_announce()`."""
        decisions = list(self.decisions.all())
        corrected = {decision.corrects_id for decision in decisions}
        waiting = (each for each in decisions if not each.announced_at and each.pk not in corrected)
        return next((each for each in waiting if each.kind != "application" or self.state in DECIDED), None)

    @property
    def saved_draft(self):
        """Return the decision that is being composed, None where none was saved: one that is not was only looked at."""
        draft = getattr(self, "decision_draft", None)
        return draft if draft is not None and draft.pk else None

    @property
    def open_request(self):
        """Return the supplement that is asked and not supplied, None where none is."""
        return next((each for each in self.supplement_requests.all() if each.is_open), None)

    @property
    def open_offer(self):
        """Return the decision by which what remained was granted, until it is kept or the term ends; or None."""
        offers = [each for each in self.announced if each.awaits_answer()]
        return offers[-1] if offers and self.state == State.GRANTED else None

    @property
    def awaits_announcement(self):
        """Tell whether it was decided on, at first or again, and the applicant does not know it yet."""
        if self.state not in DECIDED:
            return False
        waiting = self.to_announce
        return not self.announced or bool(waiting and waiting.kind == "application" and not waiting.is_correction)

    @property
    def takes_views(self):
        """Tell whether there is still something of which the applicant can be heard (Awb 4:7): a settlement can be revoked."""
        return not self.is_closed or self.state == State.SETTLED or self.awaits_announcement

    @property
    def shown_state(self):
        """Return the state as the applicant may know it (Awb 3:40: a decision holds when it is made known)."""
        if self.awaits_announcement:
            return State.TO_BE_DECIDED
        waiting = self.to_announce
        # A correction leaves the state as it was.
        return State((waiting.state_before if waiting and not waiting.is_correction else "") or self.state)


@pghistory.track()
class CountryOfApplication(Application.countries.through):
    class Meta:
        proxy = True
