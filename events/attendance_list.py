"""The list to tick off at the door, as PDF: name, organisation and number of people; nothing else of anybody."""

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from deventer_intl import pdf


def attendance_list(event) -> bytes:
    """Return the list of those who have a place, by name; letters that our fonts lack stand in it as ?."""
    comes = list(event.registrations.coming().named().order_by("name", "pk"))
    people = sum(registration.seats for registration in comes)
    data = {
        "title": _("Who comes: %(title)s") % {"title": event.title},
        "language": get_language(),
        "page_label": _("page"),
        "office": "International Office Deventer",
        "lead": capfirst(event.when),
        "sum": ngettext("%(number)s person", "%(number)s people", people) % {"number": people},
        "header": [_("There"), _("Name"), _("Organisation"), _("People")],
        "rows": [[each.name, each.affiliation, str(each.seats)] for each in comes],
        "empty": _("Nobody has a place yet."),
        "box": _("to tick"),
        "note": "",
    }
    return printed("attendance.typ", data)


def printed(template, data) -> bytes:
    """Return a list as PDF, whatever letters stand in its rows, title and lead."""
    note = _("Letters that we cannot print are shown as ?. On the list in the portal they are as they were typed.")
    try:
        return pdf.printed(template, data, note)
    except pdf.Unprintable:
        # Names by number; of the rest what is plain.
        rows = [
            [str(number), *("" for _cell in row[1:-1]), plain(row[-1])] for number, row in enumerate(data["rows"], 1)
        ]
        return pdf.printed(template, {**data, "rows": rows, "note": note}, note)


def plain(text):
    return text if text.isascii() else ""
