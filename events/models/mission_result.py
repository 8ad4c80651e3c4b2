"""What came of a mission for each company that went along: asked three times, answered since the mission, all together."""

from datetime import timedelta

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organisations.models import Membership, Role
from organisations.secret_links import digest_of

from .mission import Stage
from .mission_company import MissionCompany

LINK = "mission result"
# Days after the last day of a mission.
ROUNDS = (30, 180, 365)
# So long an answer can be given or changed: then the figures of this round are made, of all companies at once.
OPEN_FOR = timedelta(days=42)
# No delegation makes more of anything; what is typed above this is a mistake.
MOST = 9_999
COUNTS = ("contacts", "trials", "contracts")


class Amount(models.TextChoices):
    """In euros, of all contracts together."""

    NONE = "none", _("no amount (yet)")
    LOW = "low", _("less than € 10,000")
    MIDDLE = "middle", _("€ 10,000 to € 50,000")
    HIGH = "high", _("€ 50,000 to € 250,000")
    TOP = "top", _("more than € 250,000")
    UNSAID = "unsaid", _("I would rather not say")


# What only a contract brings.
SOME = [Amount.LOW, Amount.MIDDLE, Amount.HIGH, Amount.TOP]


class Hindrance(models.TextChoices):
    TIME = "time", _("too little time to follow up")
    MONEY = "money", _("costs or financing")
    STAFF = "staff", _("too few people")
    RULES = "rules", _("rules, permits or customs")
    LANGUAGE = "language", _("language or culture")
    PARTNER = "partner", _("the right partner was not there")
    SILENCE = "silence", _("no reply from over there")
    DEMAND = "demand", _("too little demand for what we make")
    OTHER = "other", _("something else")


class Publish(models.TextChoices):
    NAME = "name", pgettext_lazy("results", "with our name")
    ANONYMOUS = "anonymous", pgettext_lazy("results", "without our name")
    NOT = "not", pgettext_lazy("results", "not at all")


class FollowUpQuerySet(models.QuerySet):
    def open(self):
        """Those that can still be answered."""
        return self.filter(open_until__gte=timezone.localdate())

    def unconfirmed(self):
        return self.filter(confirmed_at=None)

    def with_who_can_be_mailed(self):
        """Say of each whether somebody answers for its company: `can_be_mailed`."""
        members = Membership.objects.reachable().filter(organisation=OuterRef("company__organisation"))
        answers = Q(role=Role.OWNER) | Q(user=OuterRef("company__applied_by"))
        return self.annotate(can_be_mailed=Exists(members.filter(answers)))

    def to_remind(self, day):
        """Those that were mailed on a day or before, that nobody answered, and that nobody was reminded of."""
        return self.open().unconfirmed().filter(mailed_at__date__lte=day, reminded_at=None)


