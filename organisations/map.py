"""What the template needs to draw the world map of a set of countries."""

from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from . import world_map
from .models import Country

# Drawn, but smaller than a finger at the map's usual size.
SMALL = {"BA", "CY", "DJ", "GM", "GW", "KW", "LB", "LU", "LV", "ME", "MK", "PS", "QA", "RW", "SI", "SZ", "XK"}


class WorldMap:
    """The map of where organisations are active: countries with how many, most first.

    `ratio` is its width in heights; `aside` the part of the width to leave free at the left, for text; `link` gives the
    address of a country. The countries are plain dictionaries, which a template reads fastest: `name`, `count`, `url`,
    the centre `x` and `y`, and the `shape`. With `most` only the first of them are drawn, and `left_out` says how many
    are not. `drawing` is the address of the file with the shapes; "" where they stand in the map itself.
    """

    def __init__(
        self,
        counts: dict[Country, int],
        *,
        ratio: float = 0.8,
        aside: float = 0,
        link=Country.get_absolute_url,
        most: int | None = None,
        drawing: str | None = None,
    ):
        drawing = static("img/world.svg") if drawing is None else drawing
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].pk))
        self.countries = [
            {
                "name": str(country),
                "count": count,
                "url": link(country),
                "x": country.x,
                "y": country.y,
                "shape": shape(country, count, drawing),
            }
            for country, count in ranked[:most]
        ]
        self.countries.sort(key=lambda each: (-each["count"], each["name"]))
        self.left_out = len(ranked) - len(self.countries)
        self.home = world_map.DEVENTER
        points = [self.home, *((country.x, country.y) for country in counts)]
        self.viewbox = world_map.viewbox(points, ratio=ratio, aside=aside)

    @property
    def shapes(self) -> str:
        """Return the SVG of the countries, each a link."""
        return format_html_join(
            "",
            '<a href="{}" tabindex="-1"><title>{}: {}</title>{}</a>',
            ((each["url"], each["name"], each["count"], each["shape"]) for each in self.countries),
        )

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


def shape(country: Country, count: int, drawing: str) -> str:
    """Return the SVG of a country: coloured by 1 organisation, two or three, or more; as a dot if hard to see or hit."""
    level = 1 if count == 1 else 2 if count <= 3 else 3
    svg = f'<use class="n{level}" href="{drawing}#{country.iso2}"/>' if country.is_drawn else ""
    if not country.is_drawn or country.iso2 in SMALL:
        svg += f'<circle class="n{level}" cx="{country.x}" cy="{country.y}" r="4"/>'
    return SafeString(svg)
