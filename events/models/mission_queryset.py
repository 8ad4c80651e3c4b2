"""Which trade missions: what a visitor sees, how far they are, and what they are about."""

from django.apps import apps
from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .mission_stage import WITH_DELEGATION, Stage


class Group(models.IntegerChoices):
    """How a list of missions is divided, in this order. By the day, as public pages are kept."""

    OPEN = 1, _("Open for companies")
    COMING = 2, _("Coming and under way")
    IDEA = 3, _("Ideas and plans")
    PAST = 4, _("Past and called off")


class MissionQuerySet(models.QuerySet):
    def public(self):
        """Those that everyone sees."""
        return self.filter(is_published=True)

    def visible_to(self, user):
        """Those a visitor sees: staff with the right all, others what is published."""
        return self if user.is_staff and user.has_perm("events.view_mission") else self.public()

    def open(self):
        """Those a company can apply for today."""
        return self.public().filter(stage=Stage.OPEN, apply_until__gte=timezone.localdate())

    def held(self):
        """Those that took place, or do so today."""
        return self.filter(stage__in=WITH_DELEGATION, starts_on__lte=timezone.localdate())

    def past_applying(self):
        """Those that companies can apply for no more, and whose delegation is not fixed."""
        return self.filter(stage=Stage.OPEN, apply_until__lt=timezone.localdate())

    def past_ending(self):
        """Those whose days are over, and that are not said to be."""
        late = [Stage.FIXED, Stage.PREPARING, Stage.UNDER_WAY]
        return self.filter(stage__in=late, ends_on__lt=timezone.localdate())

    def grouped(self):
        """Say of each to which `Group` it belongs (`group`), in their order; what is to come soonest first, what is over last."""
        today = timezone.localdate()
        over = Q(stage__in=[Stage.FOLLOW_UP, Stage.CLOSED, Stage.CANCELLED]) | Q(ends_on__lt=today)
        found = self.annotate(
            group=Case(
                When(stage=Stage.IDEA, then=Value(Group.IDEA)),
                When(over, then=Value(Group.PAST)),
                When(stage=Stage.OPEN, apply_until__gte=today, then=Value(Group.OPEN)),
                default=Value(Group.COMING),
                output_field=models.PositiveSmallIntegerField(),
            )
        )
        soonest = Case(When(group__lt=Group.PAST, then=F("starts_on")))
        return found.order_by(
            "group", soonest.asc(nulls_last=True), F("starts_on").desc(nulls_last=True), "title_nl", "pk"
        )

    def about_country(self, country):
        there = self.model.objects.filter(Q(countries=country) | Q(places__country=country))
        return self.filter(pk__in=there.values("pk"))

    def about_city(self, place):
        return self.of(places=place)

    def in_industry(self, industry):
        return self.filter(industries__contains=[industry])

    def about_goal(self, goal):
        return self.of(goals=goal)

    def of_organisation(self, organisation):
        """Those an organisation leads, supports, or is in the public delegation of."""
        companies = apps.get_model("events.MissionCompany").objects.going().filter(organisation=organisation)
        goes_along = Q(stage__in=WITH_DELEGATION, pk__in=companies.values("mission"))
        supports = Q(pk__in=self.of(organisations=organisation).values("pk"))
        return self.filter(Q(led_by=organisation) | supports | goes_along)

    def of(self, **relation):
        """Those with something among what hangs on them; none comes twice."""
        return self.filter(pk__in=self.model.objects.filter(**relation).values("pk"))

    def for_lists(self):
        """The same, each with what a list says of it: where it goes, about what, and who leads it."""
        places = apps.get_model("organisations.Place").objects.select_related("country")
        return self.select_related("led_by").prefetch_related(Prefetch("places", places), "countries")