@pghistory.track()
class FollowUp(models.Model):
    """That a company of a delegation is asked what came of it, and what it answered.

    Only what the company itself confirmed counts: `entered_by` is who of the Trade Office filled it in for one that told by
    phone. Numbers are since the mission, all together, so the last confirmed answer of a company says everything.
    """

    company = models.ForeignKey(
        MissionCompany, models.CASCADE, related_name="follow_ups", verbose_name=_("company in a mission")
    )
    after_days = models.PositiveSmallIntegerField(
        _("days after the mission"), choices=[(days, str(days)) for days in ROUNDS]
    )
    due_on = models.DateField(_("due on"))
    open_until = models.DateField(_("can be answered until and including"))
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True, editable=False)

    contacts = models.PositiveIntegerField(_("contacts"), null=True, blank=True)
    trials = models.PositiveIntegerField(_("trials"), null=True, blank=True)
    contracts = models.PositiveIntegerField(_("contracts"), null=True, blank=True)
    amount = models.CharField(_("amount"), max_length=6, choices=Amount, blank=True, default="")
    hindered = ArrayField(
        models.CharField(max_length=8, choices=Hindrance), blank=True, default=list, verbose_name=_("what hindered")
    )
    publish = models.CharField(_("on the website"), max_length=9, choices=Publish, blank=True, default="")
    answered_at = models.DateTimeField(_("filled in"), null=True, blank=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("filled in for the company by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed by the company"), null=True, blank=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["company", "after_days"]
        verbose_name = _("follow-up of a company")
        verbose_name_plural = _("follow-up of companies")
        constraints = [
            models.UniqueConstraint(fields=["company", "after_days"], name="follow_up_once_a_round"),
            models.CheckConstraint(condition=Q(after_days__in=ROUNDS), name="follow_up_round"),
            models.CheckConstraint(condition=Q(open_until__gte=F("due_on")), name="follow_up_open_after_due"),
            models.CheckConstraint(
                condition=Q(
                    answered_at=None, contacts=None, trials=None, contracts=None, amount="", hindered=[], publish=""
                )
                | Q(answered_at__isnull=False, contacts__isnull=False, trials__isnull=False, contracts__isnull=False)
                & ~Q(amount="")
                & ~Q(publish=""),
                name="follow_up_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None)
                | Q(contacts__lte=MOST, trials__lte=MOST, contracts__lte=MOST, amount__in=Amount.values)
                & Q(publish__in=Publish.values, hindered__contained_by=Hindrance.values),
                name="follow_up_answer_is_possible",
            ),
            models.CheckConstraint(
                condition=~Q(amount__in=SOME) | Q(contracts__gt=0),
                name="follow_up_amount_of_a_contract",
                violation_error_message=_("There is an amount but no contract. Count the contract too."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(confirmed_at__gte=F("answered_at")),
                name="follow_up_confirmed_after_answered",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="follow_up_of_who_went",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=pgtrigger.Func(
                    """
                    IF NOT EXISTS (
                        SELECT FROM events_missioncompany company JOIN events_mission mission
                            ON mission.id = company.mission_id
                        WHERE company.id = NEW.company_id AND company.state = 'selected'
                            AND mission.stage IN ('follow_up', 'closed')
                    ) THEN
                        RAISE EXCEPTION 'a company is asked for results once it went along and the mission is over'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self):
        return f"{self.company} ({self.after_days})"

    @property
    def is_open(self):
        """Whether it can still be answered, or the answer changed."""
        return self.open_until >= timezone.localdate()

    @property
    def was_told(self):
        """Whether it was filled in for the company, which has still to confirm it."""
        return self.answered_at is not None and self.confirmed_at is None

    @property
    def hindrances(self):
        """What hindered, in words."""
        return [Hindrance(each).label for each in self.hindered]


# The stages in which companies are asked.
ASKED = [Stage.FOLLOW_UP, Stage.CLOSED]


class FollowUpNote(models.Model):
    """What a company wrote in its own words, for the Trade Office alone. No history: people are named in it. Gone after two years."""

    follow_up = models.OneToOneField(
        FollowUp, models.CASCADE, related_name="note", primary_key=True, verbose_name=_("follow-up of a company")
    )
    text = models.TextField(_("in their own words"), max_length=1_000)

    class Meta:
        verbose_name = _("note with a follow-up")
        verbose_name_plural = _("notes with follow-ups")

    def __str__(self):
        return self.text


class FollowUpLinkQuerySet(models.QuerySet):
    def of(self, token):
        """Return the link that a token belongs to, or None: never there, long ago, or of who keeps the page no more."""
        links = self.filter(digest=digest_of(token, purpose=LINK), user__is_active=True)
        kept = links.filter(follow_up__company__organisation__memberships__user=F("user"))
        return kept.select_related("user", "follow_up__company__organisation", "follow_up__company__mission").first()


class FollowUpLink(models.Model):
    """A mail with a link by which somebody answers for a company, without signing in. Only a digest of it is kept."""

    class Kind(models.TextChoices):
        ASK = "ask", _("question")
        REMINDER = "reminder", _("reminder")
        AGAIN = "again", _("sent again")
        CONFIRM = "confirm", _("to confirm what was told by phone")

    follow_up = models.ForeignKey(
        FollowUp, models.CASCADE, related_name="links", verbose_name=_("follow-up of a company")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="follow_up_links", verbose_name=_("user")
    )
    kind = models.CharField(_("which mail"), max_length=8, choices=Kind)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)

    objects = FollowUpLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at"]
        verbose_name = _("link to a follow-up")
        verbose_name_plural = _("links to follow-ups")
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "user", "kind"],
                condition=Q(kind__in=["ask", "reminder"]),
                name="follow_up_mailed_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["ask", "reminder", "again", "confirm"]), name="follow_up_link_kind"
            ),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="follow_up_link_digest"),
        ]

    def __str__(self):
        return f"{self.follow_up_id}: {self.get_kind_display()}"
