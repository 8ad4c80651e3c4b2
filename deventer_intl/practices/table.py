"""Good practices as a table, for open data."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _


def as_table(practices) -> tuple[list[str], list[list]]:
    """Return the header and a row for each good practice, in the active language; days as 2026-11-27."""
    header = [
        _("Title"), _("Organisation"), _("Sector"), _("Global Goals"), _("Countries"), _("What came of it"), _("Figures"),
        _("Published on"), _("Address"),
    ]  # fmt: skip
    return header, [row(practice) for practice in practices]


def row(practice) -> list:
    return [
        practice.title,
        practice.organisation.name,
        practice.organisation.get_sector_display(),
        [str(tag.goal_id) for tag in practice.goal_tags.all()],
        [country.name for country in practice.countries.all()],
        practice.result,
        [f"{each.number.normalize():f} {each.what} ({each.source})" for each in practice.figures.all()],
        timezone.localdate(practice.published_at).isoformat(),
        settings.PORTAL_URL + practice.get_absolute_url(),
    ]
