"""The companies that apply for a mission, and the people who travel for them."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisations.models import Language

from .in_industries import InIndustries, known_industries
from .mission import Mission, Stage
from .party_of import has_its_party

# In these stages a company of the delegation still says what it offers and seeks, and who travels; and can drop out.
BEFORE_LEAVING = [Stage.OPEN, Stage.FIXED, Stage.PREPARING]
UNTIL_BACK = [*BEFORE_LEAVING, Stage.UNDER_WAY]


class MissionCompanyQuerySet(models.QuerySet):
    def going(self):
        """Those of the delegation."""
        return self.filter(state=MissionCompany.State.SELECTED)

    def waiting(self):
        """Those on which the Trade Office has still to decide."""
        return self.filter(state=MissionCompany.State.APPLIED)

    def told(self):
        """Those that know how they stand: what is chosen stays with the Trade Office until it tells all (`is_told`)."""
        return self.filter(Q(decided_at=None) | Q(decided_at__lte=F("mission__told_at")))

    def kept_by(self, user):
        """Those of organisations whose page a user keeps."""
        return self.filter(organisation__memberships__user=user)


@pghistory.track()
class MissionCompany(InIndustries):
    """That a company wants to go along, with what it says of itself, and what the Trade Office decided. No names of people.

    A company applies once; who withdrew may apply again with the same record as long as the mission is open.
    """

    class State(models.TextChoices):
        APPLIED = "applied", _("applied")
        SELECTED = "selected", _("in the delegation")
        DECLINED = "declined", _("not selected")
        WITHDRAWN = "withdrawn", _("withdrew")

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="companies", verbose_name=_("trade mission"))
    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="mission_applications", verbose_name=_("company")
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.APPLIED, editable=False)
    offers = models.TextField(_("what it offers"), max_length=1_000)
    seeks = models.TextField(_("what it seeks"), max_length=1_000)
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language), verbose_name=_("languages it does business in")
    )
    targets = models.TextField(_("what it wants to reach with the mission"), max_length=1_000)
    applied_at = models.DateTimeField(_("applied on"), default=timezone.now, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="mission_applications",
        verbose_name=_("applied by"),
    )
    reason = models.TextField(_("reason of the choice"), max_length=1_000, blank=True, default="")
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="mission_choices",
        verbose_name=_("decided by"),
    )
    fee_paid_on = models.DateField(_("contribution received on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrew on"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(
        _("why it withdrew (no names of people)"), max_length=1_000, blank=True, default="", editable=False
    )

    objects = MissionCompanyQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "pk"]
        verbose_name = _("company in a mission")
        verbose_name_plural = _("companies in missions")
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "organisation"],
                name="mission_company_once",
                violation_error_message=_("This company applied for this mission already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["applied", "selected", "declined", "withdrawn"]), name="mission_company_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["selected", "declined"]) | Q(decided_at__isnull=False) & ~Q(reason=""),
                name="mission_company_chosen_with_a_reason",
                violation_error_message=_("Say why this company was chosen or not."),
            ),
            models.CheckConstraint(condition=Q(languages__len__gt=0), name="mission_company_speaks"),
            known_industries("mission_company_industries"),
            models.CheckConstraint(
                condition=Q(state="withdrawn") | Q(withdrawn_at=None, withdrawal_reason=""),
                name="mission_company_withdrew_or_not",
            ),
        ]
        triggers = [has_its_party("company_id")]

    def __str__(self):
        return f"{self.organisation}: {self.mission}"

    def get_absolute_url(self):
        return reverse("events:mission_room", args=[self.mission.slug])

    @property
    def is_going(self):
        return self.state == self.State.SELECTED

    @property
    def is_told(self):
        """Whether the company knows how it stands; `MissionCompanyQuerySet.told` says the same of many."""
        told_at = self.mission.told_at
        return self.decided_at is None or (told_at is not None and self.decided_at <= told_at)

    @property
    def known_state(self):
        """How it stands, as the company itself may read it."""
        return self.State(self.state) if self.is_told else self.State.APPLIED

    @property
    def knows_it_goes(self):
        return self.known_state == self.State.SELECTED

    @property
    def is_withdrawn(self):
        return self.state == self.State.WITHDRAWN

    @property
    def can_change(self):
        """Whether the company can still say something else of itself: the briefing and the matching read it."""
        if self.known_state == self.State.APPLIED:
            return self.mission.is_open
        return self.is_going and self.mission.stage in BEFORE_LEAVING

    @property
    def can_withdraw(self):
        return self.known_state in {self.State.APPLIED, self.State.SELECTED} and self.mission.stage in UNTIL_BACK

    @property
    def withdraws_with_a_reason(self):
        """Whether others count on it: it knows that it was chosen, or the delegation is fixed."""
        return self.knows_it_goes or self.mission.stage != Stage.OPEN

    @property
    def can_name_travellers(self):
        return self.knows_it_goes and self.mission.stage in UNTIL_BACK


class Traveller(models.Model):
    """Somebody who travels for a company. Personal data: no history, gone some time after the mission."""

    company = models.ForeignKey(
        MissionCompany, models.CASCADE, related_name="travellers", verbose_name=_("company in a mission")
    )
    name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("position"), max_length=100, blank=True, default="")
    email = models.EmailField(_("e-mail address"))
    phone = models.CharField(_("phone"), max_length=30, blank=True, default="")
    in_briefing = models.BooleanField(
        _("may stand in the briefing, with name and position"),
        default=False,
        help_text=_("The others in the delegation and the partners abroad read it."),
    )

    class Meta:
        ordering = ["company", "name", "pk"]
        verbose_name = _("traveller")
        verbose_name_plural = _("travellers")
        constraints = [
            models.UniqueConstraint(
                fields=["company", "email"],
                name="traveller_once",
                violation_error_message=_("This person stands in the list already."),
            ),
        ]

    def __str__(self):
        return self.name
