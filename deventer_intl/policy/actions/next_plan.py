"""Drafting the next plan from one that is there: its chapters, ambitions and indicators, without targets and without figures."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from globalgoals.models import Indicator, PolicyPlan

LANGUAGES = ("nl", "en", "de")
TITLES, SUMMARIES = [[f"{name}_{language}" for language in LANGUAGES] for name in ("title", "summary")]
NAMES, TEXTS, MEANINGS = [[f"{name}_{language}" for language in LANGUAGES] for name in ("name", "text", "meaning")]
OF_INDICATOR = [
    "position",
    *NAMES,
    *MEANINGS,
    "side",
    "unit",
    "direction",
    "reckoned_by",
    "source",
    "owner",
    "fresh_for",
]


@transaction.atomic
def draft(*, plan: PolicyPlan, first_year: int, last_year: int, by) -> PolicyPlan:
    """Make a draft of the next plan; nobody but staff sees it until it is published.

    Raises `ValidationError` where the years are in the wrong order, or are years of another plan.
    """
    if last_year < first_year:
        raise ValidationError({"last_year": _("The last year is not before the first.")})
    if PolicyPlan.objects.filter(first_year__lte=last_year, last_year__gte=first_year).exists():
        raise ValidationError({"first_year": _("These are years of another plan. Choose years that have none.")})
    names = {f"title_{code}": text.replace(plan.slug, f"{first_year}-{last_year}") for code, text in titles_of(plan)}
    made = PolicyPlan.objects.create(
        slug=f"{first_year}-{last_year}",
        first_year=first_year,
        last_year=last_year,
        reckoned_from=first_year,
        follows=plan,
        **names,
    )
    for chapter in plan.chapters.prefetch_related("ambitions__indicators", "goals"):
        copy_chapter(chapter, made)
    return made


def titles_of(plan):
    return [(language, getattr(plan, f"title_{language}")) for language in LANGUAGES]


def values(record, names):
    return {name: getattr(record, name) for name in names}


def copy_chapter(chapter, plan) -> None:
    copy = plan.chapters.create(number=chapter.number, **values(chapter, [*TITLES, *SUMMARIES]))
    copy.goals.set(chapter.goals.all())
    for ambition in chapter.ambitions.all():
        copied = copy.ambitions.create(
            position=ambition.position, section=ambition.section, **values(ambition, [*NAMES, *TEXTS])
        )
        for indicator in ambition.indicators.all():
            if indicator.retired_on is None:
                slug = f"{indicator.slug[:60]}-{plan.slug}"
                Indicator.objects.create(ambition=copied, slug=slug, **values(indicator, OF_INDICATOR))
