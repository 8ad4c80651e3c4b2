"""Countries, cities and networks, as the public sees them."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView, ListView

from ..map import WorldMap
from ..models import CityTie, Country, CountryPresence, ExportProfile, HanseCity, Network, Organisation, Place, Project


def in_countries(queryset):
    """Return the countries with how many public organisations are active there, as a map."""
    return {country: country.organisations for country in queryset}


def active_countries():
    return (
        Country.objects.annotate(
            organisations=Count(
                "presences__organisation",
                filter=Q(presences__organisation__status=Organisation.Status.ACTIVE),
                distinct=True,
            )
        )
        .filter(organisations__gt=0)
        .order_by("continent", "name_nl")
    )


class CountryListView(ListView):
    """Where Deventer is active, by continent."""

    context_object_name = "countries"
    template_name = "organisations/country_list.html"

    def get_queryset(self):
        return sorted(active_countries(), key=lambda country: (country.continent, country.name))

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            map=WorldMap(in_countries(self.object_list), ratio=1.6), section="countries", **kwargs
        )


class CountryDetailView(DetailView):
    """Everything Deventer has in a country."""

    model = Country

    def get_object(self, queryset=None):
        return get_object_or_404(Country, iso2=self.kwargs["iso2"].upper())

    def get_context_data(self, **kwargs):
        country = self.object
        presences = (
            CountryPresence.objects.filter(country=country, organisation__status=Organisation.Status.ACTIVE)
            .select_related("organisation", "place")
            .order_by("organisation__name")
        )
        projects = country.projects.filter(organisation__status=Organisation.Status.ACTIVE).select_related(
            "organisation"
        )
        return super().get_context_data(
            section="countries",
            exporters=ExportProfile.objects.listed().filter(countries=country).count(),
            presences=presences,
            projects=projects,
            ties=CityTie.objects.filter(place__country=country).select_related("place"),
            hanse=HanseCity.objects.filter(place__country=country).select_related("place").order_by("place__name_nl"),
            map=WorldMap({country: len({presence.organisation_id for presence in presences}) or 1}, ratio=0.8),
            **kwargs,
        )


class PlaceDetailView(DetailView):
    """A city or region: what ties Deventer to it, and who is active there."""

    queryset = Place.objects.select_related("country", "hanse")

    def get_context_data(self, **kwargs):
        place = self.object
        presences = (
            place.presences.filter(organisation__status=Organisation.Status.ACTIVE)
            .select_related("organisation")
            .order_by("organisation__name")
        )
        return super().get_context_data(
            section="places",
            presences=presences,
            projects=projects_in(place),
            map=WorldMap({place.country: 1}, ratio=0.8),
            **kwargs,
        )


def projects_in(place):
    """Return the projects in the country of a place of organisations that are active in the place itself."""
    return (
        Project.objects.filter(
            country=place.country_id,
            organisation__status=Organisation.Status.ACTIVE,
            organisation__in=place.presences.values("organisation"),
        )
        .select_related("organisation")
        .order_by("organisation__name", "title_nl")
    )


class NetworkListView(ListView):
    queryset = Network.objects.annotate(
        size=Count("memberships", filter=Q(memberships__organisation__status=Organisation.Status.ACTIVE))
    ).order_by("-size", "name_nl")
    context_object_name = "networks"
    extra_context = {"section": "networks"}


class NetworkDetailView(DetailView):
    model = Network

    def get_context_data(self, **kwargs):
        members = (
            self.object.memberships.filter(organisation__status=Organisation.Status.ACTIVE)
            .select_related("organisation")
            .order_by("organisation__name")
        )
        return super().get_context_data(section="networks", memberships=members, **kwargs)
