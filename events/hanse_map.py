"""The map of Hanse cities: a point for each, in a shape of its own for each standing, drawn with attributes alone."""

from dataclasses import dataclass

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from organisations.models import HanseCity
from organisations.world_map import project, viewbox

# Where nothing is found, the map shows all of northern Europe: its corners in degrees east and north.
NORTHERN_EUROPE = [(-4, 50), (42, 61.5)]
# The part that is drawn once more, larger: there the cities stand close together.
AROUND_DEVENTER = [(4.2, 51.1), (9.6, 53.8)]

S = HanseCity.Status
# Shapes around 0,0 in a box of 2 by 2. A colour alone would say nothing to many.
MEMBER = '<circle r="1" fill="#1a5a96" stroke="#fff" stroke-width=".3"/>'
SUSPENDED = '<path d="M0-1.2 1.1.8h-2.2z" fill="#f4b432" stroke="#14212e" stroke-width=".3"/>'
EXCLUDED = '<path d="M-.9-.9.9.9M.9-.9-.9.9" fill="none" stroke="#9c2b16" stroke-width=".55"/>'
TITLE_ONLY = '<path d="M-.8-.8h1.6v1.6h-1.6z" fill="#fff" stroke="#1a5a96" stroke-width=".4"/>'
HISTORIC = '<path d="M0-1.1 1.1 0 0 1.1-1.1 0z" fill="#fff" stroke="#6a4600" stroke-width=".4"/>'
NOT_MEMBER = '<circle r=".8" fill="#fff" stroke="#475664" stroke-width=".4"/>'
HOME = '<circle r="1.7" fill="#fff" stroke="#9c2b16" stroke-width=".8"/>'
SHAPES = {
    S.MEMBER: MEMBER,
    S.SUSPENDED: SUSPENDED,
    S.EXCLUDED: EXCLUDED,
    S.TITLE_ONLY: TITLE_ONLY,
    S.HISTORIC: HISTORIC,
    S.NOT_MEMBER: NOT_MEMBER,
}
DEVENTER = "deventer"


@dataclass(frozen=True)
class Key:
    """A line of the legend: what a shape stands for, and how many cities it is used for."""

    label: str
    number: int
    shape: str


class HanseMap:
    """The map of some Hanse cities; those without coordinates stand in the table alone."""

    def __init__(self, cities: list[HanseCity]):
        self.cities = [city for city in cities if city.place.latitude is not None]
        self.left_out = len(cities) - len(self.cities)
        self.land = static("img/world.svg")
        points = [point(city.place) for city in self.cities if city.place.longitude > -15]
        corners = [project(*corner, 2) for corner in NORTHERN_EUROPE]
        self.viewbox = viewbox(points or corners, padding=3, smallest=30, ratio=2)
        self.viewbox_near = viewbox(
            [project(*corner, 2) for corner in AROUND_DEVENTER], padding=0, smallest=5, ratio=1.3
        )
        self.size = float(self.viewbox.split()[2]) / 175

    @property
    def points(self) -> SafeString:
        """Return the SVG of the cities, each a link; Deventer comes last, on top."""
        return drawn(sorted(self.cities, key=drawing_order), self.size)

    @property
    def points_near(self) -> SafeString:
        left, top, width, height = map(float, self.viewbox_near.split())
        near = [
            city
            for city in sorted(self.cities, key=drawing_order)
            if left <= point(city.place)[0] <= left + width and top <= point(city.place)[1] <= top + height
        ]
        return drawn(near, width / 70)

    @property
    def legend(self) -> list[Key]:
        shown = [standing_of(city) for city in self.cities]
        return [
            Key(status.label, shown.count(status), SafeString(shape))
            for status, shape in SHAPES.items()
            if status in shown
        ]


def point(place) -> tuple[float, float]:
    return project(place.longitude, place.latitude, 2)


def standing_of(city) -> HanseCity.Status:
    return S.MEMBER if city.is_member else S(city.status)


def drawing_order(city):
    """Members over the others, Deventer over all; then from north to south, so that no picture depends on chance."""
    return city.place.slug == DEVENTER, city.is_member, -city.place.latitude


def drawn(cities, size) -> SafeString:
    return format_html_join("", "{}", ((one(city, size),) for city in cities))


def one(city, size) -> SafeString:
    x, y = point(city.place)
    shape = HOME if city.place.slug == DEVENTER else SHAPES[standing_of(city)]
    return format_html(
        '<a href="{}" tabindex="-1"><title>{}: {}</title><g transform="translate({} {}) scale({})">{}</g></a>',
        city.place.get_absolute_url(),
        city.place.name,
        city.standing,
        f"{x:.2f}",
        f"{y:.2f}",
        f"{size:.3f}",
        SafeString(shape),
    )
