"""What the template needs to draw the world map of a set of countries."""

from dataclasses import dataclass

from . import world_map
from .models import Country

# Drawn, but smaller than a finger at the map's usual size.
SMALL = {"BA", "CY", "DJ", "GM", "GW", "KW", "LB", "LU", "LV", "ME", "MK", "PS", "QA", "RW", "SI", "SZ", "XK"}


@dataclass
class MappedCountry:
    country: Country
    count: int
    url: str

    @property
    def level(self) -> int:
        """How strongly the country is coloured: 1 for one organisation, 2 for two or three, 3 for more."""
        return 1 if self.count == 1 else 2 if self.count <= 3 else 3

    @property
    def needs_dot(self) -> bool:
        """Whether the country is too small to see or to hit without one."""
        return not self.country.is_drawn or self.country.iso2 in SMALL


class WorldMap:
    """The map of where organisations are active: countries with how many, most first."""

    def __init__(
        self, counts: dict[Country, int], *, ratio: float = 0.8, aside: float = 0, link=Country.get_absolute_url
    ):
        pairs = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
        self.countries = [MappedCountry(country, count, link(country)) for country, count in pairs]
        self.ratio, self.aside = ratio, aside

    @property
    def points(self):
        return [world_map.DEVENTER, *((each.country.x, each.country.y) for each in self.countries)]

    @property
    def viewbox(self) -> str:
        return world_map.viewbox(self.points, ratio=self.ratio, aside=self.aside)

    @property
    def home(self):
        return world_map.DEVENTER

    def labels(self):
        """Return the labels that fit: (text, x, y, anchor), Deventer's first."""
        points = [("Deventer", *world_map.DEVENTER)]
        points += [(f"{each.country} {each.count}", each.country.x, each.country.y) for each in self.countries]
        left, _top, width, _height = map(float, self.viewbox.split())
        return [label for label in world_map.place_labels(points, right=left + width) if label]

    def routes(self):
        """Return an arc from Deventer to each country, as SVG path data."""
        x, y = world_map.DEVENTER
        for each in self.countries:
            to_x, to_y = each.country.x, each.country.y
            bend = (abs(to_x - x) + abs(to_y - y)) * 0.12
            yield f"M{x} {y}Q{(x + to_x) / 2 + bend:.1f} {(y + to_y) / 2 - bend:.1f} {to_x} {to_y}"
