"""The pages that bring the apps together, and those of the portal itself."""

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from events.models import Event
from globalgoals.models import Goal
from organisations.map import WorldMap
from organisations.models import Network, Organisation, Place, Sector
from organisations.views.geography import active_countries, in_countries
from subsidies.rounds import Rounds

from .goals.of_goal import of_the_month
from .mail import parts_of
from .models import NewsItem, OutgoingMail, Page

# A worker says that it lives every ten seconds; a job that is due is done within a quarter of an hour.
LONGEST_SILENCE, LONGEST_WAIT = timedelta(minutes=2), timedelta(minutes=15)
# For how long somebody who joined is new.
RECENTLY = timedelta(days=92)


def home(request):
    """What this is, where Deventer is active, and a way in for each kind of visitor."""
    countries = in_countries(active_countries())
    goals = list(Goal.objects.all())
    rounds = Rounds()
    response = render(
        request,
        "home.html",
        {
            "map": WorldMap(countries, ratio=2.1, aside=0.45),
            "figures": {
                "organisations": Organisation.objects.public().count(),
                "civil_society": Organisation.objects.public().filter(sector=Sector.CIVIL_SOCIETY).count(),
                "countries": len(countries),
                "networks": Network.objects.count(),
                "ties": Place.objects.filter(ties__isnull=False).distinct().count(),
            },
            "events": Event.objects.public().upcoming().exclude(status=Event.Status.CANCELLED).with_names()[:3],
            "news": NewsItem.objects.published()[:3],
            "goals": goals,
            "month": of_the_month(goals),
            "newcomers": Organisation.objects.newcomers(timezone.now() - RECENTLY)[:4],
            "rounds": rounds.current(),
        },
    )
    if rounds.change_today:
        response["Cache-Control"] = "private, no-store"
    return response


class PageView(DetailView):
    """A page of text that staff write: about, privacy, accessibility."""

    model = Page
    template_name = "page.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(section=self.object.slug, **kwargs)


@never_cache
def healthz(request):
    """Say whether the portal can work: its database answers, is migrated, and jobs are being done."""
    problems = []
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            problems.append("migrations are waiting")
        now = timezone.now()
        if not ProcrastinateWorker.objects.filter(last_heartbeat__gt=now - LONGEST_SILENCE).exists():
            problems.append("no worker runs")
        if ProcrastinateJob.objects.filter(status="todo", scheduled_at__lt=now - LONGEST_WAIT).exists():
            problems.append("jobs are waiting longer than they should")
    except DatabaseError:
        problems.append("the database does not answer")
    return JsonResponse({"ok": not problems, "problems": problems}, status=503 if problems else 200)


def robots(request):
    lines = ["User-agent: *", "Disallow: /beheer/", f"Sitemap: {settings.PORTAL_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def security_txt(request):
    """RFC 9116, from the settings; without a contact there is none."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: nl, en, de",
    ]
    if settings.SECURITY_POLICY:
        lines.append(f"Policy: {settings.SECURITY_POLICY}")
    lines.append(f"Canonical: {settings.PORTAL_URL}/.well-known/security.txt")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@never_cache
def development_mail(request):
    """What was mailed lately, to read while developing; not there outside DEBUG."""
    if not settings.DEBUG:
        raise Http404
    mails = [(mail, parts_of(mail)) for mail in OutgoingMail.objects.all()[:30]]
    return render(request, "development_mail.html", {"mails": mails})


def favicon(request):
    return HttpResponsePermanentRedirect(static("img/favicon.ico"))


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def page_not_found(request, exception):
    return render(request, "404.html", status=404)


def too_many_requests(request):
    return render(request, "429.html", status=429)


def csrf_failure(request, reason=""):
    return render(request, "403.html", {"is_csrf_failure": True}, status=403)
