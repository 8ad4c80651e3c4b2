"""What staff do with the rules of a scheme. Each is one transaction; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import (
    Ceiling,
    Criterion,
    Distribution,
    EligibilityQuestion,
    Evidence,
    Purpose,
    Scheme,
    SchemeVersion,
)
from ..reckoning.deadlines import amsterdam_day
from ..reckoning.terms import add_months
from . import ledger

PARTS = (Purpose, Criterion, Evidence, EligibilityQuestion)
# What a copy does not take over.
OWN = {"id", "number", "published_at"}
DATES = ["in_force_from", "activity_from", "activity_until", "decide_by", "opens_at", "closes_at"]


def may_make_rules(by) -> None:
    if not (by.is_staff and by.has_perms(["subsidies.add_schemeversion", "subsidies.change_schemeversion"])):
        raise PermissionDenied


@transaction.atomic
def number(version) -> None:
    """Give new rules, not kept yet, the next number under their ceiling."""
    version.number = next_number(ledger.lock(version.ceiling_id))


def next_number(ceiling) -> int:
    return (ceiling.scheme_versions.aggregate(last=Max("number"))["last"] or 0) + 1


def parts_of(version, model):
    return getattr(version, f"{model._meta.model_name}_set")


def copy_of(version, **values) -> SchemeVersion:
    """Write the rules of a version anew, with all that they list, not published; `values` stand instead of the old."""
    names = [field.name for field in SchemeVersion._meta.concrete_fields if field.name not in OWN]
    copy = SchemeVersion(**{**{name: getattr(version, name) for name in names}, **values})
    copy.number = next_number(copy.ceiling)
    copy.save()
    for model in PARTS:
        names = [field.name for field in model._meta.concrete_fields if field.name not in ("id", "version")]
        for part in parts_of(version, model).all():
            model.objects.create(version=copy, **{name: getattr(part, name) for name in names})
    return copy


@transaction.atomic
def new_version(*, version, in_force_from, by) -> SchemeVersion:
    """Begin a new version of published rules: what was sent in keeps the version of its day."""
    may_make_rules(by)
    ledger.lock(version.ceiling_id)
    if draft := version.ceiling.scheme_versions.filter(published_at=None).first():
        raise ValidationError(
            _("There is a draft already: version %(number)s. Change that one, or remove it first.")
            % {"number": draft.number},
            code="draft",
        )
    if in_force_from < timezone.localdate():
        raise ValidationError(_("New rules cannot hold for a day in the past."), code="past")
    return copy_of(version, in_force_from=in_force_from)


@transaction.atomic
def publish(*, version, by) -> None:
    """Make rules hold, when they are whole; from now on they stay as they are."""
    may_make_rules(by)
    ceiling = ledger.lock(version.ceiling_id)
    version = SchemeVersion.objects.select_for_update().get(pk=version.pk)
    version.ceiling = ceiling
    if version.published_at:
        return
    if problems := problems_of(version):
        raise ValidationError(problems)
    version.published_at = timezone.now()
    version.save()


def problems_of(version) -> list[str]:
    """Return what still keeps rules from being published, as texts for staff."""
    return [*problems_of_texts(version), *problems_of_days(version), *problems_of_distribution(version)]


def problems_of_texts(version):
    if not version.conditions_nl:
        yield _("Write the conditions, at least in Dutch.")
    if not version.rules_nl:
        yield _("Write the rules in full, at least in Dutch.")
    if not version.purpose_set.exists():
        yield _("Name at least one purpose.")


def problems_of_days(version):
    others = version.ceiling.scheme_versions.published()
    if others.exists() and version.in_force_from < timezone.localdate():
        yield _("New rules cannot hold for a day in the past.")
    if version.in_force_from > amsterdam_day(version.closes_at):
        yield _("These rules begin to hold when the window has closed.")
    if not others.exists() and version.in_force_from > amsterdam_day(version.opens_at):
        yield _("When applying begins, these rules do not hold yet.")
    if version.ceiling.version_for(amsterdam_day(version.opens_at)) is None:
        yield _("Publish an amount for the ceiling that holds when applying begins (Awb 4:27).")


def problems_of_distribution(version):
    match version.distribution:
        case Distribution.TENDER if not version.criterion_set.exists():
            yield _("The best ones first, by score: name at least one criterion.")
        case Distribution.LOTTERY if not version.ceiling.seed_commitment:
            yield _("By lot: first make a seed and publish its hash, on the page of the ceiling.")
        case Distribution.LOTTERY if version.ceiling.seed:
            yield _("By lot: the seed was revealed, so nobody can apply any more.")
        case Distribution.PRO_RATA if not version.smallest_useful:
            yield _("Everybody an equal share: say what the smallest useful amount is.")


@dataclass(frozen=True)
class CarriedOver:
    """What taking a scheme to the next year would make, or found there: the rules it starts from and those that are there."""

    source: SchemeVersion
    there: SchemeVersion | None
    amount: int | None


def to_carry_over(year: int) -> list[CarriedOver]:
    """Return for each scheme with published rules in a year what there is of the next."""
    found = []
    for scheme in Scheme.objects.all():
        versions = SchemeVersion.objects.filter(ceiling__scheme=scheme).select_related("ceiling__scheme")
        source = versions.published().filter(ceiling__year=year).order_by("-number").first()
        if source is None:
            continue
        amount = source.ceiling.versions.order_by("-number").first()
        there = versions.filter(ceiling__year=year + 1).order_by("-number").first()
        found.append(CarriedOver(source, there, amount and amount.amount))
    return found


@transaction.atomic
def carry_over(*, year, by) -> list[SchemeVersion]:
    """Make for each scheme with published rules in a year a draft for the next, its dates a year later.

    A scheme that has rules in the next year is left alone. Amounts are published by hand (Awb 4:27).
    """
    may_make_rules(by)
    list(Scheme.objects.select_for_update(no_key=True).order_by("pk"))
    made = []
    for each in to_carry_over(year):
        if each.there is None:
            ceiling, _created = Ceiling.objects.get_or_create(scheme=each.source.ceiling.scheme, year=year + 1)
            dates = {name: a_year_later(getattr(each.source, name)) for name in DATES}
            # Rules that changed during the year are those of the next from its first day.
            dates["in_force_from"] = min(dates["in_force_from"], amsterdam_day(dates["opens_at"]))
            made.append(copy_of(each.source, ceiling=ceiling, **dates))
    return made


def a_year_later(moment):
    """Return the same day, or the same time in Deventer, of the next year; 29 February becomes the 28th.

    >>> a_year_later(date(2028, 2, 29))
    datetime.date(2029, 2, 28)
    """
    if moment is None:
        return None
    if isinstance(moment, datetime):
        local = timezone.localtime(moment)
        day = add_months(local.date(), 12)
        return local.replace(year=day.year, month=day.month, day=day.day)
    return add_months(moment, 12)
