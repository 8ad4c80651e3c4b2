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
    return printed("attendance.typ", data)


def printed(template, data) -> bytes:
    """Return a list as PDF, whatever letters stand in its rows, title and lead."""
    for _attempt in range(MOST_REPLACED):
        try:
            return pdf.render(template, data)
        except pdf.Unprintable as error:
            data = without(data, str(error))
    # Names by number; of the rest what is plain.
    data["rows"] = [
        [str(number), *("" for _cell in row[1:-1]), plain(row[-1])] for number, row in enumerate(data["rows"], 1)
    ]
    return pdf.render(template, data)


def plain(text):
    return text if text.isascii() else ""


def without(data, letters):
    """Return the same with ? in the place of some letters; `note` says so."""
    rows = [[cell.replace(letters, "?") for cell in row] for row in data["rows"]]
    note = _("Letters that we cannot print are shown as ?. On the list in the portal they are as they were typed.")
    texts = {name: data[name].replace(letters, "?") for name in ("title", "lead")}
    items = [{**item, "text": item["text"].replace(letters, "?")} for item in data.get("programme", [])]
    return {**data, **texts, "programme": items, "rows": rows, "note": note}
