"""Somebody asks an organisation for an introduction, or sends it a message."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..secret_links import digest_of
from .activity import OfferOrNeed
from .geography import Country, Place
from .membership import Membership
from .organisation import Organisation
from .user import User

LONGEST_MESSAGE = 2_000
TO_ANSWER = timedelta(days=30)
LINK = "introduction"


class IntroductionQuerySet(models.QuerySet):
    def in_state(self, state):
        ended = Q(accepted_at__isnull=False) | Q(declined_at__isnull=False) | Q(lapsed_at__isnull=False)
        return {
            Introduction.State.UNCONFIRMED: self.filter(sent_at=None),
            Introduction.State.SENT: self.filter(sent_at__isnull=False).exclude(ended),
            Introduction.State.ACCEPTED: self.filter(accepted_at__isnull=False),
            Introduction.State.DECLINED: self.filter(declined_at__isnull=False),
            Introduction.State.LAPSED: self.filter(lapsed_at__isnull=False),
        }[state]

    def waiting(self):
        """Those that wait for an answer of the organisation."""
        return self.in_state(Introduction.State.SENT)

    def readable(self):
        """Those that reached the organisation, and of which the content is still kept."""
        return self.filter(sent_at__isnull=False, emptied_at=None)

    def waiting_first(self):
        """Those that wait before those that ended; the newest of each first."""
        ended_at = Coalesce("accepted_at", "declined_at", "lapsed_at")
        return self.order_by(ended_at.desc(nulls_first=True), "-sent_at")

    def ended_before(self, moment):
        """Those that ended before a moment, and of which the content is still kept."""
        ended = Q(accepted_at__lt=moment) | Q(declined_at__lt=moment) | Q(lapsed_at__lt=moment)
        return self.filter(ended, emptied_at=None)

    def of(self, token):
        """Return the introduction that a link to confirm an address belongs to, or None."""
        return self.filter(digest=digest_of(token, purpose=LINK)).select_related("organisation").first()


class Introduction(models.Model):
    """A message to those who keep the page of an organisation, who decide whether asker and organisation meet.

    Until they accept, neither side sees the e-mail address of the other. A while after it ended only the row stays,
    to be counted: who asked, and what, is taken out.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("waits until the asker confirms the address")
        SENT = "sent", _("waits for an answer")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        LAPSED = "lapsed", _("lapsed without an answer")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="introductions", verbose_name=_("organisation")
    )
    country = models.ForeignKey(
        Country, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    place = models.ForeignKey(Place, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("place"))
    offer = models.ForeignKey(
        OfferOrNeed, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("offer or need")
    )
    name = models.CharField(_("name"), max_length=150, blank=True, default="")
    email = models.EmailField(_("e-mail address"), blank=True, default="")
    affiliation = models.CharField(_("organisation of the asker"), max_length=200, blank=True, default="")
    message = models.TextField(_("message"), max_length=LONGEST_MESSAGE, blank=True, default="")
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    # Of the link that confirms the address; none for who was signed in with that address.
    digest = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    requested_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent to the organisation"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True, editable=False)
    lapsed_at = models.DateTimeField(_("lapsed"), null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("answered by"), editable=False
    )
    reason = models.TextField(_("reason"), max_length=1_000, blank=True, default="")
    emptied_at = models.DateTimeField(_("content removed"), null=True, blank=True, editable=False)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at"]
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        constraints = [
            models.CheckConstraint(
                condition=Q(country=None, place=None) | Q(country=None, offer=None) | Q(place=None, offer=None),
                name="introduction_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | Q(digest__isnull=False), name="introduction_unconfirmed_has_link"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False)
                | Q(reminded_at=None, accepted_at=None, declined_at=None, lapsed_at=None),
                name="introduction_answered_after_sent",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None, declined_at=None)
                | Q(accepted_at=None, lapsed_at=None)
                | Q(declined_at=None, lapsed_at=None),
                name="introduction_ends_in_one_way",
            ),
            # Who answered can be gone since; then that it was answered remains.
            models.CheckConstraint(
                condition=Q(answered_by=None) | Q(accepted_at__isnull=False) | Q(declined_at__isnull=False),
                name="introduction_answered_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(declined_at__isnull=False), name="introduction_reason_of_declined"
            ),
            models.CheckConstraint(
                condition=(Q(emptied_at=None) & ~Q(name="") & ~Q(email="") & ~Q(message=""))
                | Q(emptied_at__isnull=False, name="", email="", affiliation="", message="", reason=""),
                name="introduction_content_or_emptied",
            ),
            models.CheckConstraint(
                condition=Q(emptied_at=None)
                | Q(accepted_at__isnull=False)
                | Q(declined_at__isnull=False)
                | Q(lapsed_at__isnull=False),
                name="introduction_emptied_after_end",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}, {timezone.localdate(self.requested_at)}"

    @property
    def state(self):
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.declined_at:
            return self.State.DECLINED
        if self.lapsed_at:
            return self.State.LAPSED
        return self.State.SENT if self.sent_at else self.State.UNCONFIRMED

    @property
    def is_waiting(self):
        return self.state == self.State.SENT

    @property
    def ended_at(self):
        return self.accepted_at or self.declined_at or self.lapsed_at

    @property
    def lapses_at(self):
        return self.sent_at + TO_ANSWER

    @property
    def about(self):
        """What it is about, if the asker came from there: a country, a place, or an offer or need."""
        return self.offer or self.place or self.country


class AnswerLinkQuerySet(models.QuerySet):
    def of(self, token):
        """Return the link to answer with that a token belongs to, or None."""
        return (
            self.filter(digest=digest_of(token, purpose=LINK), membership__user__is_active=True)
            .select_related(
                "membership__user",
                "introduction__organisation",
                "introduction__country",
                "introduction__place",
                "introduction__offer",
            )
            .first()
        )


class AnswerLink(models.Model):
    """A link in the mail to one member, to answer an introduction with; gone when the member leaves."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="links", verbose_name=_("introduction"))
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+", verbose_name=_("member"))
    digest = models.CharField(max_length=64, unique=True, editable=False)

    objects = AnswerLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to answer an introduction")
        verbose_name_plural = _("links to answer introductions")

    def __str__(self):
        return f"{self.introduction}: {self.membership_id}"
