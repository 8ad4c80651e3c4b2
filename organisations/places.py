"""Finding a place by what a member calls it."""

from django.utils.text import slugify

from .models import Country, Place


def place_named(name: str, country: Country) -> Place:
    """Return the place of a country with a name in any of our languages; else a new one, not saved yet."""
    for language in ("nl", "en", "de"):
        if place := Place.objects.filter(country=country, **{f"name_{language}__iexact": name}).first():
            return place
    slug = slugify(name)[:40] or "plaats"
    if Place.objects.filter(slug=slug).exists():
        slug = f"{slug}-{country.iso2.lower()}"
    return Place(name_nl=name, country=country, slug=slug)
