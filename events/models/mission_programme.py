"""What is done on a mission, moment by moment, and the papers for those who go."""

from pathlib import PurePath
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.media import private_storage
from deventer_intl.translation import Translated, in_three_languages

from ..moments import midnight
from .clock import OnItsClock, Zone
from .event_queryset import SHOWN_AFTERWARDS
from .mission import Mission
from .mission_company import MissionCompany


class MissionItemQuerySet(models.QuerySet):
    def going_on(self):
        """Those that were not taken off the programme."""
        return self.filter(cancelled_at=None)

    def public(self):
        """Those that everyone may read, of missions that stand on the website."""
        return self.going_on().filter(is_public=True, mission__is_published=True)

    def of(self, company):
        """Those a company goes to: what is for everyone, and what is for it."""
        return self.filter(Q(companies=None) | Q(companies=company)).distinct()

    def of_companies(self, companies):
        """Those that companies (a queryset) go to, on the missions they go on."""
        for_some = self.model.companies.through.objects.filter(missionitem=OuterRef("pk"))
        theirs = for_some.filter(missioncompany__in=companies)
        return self.filter(~Exists(for_some) | Exists(theirs), mission__in=companies.values("mission"))

    def of_person(self, user):
        """Those of the missions on which organisations go whose page a user keeps."""
        return self.of_companies(MissionCompany.objects.going().told().kept_by(user))

    def lately(self):
        """Those that were not over three months ago: what a calendar goes on showing."""
        return self.filter(ends_at__gt=midnight(timezone.localdate() - SHOWN_AFTERWARDS))


@pghistory.track()
class MissionItem(OnItsClock, models.Model):
    """One thing on the programme. It may last over midnight, and end on another clock than it began (a flight).

    What is taken off stays as a row with `cancelled_at`, by which calendars hear of it. Moments in UTC; `zone` and `ends_zone` say on whose clocks people read them.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", _("visit to a company or institution")
        MEETINGS = "meetings", _("meetings at tables")
        SESSION = "session", _("session")
        RECEPTION = "reception", _("reception or meal")
        TRAVEL = "travel", _("travel")
        FREE = "free", _("free time")

    # Stays, whatever else changes: calendars know it by it (RFC 5545, 3.8.4.7).
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    mission = models.ForeignKey(Mission, models.CASCADE, related_name="programme", verbose_name=_("trade mission"))
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True)
    note_nl, note_en, note_de = in_three_languages(_("explanation (Markdown)"), long=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=20, choices=Zone)
    ends_zone = models.CharField(
        _("time zone at the end"),
        max_length=20,
        choices=Zone,
        blank=True,
        default="",
        help_text=_("Only when it is another."),
    )
    venue = models.CharField(_("venue and address"), max_length=300, blank=True, default="")
    place = models.ForeignKey(
        "organisations.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("city")
    )
    host = models.CharField(_("who receives (an organisation)"), max_length=200, blank=True, default="")
    companies = models.ManyToManyField(
        MissionCompany,
        blank=True,
        related_name="programme",
        verbose_name=_("only for these companies"),
        help_text=_("Empty: for the whole delegation."),
    )
    is_public = models.BooleanField(_("on the website"), default=False)
    cancelled_at = models.DateTimeField(_("taken off the programme"), null=True, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    title = Translated()
    note = Translated()

    objects = MissionItemQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "ends_at", "pk"]
        verbose_name = _("item of a programme")
        verbose_name_plural = _("items of a programme")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="mission_item_ends_after_it_begins",
                violation_error_message=_("It ends before it begins; mind the two time zones."),
            ),
            models.CheckConstraint(
                condition=Q(zone__in=Zone.values, ends_zone__in=["", *Zone.values]), name="mission_item_zones"
            ),
        ]
        indexes = [models.Index(fields=["mission", "starts_at"], name="mission_item_by_moment")]

    def __str__(self):
        return self.title

    @property
    def zone_at_end(self):
        return self.ends_zone or self.zone


@pghistory.track()
class MissionItemCompany(MissionItem.companies.through):
    class Meta:
        proxy = True


def somewhere(document, name):
    """Return where a file is kept. What its sender called it has no say in that."""
    return f"missions/{uuid4().hex}"


@pghistory.track()
class MissionDocument(models.Model):
    """A file for those who go along: a ticket, a map, an invitation."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="documents", verbose_name=_("trade mission"))
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), storage=private_storage, upload_to=somewhere, max_length=200)
    file_name = models.CharField(_("name of the file"), max_length=200, editable=False)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="mission_documents",
        verbose_name=_("added by"),
    )

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("document of a mission")
        verbose_name_plural = _("documents of missions")

    def __str__(self):
        return self.title

    @property
    def format(self):
        """Return what a reader wants to know before opening it: PDF, ODT, DOCX."""
        return PurePath(self.file_name).suffix.removeprefix(".").upper()
