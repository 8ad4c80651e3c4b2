"""The list of who comes with a delegation, as PDF: name, position and organisation; never what somebody cannot eat."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ..attendance_list import printed


def guest_list_pdf(delegation, organisation=None) -> bytes:
    """Return the list, with what `organisation` (or everyone) does when; letters that our fonts lack stand in it as ?."""
    guests, programme = list(delegation.guests.all()), delegation.programme.select_related("organisation")
    if organisation:
        programme = programme.filter(organisation=organisation)
    data = {
        "title": _("Who comes: %(title)s") % {"title": delegation.organisation},
        "language": get_language(),
        "page_label": _("page"),
        "office": "International Office Deventer",
        "lead": f"{delegation.city}, {delegation.country} · {days_of(delegation)}",
        "sum": ngettext("%(number)s person", "%(number)s people", len(guests)) % {"number": len(guests)},
        "programme_title": _("Programme"),
        "programme": [{"label": moment_of(item), "text": text_of(item)} for item in programme],
        "list_title": _("Participants"),
        "header": [_("There"), _("Name"), _("Position"), _("Organisation")],
        "rows": [[guest.name, guest.role, guest.organisation] for guest in guests],
        "empty": _("Nobody stands in the list yet."),
        "box": _("to tick"),
        "privacy": _("Only for receiving this delegation. Throw this list away after the visit."),
        "note": "",
    }
    return printed("delegation.typ", data)


def days_of(delegation) -> str:
    """Return the days of a visit in words."""
    first, last = date_format(delegation.starts_on), date_format(delegation.ends_on)
    return first if first == last else _("%(first)s until %(last)s") % {"first": first, "last": last}


def moment_of(item) -> str:
    begins, ends = localtime(item.starts_at), localtime(item.ends_at)
    return f"{date_format(begins, 'SHORT_DATE_FORMAT')} {date_format(begins, 'H:i')} – {date_format(ends, 'H:i')}"


def text_of(item) -> str:
    return "\n".join(filter(None, [str(item.title), item.venue, str(item.organisation or "")]))
