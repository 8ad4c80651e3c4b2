"""The clock of an application, as applicant and officer both see it: the terms of its scheme, laid on what happened."""

from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from .models import Application, ClockStart, Decision, EqualDay, Outcome, SchemeVersion
from .reckoning.deadlines import DecisionClock, Extension, Suspension, Term, amsterdam_day, end_of_term, set_aside_due


def equal_days() -> frozenset[date]:
    """Return the days made equal to a holiday by decree (Atw art. 3 lid 3)."""
    return frozenset(EqualDay.objects.values_list("day", flat=True))


def term_of_days(start: date, days: int, rules: SchemeVersion) -> date:
    """Return the last day of a term of days that begins the day after `start`."""
    return end_of_term(start, Term(days, "days"), moves=rules.terms_move, extra=equal_days())


def term_of_weeks(start: date, weeks: int, rules: SchemeVersion) -> date:
    """Return the last day of a term of weeks that begins the day after `start`."""
    return end_of_term(start, Term(weeks, "weeks"), moves=rules.terms_move, extra=equal_days())


def set_aside_until(application: Application, extra: frozenset[date] | None = None) -> date | None:
    """Return the last day to make known that an application is left out of consideration (Awb 4:5 lid 4).

    None where nothing was asked first. `extra` are the equal days, where a list of applications looked them up once.
    """
    requests = list(application.supplement_requests.all())
    if not requests:
        return None
    supplied_at = requests[-1].supplied_at
    since = amsterdam_day(supplied_at) if supplied_at else requests[-1].due_on
    return set_aside_due(since, equal_days() if extra is None else extra)


def left_out_until(decision: Decision, extra: frozenset[date] | None = None) -> date | None:
    """Return the last day to announce a decision that leaves out (Awb 4:5 lid 4), None where none counts for it.

    Where the applicant knows of a decision already, this one corrects it: no term runs for that.
    """
    if decision.outcome != Outcome.LEAVE_OUT or decision.application.announced:
        return None
    return set_aside_until(decision.application, extra)


def start_of(application: Application) -> date | None:
    """Return the day from which the decision clock runs, or None while it does not run yet."""
    # Taken up again after an objection, the term runs anew.
    return application.reopened_on or start_under(application.version, application.received_at, application.complete_at)


def start_under(rules: SchemeVersion, received_at: datetime, complete_at: datetime | None) -> date | None:
    """Return the day from which the decision clock runs for what came in and was complete then, or None."""
    if rules.clock_start == ClockStart.COMPLETE:
        return complete_at and amsterdam_day(complete_at)
    received_on = amsterdam_day(received_at)
    # What came on paper after the window closed runs from its own day.
    return max(received_on, rules.last_day) if rules.clock_start == ClockStart.CLOSING else received_on


def suspensions_of(application: Application) -> tuple[Suspension, ...]:
    """Return the days on which the clock stands still (Awb 4:15), from what is stored with the application."""
    for_supplements = [
        Suspension.for_supplement(
            amsterdam_day(request.asked_at),
            request.due_on,
            end and amsterdam_day(end),
            request.text,
        )
        for request in application.supplement_requests.all()
        for end in [request.supplied_at or request.closed_at]
    ]
    with_consent = [
        Suspension(each.first_day, each.last_day, each.article, each.reason) for each in application.suspensions.all()
    ]
    return (*for_supplements, *with_consent)


def decision_clock(
    application: Application, today: date | None = None, extra: frozenset[date] | None = None
) -> DecisionClock | None:
    """Return the clock of the decision, or None while it does not run.

    `extra` are the equal days, where a list of applications looked them up once.
    """
    start = start_of(application)
    if start is None:
        return None
    extension = None
    if application.extended_on:
        extension = Extension(Term(application.version.extension_weeks, "weeks"), "Awb 4:14", application.extended_on)
    return replace(
        undisturbed_clock(application.version, start, today, extra),
        suspensions=suspensions_of(application),
        extension=extension,
        **({"fixed_end": None} if application.reopened_on else {}),
    )


def undisturbed_clock(
    rules: SchemeVersion, start: date, today: date | None = None, extra: frozenset[date] | None = None
) -> DecisionClock:
    """Return the clock that runs from a day where nothing stopped it or put it off: the same for all such applications."""
    return DecisionClock(
        start=start,
        term=Term(rules.decision_weeks, "weeks"),
        moves=rules.terms_move,
        extra=equal_days() if extra is None else extra,
        as_of=today or timezone.localdate(),
        fixed_end=max(rules.decide_by, start) if rules.clock_start == ClockStart.FIXED else None,
    )


def decision_due_on(
    application: Application, today: date | None = None, extra: frozenset[date] | None = None
) -> date | None:
    """Return the last day for the decision; None while the term does not run."""
    clock = decision_clock(application, today, extra)
    return clock and clock.due_on
