"""What must be done about the report on a grant. No term of law runs for it: that of the settlement follows."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy

from .. import accounting
from ..accounting import ReportState
from ..models import AccountabilityReport, Application
from ..permissions import DECIDER, OFFICER
from ..states import State

WHAT = {
    "check_report": gettext_lazy("Check the report"),
    "final_term": gettext_lazy("No report came: set a final term"),
    "no_report": gettext_lazy("No report came: settle on what is known"),
}
# What is to be done, by whom and under which article, by how far the report is.
TASKS = {
    ReportState.RECEIVED: ("check_report", (OFFICER,), "Awb 4:45"),
    ReportState.LATE: ("final_term", (OFFICER,), "Awb 4:44 lid 3"),
    ReportState.LAPSED: ("no_report", (OFFICER, DECIDER), "Awb 4:44 lid 4"),
}


def of_case(case: Application, today: date, extra: frozenset[date]) -> Iterator[tuple[str, tuple, str]]:
    """Yield what is to be done in a case as its name, the roles and the article; until it is settled."""
    if case.state == State.GRANTED:
        state = accounting.report_state_of(case, today, extra)
        if state in TASKS:
            yield TASKS[state]


def received():
    """Return the reports that came in of what is not settled yet."""
    return AccountabilityReport.objects.exclude(submitted_at=None).filter(application__state=State.GRANTED)
