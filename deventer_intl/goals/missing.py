"""What is missing on a goal, in words. Reckoned from figures alone: no database here."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True, slots=True)
class Facts:
    """What everybody can see on a goal, in numbers of records; nothing is said of what is None."""

    goal: int
    organisations: int = 0
    # That have it as their primary goal.
    first: int = 0
    projects: int = 0
    # On a day of this year, over or to come.
    events_this_year: int = 0
    missions: int = 0
    grants: int = 0
    practices: int = 0
    # Claims of all kinds.
    confirmed: int = 0
    unconfirmed: int = 0
    countries: int | None = None
    targets: int | None = None
    # That somebody names.
    targets_named: int = 0


def missing(facts: Facts) -> list[str]:
    """Return a sentence for each thing that is missing, what weighs most first; none where nothing is."""
    number = facts.goal
    if not (facts.organisations or facts.projects):
        found = [_("Nobody works on goal %(number)s yet.") % {"number": number}]
    else:
        found = [
            (not facts.first, _("No organisation has this as its primary goal.")),
            (not facts.projects, _("There is no project on this goal.")),
            (facts.countries == 0, _("It is not known in which countries this is worked on.")),
        ]
        found = [text for is_missing, text in found if is_missing]
    found += [
        text
        for is_missing, text in [
            (not facts.events_this_year, _("There is no event on this goal this year.")),
            (not facts.missions, _("There was no trade mission on this goal, and none is planned.")),
            (not facts.grants, _("No subsidy was granted for this goal.")),
            (not facts.practices, _("There is no good practice on this goal.")),
        ]
        if is_missing
    ]
    return found + [text for text in (unconfirmed(facts), unnamed(facts)) if text]


def unconfirmed(facts: Facts) -> str:
    """Return what is to be said of claims that nobody confirmed, "" where there are none."""
    if not facts.unconfirmed:
        return ""
    if not facts.confirmed:
        return _("Nobody has confirmed any of this yet.")
    text = ngettext(
        "%(number)s claim is not yet confirmed.", "%(number)s claims are not yet confirmed.", facts.unconfirmed
    )
    return text % {"number": facts.unconfirmed}


def unnamed(facts: Facts) -> str:
    """Return how many targets nobody names; "" where nobody works on the goal, or all are named."""
    if facts.targets is None or not (facts.confirmed or facts.unconfirmed):
        return ""
    left = facts.targets - facts.targets_named
    if not left:
        return ""
    text = ngettext(
        "%(number)s of the %(all)s targets is named by nobody.",
        "%(number)s of the %(all)s targets are named by nobody.",
        left,
    )
    return text % {"number": left, "all": facts.targets}
