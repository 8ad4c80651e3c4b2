"""Fictitious years of the prize for the demonstration: one that was announced, and one in which the jury scores."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from globalgoals.models import Goal, Juror, Nomination, PrizeCriterion, PrizeEdition
from globalgoals.prize import judging, nominating, running

CRITERIA = [
    (50, "Resultaat", "Result", "Ergebnis", "Wat er veranderd is, in cijfers."),
    (30, "Vernieuwing", "Innovation", "Neuerung", "Wat anderen nog niet doen."),
    (20, "Voorbeeld", "Example", "Vorbild", "Wat anderen ervan kunnen leren."),
]
DAYS = ("nominations_open_on", "nominations_close_on", "scoring_opens_on", "scoring_closes_on", "announced_on")
GROUND = "Een verzonnen reden."


def prize_stories(*, companies, jury, keeper, editor):
    """Make both once. The first of the jury chairs it; `keeper` keeps the pages of the companies, `editor` runs the prize."""
    if PrizeEdition.objects.exists() or not Goal.objects.exists() or len(companies) < 2:
        return
    year = timezone.localdate().year
    before = nominated(year - 1, companies, keeper, editor)
    seated(before, jury[:2], editor)
    scored(before, (9, 7))
    days(before, [-90, -60, -59, -30, -1])
    running.close_scoring(edition=before, by=editor)
    winner = before.nominations.eligible().first()
    reasons = {
        "reason_nl": "Deze (verzonnen) organisatie laat zien dat het kan.",
        "reason_en": "It shows how (fictitious).",
    }
    judging.decide(winner=winner, reasons=reasons, by=judging.seat_of(jury[0], before.year))
    running.announce(edition=before, by=editor)
    now = nominated(year, companies, keeper, editor)
    seated(now, jury, editor)
    judging.declare(by=judging.seat_of(jury[0], year), nominations=[], shows_name=True)


def days(edition, offsets):
    """Put the calendar of a year so many days from today."""
    today = timezone.localdate()
    changes = {name: today + timedelta(days=offset) for name, offset in zip(DAYS, offsets, strict=True)}
    PrizeEdition.objects.filter(pk=edition.pk).update(**changes)
    edition.refresh_from_db()


def nominated(year, companies, keeper, editor):
    """Make a year for which all companies are nominated; each agrees and goes to the jury."""
    edition = PrizeEdition(
        year=year,
        title_nl=f"Deventer4GlobalGoals prijs {year} (verzonnen)",
        title_en=f"Deventer4GlobalGoals prize {year} (fictitious)",
        title_de=f"Deventer4GlobalGoals-Preis {year} (erfunden)",
        text_nl="Een verzonnen jaar, om de prijs mee te proberen.",
        **{name: timezone.localdate() + timedelta(days=number) for number, name in enumerate(DAYS)},
    )
    edition.save()
    for position, (weight, name_nl, name_en, name_de, text_nl) in enumerate(CRITERIA, 1):
        names = {"name_nl": name_nl, "name_en": name_en, "name_de": name_de, "text_nl": text_nl}
        PrizeCriterion.objects.create(edition=edition, position=position, weight=weight, **names)
    edition = running.open_nominations(edition=edition, by=editor)
    for number, company in enumerate(companies):
        nominate(edition, company, number, keeper, editor)
    return edition


def nominate(edition, company, number, keeper, editor):
    nomination = Nomination(
        edition=edition,
        organisation=company,
        goal=Goal.objects.order_by("number")[number * 5],
        name=f"Demo (nominator {number})",
        email=f"nominator-{number}@demo.example",
        language="nl",
    )
    why = {each: f"Zij doen (verzonnen) goede dingen: {each.name_nl.lower()}." for each in edition.criteria.all()}
    nominating.nominate(nomination=nomination, reasons=why, by=AnonymousUser())
    nominating.confirm(nomination=nomination)
    nominating.answer(nomination=nomination, is_willing=True, may_be_named=number != 2, by=keeper)
    nominating.judge(nomination=nomination, is_eligible=True, by=editor)


def seated(edition, jury, editor):
    """Appoint the jury, and let it begin."""
    for number, user in enumerate(jury):
        running.appoint(juror=Juror(edition=edition, user=user, is_chair=number == 0), by=editor)
    days(edition, [-40, -2, -1, 14, 30])
    running.start_scoring(edition=edition, by=editor)
    edition.refresh_from_db()


def scored(edition, points):
    """Let each juror without ties score all nominees."""
    for juror, most in zip(edition.jurors.select_related("edition", "user"), points, strict=True):
        judging.declare(by=juror, nominations=[], shows_name=True)
        for less, nomination in enumerate(edition.nominations.eligible()):
            criteria = edition.criteria.values_list("pk", flat=True)
            judging.score(
                nomination=nomination,
                points=dict.fromkeys(criteria, max(1, most - less)),
                grounds=dict.fromkeys(criteria, GROUND),
                is_final=True,
                by=juror,
            )
