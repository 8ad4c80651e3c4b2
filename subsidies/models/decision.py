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


class Outcome(models.TextChoices):
    GRANT = "grant", _("granted")
    GRANT_IN_PART = "grant-in-part", _("granted in part")
    REFUSE = "refuse", _("refused")
    LEAVE_OUT = "leave-out", _("left out of consideration")


GRANTS = (Outcome.GRANT, Outcome.GRANT_IN_PART)


class RefusalGround(models.TextChoices):
    """Why a subsidy is refused, in whole or in part; what the law asks first depends on it."""

    CEILING = "4:25", _("the ceiling is exceeded (Awb 4:25 lid 2)")
    SCHEME = "scheme", _("the scheme does not provide for it")
    MISTRUST = "4:35", _("the applicant gives reason to doubt (Awb 4:35)")


class SettlementPath(models.TextChoices):
    """How a grant is settled (vaststelling), by its amount: VNG model-ASV 15."""

    A = "A", _("at once, with the grant (Awb 4:42)")
    B = "B", _("by the municipality, without a request (Awb 4:47)")
    C = "C", _("on a report of the applicant (Awb 4:44)")


class Contents(models.Model):
    """What a decision says (Awb 4:30, 4:31) and what is published of it."""

    outcome = models.CharField(_("outcome"), max_length=13, choices=Outcome)
    amount = AmountField(_("amount"), default=0)
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


# Four eyes, for everybody who assessed: not only for who handed it over.
ASSESSOR_DOES_NOT_DECIDE = pgtrigger.Trigger(
    name="assessor_does_not_decide",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    func="""
        IF EXISTS (SELECT 1 FROM subsidies_assessment
                   WHERE application_id = NEW.application_id AND assessor_id = NEW.decided_by_id) THEN
            RAISE EXCEPTION 'whoever assessed an application does not decide on it'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decision_four_eyes';
        END IF;
        RETURN NEW;
    """,
)

# A correction changes words: no outcome, no amount. Only one of the two is ever made known first.
CORRECTION_KEEPS = pgtrigger.Trigger(
    name="correction_keeps",
    operation=pgtrigger.Insert,
    when=pgtrigger.Before,
    condition=pgtrigger.Q(new__corrects__isnull=False),
    func="""
        PERFORM 1 FROM subsidies_decision corrected
            WHERE corrected.id = NEW.corrects_id AND corrected.application_id = NEW.application_id
                AND (corrected.outcome, corrected.amount, corrected.advance, corrected.settlement_path)
                    = (NEW.outcome, NEW.amount, NEW.advance, NEW.settlement_path)
            FOR UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'a correction has the outcome and the amounts of what it corrects'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'correction_keeps';
        END IF;
        RETURN NEW;
    """,
)
CORRECTED_IS_NOT_ANNOUNCED = pgtrigger.Trigger(
    name="corrected_is_not_announced",
    operation=pgtrigger.UpdateOf("announced_at"),
    when=pgtrigger.Before,
    condition=pgtrigger.Q(old__announced_at__isnull=True, new__announced_at__isnull=False),
    func="""
        IF EXISTS (SELECT 1 FROM subsidies_decision WHERE corrects_id = NEW.id) THEN
            RAISE EXCEPTION 'what was corrected is not announced any more'
                USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'corrected_is_not_announced';
        END IF;
        RETURN NEW;
    """,
)


class DecisionQuerySet(models.QuerySet):
    def announced(self):
        return self.exclude(announced_at=None)

    def to_announce(self):
        """Those that were taken and that nobody knows of yet, but for what was corrected before it was made known.

        Of what was declined or taken back since, nothing is made known any more.
        """
        return self.filter(announced_at=None, corrections=None, application__state__in=DECIDED)

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
                condition=Q(outcome__in=["grant", "grant-in-part"], amount__gt=0)
                | Q(outcome__in=["refuse", "leave-out"], amount=0),
                name="decision_amount",
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
