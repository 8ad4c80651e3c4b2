"""Objections and appeals as people read them: in time or not and why, the clock of each, what it came to."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .clock import equal_days
from .models import Appeal, Decision, DecisionKind, Objection
from .reckoning.deadlines import amsterdam_day, objection_in_time, objection_term
from .reckoning.objection_clock import ObjectionClock
from .work.worklist import days_left_in_words


def can_be_disputed(application) -> list[Decision]:
    """Return the decisions against which one can object, the newest first: those that were announced.

    Against a decision on an objection one appeals (Awb 7:1, 8:1).
    """
    return [each for each in reversed(application.announced) if each.kind != DecisionKind.OBJECTION]


def last_day_for(decision, extra: frozenset[date] | None = None) -> date:
    """Return the last day to object, or to appeal, against a decision that was announced (Awb 6:7, 6:8)."""
    return objection_term(amsterdam_day(decision.announced_at), equal_days() if extra is None else extra)


def is_in_time(objection, extra: frozenset[date] | None = None) -> bool:
    """Tell whether an objection came in time (Awb 6:9); being late may be excused (6:11)."""
    announced_on = amsterdam_day(objection.decision.announced_at)
    extra = equal_days() if extra is None else extra
    return objection_in_time(announced_on, objection.received_on, objection.posted_on, extra)


def clock_of(objection, today: date | None = None, extra: frozenset[date] | None = None) -> ObjectionClock:
    """Return the clock of the decision on an objection."""
    extra = equal_days() if extra is None else extra
    return ObjectionClock(
        term_ended_on=last_day_for(objection.decision, extra),
        has_committee=objection.has_committee,
        repair_asked_on=objection.repair_asked_on,
        repair_due_on=objection.repair_due_on,
        repaired_on=objection.repaired_on,
        extended_on=objection.extended_on,
        postponed_until=objection.postponed_until,
        extra=extra,
        as_of=today or timezone.localdate(),
    )


@dataclass(frozen=True)
class Line:
    """An objection with how it was reckoned; `result` and `answer` only when they may be known."""

    objection: Objection
    is_in_time: bool
    how: str
    due_on: date
    left: str
    is_late: bool
    rows: list
    answer: Decision | None
    result: str
    appeals: list[Appeal]


def lines_of(application, today: date | None = None, *, secret=False) -> list[Line]:
    """Return the objections in a case, the first one first; `secret` also what was decided and not announced."""
    today, extra = today or timezone.localdate(), equal_days()
    found = Objection.objects.filter(decision__application=application).select_related("decision", "kept_by")
    return [line_of(objection, today, extra, secret) for objection in found.order_by("pk")]


def line_of(objection, today, extra, secret) -> Line:
    clock, answer = clock_of(objection, today, extra), objection.answer
    if answer and not (secret or answer.announced_at):
        answer = objection.decisions.exclude(announced_at=None).last()
    in_time = is_in_time(objection, extra)
    return Line(
        objection=objection,
        is_in_time=in_time,
        how=how_reckoned(objection, in_time, extra),
        due_on=clock.due_on,
        left=days_left_in_words(clock.due_on, today) if objection.is_open else "",
        is_late=objection.is_open and clock.due_on < today,
        rows=[(names()[row.kind], row) for row in clock.lines()],
        answer=answer,
        result=result_of(objection, answer),
        appeals=list(Appeal.objects.filter(decision__objection=objection)),
    )


def names():
    return {
        "term": _("Term for the decision"),
        "suspension": _("Stands still"),
        "extension": _("Extension"),
        "moved": _("To the next working day"),
        "postponed": _("Postponed with consent"),
    }


def result_of(objection, answer) -> str:
    if objection.withdrawn_on:
        return _("withdrawn on %(day)s") % {"day": date_format(objection.withdrawn_on)}
    return str(answer.get_objection_result_display()) if answer else ""


def how_reckoned(objection, in_time, extra) -> str:
    """Return in a sentence why an objection is in time or late (Awb 6:7 to 6:9, 6:11)."""
    last = date_format(last_day_for(objection.decision, extra))
    days = {"day": last, "received": date_format(objection.received_on)}
    if objection.received_on <= last_day_for(objection.decision, extra):
        return _("Received on %(received)s; the last day is %(day)s (Awb 6:7, 6:9 lid 1).") % days
    if in_time:
        days["posted"] = date_format(objection.posted_on)
        text = _(
            "Posted on %(posted)s, by the last day %(day)s, and received within a week: %(received)s (Awb 6:9 lid 2)."
        )
        return text % days
    text = _("Received on %(received)s, after the last day, %(day)s (Awb 6:7, 6:9).") % days
    excused = _("That is excused (Awb 6:11).")
    return f"{text} {excused}" if objection.excuse else text
