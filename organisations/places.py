"""Finding a place by what a member calls it."""

from itertools import chain, count

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from .models import Country, Place
from .models.geography import TAKEN


def place_named(name: str, country: Country) -> Place:
    """Return the place of a country with a name in any of our languages; else a new one, not saved yet."""
    for language in ("nl", "en", "de"):
        if place := Place.objects.filter(country=country, **{f"name_{language}__iexact": name}).first():
            return place
    return Place(name_nl=name, country=country, slug=free_slug(name, country))


def kept(place: Place) -> Place:
    """Save a new place; return that of somebody else who did so a moment ago."""
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError:
        place = place_named(place.name_nl, place.country)
        place.save()
    return place


def free_slug(name, country):
    """Return an address for a place that no other has: a name in another script leaves nothing of itself."""
    wanted = slugify(name)[:40] or "plaats"
    there = f"{wanted}-{country.iso2.lower()}"
    taken = {*TAKEN, *Place.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)}
    numbered = (f"{there}-{number}" for number in count(2))
    return next(slug for slug in chain([wanted, there], numbered) if slug not in taken)
