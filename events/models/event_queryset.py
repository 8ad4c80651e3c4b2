"""Which events: what a visitor sees, when they are, and what they are about."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.utils import timezone

from ..moments import midnight

PUBLISHED = ["published", "cancelled"]
SEARCHED = [f"{name}_{code}" for name in ("title", "summary") for code in ("nl", "en", "de")] + ["venue"]
# For how long a calendar goes on showing what is over, and what was cancelled.
SHOWN_AFTERWARDS, CANCELLED_SHOWN = timedelta(days=90), timedelta(days=30)
IN_CALENDAR = [
    "uid", "slug", "kind", "status", "audience", "starts_at", "ends_at", "zone", "is_all_day", "venue", "online_url", "sequence",
    "created_at", "updated_at", "organiser__name", "organiser__slug", "organiser__status", "place__latitude", "place__longitude",
    "place__country__iso2", "umbrella__uid", "umbrella__status", "umbrella__audience",
    *(
        f"{name}_{code}"
        for name in ("title", "summary", "description", "reason", "place__name", "place__country__name")
        for code in ("nl", "en", "de")
    ),
]  # fmt: skip


class EventQuerySet(models.QuerySet):
    def published(self):
        """Those that stand in the agenda, also cancelled ones: who planned to come must be able to read that."""
        return self.filter(status__in=PUBLISHED)

    def public(self):
        """Those that everyone sees."""
        return self.published().filter(audience="everyone")

    def visible_to(self, user):
        """Those a visitor sees: staff with the right all, others what is published for them or is of their organisation."""
        if user.has_perm("events.view_event") and user.is_staff:
            return self
        seen = Q(audience="everyone")
        if user.is_authenticated:
            seen |= Q(network__in=apps.get_model("organisations.Network").objects.entered_by(user))
        seen &= Q(status__in=PUBLISHED)
        if user.is_authenticated:
            kept = apps.get_model("organisations.Organisation").objects.kept_by(user)
            seen |= Q(organiser__in=kept)
        return self.filter(seen)

    def upcoming(self):
        """Those that take place today or later. By the day, as public pages are kept: `is_over` says it by the minute."""
        return self.filter(ends_at__gt=midnight(timezone.localdate()))

    def past(self):
        """Those that were over before today."""
        return self.filter(ends_at__lte=midnight(timezone.localdate()))

    def lately(self):
        """Those that were not over three months ago: what a calendar goes on showing."""
        return self.filter(ends_at__gt=midnight(timezone.localdate() - SHOWN_AFTERWARDS))

    def still_announced(self):
        """All but those that were cancelled and would have ended a month ago: every calendar has heard of it by now."""
        heard = midnight(timezone.localdate() - CANCELLED_SHOWN)
        return self.exclude(status="cancelled", ends_at__lte=heard)

    def between(self, start, end):
        """Those that take place, if only in part, from `start` until just before `end` (aware moments)."""
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def about_country(self, country):
        """Those that are about a country, or held there."""
        about = self.model.countries.through.objects.filter(country=country)
        return self.filter(Q(place__country=country) | Q(pk__in=about.values("event")))

    def about_city(self, place):
        """Those that are about a city, or held there."""
        return self.filter(
            Q(place=place) | Q(pk__in=self.model.cities.through.objects.filter(place=place).values("event"))
        )

    def about_goal(self, goal):
        return self.filter(pk__in=self.model.goals.through.objects.filter(goal=goal).values("event"))

    def with_text(self, text):
        """Those with all words of a text in their title, summary or venue, in whichever language."""
        found = self
        for word in text.replace("\0", " ").split()[:10]:
            found = found.filter(Q(*((f"{name}__icontains", word) for name in SEARCHED), _connector=Q.OR))
        return found

    def with_names(self):
        """The same, each with what a list says of it: where, and whose it is."""
        return self.select_related("place__country", "organiser", "network")

    def of_organisation(self, organisation):
        """Those an organisation organises or takes part in."""
        part = self.model.organisations.through.objects.filter(organisation=organisation)
        return self.filter(Q(organiser=organisation) | Q(pk__in=part.values("event")))

    def of_person(self, user):
        """Those that are somebody's own: of the networks, of the organisations, and those one registered for.

        Of these, what one may see now; `registration` says in what state one is registered, if at all.
        """
        proved = EmailAddress.objects.filter(user=user, verified=True).values(lower=Lower("email"))
        registrations = apps.get_model("events.Registration").objects.active().alias(lower=Lower("email"))
        state = registrations.filter(event=OuterRef("pk"), lower__in=proved).values("state")[:1]
        entered = apps.get_model("organisations.Network").objects.entered_by(user)
        kept = apps.get_model("organisations.Organisation").objects.kept_by(user)
        part = self.model.organisations.through.objects.filter(organisation__in=kept)
        own = Q(network__in=entered) | Q(organiser__in=kept) | Q(pk__in=part.values("event"))
        events = self.visible_to(user).published().annotate(registration=Subquery(state))
        return events.filter(own | Q(registration__isnull=False))

    def for_calendar(self):
        """The same, each with just what a calendar file says of it."""
        return self.select_related("place__country", "organiser", "umbrella").only(*IN_CALENDAR)
