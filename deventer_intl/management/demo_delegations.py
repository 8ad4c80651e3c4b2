"""Fictitious delegations for the demonstration: one that asks to come, one that is welcome, and one that has been here."""

from datetime import datetime, time, timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from events.actions import delegation as actions
from events.actions import delegation_host
from events.models import Delegation, DelegationItem
from organisations.models import Country, Theme

NOBODY = AnonymousUser()


def delegation_stories(*, host, keeper, office):
    """Make them once: the organisation `host`, whose page `keeper` keeps, receives two of them; `office` answers them."""
    countries = {country.iso2: country for country in Country.objects.filter(iso2__in=["DE", "LV", "RO"])}
    if Delegation.objects.exists() or len(countries) < 3:
        return
    asks("Stadtwerke Beispiel (verzonnen)", countries["DE"], "Rostock", 75, "de")
    welcome = asks("Exemplu Primărie (verzonnen)", countries["RO"], "Sibiu", 40, "en")
    welcome = hosted(welcome, host, keeper, office)
    programme(welcome, host)
    actions.send_programme(delegation=welcome, by=office)
    been_here(asks("Piemēra Ūdens (verzonnen)", countries["LV"], "Riga", 20, "en"), host, keeper, office)


def hosted(delegation, host, keeper, office):
    """Welcome a delegation, with a host that says yes."""
    delegation = actions.accept(
        delegation=delegation,
        starts_on=delegation.starts_on,
        ends_on=delegation.ends_on,
        remark="We are glad that you come (fictitious).",
        by=office,
    )
    delegation_host.ask_hosts(
        delegation=delegation, organisations=[host], message="Laat u uw (verzonnen) pompen zien?", by=office
    )
    delegation_host.answer(host=delegation.hosts.get(), is_willing=True, note="Graag, na tien uur.", by=keeper)
    return delegation


def been_here(delegation, host, keeper, office):
    """Its days are set back once it is welcome: nobody asks to come in the past. What came of it has yet to be written."""
    delegation = hosted(delegation, host, keeper, office)
    delegation.starts_on = timezone.localdate() - timedelta(days=9)
    delegation.ends_on = delegation.starts_on + timedelta(days=1)
    delegation.save()
    programme(delegation, host)
    actions.note_received(delegation=delegation, people=7, by=office)


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
