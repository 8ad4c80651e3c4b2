"""Indicators over the years, as the snapshots have them. No database here."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from globalgoals.typed_numbers import shown_value

from .tree import Cell, Grid, Head, Line, Point
from .wording import Notes, in_language, standing_of, year_text

# Of a figure so many records get a footnote of their own; one more leads to all.
MOST_NOTED = 5


def lines_of(years, contents: Mapping[int, Mapping], notes: Notes) -> dict[int, list[Line]]:
    """Return the indicators of each chapter by its number, described as the last snapshot that has them says."""
    described, found = {}, {}
    for year in sorted(contents):
        for each in contents[year]["indicators"]:
            described.pop(each["slug"], None)
            described[each["slug"]] = each
            found[each["slug"], year] = each
    by_chapter = {}
    for slug, indicator in described.items():
        points = tuple(point(year, contents.get(year), found.get((slug, year)), notes) for year in years)
        by_chapter.setdefault(indicator["chapter"], []).append(line(indicator, points, notes, found))
    return by_chapter


def point(year, content, kept, notes) -> Point:
    if content is None:
        return Point(year, None, standing_of("not-kept"), "not-kept")
    standing = kept["standing"] if kept else "unknown"
    if not kept or kept["value"] is None:
        return Point(year, None, standing_of(standing), standing, content["provisional"])
    value = Decimal(kept["value"])
    text = shown_value(value, kept["unit"])
    return Point(year, value, text, standing, content["provisional"], noted(year, kept, notes))


def noted(year, kept, notes) -> tuple[int, ...]:
    """Return the footnotes of a figure: where it was taken from, or the records that it was reckoned of."""
    found = []
    if kept["source"]:
        text = _("Imported, source: %(source)s") if kept["standing"] == "imported" else _("Source: %(source)s")
        found.append(notes.add(text % {"source": kept["source"]}))
    for record in kept["records"][:MOST_NOTED]:
        text = record["title"]
        if record["source"]:
            text = _("%(record)s. Imported, source: %(source)s") % {"record": text, "source": record["source"]}
        found.append(notes.add(text, record["address"]))
    if len(kept["records"]) > MOST_NOTED:
        text = _("All %(number)s records behind “%(name)s” of %(year)s")
        values = {"number": len(kept["records"]), "name": in_language(kept["name"]), "year": year}
        found.append(notes.add(text % values, f"/beleid/cijfers/{kept['slug']}/{year}/"))
    return tuple(found)


def line(indicator, points, notes, found) -> Line:
    name = in_language(indicator["name"])
    target, most = (indicator[key] and Decimal(indicator[key]) for key in ("target", "target_most"))
    heads = (
        Head(_("Year"), is_short=True),
        Head(_("Figure"), True),
        Head(_("How it came in")),
        Head(_("As of"), is_short=True),
    )
    rows = tuple(row(each, found[indicator["slug"], each.year]) for each in points if each.value is not None)
    return Line(
        slug=indicator["slug"],
        name=name,
        unit=indicator["unit"],
        side=indicator["side"],
        direction=indicator["direction"],
        target=target,
        target_most=most,
        target_text=target_text(target, most, indicator["unit"]),
        points=points,
        grid=Grid(indicator["slug"], name, heads, rows, empty=_("Not known of any year.")),
        unknown=unknown_of(points),
    )


def unknown_of(points) -> str:
    """Return of which years there is no figure, and why: "2021, 2023: nothing kept of this year"."""
    why = {}
    for each in points:
        if each.value is None:
            why.setdefault(each.text, []).append(str(each.year))
    return "; ".join(f"{', '.join(years)}: {text}" for text, years in why.items())


def target_text(target, most, unit) -> str:
    if target is None:
        return ""
    if most is None:
        return _("Target: %(number)s a year") % {"number": shown_value(target, unit)}
    return _("Target: %(least)s to %(most)s a year") % {
        "least": shown_value(target, unit),
        "most": shown_value(most, unit),
    }


def row(point, kept) -> tuple[Cell, ...]:
    return (
        Cell(year_text(point.year, point.is_provisional), str(point.year)),
        Cell(point.text, point.value, notes=point.notes),
        Cell(standing_of(point.standing), point.standing),
        Cell(day(kept["as_of"]), kept["as_of"]),
    )


def day(text: str | None) -> str:
    """Return an ISO day as it is read: 31-12-2023, the same in each language."""
    return "-".join(reversed(text.split("-"))) if text else "–"
