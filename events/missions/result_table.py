"""The results of missions as a table, for open data."""

from decimal import Decimal

from django.utils.translation import gettext as _

from ..models.mission_result import Amount, Hindrance
from .figures import COUNTS
from .withholding import BANDS, LEAST

# The bands in which the amounts of a mission can be shown, each once, the narrow ones first.
ALL_BANDS = list(dict.fromkeys(band for bands in BANDS for band in bands))


def band_label(band):
    """Return a band of amounts in words; a wide one by what it holds."""
    wide = {
        ("low", "middle"): _("less than € 50,000"),
        ("high", "top"): _("more than € 50,000"),
        ("low", "middle", "high", "top"): _("an amount"),
    }
    return wide.get(band) or Amount(band[0]).label


def as_table(results):
    """Return the header and a row for each mission, in the active language. Empty: not filled in, or not shown."""
    header = [
        _("Last day"),
        _("Mission"),
        _("Cities"),
        _("Effort: euros"),
        _("Effort: days of work"),
        _("Companies"),
        _("Companies that answered"),
        _("Of which with their name"),
        _("Of which without their name, in figures of at least %(number)s") % {"number": LEAST},
        *(f"{label} ({whose})" for label in count_labels().values() for whose in (_("with name"), _("without name"))),
        *(f"{_('Amount')}: {band_label(band)}" for band in ALL_BANDS),
        _("What hindered"),
        _("Companies with their name"),
    ]
    return header, [row(result) for result in results]


def count_labels():
    return {"contacts": _("Contacts"), "trials": _("Trials"), "contracts": _("Contracts")}


def row(result):
    mission, figures = result.mission, result.figures
    bands = figures.bands or {}
    return [
        mission.ends_on.isoformat(),
        mission.title,
        [place.name for place in mission.places.all()],
        "" if mission.effort_amount is None else Decimal(mission.effort_amount) / 100,
        "" if mission.effort_days is None else mission.effort_days,
        figures.companies,
        figures.answered,
        figures.named,
        figures.others or "",
        *(
            number
            for name in COUNTS
            for number in (figures.sums[name].named if figures.named else "", figures.sums[name].others)
        ),
        *(bands.get(band, "") for band in ALL_BANDS),
        [f"{Hindrance(key).label} ({number})" for key, number in figures.hindered.most_common()],
        [follow_up.organisation.name for follow_up in result.named],
    ]
