"""What a file would add, in words and sums, for whoever decides on it. No database here."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deventer_intl.amount_fields import shown
from globalgoals.typed_numbers import shown_value

from .checked import Checked
from .kinds import Kind

# Rows and mistakes that are shown; the sums are of all.
MOST_SHOWN = 200


@dataclass(frozen=True)
class Summary:
    """Two tables as text, each a header and rows: the sums, and what each row of the file becomes (its number first)."""

    sums: tuple[list[str], list[list[str]]]
    rows: tuple[list[str], list[list[str]]]
    number: int


def summary_of(checked: Checked) -> Summary:
    sums, rows = {Kind.DECISIONS: of_decisions, Kind.EVENTS: of_events, Kind.FIGURES: of_figures}[checked.kind](
        checked.records
    )
    return Summary(sums, (rows[0], rows[1][:MOST_SHOWN]), len(checked.records))


def of_decisions(records):
    years = defaultdict(list)
    for _row, decision in records:
        years[decision.year, str(decision.scheme)].append(decision)
    sums = [
        [str(year), scheme, str(len(each)), shown(sum(one.amount for one in each)), shown(each[0].ceiling)]
        for (year, scheme), each in sorted(years.items())
    ]
    if sums:
        total = sum(decision.amount for _row, decision in records)
        sums.append([_("All years"), "", str(len(records)), shown(total), ""])
    rows = [
        [str(row), str(one.year), str(one.scheme), str(one.organisation), one.purpose, shown(one.amount), one.source]
        for row, one in records
    ]
    names = [_("Row"), _("Year"), _("Scheme"), _("Organisation"), _("What for"), _("Granted"), _("Source")]
    return ([_("Year"), _("Scheme"), _("Number"), _("Granted"), _("Ceiling")], sums), (names, rows)


def of_events(records):
    kinds = defaultdict(list)
    for _row, event in records:
        kinds[event.year, str(event.get_kind_display())].append(event)
    sums = [
        [str(year), kind, str(len(each)), str(sum(one.companies or 0 for one in each))]
        for (year, kind), each in sorted(kinds.items())
    ]
    rows = [
        [
            str(row), str(one.year), date_format(one.held_on) if one.held_on else "", one.title, one.get_kind_display(),
            str(one.organisation or ""), one.source,
        ]
        for row, one in records
    ]  # fmt: skip
    names = [_("Row"), _("Year"), _("Day"), _("Title"), _("Kind"), _("Organisation"), _("Source")]
    return ([_("Year"), _("Kind"), _("Number"), _("Companies")], sums), (names, rows)


def of_figures(records):
    years = defaultdict(list)
    for _row, figure in records:
        years[figure.year].append(figure)
    sums = [[str(year), str(len(each))] for year, each in sorted(years.items())]
    rows = [
        [
            str(row), str(one.indicator), str(one.year), shown_value(one.value, one.unit), date_format(one.measured_on),
            one.source,
        ]
        for row, one in records
    ]  # fmt: skip
    names = [_("Row"), _("Indicator"), _("Year"), _("Value"), _("Measured on"), _("Source")]
    return ([_("Year"), _("Number")], sums), (names, rows)
