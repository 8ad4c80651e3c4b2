"""What came of settled projects: what waits for an editor, what may not be named in it, and how pages show it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from organisations.models import Country, Organisation, Place

from . import register
from .models import Application, PublicResult
from .register import Entry

# On the page of an organisation or a country, the newest.
MOST_SHOWN = 10


@dataclass(frozen=True)
class Shown:
    """A result as pages show it: with the entry of the register it belongs to."""

    entry: Entry
    countries: list[Country]
    goal_tags: list
    photos: list

    @property
    def title(self):
        return self.entry.result.title

    @property
    def text(self):
        return self.entry.result.text

    @property
    def people(self):
        return self.entry.result.people

    @property
    def costs(self):
        return self.entry.result.costs


def shown(results) -> list[Shown]:
    """Return published results as pages show them, the newest first; not of a grant that was taken back since."""
    along = results.published().select_related("application__ceiling__scheme").defer("application__plan")
    found = list(
        along.prefetch_related("countries", "goal_tags__goal", "goal_tags__confirmed_for", "photos")[:MOST_SHOWN]
    )
    if not found:
        return []
    decisions = register.in_force().filter(application__in=[result.application_id for result in found])
    entries = {entry.reference: entry for entry in register.entries(decisions)}
    pairs = [(entries.get(result.application.reference), result) for result in found]
    return [
        Shown(entry, list(result.countries.all()), list(result.goal_tags.all()), list(result.photos.all()))
        for entry, result in pairs
        if entry and entry.result
    ]


def of_reference(reference: str) -> Shown | None:
    cases = Application.objects.by_reference(reference).order_by()
    return next(iter(shown(PublicResult.objects.filter(application__in=cases))), None)


def of_entry(entry: Entry) -> Shown | None:
    """Return what came of it beside what its page says already: the countries that were not planned."""
    found = of_reference(entry.reference) if entry.result else None
    if found is None:
        return None
    countries = [country for country in found.countries if country not in entry.countries]
    return replace(found, countries=countries)


def of_organisation(organisation) -> list[Shown]:
    """Return what came of the projects of an organisation; of a sole trader, whose name is not published, nothing."""
    if organisation.legal_form == Organisation.LegalForm.SOLE_TRADER:
        return []
    return shown(PublicResult.objects.filter(application__organisation=organisation.pk))


def in_country(country) -> list[Shown]:
    return shown(PublicResult.objects.filter(countries=country))


def to_publish(user):
    """Return the applications whose result an editor can publish now; none of an organisation to which that person has a tie."""
    found = Application.objects.proposing_result().without_public_result()
    return found.exclude(pk__in=Application.objects.shut_to(user).order_by().values("pk"))


def hides_place(application) -> bool:
    """Tell whether the decision says that the country only is named."""
    return register.in_force().filter(application=application, hides_place=True).exists()


def unnameable(application) -> Iterator[tuple[str, str]]:
    """Yield what may not be named in what is published of an application, as (name, why not)."""
    if application.contact_name:
        yield application.contact_name, _("The name of a person stands in it. Leave it out.")
    if application.organisation.legal_form == Organisation.LegalForm.SOLE_TRADER:
        yield application.organisation.name, _("The name of a sole trader is not published. Leave it out.")
    if hides_place(application):
        text = _("The decision says that only the country is named: no place and no partner.")
        if application.partner:
            yield application.partner, text
        for place in Place.objects.filter(country__in=application.countries.all()).select_related("country"):
            countries = {place.country.name_nl, place.country.name_en, place.country.name_de}
            for name in {place.name_nl, place.name_en, place.name_de} - countries - {""}:
                yield name, text


def wrongly_named(application, texts: dict[str, str]) -> dict[str, list[str]]:
    """Return what is wrong with texts to be published, by their names."""
    names = list(unnameable(application))
    found = {
        field: list(dict.fromkeys(why for name, why in names if stands_in(name, text))) for field, text in texts.items()
    }
    return {field: errors for field, errors in found.items() if errors}


def stands_in(name: str, text: str) -> bool:
    """Tell whether a name stands in a text as words of its own, whatever its capitals.

    >>> stands_in("Sibiu", "In sibiu, in mei"), stands_in("Rom", "Romeinen")
    (True, False)
    """
    words = r"\s+".join(re.escape(word) for word in name.split())
    return bool(words) and re.search(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE) is not None
