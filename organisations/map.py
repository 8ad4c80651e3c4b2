"""What the template needs to draw the world map of a set of countries."""

from . import world_map
from .models import Country

# Drawn, but smaller than a finger at the map's usual size.
SMALL = {"BA", "CY", "DJ", "GM", "GW", "KW", "LB", "LU", "LV", "ME", "MK", "PS", "QA", "RW", "SI", "SZ", "XK"}


class WorldMap:
    """The map of where organisations are active: countries with how many, most first.

    `ratio` is its width in heights; `aside` the part of the width to leave free at the left, for text; `link` gives the
    address of a country. The countries are plain dictionaries, which a template reads fastest: `name`, `iso2`, `count`,
    `url`, the centre `x` and `y`, how strongly it is coloured (`level`), whether it `is_drawn` and `needs_dot`.
    """

    def __init__(
        self, counts: dict[Country, int], *, ratio: float = 0.8, aside: float = 0, link=Country.get_absolute_url
    ):
        countries = [mapped(country, count, link(country)) for country, count in counts.items()]
        self.countries = sorted(countries, key=lambda each: (-each["count"], each["name"]))
        self.home = world_map.DEVENTER
        points = [self.home, *((country.x, country.y) for country in counts)]
        self.viewbox = world_map.viewbox(points, ratio=ratio, aside=aside)

    def labels(self):
        """Return the labels that fit: (text, x, y, anchor), Deventer's first."""
        points = [("Deventer", *self.home)]
        points += [(f"{each['name']} {each['count']}", each["x"], each["y"]) for each in self.countries]
        left, _top, width, _height = map(float, self.viewbox.split())
        return [label for label in world_map.place_labels(points, right=left + width) if label]

    def routes(self):
        """Return an arc from Deventer to each country, as SVG path data."""
        x, y = self.home
        for each in self.countries:
            to_x, to_y = each["x"], each["y"]
            bend = (abs(to_x - x) + abs(to_y - y)) * 0.12
            yield f"M{x} {y}Q{(x + to_x) / 2 + bend:.1f} {(y + to_y) / 2 - bend:.1f} {to_x} {to_y}"


def mapped(country: Country, count: int, url: str) -> dict:
    """Return a country as the map draws it: 1 organisation is level 1, two or three are 2, more are 3."""
    return {
        "name": str(country),
        "iso2": country.iso2,
        "count": count,
        "url": url,
        "x": country.x,
        "y": country.y,
        "level": 1 if count == 1 else 2 if count <= 3 else 3,
        "is_drawn": country.is_drawn,
        # Too small to see or to hit without one.
        "needs_dot": not country.is_drawn or country.iso2 in SMALL,
    }
