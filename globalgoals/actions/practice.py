"""What changes good practices. Each is one transaction; `by` is whoever does it, and stands in the history.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

import secrets
from dataclasses import dataclass, field
from decimal import Decimal

import pghistory
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from .. import emails
from ..claims import Claimed, lay_down
from ..models import GoodPractice, PracticeFigure
from .practice_photo import take_over

Status = GoodPractice.Status
# What a form does not change, but others may have meanwhile.
KEPT = ("status", "slug", "origin", "origin_reference", "proposed_by_id", "published_at", "reason", "created_at")


@dataclass(frozen=True)
class Figure:
    """A number, what it counts (by names as `what_nl`), and its source."""

    number: Decimal | int
    what: dict[str, str]
    source: str


@dataclass(frozen=True)
class Parts:
    """What hangs on a good practice: all of it, laid down anew each time."""

    goals: list[Claimed] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    countries: list = field(default_factory=list)


def slug_for(practice):
    """Return an address that nobody has, of the title."""
    slug = slugify(practice.title_nl)[:80].strip("-") or "praktijkvoorbeeld"
    while GoodPractice.objects.filter(slug=slug).exclude(pk=practice.pk).exists() or slug == "feed":
        slug = f"{slug[:90].rstrip('-')}-{secrets.token_hex(3)}"
    return slug


def locked(practice):
    """Return a good practice as it is in the database, where nobody else changes it until the transaction ends."""
    found = GoodPractice.objects.select_for_update(no_key=True, of=["self"]).filter(pk=practice.pk)
    if (practice := found.select_related("organisation", "proposed_by").first()) is None:
        raise ValidationError(_("Somebody else removed this good practice."), code="gone")
    return practice


def refuse_incomplete(practice, parts):
    """Refuse to send in or to leave in public what does not say what others need."""
    wrong = {}
    if not practice.story_nl.strip():
        wrong["story_nl"] = _("Tell in Dutch how it went.")
    if not practice.result_nl.strip():
        wrong["result_nl"] = _("Tell in Dutch what came of it.")
    if not parts.goals:
        wrong["goal_1"] = _("Choose the Global Goal that this served most.")
    if wrong:
        raise ValidationError({name: ValidationError(text, code="incomplete") for name, text in wrong.items()})


def lay_down_parts(practice, parts):
    lay_down(practice, parts.goals)
    practice.countries.set(parts.countries)
    there = [(each.number, each.what_nl, each.what_en, each.what_de, each.source) for each in practice.figures.all()]
    wanted = [
        PracticeFigure(practice=practice, position=position, number=each.number, source=each.source, **each.what)
        for position, each in enumerate(parts.figures, 1)
    ]
    if there != [(each.number, each.what_nl, each.what_en, each.what_de, each.source) for each in wanted]:
        practice.figures.all().delete()
        PracticeFigure.objects.bulk_create(wanted)


@transaction.atomic
def write(*, practice, parts, by, proposes=False):
    """Save what a member wrote: as a draft, or with `proposes` before the editors. What is public stays so, and changes at once.

    The same new one sent twice is kept once.
    """
    with pghistory.context(user=by.pk):
        if practice.pk is None:
            if twin := twin_of(practice):
                return twin
            practice.slug, practice.proposed_by = slug_for(practice), by
        else:
            before = locked(practice)
            for name in KEPT:
                setattr(practice, name, getattr(before, name))
        if proposes or practice.status != Status.DRAFT:
            refuse_incomplete(practice, parts)
        if proposes and practice.status != Status.PROPOSED and not practice.is_published:
            practice.status, practice.proposed_by, practice.reason = Status.PROPOSED, by, ""
        practice.save()
        lay_down_parts(practice, parts)
    return practice


def twin_of(practice):
    """Return what was sent already, by a double click or after going back."""
    same = {name: getattr(practice, name) for name in ("organisation", "title_nl", "story_nl", "result_nl")}
    return GoodPractice.objects.filter(**same, status__in=[Status.DRAFT, Status.PROPOSED]).first()


@transaction.atomic
def publish(*, practice, by):
    """Show a good practice to everyone, and tell whoever proposed it."""
    with pghistory.context(user=by.pk):
        practice = locked(practice)
        if not practice.can_become(Status.PUBLISHED):
            raise ValidationError(_("This is public already."), code="status")
        refuse_unready(practice)
        was_proposed = practice.status == Status.PROPOSED
        practice.status, practice.published_at, practice.reason = Status.PUBLISHED, timezone.now(), ""
        practice.save()
        if was_proposed:
            emails.published(practice=practice)
    return practice


def refuse_unready(practice):
    """Say to an editor, in one text, why this cannot be published."""
    wrong = []
    if not practice.story_nl.strip() or not practice.result_nl.strip():
        wrong.append(_("It does not tell yet, in Dutch, how it went and what came of it."))
    if not practice.goal_tags.filter(rank=1).exists():
        wrong.append(_("It has no primary Global Goal yet."))
    if not practice.organisation.is_public:
        wrong.append(_("The public does not see the page of its organisation."))
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def decline(*, practice, reason, by):
    """Do not publish what was proposed, and tell whoever proposed it why."""
    with pghistory.context(user=by.pk):
        practice = locked(practice)
        if not practice.can_become(Status.DECLINED):
            raise ValidationError(_("Somebody decided this already."), code="status")
        practice.status, practice.reason = Status.DECLINED, said(reason)
        practice.save()
        emails.declined(practice=practice)
    return practice


@transaction.atomic
def withdraw(*, practice, by, reason=""):
    """Take a good practice off all pages. With a reason, which an editor gives, whoever proposed it is told."""
    with pghistory.context(user=by.pk):
        practice = locked(practice)
        if not practice.can_become(Status.WITHDRAWN):
            raise ValidationError(_("This is not public."), code="status")
        practice.status, practice.reason = Status.WITHDRAWN, reason.strip()
        practice.save()
        if practice.reason:
            emails.withdrawn(practice=practice)
    return practice


def said(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why.")})
    return reason.strip()


@transaction.atomic
def remove(*, practice, by):
    """Remove a good practice that is not public, with all that belongs to it."""
    with pghistory.context(user=by.pk):
        practice = locked(practice)
        if practice.is_published:
            raise ValidationError(_("This is public. Withdraw it first."), code="status")
        practice.delete()


def practice_from(
    *, title, story, organisation, goals, by, origin, reference, result=None, figures=(), countries=(), photos=()
):
    """Make a draft of a good practice out of something else that was told, once only for each.

    `title`, `story` and `result` are texts by language, `goals` as `claims_of` returns them; of what it comes is said by
    `origin` (a `GoodPractice.Origin`) and `reference`. `photos` are public already: of each the row is copied
    (digest, size, `alt`, `credit`), which shows the same files.
    """
    texts = {
        f"{name}_{language}": text.strip()
        for name, said_of in (("title", title), ("story", story), ("result", result or {}))
        for language, text in said_of.items()
    }
    practice = GoodPractice(organisation=organisation, origin=origin, origin_reference=reference, **texts)
    try:
        with transaction.atomic(), pghistory.context(user=by.pk):
            practice.slug = slug_for(practice)
            practice.clean_fields(exclude=["slug"])
            practice.save()
            lay_down_parts(practice, Parts(goals=list(goals), figures=list(figures), countries=list(countries)))
            take_over(practice=practice, photos=photos, by=by)
    except IntegrityError as error:
        if "practice_once_per_origin" not in str(error):
            raise
        raise ValidationError(_("A good practice was made of this already."), code="made") from error
    return practice
