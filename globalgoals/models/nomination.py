"""Who was nominated for the prize, why, and whether the nominee agrees. None of it is public before the announcement."""

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .goal import Goal
from .prize import PrizeCriterion, PrizeEdition
from .prize_stage import UNDECIDED

LONGEST_REASON = 1_500


class NominationState(models.TextChoices):
    RECEIVED = "received", pgettext_lazy("nomination", "address not confirmed yet")
    PROVED = "proved", pgettext_lazy("nomination", "waits for the nominee")
    CONSENTED = "consented", pgettext_lazy("nomination", "nominee agrees")
    REFUSED = "refused", pgettext_lazy("nomination", "nominee does not take part")
    ELIGIBLE = "eligible", pgettext_lazy("nomination", "goes to the jury")
    INELIGIBLE = "ineligible", pgettext_lazy("nomination", "does not meet the conditions")


NOMINATION_STEPS = [
    ("received", "proved"),
    ("proved", "consented"),
    ("proved", "refused"),
    ("proved", "ineligible"),
    ("consented", "eligible"),
    ("consented", "ineligible"),
    # Staff were wrong, or it turned out otherwise.
    ("ineligible", "eligible"),
    ("eligible", "ineligible"),
    # Consent can be taken back until the jury decided.
    ("consented", "refused"),
    ("eligible", "refused"),
    ("ineligible", "refused"),
]


class NominationQuerySet(models.QuerySet):
    def of(self, digest):
        """Return the nomination whose nominator was mailed the link with this digest, or None."""
        return self.filter(digest=digest).select_related("edition", "organisation", "goal").first()

    def eligible(self):
        return self.filter(state=NominationState.ELIGIBLE)

    def named(self):
        """Those whose nominee agreed to be named."""
        return self.eligible().filter(may_be_named=True)

    def free_of(self, juror):
        """Those a juror has no tie with: declared, or by keeping the nominee's page at any time since nominations opened."""
        return self.exclude(Exists(juror.ties.filter(nomination=OuterRef("pk")))).without_page_of(juror)

    def without_page_of(self, juror):
        """Those whose page a juror does not keep, and did not keep since nominations opened."""
        if juror.user_id is None:
            return self
        kept, left = kept_and_left(juror.user_id, OuterRef("organisation"), juror.edition.opened_at)
        return self.exclude(Exists(kept)).exclude(Exists(left))

    def not_tied_to(self, user):
        """Those of which a user who is a juror besides may know: for staff, who else would read on."""
        kept, left = kept_and_left(user.pk, OuterRef("organisation"), OuterRef("edition__opened_at"))
        is_juror = Q(edition__in=PrizeEdition.objects.filter(jurors__user=user))
        return self.exclude(is_juror & (Exists(kept) | Exists(left))).exclude(
            pk__in=apps.get_model("globalgoals.PrizeTie").objects.filter(juror__user=user).values("nomination")
        )


def kept_and_left(user, organisation, since):
    """Return, of who keeps an organisation's page, the user now, and what changed about that since a moment."""
    of_user = {"user": user, "organisation": organisation}
    kept = apps.get_model("organisations.Membership").objects.filter(**of_user)
    left = apps.get_model("organisations.MembershipEvent").objects.filter(**of_user, pgh_created_at__gte=since)
    return kept, left


