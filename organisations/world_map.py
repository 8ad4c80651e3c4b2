"""Geometry of the world map: projection, what part of it to show, where its labels go, and the drawing of the file.

Units are those of the map's viewBox, `0 0 960 460`: d3's geoNaturalEarth1 at the scale and place of
`data/world_110m.json` (Natural Earth, public domain; borders as the Netherlands recognises them).
`python -m organisations.world_map` draws `static/img/world.svg` from that file.
"""

import json
import re
from math import radians
from pathlib import Path

from django.utils.safestring import SafeString

WIDTH, HEIGHT = 960, 460
SCALE = 177.61248501421676
ORIGIN_X, ORIGIN_Y = 480, 266.01988022290067
DEVENTER = (494.4, 103.1)

DATA = Path(__file__).parent / "data" / "world_110m.json"
DRAWING = Path(__file__).parent.parent / "static" / "img" / "world.svg"


def project(longitude: float, latitude: float, digits: int = 1) -> tuple[float, float]:
    """Return where a point in degrees east and north falls on the map, to so many digits behind the point.

    >>> project(6.1639, 52.2550)
    (494.4, 103.1)
    """
    l, f2 = radians(longitude), radians(latitude) ** 2  # noqa: E741
    f4 = f2 * f2
    x = ORIGIN_X + SCALE * l * (0.8707 - 0.131979 * f2 + f4 * (-0.013791 + f4 * (0.003971 * f2 - 0.001529 * f4)))
    y = ORIGIN_Y - SCALE * radians(latitude) * (
        1.007226 + f2 * (0.015085 + f4 * (-0.044475 + 0.028874 * f2 - 0.005916 * f4))
    )
    return round(x, digits), round(y, digits)


def viewbox(
    points: list[tuple[float, float]],
    *,
    padding: float = 30,
    smallest: float = 150,
    ratio: float = 1.0,
    aside: float = 0,
) -> str:
    """Return the viewBox that holds all points with `padding` around, `ratio` times as wide as high.

    `aside` is the part of the width to leave free at the left, for text over the map. It is never narrower than `smallest` and stays on the map; without points it is the whole map.
    """
    if not points:
        return f"0 0 {WIDTH} {HEIGHT}"
    left = min(x for x, _ in points) - padding
    right = max(x for x, _ in points) + padding
    top = min(y for _, y in points) - padding
    bottom = max(y for _, y in points) + padding
    width = min(max((right - left) / (1 - aside), smallest, (bottom - top) * ratio), WIDTH)
    height = min(max(width / ratio, bottom - top), HEIGHT)
    free = width - (right - left)
    x = min(max(left - free / 2 if not aside else right - width, 0), WIDTH - width)
    y = min(max((top + bottom - height) / 2, 0), HEIGHT - height)
    return f"{x:.0f} {y:.0f} {width:.0f} {height:.0f}"


def place_labels(
    points: list[tuple[str, float, float]], *, size: float = 8.5, right: float = WIDTH
) -> list[tuple[str, float, float, str] | None]:
    """Return for each (text, x, y) where its label stands: (text, x, y, anchor), or None where there is no room.

    Tries right, left, above and below of each point in turn; the first come has the choice. A label covers no other
    label and no point, and ends before `right`.
    """
    taken = [(x - 2, y - 2, x + 2, y + 2) for _, x, y in points]
    placed = []
    for text, x, y in points:
        width = len(text) * size * 0.56
        for dx, dy, anchor in [(5, 3, "start"), (-5, 3, "end"), (0, -6, "middle"), (0, 12, "middle")]:
            left = x + dx - {"start": 0, "middle": width / 2, "end": width}[anchor]
            box = (left, y + dy - size, left + width, y + dy + 2)
            if box[2] <= right and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                placed.append((text, round(x + dx, 1), round(y + dy, 1), anchor))
                break
        else:
            placed.append(None)
    return placed


def _overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def countries() -> list[dict]:
    """Return the countries of the data file: `iso2`, `iso3`, names, `path` (None if too small to draw), `cx`, `cy`."""
    return json.loads(DATA.read_text(encoding="utf-8"))


def relative(path: str) -> str:
    """Rewrite an absolute path of `M…L…Z` rings with relative steps of one decimal: a third of the bytes.

    Each step is taken from the rounded end of the one before, so that rounding never adds up.

    >>> relative("M10,10L10.5,10L11,12.2Z")
    'm10 10h.5l.5 2.2z'
    """
    pieces, (at_x, at_y) = [], (0, 0)
    for ring in re.findall(r"M([^MZ]+)Z", path):
        points = [tuple(round(float(n) * 10) for n in point.split(",")) for point in ring.split("L")]
        start, command = points[0], ""
        for index, (x, y) in enumerate(points):
            dx, dy = x - at_x, y - at_y
            if index == 0:
                pieces.append("m" + _pair(dx, dy))
                command = "m"
            elif (dx, dy) == (0, 0):
                continue
            elif dy == 0:
                pieces.append("h" + _number(dx))
                command = "h"
            elif dx == 0:
                pieces.append("v" + _number(dy))
                command = "v"
            else:
                pair = _pair(dx, dy)
                # After m or l, more pairs are lines without a letter.
                repeats = command in "ml"
                pieces.append((("" if pair[0] == "-" else " ") if repeats else "l") + pair)
                command = "l"
            at_x, at_y = x, y
        pieces.append("z")
        at_x, at_y = start
    return "".join(pieces)


def _number(tenths):
    sign, (whole, tenth) = "-" if tenths < 0 else "", divmod(abs(tenths), 10)
    return sign + (str(whole) if whole or not tenth else "") + (f".{tenth}" if tenth else "")


def _pair(dx, dy):
    second = _number(dy)
    return _number(dx) + ("" if second[0] == "-" else " ") + second


def land() -> SafeString:
    """Return one SVG shape for each country under its code, all of them together as `land`."""
    shapes = "\n".join(
        f'<path id="{country["iso2"]}" d="{relative(country["path"])}"/>' for country in countries() if country["path"]
    )
    return SafeString(f'<g id="land">\n{shapes}\n</g>')


def drawing() -> str:
    """Return the whole map as SVG."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{land()}</svg>\n'


if __name__ == "__main__":
    DRAWING.write_text(drawing(), encoding="utf-8")
