"""The catalogue "Made in Deventer": on screen, as open data, and to print."""

import csv
from threading import Lock

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.generic import TemplateView

from deventer_intl import content_stamp
from deventer_intl.form_answers import address_with, refusal
from deventer_intl.spreadsheets import plain

from ..cards import monogram, tone
from ..catalogue import COLUMNS, open_data, printed
from ..forms.export import CatalogueForm, PrintForm
from ..map import WorldMap
from ..models import ExportProfileCountry, Organisation, Sector

PAGE_SIZE = 48
# In seconds; what is kept under an older content stamp is not used any more.
KEPT = 24 * 3600
# Countries on the map: as in the directory.
MOST_COUNTRIES = 26

# So that the memory of a process is that of one printed catalogue, however many ask at the same moment.
one_at_a_time = Lock()


def companies():
    """Return how many companies the directory shows, and how many of those the catalogue."""
    listed = Q(export_profile__is_listed=True)
    found = Organisation.objects.public().filter(sector=Sector.BUSINESS)
    return found.aggregate(number=Count("pk"), listed=Count("pk", filter=listed))


def by_country(profiles):
    """Return how many of the export profiles name each country, by its key."""
    named = ExportProfileCountry.objects.filter(exportprofile__in=profiles.order_by().values("pk"))
    return dict(named.values_list("country").annotate(Count("pk")))


class CatalogueView(TemplateView):
    """What companies of Deventer export, by industry."""

    template_name = "organisations/catalogue.html"

    def get(self, request):
        form = CatalogueForm(request.GET)
        context = {"section": "organisations", "form": form, "companies": companies()}
        if not form.is_valid():
            return render(request, self.template_name, context, status=422)
        return self.render_to_response(context | self.catalogue(form))

    def catalogue(self, form):
        profiles, parameters = form.found(), self.request.GET
        page = Paginator(profiles.by_industry().with_entries(), PAGE_SIZE).get_page(parameters.get("pagina"))
        for profile in page:
            profile.monogram, profile.tone = monogram(profile.organisation.name), tone(profile.organisation_id)
        narrowed = [name for name in PrintForm.base_fields if name in form.cleaned_data]
        return {
            "page_obj": page,
            "address": address_with(parameters),
            "printed": address_with(parameters, q="") if narrowed else "",
            "map": WorldMap(
                {form.countries[pk]: number for pk, number in by_country(profiles).items()},
                link=lambda country: address_with(parameters, land=country.iso2.lower()),
                most=MOST_COUNTRIES,
            ),
        }


def catalogue_csv(request):
    """What the filters find as CSV: UTF-8 with a byte order mark, so that Excel reads it."""
    form = CatalogueForm(request.GET)
    if not form.is_valid():
        return refusal(form)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="made-in-deventer.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in open_data(form.found().by_industry().with_entries(), request.build_absolute_uri):
        writer.writerow([plain(row[column]) for column in COLUMNS])
    return response


def catalogue_pdf(request):
    """What the filters find as PDF/UA in the language of the address; made once for each content of the portal."""
    form = PrintForm(request.GET)
    if not form.is_valid():
        return refusal(form)
    asked = [form.cleaned_data.get(name, "") for name in ("branche", "land")]
    name = ":".join(["catalogue", get_language(), *asked])
    state = [content_stamp.current(), str(timezone.localdate())]
    content = kept(name, state)
    if content is None:
        with one_at_a_time:
            # Who waited here finds what another made.
            content = kept(name, state) or made(form, name, state)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="made-in-deventer-{get_language()}.pdf"'
    return response


def kept(name, state):
    """Return the catalogue that was made last under a name, if nothing changed since."""
    state_then, content = cache.get(name, (None, None))
    return content if state_then == state else None


def made(form, name, state):
    content = printed(list(form.found().by_industry().with_entries()), chosen(form))
    cache.set(name, (state, content), KEPT)
    return content


def chosen(form):
    """Return the filters that were chosen, as people read them."""
    return [str(dict(form.fields[name].choices)[value]) for name, value in form.cleaned_data.items()]
