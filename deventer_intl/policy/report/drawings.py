"""The pictures of a report: charts, and the map of its countries."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from organisations import world_map
from organisations.map import WorldMap
from organisations.models import Country

from .tree import Line, Places, Report


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG that needs no other file, and what it says in words."""

    svg: str
    words: str


def chart_of(line: Line) -> Picture | None:
    """Return the chart of a figure; None where nothing can be drawn."""
    if (chart := line.chart) is None:
        return None
    svg = render_to_string("policy/chart.svg", {"chart": chart, "target": line.target_shown})
    return Picture(svg, ". ".join([line.name, *(f"{each.year}: {each.text}" for each in line.points)]))


def map_of(report: Report) -> WorldMap | None:
    """Return the map of the countries that a report counts, for its page; None where it counts none."""
    [places] = [block for section in report.sections for block in section.blocks if block.kind == "places"]
    return map_of_places(places)


def map_of_places(places: Places, drawing: str | None = None) -> WorldMap | None:
    """Return the map of counts by the Dutch name of a country, its shapes in the file `drawing`; "" is the map itself."""
    counts = dict(places.counts)
    drawn = {country: counts[country.name_nl] for country in Country.objects.filter(name_nl__in=counts)}
    return WorldMap(drawn, ratio=1.6, drawing=drawing) if drawn else None


def drawn_map_of(places: Places) -> Picture | None:
    """Return the map as a picture, for a file."""
    if (found := map_of_places(places, drawing="")) is None:
        return None
    _left, _top, width, height = found.viewbox.split()
    context = {"map": found, "width": width, "height": height, "land": world_map.land()}
    words = "; ".join(f"{each['name']}: {each['count']}" for each in found.countries)
    return Picture(render_to_string("policy/map.svg", context), words)
