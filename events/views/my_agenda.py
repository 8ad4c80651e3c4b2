"""Somebody's own agenda: on a page, and at a secret address for calendar programs."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from ..actions import calendar_link as actions
from ..models import CalendarLink, Event, MissionItem
from ..organisers import run_by
from .feeds import file_of

PAGE_SIZE = 20


@login_required
@never_cache
def my_agenda(request):
    """What is to come of one's networks and organisations, and what one registered for."""
    events = Event.objects.of_person(request.user).upcoming().with_names()
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "section": "member",
        "page_obj": page,
        # A secretary has no other page that leads there.
        "run": run_by(request).filter(pk__in=[event.pk for event in page]),
        "link": CalendarLink.objects.filter(user=request.user).first(),
    }
    return render(request, "events/my_agenda.html", context)


@login_required
@never_cache
@rate_limit(action="calendar_link")
@sensitive_variables("token", "address")
def renew_calendar_link(request):
    """Make an address, and show it this once."""
    if request.method != "POST":
        return redirect("events:my_agenda")
    token = actions.renew(by=request.user)
    address = request.build_absolute_uri(reverse("events:personal_ics", args=[token]))
    context = {"section": "member", "address": address, "to_open": f"webcal{address[address.index('://') :]}"}
    return render(request, "events/calendar_link.html", context)


@login_required
def revoke_calendar_link(request):
    if request.method == "POST":
        actions.revoke(by=request.user)
        messages.success(request, _("The address no longer works."))
    return redirect("events:my_agenda")


@never_cache
@sensitive_variables("token")
def personal_ics(request, token):
    """Somebody's own agenda as a calendar file, to whoever has the address; what may be read in it is reckoned each time."""
    link = CalendarLink.objects.of(token)
    if link is None:
        return nothing_there(request)
    events = Event.objects.of_person(link.user).lately().still_announced().for_calendar()
    items = MissionItem.objects.of_person(link.user).lately().select_related("mission", "place__country")
    name = _("My agenda in Deventer Internationaal")
    response = file_of(events, name=name, file_name="mijn-agenda.ics", programme=items)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response


@rate_limit(action="calendar_address", limit_get=True)
def nothing_there(request):
    """Say so, and count: only who guesses comes here often."""
    raise Http404
