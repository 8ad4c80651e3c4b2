"""What the search can be narrowed down by. Countries and goals are the same choices as in the directory."""

from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from organisations.facets import COUNTRY, GOAL, SPAN, Choice
from organisations.facets import Kind as Facet

from .kinds import KINDS

__all__ = ["COUNTRY", "FACETS", "GOAL", "KIND", "SPAN", "YEAR", "choice_of", "choice_of_facet"]

KIND, YEAR = Facet(21, "soort", _("Kind")), Facet(22, "jaar", _("Year"))
FACETS = [KIND, GOAL, COUNTRY, YEAR]
FIRST_YEAR, LAST_YEAR = 1000, 2200


@lru_cache(maxsize=3)
def kinds_in(language: str) -> dict[int, Choice]:
    return {kind.number: Choice(KIND, kind.number, kind.slug, kind.label_of_many) for kind in KINDS}


def kinds() -> dict[int, Choice]:
    """Return the kinds as choices in the active language, by number."""
    return kinds_in(get_language() or "nl")


@lru_cache(maxsize=256)
def year(number: int) -> Choice | None:
    return Choice(YEAR, number, str(number), str(number)) if FIRST_YEAR <= number <= LAST_YEAR else None


def choice_of(facet: Facet, slug: str, choices) -> Choice | None:
    """Return the choice that an address names, `choices` being those of the directory; None where it means nothing."""
    if facet == KIND:
        return next((choice for choice in kinds().values() if choice.slug == slug), None)
    if facet == YEAR:
        return year(int(slug)) if slug.isascii() and slug.isdigit() and len(slug) == 4 else None
    return choices.by_slug.get((facet.parameter, slug))


def choice_of_facet(number: int, choices) -> Choice | None:
    facet, value = divmod(number, SPAN)
    if facet == KIND.number:
        return kinds().get(value)
    if facet == YEAR.number:
        return year(value)
    return choices.by_facet.get(number)
