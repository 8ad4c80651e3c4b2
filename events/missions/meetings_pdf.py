"""The meetings of a day to print, as PDF: a page for each party, to hand out."""

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deventer_intl import pdf

from ..when import with_weekday


def meetings_pdf(plan) -> bytes:
    """Return a page for each who takes part; letters that our fonts lack stand in it as ?."""
    day = plan.day
    data = {
        "title": _("Meetings: %(title)s") % {"title": day.mission.title},
        "language": get_language(),
        "page_label": _("page"),
        "office": "International Office Deventer",
        "concept": "" if day.is_fixed else _("Draft"),
        "lead": capfirst(with_weekday(day.local_start.date())),
        "venue": day.venue,
        "header": [_("Time"), _("Table"), _("Whom you meet"), _("Who comes")],
        "none": _("No meetings on this day."),
        "note": _("Times on the clock there (%(zone)s). Last changed meetings stand on your own page.") % {
            "zone": day.get_zone_display()
        },
        "parties": [page_of(party, plan) for party in sorted(plan.taking_part, key=lambda each: each.name.casefold())],
    }  # fmt: skip
    return pdf.printed("meetings.typ", data)


def page_of(party, plan):
    own = sorted((row for row in plan.rows if party.pk in (row.here_id, row.there_id)), key=lambda row: row.round)
    rows = [[row.hours, str(row.table), other.name, other.contact_name] for row in own for other in [row.other(party)]]
    return {"name": party.name, "rows": rows}
