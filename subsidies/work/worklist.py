"""What waits in the cases: until when, for whom, and which are too late."""

from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import accounting
from ..models import Application
from ..states import State
from .brought_along import with_rules
from .due_dates import DueDates


def with_what_is_listed(applications) -> list[Application]:
    """Bring along what `due_dates` and `turn_of` read of each, in a fixed number of queries however many there are."""
    found = with_rules(applications)
    undecided = [each for each in found if each.can_be_withdrawn]
    prefetch_related_objects(undecided, "supplement_requests", "suspensions")
    decided = [each for each in found if not each.can_be_withdrawn]
    prefetch_related_objects(decided, "decisions", "report", "final_term")
    return found


def due_dates(applications, today: date | None = None, extra: frozenset[date] | None = None) -> dict[int, date]:
    """Return the last day for the decision of each undecided application whose term runs, by number in the database.

    One query, however many there are, when they come from `with_what_is_listed()`; none where `extra`, the equal days, were
    looked up before.
    """
    dates = DueDates(today or timezone.localdate(), extra)
    found = {application.pk: dates.of(application)[0] for application in applications if application.can_be_withdrawn}
    return {pk: day for pk, day in found.items() if day is not None}


def overdue(queryset, today: date | None = None) -> list[int]:
    """Return which applications of a queryset should have been decided on by now (Awb 4:13)."""
    today = today or timezone.localdate()
    dates = due_dates(with_what_is_listed(queryset.undecided().defer("plan", "budget_note")), today)
    return [pk for pk, day in dates.items() if day < today]


def past_supplement(queryset, today: date | None = None):
    """Return the applications whose applicant let the term for a supplement pass (Awb 4:5 lid 1)."""
    today = today or timezone.localdate()
    return queryset.filter(
        state=State.SUPPLEMENT_REQUESTED,
        supplement_requests__supplied_at=None,
        supplement_requests__closed_at=None,
        supplement_requests__due_on__lt=today,
    )


def days_left_in_words(day: date, today: date) -> str:
    """Return how long there is until a day, as in a list."""
    days = (day - today).days
    if days < 0:
        return _("%(days)s days late") % {"days": -days} if days < -1 else _("1 day late")
    if days == 0:
        return _("today")
    return _("%(days)s days left") % {"days": days} if days > 1 else _("1 day left")


def turn_of(application: Application, today: date, extra: frozenset[date] | None = None) -> str:
    """Return who must act, and what is waited for; "" where nothing is.

    `extra` are the equal days, where a list of applications looked them up once.
    """
    match application.state:
        case State.SUBMITTED:
            return _("officer: check whether it is complete")
        case State.SUPPLEMENT_REQUESTED:
            request = application.open_request
            if request is None or request.due_on >= today:
                return _("applicant: supplement")
            return _("officer or decider: no supplement came")
        case State.UNDER_REVIEW:
            return _("officer: assess")
        case State.TO_BE_DECIDED:
            return _("decider: decide")
    if application.to_announce:
        return _("officer or decider: announce")
    if application.open_offer:
        return _("applicant: may decline what remained")
    return turn_of_report(application, today, extra)


def turn_of_report(application: Application, today: date, extra: frozenset[date] | None) -> str:
    """Return who must act now that there is a grant; "" where no report is asked."""
    match accounting.report_state_of(application, today, extra):
        case accounting.ReportState.DUE | accounting.ReportState.FINAL_TERM:
            return _("applicant: report")
        case accounting.ReportState.LATE:
            return _("officer: set a final term for the report")
        case accounting.ReportState.LAPSED:
            return _("officer or decider: settle without a report")
        case accounting.ReportState.RECEIVED if application.state == State.GRANTED:
            return _("officer: check the report")
    return ""
