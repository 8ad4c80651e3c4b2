"""Good practices: what an organisation did for the Global Goals, told so that others can do it too."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import Translated, in_three_languages

from .practice_status import WAYS, PracticeStatus

# Addresses of other pages below /global-goals/praktijkvoorbeelden/.
TAKEN = ["feed"]


class GoodPracticeQuerySet(models.QuerySet):
    def public(self):
        """Those everyone sees: published, of an organisation that is in the directory."""
        return self.filter(status=PracticeStatus.PUBLISHED, organisation__status="active")

    def visible_to(self, user):
        """Those a visitor sees: staff with the right all, others what is public or of an organisation whose page they keep."""
        if user.is_staff and user.has_perm("globalgoals.view_goodpractice"):
            return self
        if not user.is_authenticated:
            return self.public()
        public = Q(status=PracticeStatus.PUBLISHED, organisation__status="active")
        return self.filter(public | Q(organisation__in=user.memberships.values("organisation")))

    def waiting(self):
        """Those that an editor has to decide on."""
        return self.filter(status=PracticeStatus.PROPOSED)

    def latest_first(self):
        return self.order_by("-published_at", "-pk")

    def with_names(self):
        """The same, each with what a list says of it: whose it is, its goals, countries and first photo."""
        return self.select_related("organisation").prefetch_related("goal_tags__goal", "countries", "photos")


@pghistory.track()
class GoodPractice(models.Model):
    """A good practice: how it went, and what came of it."""

    Status = PracticeStatus

    class Origin(models.TextChoices):
        REPORT = "report", _("the report on a subsidy")
        NOMINATION = "nomination", _("a nomination for the prize")

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.CASCADE,
        related_name="good_practices",
        verbose_name=_("organisation"),
    )
    status = models.CharField(
        _("status"), max_length=9, choices=PracticeStatus, default=PracticeStatus.DRAFT, editable=False
    )
    title_nl, title_en, title_de = in_three_languages(_("title"), required=True, max_length=120)
    story_nl, story_en, story_de = in_three_languages(_("story (Markdown)"), long=True)
    result_nl, result_en, result_de = in_three_languages(_("result"), max_length=1000)
    countries = models.ManyToManyField(
        "organisations.Country", blank=True, related_name="good_practices", verbose_name=_("countries")
    )
    goals = models.ManyToManyField(
        "globalgoals.Goal",
        through="globalgoals.PracticeGoal",
        related_name="good_practices",
        verbose_name=_("Global Goals"),
    )
    # By its reference and not by a key: what is published stays when the case it came from goes by its retention term.
    origin = models.CharField(_("made from"), max_length=10, choices=Origin, blank=True, default="", editable=False)
    origin_reference = models.CharField(_("reference"), max_length=40, blank=True, default="", editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="practices_proposed",
        verbose_name=_("proposed by"),
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    reason = models.CharField(
        _("why it was not published or withdrawn"), max_length=1000, blank=True, default="", editable=False
    )

    title = Translated()
    story = Translated()
    result = Translated()

    objects = GoodPracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("good practice")
        verbose_name_plural = _("good practices")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PracticeStatus.values), name="practice_status"),
            models.CheckConstraint(
                condition=~Q(slug__in=TAKEN),
                name="practice_slug_not_taken",
                violation_error_message=_("This address is taken by another page."),
            ),
            models.CheckConstraint(
                condition=~Q(title_nl="") & (Q(status="draft") | (~Q(story_nl="") & ~Q(result_nl=""))),
                name="practice_tells_what_came_of_it",
                violation_error_message=_("Tell in Dutch how it went and what came of it."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
                name="practice_published_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(reason=""), name="practice_declined_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(origin="", origin_reference="") | (~Q(origin="") & ~Q(origin_reference="")),
                name="practice_origin_and_reference",
            ),
            models.UniqueConstraint(
                fields=["origin", "origin_reference"], condition=~Q(origin=""), name="practice_once_per_origin"
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="practice_status_by_its_ways",
                field="status",
                transitions=[(start.value, end.value) for start, ends in WAYS.items() for end in ends],
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("practices:practice", args=[self.slug])

    @property
    def is_published(self):
        return self.status == PracticeStatus.PUBLISHED

    @property
    def is_public(self):
        return self.is_published and self.organisation.is_public

    def can_become(self, status):
        return status in WAYS[PracticeStatus(self.status)]


@pghistory.track()
class PracticeCountry(GoodPractice.countries.through):
    class Meta:
        proxy = True
