"""The Hanse: what it is, its cities, and the Hanseatic Days year by year."""

from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from organisations.models import HanseCity

from ..forms.cities import HanseForm
from ..hanse_map import HanseMap
from ..models import Event, HanseaticDays, HanseProgrammeItem, Strand, Visit
from ..models.shown import public_organisations


def numbered_sources(cities):
    """Number what cities are known from, in the order of the list; each city gets its `source_number`."""
    numbers = {}
    for city in cities:
        if city.source:
            city.source_number = numbers.setdefault(city.source, len(numbers) + 1)
    return [address_and_rest(source) for source in numbers]


def address_and_rest(source: str) -> tuple[str, str]:
    """Divide a source that begins with a whole address into that and what follows; else the address is empty.

    >>> address_and_rest("https://example.org/hanse (2023)")
    ('https://example.org/hanse', '(2023)')
    >>> address_and_rest("https://example.org/.../hanse")
    ('', 'https://example.org/.../hanse')
    """
    address, _space, rest = source.partition(" ")
    return (address, rest) if address.startswith("https://") and "..." not in address else ("", source)


class HanseView(TemplateView):
    """What the Hanse is, a map and a table of its cities, and the Hanseatic Days."""

    template_name = "events/hanse.html"

    def get(self, request):
        cities = list(HanseCity.objects.select_related("place__country").prefetch_related("place__hanseatic_days"))
        cities.sort(key=lambda city: (city.place.country.name, city.place.name))
        form = HanseForm(request.GET, cities)
        days = HanseaticDays.objects.select_related("host__country")
        this_year = timezone.localdate().year
        context = {
            "section": "places",
            "form": form,
            "coming": [each for each in days if each.year >= this_year][::-1],
            "past": [each for each in days if each.year < this_year],
        }
        if not form.is_valid():
            return render(request, self.template_name, context, status=422)
        found = form.found()
        context |= {
            "cities": found,
            "members": sum(city.is_member for city in found),
            "others": sum(not city.is_member for city in found),
            "sources": numbered_sources(found),
            "map": HanseMap(found),
        }
        return self.render_to_response(context)


class HanseaticDaysView(DetailView):
    """The Hanseatic Days of a year: Deventer's delegation, the programme in five kinds, and what came of it."""

    template_name = "events/hanseatic_days.html"
    context_object_name = "days"

    def get_object(self, queryset=None):
        days = HanseaticDays.objects.select_related("host__country").prefetch_related(public_organisations())
        return get_object_or_404(days, year=self.kwargs["year"])

    def get_context_data(self, **kwargs):
        days = self.object
        years = list(HanseaticDays.objects.order_by("year").values_list("year", flat=True))
        at = years.index(days.year)
        return super().get_context_data(
            section="places",
            strands=strands_of(days),
            events=events_of(days),
            visits=Visit.objects.public().filter(hanseatic_days=days).for_lists(),
            earlier=years[at - 1] if at else None,
            later=years[at + 1] if at + 1 < len(years) else None,
            **kwargs,
        )


def strands_of(days):
    """Return the five kinds, each as (kind, what is on the programme, what came of it or None)."""
    public = Prefetch("event", Event.objects.public())
    programme = list(HanseProgrammeItem.objects.filter(days=days).prefetch_related(public, public_organisations()))
    results = {result.strand: result for result in days.results.all()}
    return [
        (strand, [item for item in programme if item.strand == strand], results.get(strand.value)) for strand in Strand
    ]


def events_of(days):
    """Return what the agenda has of the Hanseatic Days: the whole, and what is part of it."""
    if days.event_id is None:
        return Event.objects.none()
    return Event.objects.public().filter(Q(pk=days.event_id) | Q(umbrella=days.event_id)).with_names()
