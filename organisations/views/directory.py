import csv
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Count, Q
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import translation
from django.views.generic import DetailView, ListView, TemplateView

from deventer_intl.spreadsheets import plain
from deventer_intl.translation import in_active_language

from ..cards import card, freshness, monogram, tone
from ..directory import PAGE_SIZE, Search
from ..facets import COUNTRY, GOAL, NETWORK, SECTOR, THEME, Choices, choices_at
from ..map import WorldMap
from ..models import (
    CityTie,
    Country,
    CountryPresence,
    HanseCity,
    Network,
    Organisation,
    Place,
)
from ..profile import read_profile

# Countries on the map of the directory: it stays a light page where a hundred are found.
MOST_COUNTRIES = 26


def choices_of(request):
    """Return the choices of the directory as they are for this request."""
    stamp = getattr(request, "content_stamp", None)
    return Choices() if stamp is None else choices_at(stamp, translation.get_language())


def search_of(request):
    """Return the directory search that the address of a request asks."""
    return Search.from_address(request.GET, choices_of(request))


class OrganisationListView(TemplateView):
    """The directory: search, filters with counts, list and map."""

    template_name = "organisations/organisation_list.html"

    def get_template_names(self):
        return [self.template_name + "#answer" if self.request.htmx else self.template_name]

    def get_context_data(self, **kwargs):
        search = search_of(self.request)
        in_country = search.address(land="")
        return super().get_context_data(
            section="organisations",
            search=search,
            cards=[card(row, search.choices) for row in search.results()],
            facets=search.facets(),
            chips=[Chip(search, choice) for choice in search.selected],
            map=WorldMap(
                search.country_counts, link=lambda country: in_country + country.iso2.lower(), most=MOST_COUNTRIES
            ),
            other_order=search.address(sorteer="bevestigd" if search.order == "naam" else "naam"),
            **page_links(search),
            **kwargs,
        )


class Chip:
    """A chosen filter: its name, the address without it, and the address of it alone."""

    def __init__(self, search, choice):
        self.name = choice.name
        self.url = search.address(without=choice)
        self.alone = search.address(only=choice)


def page_links(search):
    """Return where the page stands among the others: the first, the last and the two on either side get a link."""
    page, last = min(search.page, search.pages), search.pages
    shown = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    links = []
    for number, before in zip(shown, [0, *shown], strict=False):
        if number - before > 1:
            links.append(("", ""))
        links.append((number, search.address(pagina=number)))
    return {
        "page": page,
        "page_links": links,
        "previous": search.address(pagina=page - 1) if page > 1 else "",
        "next": search.address(pagina=page + 1) if page < last else "",
        "first": (page - 1) * PAGE_SIZE + 1,
        "last": min(page * PAGE_SIZE, search.total),
    }


class OrganisationDetailView(TemplateView):
    """The page of an organisation."""

    template_name = "organisations/organisation_detail.html"

    def get_context_data(self, slug, **kwargs):
        return super().get_context_data(**profile_context(self.request, slug), **kwargs)


def profile_context(request, slug, public_only=True):
    """Return what the page of an organisation shows; raises `Http404` where there is none of that name."""
    profile = read_profile(slug, choices_of(request), public_only)
    if profile is None:
        raise Http404
    organisation, presences = profile["organisation"], profile["presences"]
    return {
        "section": "organisations",
        "monogram": monogram(organisation.name),
        "tone": tone(organisation.pk),
        "fresh": freshness(organisation.confirmed_on),
        "structured": structured_data(request, organisation, presences, profile["logo"], profile["photos"]),
        "shared": absolute(profile["photos"][0].large) if profile["photos"] else "",
        "map": WorldMap({presence.country: 1 for presence in presences}, ratio=0.8),
        **profile,
    }


def absolute(address):
    """Return the address of a file as those who read it elsewhere need it; in other storage it is so already."""
    return urljoin(settings.PORTAL_URL, address)


def structured_data(request, organisation, presences, logo, photos):
    """Return the organisation as schema.org describes one, without its people."""
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": organisation.name,
        "url": organisation.website or request.build_absolute_uri(organisation.get_absolute_url()),
        **({"description": organisation.summary} if organisation.summary else {}),
        **({"logo": absolute(logo.large)} if logo else {}),
        **({"image": [absolute(photo.large) for photo in photos]} if photos else {}),
        **({"foundingDate": str(organisation.founded_year)} if organisation.founded_year else {}),
        "areaServed": list(dict.fromkeys(presence.country.name for presence in presences)),
        "address": {"@type": "PostalAddress", "addressLocality": "Deventer", "addressCountry": "NL"},
    }


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
            presences=presences,
            projects=projects,
            ties=CityTie.objects.filter(place__country=country).select_related("place"),
            hanse=HanseCity.objects.filter(place__country=country).select_related("place").order_by("place__name_nl"),
            map=WorldMap({country: len({presence.organisation_id for presence in presences}) or 1}, ratio=0.8),
            **kwargs,
        )


class PlaceListView(TemplateView):
    """The cities and regions Deventer has ties with, and the Hanseatic cities."""

    template_name = "organisations/place_list.html"

    def get_context_data(self, **kwargs):
        tied = (
            Place.objects.filter(ties__isnull=False).distinct().select_related("country").prefetch_related("ties")
        ).order_by("name_nl")
        hanse = HanseCity.objects.select_related("place__country").order_by("place__country__name_nl", "place__name_nl")
        by_status = {}
        for city in hanse:
            group = "member" if city.is_member else city.status
            by_status.setdefault(group, []).append(city)
        return super().get_context_data(
            section="places",
            tied=tied,
            members=by_status.pop("member", []),
            others=[(HanseCity.Status(status).label, cities) for status, cities in by_status.items()],
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
            ties=place.ties.prefetch_related("organisations"),
            presences=presences,
            map=WorldMap({place.country: 1}, ratio=0.8),
            **kwargs,
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


# What the open data gives of an organisation: public facts, no person.
COLUMNS = [
    "name",
    "sector",
    "legal_form",
    "kvk_number",
    "countries",
    "goals",
    "themes",
    "networks",
    "summary",
    "website",
    "confirmed_on",
    "address",
]


def open_data(request):
    """Yield the organisations of a search, all pages, as plain values by column."""
    search = search_of(request)
    directory = request.build_absolute_uri(reverse("organisations:organisations"))
    legal_forms = {"": "", **dict(Organisation.LegalForm.choices)}
    for row in search.rows():

        def names(kind, facets=row["facets"]):
            return [choice.name for choice in search.choices.of(facets, kind)]

        yield {
            "name": row["name"],
            "sector": names(SECTOR)[0],
            "legal_form": legal_forms[row["legal_form"]],
            "kvk_number": row["kvk_number"] or "",
            "countries": names(COUNTRY),
            "goals": [choice.id for choice in search.choices.of(row["facets"], GOAL)],
            "themes": names(THEME),
            "networks": names(NETWORK),
            "summary": in_active_language(row.__getitem__, "summary"),
            "website": row["website"],
            "confirmed_on": row["confirmed_on"],
            "address": f"{directory}{row['slug']}/",
        }


def organisations_csv(request):
    """The organisations of a search as CSV: UTF-8 with a byte order mark, so that Excel reads it."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="organisaties.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in open_data(request):
        writer.writerow([plain(row[column]) for column in COLUMNS])
    return response


def organisations_json(request):
    """The organisations of a search as JSON."""
    return JsonResponse({"organisations": list(open_data(request))}, json_dumps_params={"ensure_ascii": False})
