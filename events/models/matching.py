"""Who takes part in the meetings of a mission, whom they wish to meet and whom not, and when they are there.

Personal data: no history; all of it but the parties themselves goes some time after the mission (`GUEST_DAYS`).
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .meeting import MeetingDay
from .mission import Mission
from .mission_company import MissionCompany
from .mission_partner import Counterpart

# Of one mission, and from one side to the other: a company of the delegation and an organisation elsewhere.
ACROSS = """
    IF NOT EXISTS (
        SELECT FROM events_party one JOIN events_party other ON one.mission_id = other.mission_id
        WHERE one.id = NEW.by_id AND other.id = NEW.about_id
        AND (one.company_id IS NULL) <> (other.company_id IS NULL)
    ) THEN
        RAISE EXCEPTION 'party % and party % are not of two sides of one mission', NEW.by_id, NEW.about_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'across_the_table';
    END IF;
    RETURN NEW;
"""


def across_the_table():
    return pgtrigger.Trigger(
        name="across_the_table", operation=pgtrigger.Insert | pgtrigger.Update, when=pgtrigger.Before, func=ACROSS
    )


class PartyQuerySet(models.QuerySet):
    def with_names(self):
        return self.select_related("company__organisation", "company__mission", "counterpart", "mission")

    def taking_part(self):
        """Those who can have meetings: companies that know they go along, and who has not withdrawn elsewhere."""
        return self.filter(
            Q(company__in=MissionCompany.objects.going().told())
            | Q(counterpart__isnull=False, counterpart__withdrawn_at=None)
        )

    def opposite(self, party):
        """Those on the other side of the table."""
        return self.filter(mission=party.mission_id, company__isnull=party.is_company)

    def kept_by(self, user):
        """Those of organisations whose page a user keeps."""
        return self.filter(company__organisation__memberships__user=user)


class Party(models.Model):
    """One side of a meeting: a company of the delegation, or an organisation elsewhere."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="parties", verbose_name=_("trade mission"))
    company = models.OneToOneField(
        MissionCompany, models.CASCADE, null=True, blank=True, related_name="party", verbose_name=_("company in a mission")
    )  # fmt: skip
    counterpart = models.OneToOneField(
        Counterpart, models.CASCADE, null=True, blank=True, related_name="party", verbose_name=_("counterpart")
    )
    contact_name = models.CharField(_("who comes to the tables"), max_length=150, blank=True, default="")
    contact_phone = models.CharField(_("phone on the day"), max_length=30, blank=True, default="")
    answered_at = models.DateTimeField(_("gave wishes"), null=True, blank=True, editable=False)

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("party at the tables")
        verbose_name_plural = _("parties at the tables")
        constraints = [
            models.CheckConstraint(
                condition=Q(company__isnull=True, counterpart__isnull=False)
                | Q(company__isnull=False, counterpart__isnull=True),
                name="party_of_one_side",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="party_of_its_mission",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF NEW.mission_id IS DISTINCT FROM coalesce(
                        (SELECT mission_id FROM events_missioncompany WHERE id = NEW.company_id),
                        (SELECT mission_id FROM events_counterpart WHERE id = NEW.counterpart_id)
                    ) THEN
                        RAISE EXCEPTION 'a party takes part in its own mission'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'party_of_its_mission';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_company(self):
        return self.company_id is not None

    @property
    def takes_part(self):
        """Whether it can have meetings; `PartyQuerySet.taking_part` says the same of many."""
        return self.company.knows_it_goes if self.company else self.counterpart.withdrawn_at is None

    @property
    def profile(self):
        """What it says of itself: the company or the counterpart, which have the same words for it."""
        return self.company or self.counterpart

    @property
    def name(self):
        return self.company.organisation.name if self.company else self.counterpart.name

    @property
    def key(self):
        """By what `events.matching` knows it: sorts as the numbers do."""
        return f"{self.pk:010d}"


class Presence(models.Model):
    """In which rounds of a day a party is not there. Without a record it is there in all."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="presences", verbose_name=_("party at the tables"))
    day = models.ForeignKey(MeetingDay, models.CASCADE, related_name="presences", verbose_name=_("day of meetings"))
    absent = ArrayField(
        models.PositiveSmallIntegerField(), blank=True, default=list, verbose_name=_("rounds in which it is not there")
    )
    # Did not show up on the day: said by the office, beside what the party said itself.
    gone_from = models.PositiveSmallIntegerField(_("not there from this round on"), null=True, blank=True)

    class Meta:
        ordering = ["day", "party"]
        verbose_name = _("presence on a day of meetings")
        verbose_name_plural = _("presences on a day of meetings")
        constraints = [models.UniqueConstraint(fields=["party", "day"], name="presence_once")]

    def __str__(self):
        return f"{self.party_id}: {self.day_id}"

    def is_there(self, number):
        return number not in self.absent and (self.gone_from is None or number < self.gone_from)


class Wish(models.Model):
    """That a party wishes to meet another."""

    class Rank(models.IntegerChoices):
        GLADLY = 1, _("gladly")
        IF_POSSIBLE = 2, _("if possible")

    by = models.ForeignKey(Party, models.CASCADE, related_name="wishes", verbose_name=_("who wishes"))
    about = models.ForeignKey(Party, models.CASCADE, related_name="wished_by", verbose_name=_("whom"))
    rank = models.PositiveSmallIntegerField(_("how much"), choices=Rank)

    class Meta:
        ordering = ["by", "rank", "about"]
        verbose_name = _("wish to meet")
        verbose_name_plural = _("wishes to meet")
        constraints = [
            models.UniqueConstraint(fields=["by", "about"], name="wish_once"),
            models.CheckConstraint(
                condition=~Q(by=F("about")),
                name="wish_for_another",
                violation_error_message=_("Nobody can wish to meet themselves."),
            ),
            models.CheckConstraint(condition=Q(rank__in=[1, 2]), name="wish_rank"),
        ]
        triggers = [across_the_table()]

    def __str__(self):
        return f"{self.by_id} → {self.about_id}"


class Refusal(models.Model):
    """That a party does not want to meet another. The other is never told: neither that, nor by whom."""

    by = models.ForeignKey(Party, models.CASCADE, related_name="refusals", verbose_name=_("who refuses"))
    about = models.ForeignKey(Party, models.CASCADE, related_name="refused_by", verbose_name=_("whom"))

    class Meta:
        ordering = ["by", "about"]
        verbose_name = _("refusal to meet")
        verbose_name_plural = _("refusals to meet")
        constraints = [
            models.UniqueConstraint(fields=["by", "about"], name="refusal_once"),
            models.CheckConstraint(condition=~Q(by=F("about")), name="refusal_of_another"),
        ]
        triggers = [across_the_table()]

    def __str__(self):
        return f"{self.by_id} ↛ {self.about_id}"
