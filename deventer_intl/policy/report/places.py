"""The countries of a report as a map, on the page and in its files."""

from django.template.loader import render_to_string

from organisations import world_map
from organisations.map import WorldMap
from organisations.models import Country

from .tree import Places, Report


def map_of(report: Report) -> WorldMap | None:
    """Return the map of the countries that a report counts; None where it counts none."""
    [places] = [block for section in report.sections for block in section.blocks if block.kind == "places"]
    return map_of_places(places)


def map_of_places(places: Places, drawing: str | None = None) -> WorldMap | None:
    """Return the map of counts by the Dutch name of a country, its shapes in the file `drawing`; "" is the map itself."""
    counts = dict(places.counts)
    drawn = {country: counts[country.name_nl] for country in Country.objects.filter(name_nl__in=counts)}
    return WorldMap(drawn, ratio=1.6, drawing=drawing) if drawn else None


def picture_of(places: Places) -> tuple[str, str]:
    """Return the map as an SVG that needs no other file, and what it says in words; "" and "" without countries."""
    found = map_of_places(places, drawing="")
    if found is None:
        return "", ""
    _left, _top, width, height = found.viewbox.split()
    context = {"map": found, "width": width, "height": height, "land": world_map.land()}
    words = "; ".join(f"{each['name']}: {each['count']}" for each in found.countries)
    return render_to_string("policy/map.svg", context), words
