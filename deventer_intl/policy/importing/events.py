"""Events of before the portal was, from the rows of a sheet."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from events.models import PastEvent
from organisations.cells import labels

from .cells import Cells, Problem
from .checked import doubles
from .known import Known


def read(row: Cells, known: Known, source: str, today: date) -> PastEvent | None:
    """Return the event of a row, None where something is wrong with it."""
    year = row.year(today, known.years)
    event = PastEvent(
        year=year,
        held_on=row.day("datum", today, year=year),
        kind=row.one_of("soort", labels(PastEvent.Kind), required=True),
        title=row.text("titel", most=200),
        organisation=known.organisation(row, required=False),
        country=row.one_of("land", known.countries),
        companies=row.whole("bedrijven mee"),
        source=row.text("bron", required=False) or source,
    )
    if known.kept_from and year and year >= known.kept_from:
        row.wrong("jaar", _("Events of %(year)s stand in the agenda of this portal.") % {"year": year})
    return None if row.problems else event


def problems_of_all(records: list[tuple[int, PastEvent]]) -> Iterator[Problem]:
    """Yield what is wrong with rows beside each other, and beside what was imported before."""
    for row, before in doubles(records, same).items():
        yield Problem(row, "", _("This is the same event as in row %(number)s.") % {"number": before})
    years = {event.year for _row, event in records}
    imported = {same(event) for event in PastEvent.objects.filter(year__in=years)}
    for row, event in records:
        if same(event) in imported:
            yield Problem(row, "", _("This event was imported before."))


def same(event: PastEvent) -> tuple:
    """Return what tells one event from another."""
    return event.year, event.held_on, event.kind, event.title.casefold(), event.organisation_id
