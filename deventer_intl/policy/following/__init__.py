"""Following a chapter: who is mailed when a figure of it changes, once a day at most. One mail to a person, of all chapters."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from globalgoals.models import Indicator, PolicyChapter

from ...models import ChapterSubscription
from ..figures import figures_of
from ..shown import shown
from . import emails

SIGNER = signing.Signer(salt="deventer_intl.policy.following", sep=".")


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that is another one than was mailed last, as values; None where nothing was or is known."""

    indicator: Indicator
    year: int
    before: Decimal | None
    after: Decimal | None

    @property
    def before_shown(self) -> str:
        return shown(self.before, self.indicator.unit) or _("not known")

    @property
    def after_shown(self) -> str:
        return shown(self.after, self.indicator.unit) or _("not known")


def indicators_of(chapter: PolicyChapter) -> list[Indicator]:
    found = Indicator.objects.in_use().filter(ambition__chapter=chapter)
    return list(found.select_related("ambition__chapter__plan"))


def state_of(chapter: PolicyChapter) -> dict[str, str]:
    """Return the figures of a chapter that are known, by "address of the indicator, year"."""
    indicators, today = indicators_of(chapter), timezone.localdate()
    found = figures_of(indicators, chapter.plan.years, today)
    return {
        f"{indicator.slug} {figure.year}": str(figure.value)
        for indicator in indicators
        for figure in found[indicator.pk]
        if figure.is_known
    }


def changes(chapter: PolicyChapter, seen: dict[str, str], state: dict[str, str]) -> list[Change]:
    """Return which figures differ; those of an indicator that is not kept any more are left out."""
    indicators = {indicator.slug: indicator for indicator in indicators_of(chapter)}
    found = []
    for key in sorted(seen.keys() | state.keys()):
        slug, _space, year = key.partition(" ")
        before, after = (None if each is None else Decimal(each) for each in (seen.get(key), state.get(key)))
        if before != after and slug in indicators:
            found.append(Change(indicators[slug], int(year), before, after))
    return found


@transaction.atomic
def follow(*, chapter, by):
    """Follow a chapter from now on; a second time changes nothing."""
    if not chapter.plan.published_on:
        raise ValidationError(_("This plan is a draft: it can be followed once it is published."), code="draft")
    ChapterSubscription.objects.get_or_create(chapter=chapter, user=by, defaults={"seen": state_of(chapter)})


@transaction.atomic
def unfollow(*, chapter, by):
    ChapterSubscription.objects.filter(chapter=chapter, user=by).delete()


def token_of(subscription: ChapterSubscription) -> str:
    """Return what the link in a mail carries: it ends this subscription, and nothing else, without signing in."""
    return SIGNER.sign(f"{subscription.chapter_id}-{subscription.user_id}")


def followed_by(token: str):
    """Return the subscription that a link is for, as a queryset that may be empty; raises `ValidationError` for a wrong link."""
    try:
        chapter, user = SIGNER.unsign(token).split("-")
    except (signing.BadSignature, ValueError):
        raise ValidationError(_("This link no longer works."), code="link") from None
    return ChapterSubscription.objects.filter(chapter=chapter, user=user)


@transaction.atomic
def stop(*, token):
    followed_by(token).delete()


@transaction.atomic
def tell(*, user, state: Callable[[PolicyChapter], dict] = state_of):
    """Mail somebody what changed in the chapters that this person follows since the last mail; nothing where nothing did.

    What was seen is kept in the transaction that queues the mail, under a lock, so that two workers never tell the same twice.
    """
    followed = ChapterSubscription.objects.filter(user=user, chapter__plan__published_on__isnull=False)
    told = []
    for subscription in followed.select_related("chapter__plan").select_for_update(of=["self"]).order_by("chapter"):
        now = state(subscription.chapter)
        if found := changes(subscription.chapter, subscription.seen, now):
            told.append((subscription, found))
        if now != subscription.seen:
            subscription.seen = now
            subscription.save(update_fields=["seen"])
    if told:
        emails.figures_changed(user=user, told=[(each, found, token_of(each)) for each, found in told])
