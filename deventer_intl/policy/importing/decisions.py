"""Subsidies granted before the portal was, from the rows of a sheet."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from deventer_intl.amount_fields import shown
from subsidies.models import PastDecision

from .cells import Cells, Problem
from .checked import doubles
from .known import Known

EUROS = {"EUR", "EURO", "€"}


def read(row: Cells, known: Known, source: str, today: date) -> PastDecision | None:
    """Return the decision of a row, None where something is wrong with it."""
    year = row.year(today, known.years)
    currency = row.text("valuta")
    if currency and currency.upper() not in EUROS:
        row.wrong("valuta", _("Amounts are in EUR, this one is in %(currency)s.") % {"currency": currency[:20]})
    decision = PastDecision(
        year=year,
        scheme=row.one_of("regeling", known.schemes, required=True),
        ceiling=row.amount("plafond"),
        organisation=known.organisation(row, required=True),
        purpose=row.text("doel van de subsidie"),
        amount=row.amount("bedrag"),
        decided_on=row.day("datum besluit", today, year=year),
        country=row.one_of("land", known.countries),
        goal=row.one_of("global goal", known.goals),
        source=row.text("bron", required=False) or source,
    )
    is_kept_here = known.kept_from and year and year >= known.kept_from
    if is_kept_here or (decision.scheme_id, year) in known.in_the_ledger:
        row.wrong("jaar", _("Decisions of %(year)s stand in this portal itself.") % {"year": year})
    return None if row.problems else decision


def problems_of_all(records: list[tuple[int, PastDecision]], currencies: set[str]) -> Iterator[Problem]:
    """Yield what is wrong with rows beside each other, and beside what was imported before."""
    if len(currencies) > 1:
        text = _("The file has amounts in more than one currency: %(currencies)s. Only euros are imported.")
        yield Problem(None, "valuta", text % {"currencies": ", ".join(sorted(currencies))})
    for row, before in doubles(records, same).items():
        yield Problem(row, "", _("This is the same decision as in row %(number)s.") % {"number": before})
    years = defaultdict(list)
    for row, decision in records:
        years[decision.scheme, decision.year].append((row, decision))
    before = defaultdict(list)
    for decision in PastDecision.objects.filter(year__in={year for _scheme, year in years}).select_related("scheme"):
        before[decision.scheme, decision.year].append(decision)
    for (scheme, year), rows in years.items():
        yield from problems_of_year(scheme, year, rows, before[scheme, year])


def problems_of_year(scheme, year, rows, before) -> Iterator[Problem]:
    """Yield what is wrong with the decisions of a scheme in a year, of which some may be imported already."""
    ceiling = before[0].ceiling if before else rows[0][1].ceiling
    imported = {same(decision) for decision in before}
    granted = sum(decision.amount for decision in before)
    said = {"scheme": scheme, "year": year, "ceiling": shown(ceiling)}
    for row, decision in rows:
        if decision.ceiling != ceiling:
            text = _("Another ceiling of %(scheme)s in %(year)s than %(ceiling)s, which was said before.")
            yield Problem(row, "plafond", text % said)
        if same(decision) in imported:
            yield Problem(row, "", _("This decision was imported before."))
        granted += decision.amount
        # Of the row that goes over it alone.
        if granted > ceiling >= granted - decision.amount:
            text = _(
                "With this row %(granted)s was granted of %(scheme)s in %(year)s: more than the ceiling, %(ceiling)s."
            )
            yield Problem(row, "bedrag", text % {**said, "granted": shown(granted)})


def same(decision: PastDecision) -> tuple:
    """Return what tells one decision from another."""
    return (
        decision.year,
        decision.scheme_id,
        decision.organisation_id,
        decision.purpose.casefold(),
        decision.amount,
        decision.decided_on,
    )
