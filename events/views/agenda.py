"""The agenda as the public reads it; members also see the meetings of their networks."""

from itertools import groupby

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from deventer_intl import spreadsheets
from deventer_intl.form_answers import refusal
from organisations.models import Organisation

from ..filters import PAST, AgendaFilter
from ..models import Event
from ..moments import FIRST_YEAR, LAST_YEAR
from ..month import Month

PAGE_SIZE = 20


class AgendaView(View):
    """What is to come, by month; or what is over, the last first, with its report."""

    def get(self, request):
        agenda = AgendaFilter(request.GET, request.user)
        context = {"section": "agenda", "agenda": agenda, "form": agenda.form, "parameter": PAST}
        if not agenda.is_valid:
            return render(request, "events/agenda.html", context, status=422)
        paginator = Paginator(agenda.events.with_names(), PAGE_SIZE)
        page = paginator.get_page(request.GET.get("pagina"))
        today = timezone.localdate()
        context |= {
            "page_obj": page,
            "months": by_month(page.object_list, since=None if agenda.is_past or "van" in agenda.asked else today),
            "other_period": agenda.query_with(periode=None if agenda.is_past else PAST, van=None, tot=None),
            "this_month": Month.of(agenda.asked.get("van") or today),
            "month_query": agenda.query_with(periode=None, van=None, tot=None),
        }
        return render(request, "events/agenda.html", context)


def by_month(events, since=None):
    """Return (the first day of a month, its events) in their order; what began before `since` stands with that day."""

    def month_of(event):
        day = max(event.first_day, since) if since else event.first_day
        return day.replace(day=1)

    return [(month, list(found)) for month, found in groupby(events, key=month_of)]


class MonthView(View):
    """A month as a calendar shows it."""

    def get(self, request, month):
        shown = Month(*map(int, month.split("-")))
        if not (FIRST_YEAR <= shown.year <= LAST_YEAR and 1 <= shown.month <= 12):
            raise Http404
        parameters = request.GET.copy()
        for name in ("van", "tot", "periode"):
            parameters.pop(name, None)
        parameters["van"], parameters["tot"] = shown.first.isoformat(), shown.last.isoformat()
        agenda = AgendaFilter(parameters, request.user)
        context = {"section": "agenda", "agenda": agenda, "form": agenda.form, "month": shown}
        if not agenda.is_valid:
            return render(request, "events/month.html", context, status=422)
        events = list(agenda.matching.with_names())
        context |= {
            "weeks": shown.weeks(events),
            "is_empty": not events,
            "query": agenda.query_with(van=None, tot=None),
            "today": timezone.localdate(),
            "previous": shown.previous if shown.previous.year >= FIRST_YEAR else None,
            "next": shown.next if shown.next.year <= LAST_YEAR else None,
        }
        return render(request, "events/month.html", context)


class EventView(DetailView):
    """All that is said of an event. Who may see it before it is published looks at it here too."""

    template_name = "events/event.html"
    context_object_name = "event"

    def get_queryset(self):
        found = Event.objects.visible_to(self.request.user).with_names()
        return found.select_related(
            "place__country", "organiser", "network", "umbrella", "series", "registration_terms", "mission"
        )

    def get_context_data(self, **kwargs):
        event, visible = self.object, Event.objects.visible_to(self.request.user).published()
        return super().get_context_data(
            section="agenda",
            countries=event.countries.all(),
            cities=event.cities.select_related("country"),
            goal_tags=event.goal_tags.select_related("goal", "confirmed_for"),
            taking_part=event.organisations.filter(status=Organisation.Status.ACTIVE),
            parts=visible.filter(umbrella=event).with_names(),
            umbrella=visible.filter(pk=event.umbrella_id).first() if event.umbrella_id else None,
            others=self.others(visible),
            photos=event.photos.all() if event.is_published else [],
            **kwargs,
        )

    def others(self, visible):
        """Return the other times of its series that are to come."""
        if self.object.series_id is None:
            return []
        return visible.filter(series=self.object.series).exclude(pk=self.object.pk).upcoming()[:12]

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        if changes_today(self.object):
            # Public pages are kept by the day.
            response["Cache-Control"] = "private, no-store"
        return response


def changes_today(event):
    """Say whether the page of an event says something else later today, without anybody changing it."""
    terms = getattr(event, "registration_terms", None)
    moments = [event.starts_at, event.ends_at, *([terms.opens_at, terms.closes_at] if terms else [])]
    return any(moment and timezone.localdate(moment) == timezone.localdate() for moment in moments)


def agenda_csv(request):
    """What the agenda shows under the same filters, all pages of it."""
    agenda = AgendaFilter(request.GET, request.user)
    if not agenda.is_valid:
        return refusal(agenda.form)
    events = agenda.events.with_names().prefetch_related("countries", "goals")
    content = spreadsheets.write("csv", header(), [row(event) for event in events])
    response = HttpResponse(content, content_type=spreadsheets.FORMATS["csv"])
    response["Content-Disposition"] = 'attachment; filename="agenda.csv"'
    return response


def header():
    return [
        _("title"), _("kind"), _("begins"), _("ends"), _("time zone"), _("state"), _("venue and address"), _("city"), _("country"),
        _("organised by"), _("network"), _("countries it is about"), _("Global Goals"), _("summary"), _("address"),
    ]  # fmt: skip


def row(event):
    is_day = event.is_all_day
    return [
        event.title,
        event.get_kind_display(),
        event.first_day.isoformat() if is_day else f"{event.local_start:%Y-%m-%d %H:%M}",
        event.last_day.isoformat() if is_day else f"{event.local_end:%Y-%m-%d %H:%M}",
        event.zone,
        event.get_status_display(),
        event.venue,
        event.place.name if event.place else "",
        event.place.country.name if event.place else "",
        event.organiser.name if event.organiser else "International Office",
        event.network.name if event.network else "",
        ", ".join(country.name for country in event.countries.all()),
        ", ".join(str(goal.number) for goal in event.goals.all()),
        event.summary,
        settings.PORTAL_URL + reverse("events:event", args=[event.slug]),
    ]
