"""The rows of the tables of a year, as a snapshot keeps them: from the register, the agenda and the directory, and what was imported."""

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from events.city_activity import held
from events.models import PastEvent
from globalgoals.models import Goal, Indicator, PolicyPlan
from organisations.models import Country
from organisations.models.organisation import Sector
from subsidies import register
from subsidies.models import Ceiling, Scheme
from subsidies.standing import amounts_in_force

from .figures import Standing, figures_of
from .reckoned.abroad import going, missions_in
from .reckoned.grants import euros, granted_in, imported_in, name_of, results_in, sums_by_country, sums_by_goal
from .reckoned.network import confirmed_in, public_at_end_of
from .tables import Row

LANGUAGES = ("nl", "en", "de")
WHY_NOT = {
    Standing.UNKNOWN: _("No figure was entered or imported of this year."),
    Standing.UNDEFINED: _("There is nothing to divide by yet."),
}


def spelled(text) -> dict[str, str]:
    """Return a text that is translated, or a function that says it, in the three languages."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(text() if callable(text) else text)
    return found


def named(record, field: str = "name") -> dict[str, str]:
    """Return a text of a record in three languages, Dutch where it was not translated."""
    dutch = getattr(record, f"{field}_nl")
    return {language: getattr(record, f"{field}_{language}") or dutch for language in LANGUAGES}


def tables_of_year(plan: PolicyPlan, year: int) -> dict[str, list[Row]]:
    """Return the rows of all tables of a year, by the key of the table."""
    with translation.override("nl"):
        return {key: list(rows(plan, year)) for key, rows in TABLES_OF.items()}


def amount(cents: int | None) -> str | None:
    return None if cents is None else str(euros(cents))


def schemes(_plan, year: int) -> Iterator[Row]:
    ceilings = {ceiling.scheme_id: ceiling for ceiling in Ceiling.objects.filter(year=year)}
    amounts = amounts_in_force(
        [ceiling.pk for ceiling in ceilings.values()], min(date(year, 12, 31), timezone.localdate())
    )
    imported = {
        row["scheme"]: row
        for row in imported_in([year]).values("scheme", "ceiling").annotate(number=Count("pk"), total=Sum("amount"))
    }
    sources = dict(imported_in([year]).order_by("-pk").values_list("scheme", "source"))
    for scheme in Scheme.objects.all():
        if scheme.pk in ceilings:
            sums = register.totals(granted_in([year], scheme.slug))
            limit = amounts.get(ceilings[scheme.pk].pk)
            figures = [amount(sums[name]) for name in ("granted", "settled", "paid")]
            yield Row([named(scheme), amount(limit), str(sums["number"]), *figures], scheme.get_absolute_url())
        if scheme.pk in imported:
            row = imported[scheme.pk]
            figures = [amount(row["ceiling"]), str(row["number"]), amount(row["total"]), None, None]
            yield Row([named(scheme), *figures], "", sources[scheme.pk])


def grants(_plan, year: int) -> Iterator[Row]:
    names = {scheme.slug: named(scheme) for scheme in Scheme.objects.all()}
    for entry in register.entries(granted_in([year]).order_by("announced_at", "pk")):
        texts = [entry.reference, entry.organisation, str(entry.title), names[entry.scheme_slug]]
        address = reverse("subsidies:register_entry", args=[entry.reference])
        yield Row([*texts, amount(entry.granted), amount(entry.settled)], address)
    for decision in imported_in([year]).select_related("organisation", "scheme").order_by("organisation__name", "pk"):
        texts = ["", name_of(decision.organisation), decision.purpose, named(decision.scheme)]
        yield Row([*texts, amount(decision.amount), None], "", decision.source)


def grants_by_goal(_plan, year: int) -> Iterator[Row]:
    """Yield by goal what was granted for it as the primary goal, and what has none: together all that was granted."""
    goals = {goal.pk: {code: f"{goal.pk}. {text}" for code, text in named(goal).items()} for goal in Goal.objects.all()}
    sums = sums_by_goal(year)
    for (goal, source), (number, cents) in sorted(sums.items(), key=lambda pair: (pair[0][0] or 99, pair[0][1])):
        address = reverse("globalgoals:goal", args=[goal]) if goal else ""
        yield Row([goals[goal] if goal else spelled(_("Without a goal")), str(number), amount(cents)], address, source)


def grants_by_country(_plan, year: int) -> Iterator[Row]:
    """Yield by country what was granted for it, whole; one of two countries stands at both."""
    countries, sums = Country.objects.in_bulk(), sums_by_country(year)
    for (country, source), (number, cents) in sorted(
        sums.items(), key=lambda pair: (countries[pair[0][0]].name_nl, pair[0][1])
    ):
        there = countries[country]
        yield Row([named(there) | {"iso2": there.iso2}, str(number), amount(cents)], there.get_absolute_url(), source)


def organisations_by_sector(_plan, year: int) -> Iterator[Row]:
    """Yield by sector how many organisations were in the directory when the year ended, and confirmed their page in it."""
    sectors = public_at_end_of(year)
    confirmed = {organisation for organisation, _year in confirmed_in([year])}
    for sector in sorted(set(sectors.values()) - {None}):
        there = [organisation for organisation, own in sectors.items() if own == sector]
        yield Row([spelled(Sector(sector).label), str(len(there)), str(len(confirmed.intersection(there)))])


def events(_plan, year: int) -> Iterator[Row]:
    for event in held().filter(starts_at__year=year).select_related("organiser").order_by("starts_at", "pk"):
        organiser = event.organiser.name if event.organiser else ""
        day = timezone.localdate(event.starts_at).isoformat()
        yield Row([day, named(event, "title"), organiser], event.get_absolute_url())
    past = PastEvent.objects.filter(year=year).exclude(kind=PastEvent.Kind.MISSION).select_related("organisation")
    for event in past.order_by("held_on", "title", "pk"):
        day = event.held_on.isoformat() if event.held_on else None
        yield Row([day, event.title, name_of(event.organisation) if event.organisation else ""], "", event.source)


def missions(_plan, year: int) -> Iterator[Row]:
    companies = dict(going([year]).values_list("mission").annotate(number=Count("pk")))
    for mission in missions_in([year]).prefetch_related("countries").order_by("starts_on", "pk"):
        texts = [mission.starts_on.isoformat(), named(mission, "title"), joined(mission.countries.all())]
        yield Row([*texts, str(companies.get(mission.pk, 0))], mission.get_absolute_url())
    past = PastEvent.objects.filter(year=year, kind=PastEvent.Kind.MISSION).select_related("country")
    for event in past.order_by("held_on", "title", "pk"):
        day = event.held_on.isoformat() if event.held_on else None
        number = None if event.companies is None else str(event.companies)
        yield Row([day, event.title, joined([event.country] if event.country else []), number], "", event.source)


def joined(countries) -> dict[str, str]:
    return {language: ", ".join(getattr(each, f"name_{language}") for each in countries) for language in LANGUAGES}


def results(_plan, year: int) -> Iterator[Row]:
    for result in (
        results_in([year]).select_related("application__ceiling__scheme").order_by("application__number", "pk")
    ):
        reference = result.application.reference
        people = None if result.people is None else str(result.people)
        address = reverse("subsidies:register_entry", args=[reference])
        yield Row([reference, named(result, "title"), people, amount(result.costs)], address)


def gaps(plan: PolicyPlan, year: int) -> Iterator[Row]:
    """Yield the indicators of which nothing is known in a year, and why not."""
    indicators = list(
        Indicator.objects.in_use().filter(ambition__chapter__plan=plan).select_related("ambition__chapter__plan")
    )
    found = figures_of(indicators, [year], timezone.localdate())
    for indicator in indicators:
        [figure] = found[indicator.pk]
        if not figure.is_known:
            chapter = indicator.ambition.chapter
            title = {code: f"{chapter.number}. {text}" for code, text in named(chapter, "title").items()}
            why = spelled(WHY_NOT.get(figure.standing, WHY_NOT[Standing.UNKNOWN]))
            yield Row([title, named(indicator), why], indicator.get_absolute_url())


TABLES_OF: dict[str, Callable[[PolicyPlan, int], Iterator[Row]]] = {
    "schemes": schemes,
    "grants": grants,
    "grants-by-goal": grants_by_goal,
    "grants-by-country": grants_by_country,
    "organisations-by-sector": organisations_by_sector,
    "events": events,
    "missions": missions,
    "results": results,
    "gaps": gaps,
}
