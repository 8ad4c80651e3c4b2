"""A decision (beschikking) while it is composed, and as it was taken."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..fields import AmountField
from ..states import DECIDED
from .application import Application
from .ceiling import CeilingVersion
from .decision_kinds import (
    GRANTS,
    ON_APPLICATIONS,
    SETTLES,
    WITH_AMOUNT,
    WITHOUT_AMOUNT,
    DecisionKind,
    LoweringGround,
    ObjectionResult,
    Outcome,
    RefusalGround,
    SettlementPath,
)
from .decision_triggers import (
    ASSESSOR_DOES_NOT_DECIDE,
    CORRECTED_IS_NOT_ANNOUNCED,
    CORRECTION_KEEPS,
    OBJECTION_BY_ANOTHER,
    OBJECTION_NOT_WORSE,
    SETTLED_WITHIN_GRANT,
)


class Contents(models.Model):
    """What a decision says (Awb 4:30, 4:31) and what is published of it."""

    kind = models.CharField(
        _("kind"), max_length=11, choices=DecisionKind, default=DecisionKind.APPLICATION, db_default="application"
    )
    outcome = models.CharField(_("outcome"), max_length=13, choices=Outcome)
    # What is granted or settled with it, or to be paid back; 0 where nothing is.
    amount = AmountField(_("amount"), default=0)
    # Of which it is the outcome.
    objection = models.ForeignKey(
        "subsidies.Objection",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("objection"),
    )
    objection_result = models.CharField(
        _("result of the objection"), max_length=12, choices=ObjectionResult, blank=True, default="", db_default=""
    )
    lowering_ground = models.CharField(
        _("why less"), max_length=7, choices=LoweringGround, blank=True, default="", db_default=""
    )
    # Awb 4:57: a recovery, at once or in parts, each a month after the one before.
    pay_back_by = models.DateField(_("pay back by"), null=True, blank=True)
    instalments = models.PositiveSmallIntegerField(_("in parts"), default=1, db_default=1)
    refusal_ground = models.CharField(
        _("why not all of it"), max_length=6, choices=RefusalGround, blank=True, default=""
    )
    grounds = models.TextField(_("grounds"), max_length=10_000)
    obligations = models.TextField(_("obligations"), max_length=10_000, blank=True, default="")
    # Awb 4:47, 4:31: by then the activity is done.
    activity_until = models.DateField(_("activity done by"), null=True, blank=True)
    # Awb 4:95: what is paid before the settlement, in cents.
    advance = AmountField(_("paid in advance"), default=0)
    # Awb 4:34: the budget that it is paid from is not adopted yet.
    reserves_budget = models.BooleanField(_("subject to the budget"), default=False)
    # Awb 10:10: on whose behalf, and by which mandate.
    mandate = models.CharField(_("signed as"), max_length=200, blank=True, default="")
    is_on_paper = models.BooleanField(_("also on paper"), default=False)
    is_in_english = models.BooleanField(_("with an English translation"), default=False)

    # Written to be published; the applicant's own texts never are.
    public_title = models.CharField(_("public title"), max_length=120, blank=True, default="")
    public_summary = models.TextField(_("public summary"), max_length=1_000, blank=True, default="")
    hides_place = models.BooleanField(_("name the country only"), default=False)

    class Meta:
        abstract = True


@pghistory.track()
class DecisionDraft(Contents):
    """A decision while it is composed (ontwerpbesluit); taken by `actions/deciding.py`, which asks that it is whole."""

    application = models.OneToOneField(
        Application, models.CASCADE, related_name="decision_draft", verbose_name=_("application")
    )
    outcome = models.CharField(_("outcome"), max_length=13, choices=Outcome, blank=True, default="")
    grounds = models.TextField(_("grounds"), max_length=10_000, blank=True, default="")
    # None: as much as the scheme says.
    advance = AmountField(_("paid in advance"), null=True, blank=True)
    is_offer = models.BooleanField(_("what remained of the ceiling: it can be declined"), default=False)
    # The officer read the public texts over, as they stand (SUBSIDIES.md, Public register).
    public_text_confirmed = models.BooleanField(_("these texts may be published"), default=False)
    corrects = models.ForeignKey(
        "subsidies.Decision", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("corrects")
    )
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("saved by")
    )

    class Meta:
        verbose_name = _("draft of a decision")
        verbose_name_plural = _("drafts of decisions")

    def __str__(self):
        return f"{self.application}"

    @classmethod
    def begun(cls, application, **contents):
        """Return a draft that nobody saved: the application does not take it for the one that is being composed in it."""
        draft = cls(application_id=application.pk, **contents)
        cls._meta.get_field("application").set_cached_value(draft, application)
        return draft


# What each kind can say.
OUTCOMES = {
    DecisionKind.APPLICATION: (*GRANTS, Outcome.REFUSE, Outcome.LEAVE_OUT),
    DecisionKind.SETTLEMENT: SETTLES,
    DecisionKind.CHANGE: (Outcome.LOWER, Outcome.REVOKE),
    DecisionKind.RECOVERY: (Outcome.RECOVER,),
    DecisionKind.OBJECTION: (
        Outcome.UPHOLD,
        Outcome.REOPEN,
        Outcome.DROP,
        Outcome.RECOVER,
        *GRANTS,
        *SETTLES,
    ),
}
KIND_AND_OUTCOME = Q(*(Q(kind=kind, outcome__in=outcomes) for kind, outcomes in OUTCOMES.items()), _connector=Q.OR)


class DecisionQuerySet(models.QuerySet):
    def announced(self):
        return self.exclude(announced_at=None)

    def to_announce(self):
        """Those that were taken and that nobody knows of yet, but for what was corrected before it was made known.

        Of a grant that was declined since, nothing is made known any more.
        """
        known = ~Q(kind=DecisionKind.APPLICATION) | Q(application__state__in=DECIDED)
        return self.filter(known, announced_at=None, corrections=None)

    def on_applications(self):
        """Those that say whether a subsidy is granted: at first, or after an objection."""
        return self.filter(outcome__in=ON_APPLICATIONS)

    def settling(self):
        return self.filter(outcome__in=SETTLES)

    def grants(self):
        return self.filter(outcome__in=GRANTS)


@pghistory.track()
class Decision(Contents):
    """A decision (beschikking) on an application, with how the ceiling stood at that moment. It is never changed: a
    correction is a decision of its own."""

    Outcome = Outcome

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="decisions", verbose_name=_("application")
    )
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name=_("corrects")
    )
    # The state that the application had before: what the applicant knows until it is announced.
    state_before = models.CharField(max_length=20, blank=True, default="", db_default="", editable=False)
    # How the amount was arrived at: rows of what, by its name in `decision_parts.label_of`, and how many cents.
    arithmetic = models.JSONField(_("how the amount was reckoned"), default=list, blank=True)
    settlement_path = models.CharField(_("settled"), max_length=1, choices=SettlementPath, blank=True, default="")
    # Of everything under the ceiling, at that moment: what an objection reckons with (Awb 4:25 lid 3).
    version = models.ForeignKey(CeilingVersion, models.PROTECT, related_name="+", verbose_name=_("ceiling"))
    snapshot = models.JSONField(_("standing of the ceiling"))
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("assessed by")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)
    announced_at = models.DateTimeField(_("announced"), null=True, editable=False)
    # The last in line was granted what remained: until when it can be declined.
    # It is known when the decision is made known.
    is_offer = models.BooleanField(_("what remained of the ceiling: it can be declined"), default=False)
    offer_until = models.DateField(_("can be declined until"), null=True, blank=True)
    offer_accepted_at = models.DateTimeField(_("kept"), null=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(condition=~Q(grounds=""), name="decision_has_grounds"),
            models.CheckConstraint(
                condition=Q(outcome__in=WITH_AMOUNT, amount__gt=0)
                | Q(outcome__in=WITHOUT_AMOUNT, amount=0)
                | Q(outcome=Outcome.SETTLE_LOWER, amount__gte=0),
                name="decision_amount",
            ),
            models.CheckConstraint(condition=KIND_AND_OUTCOME, name="decision_kind_and_outcome"),
            models.CheckConstraint(
                condition=Q(kind="objection", objection__isnull=False) | ~Q(kind="objection") & Q(objection=None),
                name="decision_of_objection",
            ),
            # What is rejected leaves all as it was, and nothing else does.
            models.CheckConstraint(
                condition=Q(kind="objection", outcome="uphold", objection_result__in=["inadmissible", "unfounded"])
                | Q(kind="objection", objection_result__in=["partly", "founded"]) & ~Q(outcome="uphold")
                | ~Q(kind="objection") & Q(objection_result=""),
                name="decision_objection_result",
            ),
            # Why less was settled is said, and by when a recovery is paid.
            models.CheckConstraint(
                condition=~Q(outcome__in=["settle-lower", "lower", "revoke"])
                | ~Q(lowering_ground="")
                | Q(kind="objection"),
                name="decision_lowering_has_ground",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="recover") | Q(pay_back_by__isnull=False), name="decision_recovery_has_day"
            ),
            models.CheckConstraint(
                condition=Q(advance__gte=0, advance__lte=F("amount")), name="decision_advance_within_amount"
            ),
            # Four eyes; leaving out of consideration needs no assessor.
            models.CheckConstraint(
                condition=Q(assessed_by=None, outcome="leave-out") | ~Q(assessed_by=F("decided_by")),
                name="decision_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(outcome="leave-out") | Q(assessed_by__isnull=False), name="decision_assessed"
            ),
            models.UniqueConstraint(fields=["corrects"], name="decision_corrected_once"),
            models.CheckConstraint(
                condition=Q(offer_until=None) | Q(is_offer=True, announced_at__isnull=False),
                name="decision_offer_announced",
            ),
        ]
        triggers = [
            ASSESSOR_DOES_NOT_DECIDE,
            CORRECTION_KEEPS,
            CORRECTED_IS_NOT_ANNOUNCED,
            SETTLED_WITHIN_GRANT,
            OBJECTION_BY_ANOTHER,
            OBJECTION_NOT_WORSE,
            pgtrigger.Protect(name="decision_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="decision_is_fixed",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["announced_at", "offer_until", "offer_accepted_at"]),
            ),
            pgtrigger.Protect(
                name="announced_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__announced_at__isnull=False)
                & (
                    pgtrigger.Q(old__announced_at__df=pgtrigger.F("new__announced_at"))
                    | pgtrigger.Q(old__offer_until__df=pgtrigger.F("new__offer_until"))
                ),
            ),
        ]

    def __str__(self):
        return f"{self.application}: {self.get_outcome_display()}"

    @property
    def is_grant(self):
        return self.outcome in GRANTS

    @property
    def replaces(self):
        """Return the decision that the applicant has already and in whose place this one comes, None where there is none.

        What it corrects may never have been made known, and have corrected another itself.
        """
        corrected = self.corrects
        while corrected is not None and corrected.announced_at is None:
            corrected = corrected.corrects
        return corrected

    @property
    def is_correction(self):
        """Tell whether it comes in the place of a decision that the applicant has already."""
        return self.replaces is not None

    def is_open_offer(self, today=None):
        """Tell whether the term to decline what remained runs."""
        return self.offer_until is not None and (today or timezone.localdate()) <= self.offer_until

    def awaits_answer(self, today=None):
        """Tell whether what remained can still be declined, and was not kept."""
        return self.is_open_offer(today) and not self.offer_accepted_at
