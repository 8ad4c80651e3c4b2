"""What the public misses on a page."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .models import Organisation


@dataclass(frozen=True)
class Part:
    """Something a page should have: the section where it is filled in, and whether it is."""

    label: str
    section: str
    is_there: bool


def parts_of(organisation: Organisation) -> list[Part]:
    """Return what a page should have; six queries, of a school seven, whatever it holds."""
    presences, tags = list(organisation.presences.all()), list(organisation.goal_tags.all())
    return [
        Part(_("a Dutch summary"), "verhaal", bool(organisation.summary_nl)),
        Part(_("an English summary"), "verhaal", bool(organisation.summary_en)),
        Part(_("your story in Dutch"), "verhaal", bool(organisation.description_nl)),
        Part(_("a theme"), "feiten", organisation.themes.exists()),
        Part(_("the languages you speak"), "feiten", bool(organisation.languages)),
        Part(_("a country"), "landen", bool(presences)),
        Part(_("what you do in each country"), "landen", bool(presences) and all(one.activity for one in presences)),
        Part(_("a Global Goal"), "doelen", bool(tags)),
        Part(_("why these goals"), "doelen", bool(tags) and all(tag.motivation for tag in tags)),
        Part(_("a project or activity"), "projecten", organisation.projects.exists()),
        *(
            [Part(_("an exchange or internship"), "uitwisselingen", organisation.exchanges.exists())]
            if organisation.is_school
            else []
        ),
        Part(_("what you offer or look for"), "aanbod", organisation.offers_and_needs.exists()),
        Part(_("a website"), "naam", bool(organisation.website)),
    ]
