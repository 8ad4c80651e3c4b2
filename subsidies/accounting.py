"""How far the report on a grant is (verantwoording, Awb 4:44): whether it is asked, until when, and whether it came.

Settling reads it here: on path C a grant is settled on the report that was received, or, once a final term for it has passed,
on what is known (Awb 4:44 lid 4).
"""

from datetime import date
from enum import StrEnum

from django.db.models import Exists, OuterRef
from django.utils import timezone

from .clock import equal_days
from .models import Account, AccountabilityReport, Application, Decision, FinalTerm, SettlementPath
from .reckoning.deadlines import Term, amsterdam_day, end_of_term
from .states import State

# What stands granted, settled or paid together.
GRANTED = (Account.GRANTED, Account.SETTLED, Account.PAID)


class ReportState(StrEnum):
    """`due` from the day after the activity is done; `lapsed` once the final term has passed."""

    NOT_DUE = "not-due"
    DUE = "due"
    LATE = "late"
    FINAL_TERM = "final-term"
    LAPSED = "lapsed"
    RECEIVED = "received"


# It is the municipality's turn.
PAST_THE_TERM = (ReportState.LATE, ReportState.LAPSED)


def grant_of(application: Application) -> Decision | None:
    """Return the grant that the applicant knows of and that holds; None without one."""
    grants = [each for each in application.announced if each.is_grant]
    return grants[-1] if grants else None


def is_asked(application: Application) -> bool:
    """Tell whether a grant is settled on a report of the applicant: path C."""
    grant = grant_of(application)
    return grant is not None and grant.settlement_path == SettlementPath.C


def done_by(application: Application) -> date | None:
    """Return by when the activity is done, by what was decided (Awb 4:30); else as it was planned."""
    until = [each.activity_until for each in application.announced if each.activity_until]
    return until[-1] if until else application.ends_on


def starts_on(application: Application) -> date | None:
    """Return the day after which the term for the report runs, None where none is asked.

    That is when the activity is done; where it was granted later than that, the day on which the grant was made known.
    """
    done = done_by(application)
    if done is None or not is_asked(application):
        return None
    first = next(each for each in application.announced if each.is_grant)
    return max(done, amsterdam_day(first.announced_at))


def report_due_on(application: Application, extra: frozenset[date] | None = None) -> date | None:
    """Return the last day for the report: a term of weeks after the activity (Awb 4:44). None where none is asked.

    `extra` are the equal days, where a list of applications looked them up once.
    """
    start = starts_on(application)
    if start is None:
        return None
    rules = application.version
    extra = equal_days() if extra is None else extra
    return end_of_term(start, Term(rules.report_weeks, "weeks"), moves=rules.terms_move, extra=extra)


def sent_report_of(application: Application) -> AccountabilityReport | None:
    """Return the report that was sent in, None where none was: one that is still being written is nobody's but the applicant's."""
    report = getattr(application, "report", None)
    return report if report is not None and report.is_sent else None


def final_term_of(application: Application):
    return getattr(application, "final_term", None)


def is_open(application: Application) -> bool:
    """Tell whether a report can be sent in: asked, not there yet, and nothing is settled; also when it is late."""
    return application.state == State.GRANTED and is_asked(application) and sent_report_of(application) is None


def report_state_of(
    application: Application, today: date | None = None, extra: frozenset[date] | None = None
) -> ReportState:
    """Return how far the report of an application is on a day. Nothing is asked of what is not granted, or settled already."""
    if sent_report_of(application):
        return ReportState.RECEIVED
    if application.state != State.GRANTED or (due_on := report_due_on(application, extra)) is None:
        return ReportState.NOT_DUE
    today = today or timezone.localdate()
    if term := final_term_of(application):
        return ReportState.FINAL_TERM if today <= term.due_on else ReportState.LAPSED
    if today > due_on:
        return ReportState.LATE
    return ReportState.DUE if today > starts_on(application) else ReportState.NOT_DUE


def days_late(report: AccountabilityReport, extra: frozenset[date] | None = None) -> int:
    """Return how many days after its last day a report came in; 0 for one in time."""
    due_on = report_due_on(report.application, extra)
    return max(0, (amsterdam_day(report.submitted_at) - due_on).days) if due_on else 0


def granted_to(application: Application) -> int:
    """Return what stands granted, settled or paid together, in cents: summed from the ledger."""
    balances = application.entries.balances()
    return sum(amount for (account, _ground), amount in balances.items() if account in GRANTED)


def past_the_term(today: date):
    """Return the applications whose report did not come in time, and that wait for nothing of the applicant.

    The last day of each is reckoned; where a final term runs, it is still the applicant's turn.
    """
    running = FinalTerm.objects.filter(application=OuterRef("pk"), due_on__gte=today)
    found = Application.objects.exclude(Exists(running)).asked_to_report(today).order_by()
    extra = equal_days()
    cases = found.select_related("version", "report", "final_term").prefetch_related("decisions").defer("plan")
    late = [case.pk for case in cases if report_state_of(case, today, extra) in PAST_THE_TERM]
    return Application.objects.filter(pk__in=late)
