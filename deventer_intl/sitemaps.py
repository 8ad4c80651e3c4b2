"""The sitemap: every public page in its three languages."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from events.models import Event, HanseaticDays, Mission, ShelterStory
from globalgoals.models import Goal, GoodPractice, Indicator, PolicyChapter, PolicyPlan, PrizeEdition
from organisations.models import Network, Organisation, Place
from organisations.views.geography import active_countries
from subsidies.models import Scheme
from subsidies.register import in_force

from .models import NewsItem, Page


class InThreeLanguages(Sitemap):
    i18n = alternates = x_default = True


class FixedPages(InThreeLanguages):
    def items(self):
        return [
            "home",
            "organisations:organisations",
            "organisations:countries",
            "events:cities",
            "events:visits",
            "events:hanse",
            "events:mission_results",
            "organisations:networks",
            "organisations:catalogue",
            "organisations:education",
            "organisations:internships",
            "globalgoals:goals",
            "globalgoals:matrix",
            "globalgoals:prizes",
            "practices:practices",
            "community",
            "events:agenda",
            "events:missions",
            "news:items",
            "subsidies:schemes",
            "subsidies:register",
            "subsidies:past_decisions",
            "events:shelter",
            "events:delegations",
            "policy:policy",
        ]

    def location(self, item):
        return reverse(item)


def sitemap_of(make_queryset):
    class ObjectPages(InThreeLanguages):
        def items(self):
            return make_queryset()

    return ObjectPages


class RegisterPages(InThreeLanguages):
    def items(self):
        return list(
            in_force().values_list(
                *[f"application__{name}" for name in ("ceiling__scheme__code", "ceiling__year", "number")]
            )
        )

    def location(self, item):
        code, year, number = item
        return reverse("subsidies:register_entry", args=[f"{code}-{year}-{number:04}"])


class ReportPages(InThreeLanguages):
    """The reports of plans of which something was kept."""

    def items(self):
        return list(PolicyPlan.objects.public().filter(snapshots__isnull=False).distinct().order_by("pk"))

    def location(self, item):
        return reverse("policy:report", args=[item.slug])


SITEMAPS = {
    "portal": FixedPages,
    "organisations": sitemap_of(lambda: Organisation.objects.public().order_by("pk")),
    "countries": sitemap_of(active_countries),
    "places": sitemap_of(lambda: Place.objects.order_by("pk")),
    "hanseatic days": sitemap_of(lambda: HanseaticDays.objects.all()),
    "networks": sitemap_of(lambda: Network.objects.order_by("pk")),
    "goals": sitemap_of(lambda: Goal.objects.all()),
    "reports": ReportPages,
    "prizes": sitemap_of(lambda: PrizeEdition.objects.public()),
    "practices": sitemap_of(lambda: GoodPractice.objects.public().order_by("pk")),
    "agenda": sitemap_of(lambda: Event.objects.public().order_by("pk")),
    "missions": sitemap_of(lambda: Mission.objects.public().order_by("pk")),
    "subsidies": sitemap_of(lambda: Scheme.objects.public().order_by("pk")),
    "register": RegisterPages,
    "shelter": sitemap_of(lambda: ShelterStory.objects.public()),
    "news": sitemap_of(lambda: NewsItem.objects.published()),
    "policy": sitemap_of(lambda: PolicyChapter.objects.filter(plan__published_on__isnull=False).select_related("plan")),
    "figures": sitemap_of(lambda: Indicator.objects.public().in_use().order_by("pk")),
    "pages": sitemap_of(lambda: Page.objects.all()),
}
