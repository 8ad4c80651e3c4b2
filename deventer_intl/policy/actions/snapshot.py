"""Keeping the figures of a year as they stand: a snapshot, which never changes."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from globalgoals.models import Indicator, PolicyPlan

from .. import snapshot_content
from ..figures import figures_of
from ..models import PolicySnapshot
from ..reckoned import RECKONERS

# How the database says that somebody else took the same one meanwhile.
TAKEN_MEANWHILE = {"snapshot_next_number", "snapshot_number"}


def take(*, plan: PolicyPlan, year: int, reason: str = "", by) -> PolicySnapshot:
    """Keep the figures of a year; once more only with a reason, and only where something changed.

    All is read in one transaction that sees the database as it was at its first query (REPEATABLE READ), so that what
    somebody writes meanwhile is in it wholly or not at all. What was read is written in a second one: what others commit
    between the two is no reason to fail, but a snapshot of the same year is. Cannot be part of another transaction.
    """
    now, reason = timezone.now(), reason.strip()
    refuse_wrong_year(plan, year, timezone.localdate(now))
    with transaction.atomic(durable=True):
        # Past the wrappers that put something before a statement: this has to come first.
        connection.connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        last = PolicySnapshot.objects.filter(plan=plan, year=year).order_by("number").last()
        content = content_of(plan, year, timezone.localdate(now))
    refuse_needless(last, content, reason)
    try:
        with transaction.atomic():
            return keep(plan, last, content, reason, by, now)
    except IntegrityError as error:
        if getattr(error.__cause__.diag, "constraint_name", "") not in TAKEN_MEANWHILE:
            raise
        raise ValidationError(_("Somebody else took it at the same moment. Look at that one first.")) from None


def refuse_wrong_year(plan, year, today):
    if year not in plan.years:
        raise ValidationError({"year": _("The year %(year)s is not one of this plan.") % {"year": year}})
    if year > today.year:
        raise ValidationError({"year": _("This year is still to come: there is nothing to keep of it.")})


def refuse_needless(last, content, reason):
    if last and not reason:
        raise ValidationError({"reason": _("Say why the snapshot is taken anew.")})
    if last and not snapshot_content.differences(last.content, content):
        raise ValidationError(_("Nothing changed since the last snapshot of this year: it stands as it is."))


def keep(plan, last, content, reason, by, now):
    return PolicySnapshot.objects.create(
        plan=plan,
        year=content["year"],
        number=last.number + 1 if last else 1,
        is_provisional=content["provisional"],
        reason=reason if last else "",
        content=content,
        sha256=snapshot_content.digest(content),
        taken_at=now,
        taken_by=by,
    )


def content_of(plan, year, today) -> dict:
    """Return what there is to keep of a year now. Its texts are Dutch where they are not kept in three languages."""
    from ..tables_of_year import tables_of_year

    with translation.override("nl"):
        return {
            "form": snapshot_content.FORM,
            "plan": plan.slug,
            "year": year,
            "provisional": year == today.year,
            "taken_on": today.isoformat(),
            "indicators": indicators_of(plan, year, today),
            "tables": {
                key: [{"cells": row.cells, "address": row.address, "source": row.source} for row in rows]
                for key, rows in tables_of_year(plan, year).items()
            },
        }


def indicators_of(plan, year, today) -> list[dict]:
    indicators = list(
        Indicator.objects.in_use().filter(ambition__chapter__plan=plan).select_related("ambition__chapter__plan")
    )
    found = figures_of(indicators, [year], today)
    return [one_indicator(indicator, found[indicator.pk][0]) for indicator in indicators]


def one_indicator(indicator, figure) -> dict:
    return {
        "slug": indicator.slug,
        "chapter": indicator.ambition.chapter.number,
        "name": {language: getattr(indicator, f"name_{language}") for language in ("nl", "en", "de")},
        "side": indicator.side,
        "unit": indicator.unit,
        "direction": indicator.direction,
        "target": as_text(indicator.target),
        "target_most": as_text(indicator.target_most),
        "value": as_text(figure.value),
        "standing": figure.standing.value,
        "source": figure.source,
        "as_of": as_text(figure.as_of),
        "records": [one_record(record) for record in records_of(indicator, figure)],
    }


def records_of(indicator, figure):
    """Return what is behind a figure that the portal reckons; one that was entered rests on its source."""
    if figure.measurement or indicator.reckoned_by not in RECKONERS or not figure.is_known:
        return []
    return RECKONERS[indicator.reckoned_by].records(figure.year)


def one_record(record) -> dict:
    return {
        "title": str(record.title),
        "address": record.address,
        "day": as_text(record.day),
        "value": as_text(record.value),
        "source": record.source,
    }


def as_text(value):
    return None if value is None else str(value)
