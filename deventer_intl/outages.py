"""When the portal could not serve, from what was noted while it could.

Each minute the worker notes a `Pulse`. That takes a worker that runs and a database that writes; and where `WEB_PULSE_URL`
is set (`make run` and `make serve` set it), the worker first asks the web process for a page and notes whether it answered.
So a stretch without a good pulse is an outage of the worker, of the database or of the web process, or of the machine.

What this cannot see: an outage shorter than `SHORTEST`; a page that is broken while others work; anything between a visitor
and the address that is asked (ask the public address, and the proxy counts too; ask the process itself, and it does not);
and, without `WEB_PULSE_URL`, a web process that is down while the worker runs. A worker that is down, or busy for longer
than `SHORTEST`, while pages are served is shown as an outage all the same: that errs on the side of the applicant, and a
civil servant judges.
"""

from datetime import datetime, timedelta
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import Lead
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A pulse a minute, give or take a restart.
SHORTEST = timedelta(minutes=3)
KEPT = timedelta(days=35)
SHOWN = timedelta(days=14)
PATIENCE_IN_SECONDS = 10
# What a proxy says of a process that is not there.
FROM_A_PROXY = {502, 504}


class StayHere(HTTPRedirectHandler):
    """To be sent on (to HTTPS, to a language) is an answer."""

    def redirect_request(self, *args):
        return None


OPENER = build_opener(ProxyHandler({}), StayHere)


class PulseQuerySet(models.QuerySet):
    def good(self):
        """Those at which all that was asked answered."""
        return self.exclude(web_answered=False)


class Pulse(models.Model):
    """That the portal lived in a minute."""

    minute = models.DateTimeField(_("minute"), primary_key=True)
    # None: it was not asked.
    web_answered = models.BooleanField(_("web process answered"), null=True)

    objects = PulseQuerySet.as_manager()

    class Meta:
        ordering = ["minute"]
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")

    def __str__(self):
        return f"{self.minute:%Y-%m-%d %H:%M}"


def web_answers(url: str) -> bool:
    """Tell whether the web process answers; what it says is of no account, as long as it is the portal that says it."""
    try:
        with OPENER.open(Request(url, headers={"User-Agent": "pulse"}), timeout=PATIENCE_IN_SECONDS):
            return True
    except HTTPError as error:
        # /healthz says 503 in JSON for what else is wrong; a proxy says it in a page.
        return error.code not in FROM_A_PROXY and (error.code != 503 or "json" in error.headers.get("Content-Type", ""))
    except (OSError, HTTPException):
        return False


def note(moment: datetime | None = None) -> None:
    """Note a pulse for this minute; the second time in a minute changes nothing."""
    answered = web_answers(settings.WEB_PULSE_URL) if settings.WEB_PULSE_URL else None
    minute = (moment or timezone.now()).replace(second=0, microsecond=0)
    Pulse.objects.bulk_create([Pulse(minute=minute, web_answered=answered)], ignore_conflicts=True)


def forget() -> None:
    """Retention: a pulse after five weeks."""
    Pulse.objects.filter(minute__lt=timezone.now() - KEPT).delete()


def outages(since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
    """Return the stretches between two moments in which the portal did not live, the oldest first, as (start, end).

    Start is the last good pulse before it and end the first one after it, so the true outage is at most a minute shorter
    on either side; one that still lasts ends at `until`. Before the first pulse ever, nothing is known and nothing shown.
    """
    good = Pulse.objects.good()
    first = good.filter(minute__lte=since).order_by("-minute").values_list("minute", flat=True).first() or since
    following = Window(Lead("minute"), order_by=F("minute").asc())
    gaps = (
        good.filter(minute__range=(first, until))
        .annotate(following=following)
        .filter(Q(following=None) | Q(following__gt=F("minute") + SHORTEST))
    )
    stretches = gaps.order_by("minute").values_list("minute", "following")
    found = [(max(start, since), end or until) for start, end in stretches]
    return [(start, end) for start, end in found if end - start > SHORTEST]


def outages_before(closes_at: datetime, hours: int = 24) -> list[tuple[datetime, datetime]]:
    """Return the outages in the last hours before a window closes, up to now: a reason to be lenient with who came late.

    For `templates/admin/_outages.html`.
    """
    since = closes_at - timedelta(hours=hours)
    until = min(closes_at, timezone.now())
    return outages(since, until) if since < until else []
