"""The agenda for programs: calendar files and an Atom feed, of what everyone may see, with the filters of the agenda."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from deventer_intl.form_answers import refusal
from deventer_intl.markdown import markdown

from .. import calendar_file
from ..calendar_file import clean
from ..filters import AgendaFilter
from ..models import Event

NEWEST = 50


def agenda_ics(request):
    """The agenda as a calendar file, to subscribe to."""
    agenda = asked_of_everyone(request)
    if not agenda.is_valid:
        return refusal(agenda.form)
    return file_of(in_feed(agenda).for_calendar(), name=name_of(agenda), file_name="agenda.ics")


def event_ics(request, slug):
    """One event as a calendar file, to whoever sees its page."""
    events = Event.objects.visible_to(request.user).published().for_calendar()
    event = get_object_or_404(events, slug=slug)
    return file_of([event], name=clean(event.title), file_name=f"{slug}.ics")


def file_of(events, *, name, file_name, programme=()):
    content = calendar_file.calendar(events, name=name, programme=programme)
    response = HttpResponse(content, content_type=calendar_file.CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def asked_of_everyone(request):
    """Return what an address asks of the public agenda. A feed says the same to everyone, also to who is signed in."""
    return AgendaFilter(request.GET, AnonymousUser())


def in_feed(agenda):
    """Return the events of a feed: those the agenda shows, and those of the last months, which a calendar shows too."""
    events = agenda.events if agenda.is_past or "van" in agenda.asked else agenda.matching.lately()
    return events.public().still_announced()


def name_of(agenda):
    """Return what a feed is called: whoever follows several must tell them apart."""
    asked = [dict(agenda.form.fields[name].choices)[agenda.asked[name]] for name in NAMING if name in agenda.asked]
    asked += [agenda.asked["q"]] if "q" in agenda.asked else []
    name = _("Agenda of Deventer Internationaal")
    return clean(f"{name}: {', '.join(map(str, asked))}") if asked else name


NAMING = ["soort", "land", "stad", "doel", "netwerk", "organisatie"]


class AgendaFeed(Feed):
    """The events that were published or changed last, in Atom."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        agenda = asked_of_everyone(request)
        return super().__call__(request, *args, agenda=agenda, **kwargs) if agenda.is_valid else refusal(agenda.form)

    def get_object(self, request, agenda):
        return agenda

    def title(self, agenda):
        return name_of(agenda)

    def link(self, agenda):
        return address_of("events:agenda", agenda)

    def feed_url(self, agenda):
        return address_of("events:feed", agenda)

    def items(self, agenda):
        return in_feed(agenda).with_names().order_by("-updated_at", "-pk")[:NEWEST]

    def item_title(self, event):
        return clean(_("Cancelled: %(title)s") % {"title": event.title} if event.is_cancelled else event.title)

    def item_description(self, event):
        parts = [event.when, calendar_file.location_of(event), event.reason if event.is_cancelled else ""]
        lines = format_html_join("", "<p>{}</p>", [[part] for part in parts if part])
        text = markdown(event.description) or (format_html("<p>{}</p>", event.summary) if event.summary else "")
        return clean(lines + text)

    def item_link(self, event):
        return settings.PORTAL_URL + event.get_absolute_url()

    def item_guid(self, event):
        return event.uid.urn

    def item_pubdate(self, event):
        return event.published_at

    def item_updateddate(self, event):
        return event.updated_at

    def item_categories(self, event):
        return [str(event.get_kind_display())]


def address_of(name, agenda):
    address = settings.PORTAL_URL + reverse(name)
    return f"{address}?{agenda.query}" if agenda.query else address
