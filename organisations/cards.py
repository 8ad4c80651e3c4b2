"""What a list shows of an organisation, beside its name: plain values, for its row in the list and the head of its page."""

from datetime import date
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deventer_intl.pictures import small_address_of
from deventer_intl.translation import in_active_language

from .facets import SECTOR, Choices
from .freshness import mark

SMALL_WORDS = {"stichting", "vereniging", "the", "de", "het", "van", "voor", "en", "st."}


def card(row: dict, choices: Choices) -> dict:
    """Return a row of the directory as the list shows it, with no further query.

    A plain dictionary: a template reads that fastest, and shows twenty-four.
    """
    return {
        "name": row["name"],
        "slug": row["slug"],
        "logo": small_address_of(row["digest"], row["width"]) if row["digest"] else "",
        "monogram": monogram(row["name"]),
        "tone": tone(row["organisation_id"]),
        "summary": in_active_language(row.__getitem__, "summary"),
        "chips": choices.chips(row["facets"]),
        "sector": choices.of(row["facets"], SECTOR)[0].name,
        "fresh": freshness(row["confirmed_on"]),
    }


@lru_cache(maxsize=5_000)
def monogram(name: str) -> str:
    """Return two letters that stand for the logo: of the first two words of substance in the name.

    >>> monogram("Stichting De Brug naar Peru")
    'BN'
    """
    words = [word for word in name.replace("-", " ").replace("(", " ").split() if word[0].isalnum()]
    words = [word for word in words if word.lower() not in SMALL_WORDS] or words
    letters = "".join(word[0] for word in words[:2]) if len(words) > 1 else "".join(words)[:2]
    return letters.upper()


def tone(organisation_id: int) -> int:
    """Return which of the four colours the monogram has: the same wherever it stands."""
    return organisation_id % 4 + 1


def freshness(confirmed_on: date | None) -> dict:
    """Return how true a page is likely to be: its mark (`state`, see `freshness.mark`) in words."""
    text = confirmed_text(confirmed_on, get_language()) if confirmed_on else _("Never confirmed")
    return {"state": mark(confirmed_on, timezone.localdate()), "text": text}


@lru_cache(maxsize=1_000)
def confirmed_text(confirmed_on: date, language: str) -> str:
    return _("Confirmed on %(date)s") % {"date": date_format(confirmed_on)}
