"""The list to tick off at the door, as PDF: name, organisation and number of people; nothing else of anybody."""

from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from deventer_intl import pdf

# Names in scripts that our fonts lack: so many runs of letters are replaced before giving up.
MOST_REPLACED = 200


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
    for _attempt in range(MOST_REPLACED):
        try:
            return pdf.render("attendance.typ", data)
        except pdf.Unprintable as error:
            data = without(data, str(error))
    data["rows"] = [[str(number), "", row[2]] for number, row in enumerate(data["rows"], 1)]
    return pdf.render("attendance.typ", data)


def without(data, letters):
    rows = [[cell.replace(letters, "?") for cell in row] for row in data["rows"]]
    note = _("Letters that we cannot print are shown as ?. On the list in the portal they are as they were typed.")
    texts = {name: data[name].replace(letters, "?") for name in ("title", "lead")}
    return {**data, **texts, "rows": rows, "note": note}
