"""Who works together on the Global Goals: the Kerngroep, its theme meetings, good practices and the prize."""

from dataclasses import dataclass

from django.shortcuts import render
from django.utils import timezone

from events.models import Event
from globalgoals.models import GoodPractice, PrizeEdition
from organisations.models import Network, Organisation

from .theme_meetings import LEAST, MOST, Year, by_year, width_of

KERNGROEP = "kerngroep-deventer4globalgoals"
NEXT, PRACTICES = 3, 3


@dataclass(frozen=True)
class Bar:
    """A year with how wide its bars are."""

    year: Year
    held_width: int
    to_come_width: int


def theme_meetings():
    """Return the theme meetings of the Kerngroep that everyone can read about, cancelled ones left out."""
    found = Event.objects.public().exclude(status=Event.Status.CANCELLED)
    return found.filter(kind=Event.Kind.THEME, network__slug=KERNGROEP)


def counted():
    """Return what pages say of the theme meetings by year."""
    meetings = theme_meetings().only("starts_at", "ends_at", "zone", "is_all_day")
    years = by_year([meeting.last_day for meeting in meetings], timezone.localdate())
    bars = [Bar(year, width_of(year.held, years), width_of(year.to_come, years)) for year in years]
    return {"bars": bars, "least": LEAST, "most": MOST}


def community(request):
    """Show who works together, what they do next, and what came of it."""
    network = Network.objects.filter(slug=KERNGROEP).first()
    members = Organisation.objects.public().filter(network_memberships__network=network).order_by("name")
    context = {
        "section": "goals",
        "network": network,
        "members": members if network else [],
        "coming": theme_meetings().upcoming().with_names()[:NEXT],
        "practices": GoodPractice.objects.public().latest_first().with_names()[:PRACTICES],
        "edition": PrizeEdition.objects.public().order_by("-year").first(),
        **counted(),
    }
    return render(request, "community/community.html", context)