class Nomination(models.Model):
    """Somebody thinks that an organisation deserves the prize. Without its consent it is neither judged nor shown."""

    State = NominationState

    edition = models.ForeignKey(
        PrizeEdition, models.PROTECT, related_name="nominations", verbose_name=_("year of the prize")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=NominationState, default=NominationState.RECEIVED, editable=False
    )
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("organisation in the directory"),
    )
    organisation_name = models.CharField(_("nominee"), max_length=200)
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="nominations", verbose_name=_("Global Goal"))
    is_own = models.BooleanField(_("nominated by itself"), default=False)
    # Who nominates; emptied some weeks after the announcement.
    name = models.CharField(_("nominated by"), max_length=150, blank=True, default="")
    email = models.EmailField(_("e-mail address"), blank=True, default="")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="nl")
    # Of the link that proves the address.
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    received_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    proved_at = models.DateTimeField(_("address confirmed"), null=True, blank=True, editable=False)
    # The nominee was mailed, or staff were, for want of somebody to mail.
    asked_at = models.DateTimeField(_("nominee asked"), null=True, blank=True, editable=False)
    consented_at = models.DateTimeField(_("nominee agreed"), null=True, blank=True, editable=False)
    refused_at = models.DateTimeField(_("nominee refused"), null=True, blank=True, editable=False)
    consent_note = models.CharField(
        _("how the nominee answered, if not by link"), max_length=300, blank=True, default=""
    )
    may_be_named = models.BooleanField(_("may be named as nominee"), default=False)
    reason = models.CharField(_("why it does not meet the conditions"), max_length=500, blank=True, default="")
    emptied_at = models.DateTimeField(_("content removed"), null=True, blank=True, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "organisation_name", "pk"]
        verbose_name = _("nomination for the prize")
        verbose_name_plural = _("prize: nominations")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=NominationState.values), name="nomination_state"),
            # One does not tell a stranger that an address was used: only who proved it is told.
            models.UniqueConstraint(
                fields=["edition", "organisation", "email"],
                condition=~Q(state="received") & ~Q(email="") & Q(organisation__isnull=False),
                name="nomination_once_by_one",
            ),
            models.UniqueConstraint(
                fields=["edition", "organisation"],
                condition=Q(state="eligible"),
                name="nomination_judged_once",
                violation_error_message=_("This organisation goes to the jury already, by another nomination."),
            ),
            models.CheckConstraint(
                condition=Q(state="received") | Q(proved_at__isnull=False), name="nomination_proved"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["consented", "eligible"]) | Q(consented_at__isnull=False),
                name="nomination_with_consent",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | Q(refused_at__isnull=False, may_be_named=False),
                name="nomination_refused",
            ),
            models.CheckConstraint(
                condition=Q(may_be_named=False) | Q(consented_at__isnull=False), name="nomination_named_by_consent"
            ),
            models.CheckConstraint(
                condition=~Q(state="ineligible") | ~Q(reason=""),
                name="nomination_ineligible_with_a_reason",
                violation_error_message=_("Say why: the nominator may ask."),
            ),
            models.CheckConstraint(
                condition=(Q(emptied_at=None) & ~Q(name="") & ~Q(email=""))
                | Q(emptied_at__isnull=False, name="", email="", digest=None),
                name="nomination_content_or_emptied",
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="nomination_step_by_step", field="state", transitions=NOMINATION_STEPS),
            pgtrigger.Trigger(
                name="nomination_in_time",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state", "organisation_id"),
                when=pgtrigger.Before,
                func=f"""
                    IF TG_OP = 'INSERT' AND NEW.state NOT IN ('received', 'proved') THEN
                        RAISE EXCEPTION 'a nomination begins without consent'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'nomination_begins';
                    END IF;
                    IF TG_OP = 'UPDATE' AND NEW.state = OLD.state AND (
                        NEW.organisation_id IS NOT DISTINCT FROM OLD.organisation_id OR NEW.organisation_id IS NULL
                    ) THEN
                        RETURN NEW;
                    END IF;
                    IF NOT EXISTS (
                        SELECT FROM globalgoals_prizeedition WHERE id = NEW.edition_id AND (
                            stage = 'open' OR TG_OP = 'UPDATE' AND NEW.state IN ('refused', 'ineligible')
                            AND stage IN ({", ".join(f"'{stage.value}'" for stage in UNDECIDED)})
                        )
                    ) THEN
                        RAISE EXCEPTION 'nominations are closed'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'nomination_in_time';
                    END IF;
                    IF NEW.state = 'eligible' AND NEW.organisation_id IS NULL THEN
                        RAISE EXCEPTION 'the jury judges organisations of the directory'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'nomination_in_directory';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.organisation_name

    @property
    def can_be_answered(self):
        """Whether the nominee can still say something: yes or no once, and no afterwards until the jury decided."""
        return self.state == NominationState.PROVED and self.edition.stage == "open"

    @property
    def can_step_back(self):
        """Whether the nominee, who agreed, can still take that back."""
        agreed = {NominationState.CONSENTED, NominationState.ELIGIBLE, NominationState.INELIGIBLE}
        return self.state in agreed and self.consented_at is not None and self.edition.stage in UNDECIDED


class NominationReason(models.Model):
    """Why, in the words of who nominates, for one criterion."""

    nomination = models.ForeignKey(
        Nomination, models.CASCADE, related_name="reasons", verbose_name=_("nomination for the prize")
    )
    criterion = models.ForeignKey(PrizeCriterion, models.PROTECT, related_name="+", verbose_name=_("criterion"))
    text = models.TextField(_("why"), max_length=LONGEST_REASON, blank=True, default="")

    class Meta:
        ordering = ["nomination", "criterion__position", "pk"]
        verbose_name = _("reason of a nomination")
        verbose_name_plural = _("reasons of nominations")
        constraints = [models.UniqueConstraint(fields=["nomination", "criterion"], name="reason_once_a_criterion")]

    def __str__(self):
        return f"{self.nomination}: {self.criterion}"


class ConsentLinkQuerySet(models.QuerySet):
    def of(self, digest):
        """Return the link with this digest, of somebody who still owns the page, or None."""
        return (
            self.filter(digest=digest, membership__role="owner", membership__user__is_active=True)
            .select_related("nomination__edition", "nomination__goal", "nomination__organisation", "membership__user")
            .first()
        )


class ConsentLink(models.Model):
    """A link in the mail to one owner of the nominee's page, to agree or refuse with; gone when the owner leaves."""

    nomination = models.ForeignKey(
        Nomination, models.CASCADE, related_name="consent_links", verbose_name=_("nomination for the prize")
    )
    membership = models.ForeignKey(
        "organisations.Membership", models.CASCADE, related_name="consent_links", verbose_name=_("owner")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)

    objects = ConsentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to agree with a nomination")
        verbose_name_plural = _("links to agree with nominations")

    def __str__(self):
        return f"{self.nomination}: {self.membership_id}"
