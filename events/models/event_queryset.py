"""Which events: what a visitor sees, when they are, and what they are about."""

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..moments import midnight

PUBLISHED = ["published", "cancelled"]
SEARCHED = [f"{name}_{code}" for name in ("title", "summary") for code in ("nl", "en", "de")] + ["venue"]


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
