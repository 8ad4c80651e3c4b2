"""The sections of a report, in order: what editors can write a text for. No database here."""

from collections.abc import Iterable

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

SUMMARY = "samenvatting"
CHAPTER = "hoofdstuk-{}"
BEHIND = {
    "geld": _("Money"),
    "organisaties": _("Organisations"),
    "activiteiten": _("Events and trade missions"),
    "kaart": _("On the map"),
    "doelen": _("Global Goals"),
    "resultaten": _("What came of it"),
    "leemten": _("What is not known"),
}
# Which tables of a snapshot stand in which section.
TABLES_IN = {
    "geld": ("schemes", "grants"),
    "organisaties": ("organisations-by-sector",),
    "activiteiten": ("events", "missions"),
    "kaart": ("grants-by-country",),
    "doelen": ("grants-by-goal",),
    "resultaten": ("results",),
    # One of its own: by figure.
    "leemten": (),
}


def sections_of(chapters: Iterable) -> dict[str, str]:
    """Return the titles of the sections by key; each chapter has a `number` and a `title`."""
    middle = {CHAPTER.format(each.number): format_lazy("{}. {}", each.number, each.title) for each in chapters}
    return {SUMMARY: _("Summary"), **middle, **BEHIND}
