"""The briefing of a mission as PDF, in the active language: who goes, whom one meets, what ties the cities to Deventer, when.

Of people it holds only travellers who agreed, by name and position; of guests abroad none.
"""

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from deventer_intl import pdf
from organisations.models import CountryPresence, Language, Organisation, Place

from ..calendar_file import clean, excerpt, location_of
from ..models import Traveller
from ..when import between, with_weekday
from .programme import by_day, clock_in_words, in_words

OFFICE = "International Office Deventer"


def briefing(mission, items) -> bytes:
    """Return the PDF, with the items of a programme that its reader goes to."""
    note = _("Letters that we cannot print are shown as ?. In the portal they are as they were typed.")
    return pdf.printed("mission_briefing.typ", content_of(mission, items), note)


def said(text) -> dict:
    """Return a text with its language, so that a screen reader pronounces what had to fall back on another."""
    return {"text": clean(text), "lang": getattr(text, "lang", "") or get_language()}


def row(label, text) -> dict:
    return {"label": str(label), **said(text)}


def rows(*pairs) -> list[dict]:
    return [row(label, text) for label, text in pairs if text]


def content_of(mission, items) -> dict:
    """Return all that stands in it, as the template wants it."""
    companies = companies_of(mission)
    return {
        "language": get_language(),
        "title": _("Briefing: %(title)s") % {"title": clean(mission.title)},
        "office": OFFICE,
        "page_label": _("page"),
        "lead": days_of(mission),
        "summary": said(mission.summary),
        "note": "",
        "facts": facts(mission),
        "made": _("As it stands on %(date)s. The page for participants has the latest.")
        % {"date": date_format(timezone.localdate())},
        "participants": {
            "title": _("Who goes"),
            "empty": _("No companies yet"),
            "parts": [*map(participant, companies)],
        },
        "partners": {"title": _("Whom we meet"), "empty": _("Not yet filled in"), "parts": partners(mission)},
        "cities": {
            "title": _("The cities"),
            "empty": _("Not yet filled in"),
            "parts": [*map(city, places_of(mission))],
        },
        "programme": {"title": _("Programme"), "empty": _("Not yet filled in"), **programme(mission, items)},
        "contacts": {"title": _("Contact"), "empty": "", "parts": contacts(mission)},
    }


def days_of(mission) -> str:
    if mission.starts_on is None:
        return capfirst(mission.get_kind_display())
    first, last = with_weekday(mission.starts_on), with_weekday(mission.ends_on)
    return capfirst(first if mission.starts_on == mission.ends_on else between(first, last))


def facts(mission) -> list[dict]:
    cities = [f"{place.name} ({place.country.name})" for place in mission.places.all()]
    return rows(
        (_("Kind"), capfirst(mission.get_kind_display())),
        (_("Where"), ", ".join(cities or [country.name for country in mission.countries.all()])),
        (_("Led by"), mission.led_by.name if mission.led_by else OFFICE),
        (_("Supported by"), ", ".join(each.name for each in mission.organisations.all())),
        (_("Industries"), ", ".join(mission.industry_names)),
        (_("Clock"), clock_in_words(mission.zone, mission.starts_on)),
    )


def companies_of(mission):
    agreed = Prefetch("travellers", Traveller.objects.filter(in_briefing=True), to_attr="in_sight")
    return mission.companies.going().told().select_related("organisation").prefetch_related(agreed)


def languages_of(codes) -> str:
    return ", ".join(str(Language(code).label) for code in codes if code in Language)


def participant(company) -> dict:
    travellers = [", ".join(filter(None, [each.name, each.role])) for each in company.in_sight]
    return {
        "title": said(company.organisation.name),
        "rows": rows(
            (_("Industries"), ", ".join(company.industry_names)),
            (pgettext("a company", "Offers"), company.offers),
            (pgettext("a company", "Seeks"), company.seeks),
            (_("Languages"), languages_of(company.languages)),
            (_("Website"), company.organisation.website),
            (_("Travels"), "\n".join(travellers)),
        ),
    }


