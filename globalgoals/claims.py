"""What a record claims: read from it, copied to another, and laid down anew."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import MOST_GOALS

MOTIVATIONS = ("motivation_nl", "motivation_en", "motivation_de")


@dataclass(frozen=True)
class Claimed:
    """A goal by its number, with why: texts by the names in `MOTIVATIONS`; what is not named stays as it is."""

    goal: int
    motivations: dict[str, str] = field(default_factory=dict)


def tags_of(record):
    """Return the claims of a record as the database has them now, also where they were fetched along before."""
    tags = record.goal_tags
    return tags.model.objects.filter(**{tags.model.about: record}).order_by("rank")


def claims_of(record) -> list[Claimed]:
    """Return what a record claims, the primary goal first."""
    if record is None or not record.pk:
        return []
    return [Claimed(tag.goal_id, {name: getattr(tag, name) for name in MOTIVATIONS}) for tag in tags_of(record)]


def lay_down(record, claims: list[Claimed]) -> None:
    """Let a record claim these goals and no others, the first as the primary one; to be called in a transaction.

    A goal that stays keeps its targets, and its confirmation where its motivation stays too (a trigger).
    """
    if len(claims) > MOST_GOALS:
        raise ValidationError(_("Choose no more than three goals."), code="too_many")
    tags = tags_of(record)
    tags.exclude(goal__in=[claim.goal for claim in claims]).delete()
    there = {tag.goal_id: tag for tag in tags}
    changed, new = [], []
    for rank, claim in enumerate(claims, 1):
        tag = there.get(claim.goal) or tags.model(**{tags.model.about: record}, goal_id=claim.goal)
        values = {"rank": rank, **claim.motivations}
        if tag.pk is None or any(getattr(tag, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(tag, name, value)
            (changed if tag.pk else new).append(tag)
    # All at once: two may change places.
    tags.model.objects.bulk_update(changed, ["rank", *MOTIVATIONS])
    tags.model.objects.bulk_create(new)
    for name in ("goals", "goal_tags"):
        getattr(record, "_prefetched_objects_cache", {}).pop(name, None)
