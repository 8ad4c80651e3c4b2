"""Visits as a table, for open data."""

from django.conf import settings
from django.utils.translation import gettext as _


def as_table(visits) -> tuple[list[str], list[list]]:
    """Return the header and a row for each visit, in the active language; days as 2026-11-27."""
    header = [
        _("First day"),
        _("Last day"),
        _("Received or paid"),
        _("City"),
        _("Country"),
        _("Title"),
        _("Who hosted"),
        _("Organisations"),
        _("Network"),
        _("Hanseatic Days"),
        _("Source"),
        _("Address"),
    ]
    return header, [row(visit) for visit in visits]


def row(visit) -> list:
    return [
        visit.starts_on.isoformat(),
        visit.ends_on.isoformat(),
        visit.get_direction_display(),
        visit.place.name,
        visit.place.country.iso2,
        visit.title,
        visit.host,
        [organisation.name for organisation in visit.organisations.all()],
        visit.network.name if visit.network else "",
        visit.hanseatic_days.year if visit.hanseatic_days else "",
        visit.source,
        settings.PORTAL_URL + visit.get_absolute_url(),
    ]
