"""Fictitious delegations for the demonstration: one that asks to come, and one that is welcome and has a programme."""

from datetime import datetime, time, timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from events.actions import delegation as actions
from events.actions import delegation_host
from events.models import Delegation, DelegationItem
from organisations.models import Country, Theme

NOBODY = AnonymousUser()


def delegation_stories(*, host, keeper, office):
    """Make both once: the organisation `host`, whose page `keeper` keeps, receives the second; `office` answers it."""
    countries = {country.iso2: country for country in Country.objects.filter(iso2__in=["DE", "RO"])}
    if Delegation.objects.exists() or len(countries) < 2:
        return
    asks("Stadtwerke Beispiel (verzonnen)", countries["DE"], "Rostock", 75, "de")
    welcome = asks("Exemplu Primărie (verzonnen)", countries["RO"], "Sibiu", 40, "en")
    welcome = actions.accept(
        delegation=welcome,
        starts_on=welcome.starts_on,
        ends_on=welcome.ends_on,
        remark="We are glad that you come (fictitious).",
        by=office,
    )
    delegation_host.ask_hosts(
        delegation=welcome, organisations=[host], message="Laat u uw (verzonnen) pompen zien?", by=office
    )
    delegation_host.answer(host=welcome.hosts.get(), is_willing=True, note="Graag, na tien uur.", by=keeper)
    programme(welcome, host)
    actions.send_programme(delegation=welcome, by=office)


def asks(organisation, country, city, days, language):
    """Let an organisation ask to come for two days, in so many days."""
    first = timezone.localdate() + timedelta(days=days)
    return actions.ask(
        delegation=Delegation(
            organisation=organisation,
            country=country,
            city=city,
            contact_name="Demo (contact)",
            email=f"delegation-{language}@demo.example",
            language=language,
            starts_on=first,
            ends_on=first + timedelta(days=1),
            people=8,
            languages=[language],
            wishes="How a city keeps its water clean (fictitious).",
        ),
        themes=Theme.objects.filter(slug="water"),
        by=NOBODY,
    )


def programme(delegation, host):
    for day, hour, hours, titles, organisation in [
        (0, 10, 1, ("Ontvangst op het stadhuis", "Welcome at the town hall", "Empfang im Rathaus"), None),
        (0, 13, 2, ("Langs de pompen", "Along the pumps", "Entlang der Pumpen"), host),
    ]:
        begins = timezone.make_aware(datetime.combine(delegation.starts_on + timedelta(days=day), time(hour)))
        nl, en, de = titles
        DelegationItem.objects.create(
            delegation=delegation,
            title_nl=f"{nl} (verzonnen)",
            title_en=f"{en} (fictitious)",
            title_de=f"{de} (erfunden)",
            starts_at=begins,
            ends_at=begins + timedelta(hours=hours),
            venue="Grote Kerkhof 1, Deventer" if organisation is None else "",
            organisation=organisation,
        )
