from urllib.parse import urljoin

from django.conf import settings
from django.http import Http404
from django.utils import translation
from django.views.generic import TemplateView

from ..cards import card, freshness, monogram, tone
from ..directory import PAGE_SIZE, Search
from ..facets import Choices, choices_at
from ..map import WorldMap
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


def page_links(search, size=PAGE_SIZE):
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
        "first": (page - 1) * size + 1,
        "last": min(page * size, search.total),
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
