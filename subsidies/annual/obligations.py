"""The open obligations (openstaande verplichtingen) at the end of a year, case by case: what is still to be paid, and when it is expected to be settled."""

from dataclasses import dataclass
from datetime import date

from ..clock import equal_days
from ..models import Application
from ..reckoning.deadlines import Term, end_of_term
from ..reckoning.year_end import Figures, sum_of
from . import AnnualAccounts, Case

COLUMNS = (
    "number", "organisation__name", "ceiling__year", "ceiling__scheme__code", "ceiling__scheme__name_nl",
    "ceiling__scheme__name_en", "ceiling__scheme__name_de", "version__settlement_weeks", "version__report_weeks",
    "version__terms_move",
)  # fmt: skip


@dataclass(frozen=True)
class Obligation:
    """A case of which something is still to be paid. Amounts are in cents."""

    application: Application
    case: Case
    # By when it is settled, of itself or on a report; None where it was, or nobody knows when the activity is done.
    settled_by: date | None

    @property
    def granted(self) -> int:
        return self.case.decided.granted

    @property
    def settled(self) -> int | None:
        return self.case.figures.settled if self.case.decided.is_settled else None

    @property
    def paid(self) -> int:
        return self.case.figures.paid

    @property
    def open(self) -> int:
        return self.case.figures.open


@dataclass(frozen=True)
class Obligations:
    """Those that somebody may see, of how many cases there are more, and what all of them come to."""

    rows: list[Obligation]
    hidden: int
    total: Figures


def obligations(accounts: AnnualAccounts, user) -> Obligations:
    """Return what is open at the end of the day; a case that a tie shuts to a user is in the total alone (Awb 2:4)."""
    cases = {key: case for key, case in accounts.cases.items() if case.figures.open}
    seen = Application.objects.for_staff(user).filter(pk__in=cases)
    seen = seen.select_related("organisation", "ceiling__scheme", "version").only(*COLUMNS)
    extra = equal_days()
    rows = [Obligation(each, cases[each.pk], settled_by(each, cases[each.pk], extra)) for each in seen]
    rows.sort(key=lambda row: (-row.application.ceiling.year, row.application.reference))
    return Obligations(rows, len(cases) - len(rows), sum_of(case.figures for case in cases.values()))


def settled_by(application, case: Case, extra) -> date | None:
    """Return the last day to settle (path B, Awb 4:47), or for the applicant to report (path C, Awb 4:44)."""
    decided, rules = case.decided, application.version
    weeks = {"B": rules.settlement_weeks, "C": rules.report_weeks}.get(decided.path)
    if decided.is_settled or weeks is None or decided.activity_until is None:
        return None
    return end_of_term(decided.activity_until, Term(weeks, "weeks"), moves=rules.terms_move, extra=extra)


def differing(accounts: AnnualAccounts, user) -> dict[int, str]:
    """Return the references of the cases in which the ledger differs, by key: those that somebody may see."""
    wrong = [case.application for row in accounts.rows for case in row.wrong]
    seen = Application.objects.for_staff(user).filter(pk__in=wrong).select_related("ceiling__scheme")
    return {each.pk: each.reference for each in seen.only("number", "ceiling__year", "ceiling__scheme__code")}