def partners(mission) -> list[dict]:
    found = mission.counterparts.filter(in_briefing=True, withdrawn_at=None)
    return [partner(each) for each in found.select_related("place__country")]


def partner(each) -> dict:
    where = f"{each.place.name} ({each.place.country.name})" if each.place else ""
    return {
        "title": said(each.name),
        "rows": rows(
            (_("City"), where),
            (_("Industries"), ", ".join(each.industry_names)),
            (pgettext("a company", "Offers"), each.offers),
            (pgettext("a company", "Seeks"), each.seeks),
            (_("Languages"), languages_of(each.languages)),
            (_("Website"), each.website),
        ),
    }


def places_of(mission):
    public = CountryPresence.objects.filter(organisation__in=Organisation.objects.public())
    presences = Prefetch("presences", public.select_related("organisation"), to_attr="active_there")
    places = Place.objects.filter(missions=mission).select_related("country", "hanse")
    return places.prefetch_related("ties", presences)


def city(place) -> dict:
    """Return what the portal knows of a city, each with its source; what it does not know is not said."""
    there = sorted({presence.organisation.name for presence in place.active_there})
    hanse = getattr(place, "hanse", None)
    ties = [pair for tie in place.ties.all() for pair in tie_rows(tie)]
    return {
        "title": said(place.name),
        "rows": rows(
            (_("Country"), place.country.name),
            (_("Description"), excerpt(place.description)),
            *ties,
            (_("Hanse"), with_source(hanse.standing, hanse.source) if hanse else ""),
            (_("Organisations of Deventer that are active there"), ", ".join(there)),
            (_("Source"), place.source),
        ),
    }


def tie_rows(tie):
    standing = [f"{tie.get_kind_display()}: {tie.get_status_display()}"]
    if tie.since_year:
        standing.append(_("since %(year)s") % {"year": tie.since_year})
    if tie.until_year:
        standing.append(_("until %(year)s") % {"year": tie.until_year})
    yield _("Tie with Deventer"), with_source(", ".join(map(str, standing)), tie.source)
    agreed = [tie.agreement, date_format(tie.agreed_on) if tie.agreed_on else "", tie.agreement_document]
    yield _("Agreement"), ", ".join(filter(None, agreed)) if any(agreed) else _("not yet filled in")


def with_source(text, source) -> str:
    return _("%(text)s (source: %(source)s)") % {"text": text, "source": source} if source else str(text)


def programme(mission, items) -> dict:
    return {
        "clock": clock_in_words(mission.zone, mission.starts_on),
        "header": [_("When"), _("What")],
        "days": [
            {"title": capfirst(with_weekday(day.date)), "items": [item_of(each, mission) for each in day.items]}
            for day in by_day(items)
        ],
    }


def item_of(item, mission) -> dict:
    host = _("Received by %(host)s") % {"host": item.host} if item.host else ""
    lines = [capfirst(item.get_kind_display()), location_of(item), host]
    return {
        "when": in_words(item, mission.zone),
        "title": said(item.title),
        "lines": [clean(line) for line in lines if line],
        "note": {**said(item.note), "text": clean(excerpt(item.note))},
    }


def contacts(mission) -> list[dict]:
    lead = mission.led_by
    shown = lead if lead and lead.shows_contact else None
    found = [
        {
            "title": said(OFFICE),
            "rows": rows(
                (_("E-mail address"), settings.OFFICE_EMAIL),
                (_("Page for participants"), settings.PORTAL_URL + reverse("events:mission_room", args=[mission.slug])),
            ),
        }
    ]
    if lead:
        known = rows(
            (_("Contact person"), shown and shown.contact_name),
            (_("E-mail address"), shown and shown.email),
            (_("Telephone"), shown and shown.phone),
            (_("Website"), lead.website),
        )
        found.insert(0, {"title": said(lead.name), "rows": known})
    return found
