"""Who keeps the page of an organisation, and how people come to do so: by invitation or by a claim."""

import pghistory
from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..secret_links import digest_of
from .organisation import Organisation
from .user import User


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")


class MembershipQuerySet(models.QuerySet):
    def owners(self):
        return self.filter(role=Role.OWNER)

    def reachable(self):
        """Those whose account can be signed in with: nobody else gets mail about the page, or answers for it."""
        return self.filter(user__is_active=True)

    def with_waiting(self):
        """Say of each how many introductions wait for an answer of its organisation: `waiting`."""
        introductions = apps.get_model("organisations.Introduction").objects.waiting()
        of_organisation = introductions.filter(organisation=OuterRef("organisation")).order_by()
        return self.annotate(waiting=Subquery(of_organisation.values("organisation").values(number=Count("pk"))))


@pghistory.track()
class Membership(models.Model):
    """Somebody keeps the page of an organisation: an owner also decides who else does.

    An organisation that has members has an owner among them: a trigger of `0005_an_owner_among_the_members` refuses what
    would leave it without.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("user"))
    role = models.CharField(_("role"), max_length=6, choices=Role)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "-role", "user__name"]
        verbose_name = _("member of an organisation")
        verbose_name_plural = _("members of organisations")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "user"], name="member_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="member_role"),
        ]

    def __str__(self):
        return f"{self.user}: {self.organisation}"

    @property
    def is_owner(self):
        return self.role == Role.OWNER


# A code on a letter has no letters that look alike on paper; twelve of these are 59 bits.
LINK = "invitation"
LETTERS, LENGTH_OF_CODE = "ABCDEFGHJKMNPQRSTUVWXYZ23456789", 12


def as_printed(code: str) -> str:
    """Return a code as it is kept, however it was typed: with spaces, without hyphens, in small letters; a link as it is."""
    typed = "".join(code.upper().replace("-", "").split())
    return typed if len(typed) == LENGTH_OF_CODE else code


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Those that can still be accepted."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())

    def in_state(self, state):
        now = timezone.now()
        return {
            Invitation.State.OPEN: self.open(),
            Invitation.State.ACCEPTED: self.exclude(accepted_at=None),
            Invitation.State.REVOKED: self.exclude(revoked_at=None),
            Invitation.State.EXPIRED: self.filter(accepted_at=None, revoked_at=None, expires_at__lte=now),
        }[state]

    def of(self, token):
        """Return the invitation that a link or a code belongs to, or None."""
        return (
            self.filter(digest=digest_of(as_printed(token), purpose=LINK))
            .select_related("organisation", "created_by")
            .first()
        )


class Invitation(models.Model):
    """Somebody may come to keep a page: by a link that was mailed, or by a code on a letter.

    Of the link or code only a digest is kept. One by mail is for the owner of that address alone.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waiting")
        ACCEPTED = "accepted", _("accepted")
        REVOKED = "revoked", _("withdrawn")
        EXPIRED = "expired", _("expired")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="invitations", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=6, choices=Role)
    email = models.EmailField(
        _("e-mail address"), blank=True, default="", help_text=_("Empty for an invitation by letter.")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by"), editable=False
    )
    expires_at = models.DateTimeField(_("valid until"), editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("accepted by"), editable=False
    )
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("withdrawn by"), editable=False
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role"),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_accepted_or_revoked"
            ),
            # Who did it can be gone since; then that it was done remains.
            models.CheckConstraint(
                condition=Q(accepted_by=None) | Q(accepted_at__isnull=False), name="invitation_accepted_by_and_at"
            ),
            models.CheckConstraint(
                condition=Q(revoked_by=None) | Q(revoked_at__isnull=False), name="invitation_revoked_by_and_at"
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.email or _('letter')}"

    @property
    def state(self):
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.OPEN if self.expires_at > timezone.now() else self.State.EXPIRED


class ClaimQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(decided_at=None)


class Claim(models.Model):
    """Somebody asks to keep a page that nobody keeps yet, or to publish the page of an organisation that is new here."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("approved")
        REFUSED = "refused", _("refused")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="claims", verbose_name=_("organisation")
    )
    user = models.ForeignKey(User, models.CASCADE, related_name="claims", verbose_name=_("user"))
    is_new = models.BooleanField(_("new organisation"), default=False)
    position = models.CharField(_("your position there"), max_length=100)
    motivation = models.TextField(_("why you"), max_length=1_000)
    submitted_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome, blank=True, default="")
    reason = models.TextField(_("reason"), max_length=1_000, blank=True, default="")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by"), editable=False
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at"]
        verbose_name = _("request for a page")
        verbose_name_plural = _("requests for pages")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=Q(decided_at=None), name="claim_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="")
                | Q(decided_at__isnull=False, outcome__in=["approved", "refused"]),
                name="claim_outcome_and_decided_at",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(decided_at__isnull=False), name="claim_decided_by_and_at"
            ),
            models.CheckConstraint(condition=~Q(outcome="refused") | ~Q(reason=""), name="claim_refused_with_reason"),
        ]

    def __str__(self):
        return f"{self.user}: {self.organisation}"
