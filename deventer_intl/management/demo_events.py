"""Fictitious events for the demonstration: proposed, published, full, in a series, under an umbrella, cancelled, over."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from events.actions import agenda, registering, series
from events.models import Event, RegistrationTerms, Series

NOBODY = AnonymousUser()


class EventStories:
    """`keeper` keeps the page of the organisation, `editor` publishes, `network` is one whose room both know."""

    def __init__(self, *, organisation, network, keeper, editor):
        self.organisation, self.network = organisation, network
        self.keeper, self.editor = keeper, editor

    def make(self):
        if Event.objects.filter(organiser=self.organisation).exists():
            return
        self.full()
        self.series()
        self.festival()
        self.for_members()
        self.cancelled()
        self.over()
        self.event("Wacht op de redactie: filmavond (verzonnen)", 40, kind="culture", publish=False)

    def event(self, title, days, *, hours=2, publish=True, **values):
        """Propose an event in so many days, at eight in the evening, and publish it."""
        evening = timezone.localtime().replace(hour=20, minute=0, second=0, microsecond=0)
        starts_at = evening + timedelta(days=days)
        values = {"summary_nl": "Dit gebeurt niet echt: om het portaal mee te proberen.", "venue": "Zaal 1", **values}
        event = Event(
            title_nl=title,
            organiser=self.organisation,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=hours),
            **values,
        )
        event = agenda.propose(event=event, by=self.keeper)
        return agenda.publish(event=event, by=self.editor) if publish else event

    def full(self):
        """Four places: three people with a guest between them, and one who waits."""
        event = self.event("Vol: lezing over water (verzonnen)", 10, kind="lecture")
        RegistrationTerms.objects.create(event=event, capacity=4, most_guests=2, asks_diet=True)
        for number, guests in enumerate((1, 0, 0, 0), 1):
            registering.register(
                event=event,
                name=f"Demo ({number})",
                email=f"visitor-{number}@demo.example",
                guests=guests,
                language="nl",
                by=NOBODY,
            )

    def series(self):
        event = self.event("Taalcafé (verzonnen)", 6, kind="other")
        until = event.first_day + timedelta(weeks=8)
        series.repeat(event=event, frequency=Series.Frequency.WEEKLY, interval=2, until=until, by=self.editor)

    def festival(self):
        """Three days with a fair and a concert in them."""
        days = self.event("Wereldfeest (verzonnen)", 30, hours=52, kind="culture")
        self.event("Wereldmarkt (verzonnen)", 30, kind="fair", umbrella=days)
        self.event("Concert van twee koren (verzonnen)", 31, kind="culture", umbrella=days)

    def for_members(self):
        self.event("Verzonnen overleg", 14, kind="network", network=self.network, audience=Event.Audience.NETWORK)

    def cancelled(self):
        event = self.event("Afgelast: voetbal met gasten (verzonnen)", 18, kind="sport")
        agenda.cancel(event=event, reasons={"nl": "Het (verzonnen) veld staat onder water."}, by=self.keeper)

    def over(self):
        event = self.event("Voorbij: themabijeenkomst (verzonnen)", -20, kind="theme")
        agenda.report(event=event, texts={"nl": "Er kwamen veertig mensen, die er niet waren."}, by=self.keeper)
