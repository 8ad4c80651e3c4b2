"""What staff do with a ceiling: publish its amount, and hold a draw that anyone can repeat.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import DRAWS_LOTS, CeilingVersion, Distribution, SealedSeed
from ..reckoning import lottery
from . import ledger


def may_change_ceilings(by) -> None:
    if not (by.is_staff and by.has_perm("subsidies.add_ceilingversion")):
        raise PermissionDenied


@transaction.atomic
def publish_amount(
    *, ceiling, amount, published_on, in_force_from, by, reason="", publication_url=""
) -> CeilingVersion:
    """Lay down how much a ceiling amounts to, as it was published (Awb 4:27); what waited is served from a raise."""
    may_change_ceilings(by)
    ceiling = ledger.lock(ceiling.pk)
    before = ceiling.versions.order_by("-number").first()
    wrong = {}
    if published_on > timezone.localdate():
        wrong["published_on"] = _("The day of publication cannot be in the future: what is not published binds nobody.")
    if in_force_from < published_on:
        wrong["in_force_from"] = _("It cannot hold for applications from before the publication (Awb 4:27).")
    if before:
        if published_on < before.published_on:
            wrong["published_on"] = _("The amount before this one was published later.")
        if in_force_from < before.in_force_from:
            wrong["in_force_from"] = _("The amount before this one holds from a later day.")
        if amount == before.amount:
            wrong["amount"] = _("That is the amount as it is.")
        if not reason:
            wrong["reason"] = _("Say why the amount changes.")
    if wrong:
        raise ValidationError(wrong)
    version = CeilingVersion.objects.create(
        ceiling=ceiling,
        number=before.number + 1 if before else 1,
        amount=amount,
        published_on=published_on,
        in_force_from=in_force_from,
        publication_url=publication_url,
        reason=reason,
    )
    ledger.serve_queue(ceiling)
    return version


def rules_with_lots(ceiling):
    return ceiling.scheme_versions.filter(distribution__in=DRAWS_LOTS)


@transaction.atomic
def make_seed(*, ceiling, by) -> None:
    """Make the seed of a draw and publish its hash. Nobody sees the seed until it is revealed.

    Of a lottery before anyone can apply; of lots among equals at the edge of the money before the window closes.
    """
    may_change_ceilings(by)
    ceiling = ledger.lock(ceiling.pk)
    if ceiling.seed_commitment:
        return
    if not rules_with_lots(ceiling).exists():
        raise ValidationError(_("No rules of this year say that lots are drawn."), code="no-lots")
    published, now = rules_with_lots(ceiling).published(), timezone.now()
    if published.filter(distribution=Distribution.LOTTERY, opens_at__lte=now).exists():
        raise ValidationError(_("The hash must be public before anyone can apply."), code="open")
    if published.exists() and not published.filter(closes_at__gt=now).exists():
        raise ValidationError(_("The hash must be public before the window closes."), code="closed")
    seed = lottery.new_seed()
    SealedSeed.objects.create(ceiling=ceiling, seed=seed, sealed_by=by)
    ceiling.seed_commitment = lottery.commitment(seed)
    ceiling.save()


@transaction.atomic
def reveal_seed(*, ceiling, by) -> None:
    """Publish the seed of a draw, once nobody can apply any more."""
    may_change_ceilings(by)
    ceiling = ledger.lock(ceiling.pk)
    if ceiling.seed:
        return
    sealed = SealedSeed.objects.filter(ceiling=ceiling).first()
    if sealed is None:
        raise ValidationError(_("No seed was made for this ceiling."), code="no-seed")
    closes_at = rules_with_lots(ceiling).published().aggregate(last=Max("closes_at"))["last"]
    if closes_at is None or timezone.now() < closes_at:
        raise ValidationError(_("The seed stays secret until the window has closed."), code="open")
    ceiling.seed = sealed.seed
    ceiling.save()
