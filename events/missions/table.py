"""Trade missions as a table, for open data."""

from django.conf import settings
from django.utils.translation import gettext as _


def as_table(missions) -> tuple[list[str], list[list]]:
    """Return the header and a row for each mission, in the active language; days as 2026-11-27, amounts in euros."""
    header = [
        _("Title"), _("Kind"), _("Stage"), _("First day"), _("Last day"), _("Companies apply until and including"),
        _("Cities"), _("Countries"), _("Industries"), _("Number of companies at most"), _("Contribution in euros"), _("Led by"),
        _("Summary"), _("Source"), _("Address"),
    ]  # fmt: skip
    return header, [row(mission) for mission in missions]


def row(mission) -> list:
    return [
        mission.title,
        mission.get_kind_display(),
        mission.stage_in_words,
        day(mission.starts_on),
        day(mission.ends_on),
        day(mission.apply_until),
        [place.name for place in mission.places.all()],
        [country.name for country in mission.all_countries],
        mission.industry_names,
        "" if mission.most_companies is None else mission.most_companies,
        "" if mission.fee is None else f"{mission.fee / 100:.2f}",
        mission.leader,
        mission.summary,
        mission.source,
        settings.PORTAL_URL + mission.get_absolute_url(),
    ]


def day(value) -> str:
    return value.isoformat() if value else ""
