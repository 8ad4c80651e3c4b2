"""The last days for the decisions of many cases, reckoned once for all that have the same."""

from datetime import date

from ..clock import decision_clock, equal_days, start_of, undisturbed_clock
from ..models import Application, SchemeVersion


def is_undisturbed(case: Application) -> bool:
    """Tell whether nothing stopped the clock of a case or put it off."""
    return not (case.reopened_on or case.extended_on or case.supplement_requests.all() or case.suspensions.all())


class DueDates:
    """The last days for decisions on a day. Cases of which nothing stopped the clock share what is reckoned once."""

    def __init__(self, today: date, extra: frozenset[date] | None = None):
        self.today, self.extra, self.known = today, equal_days() if extra is None else extra, {}

    def of(self, case: Application) -> tuple[date | None, bool]:
        """Return the last day, None while the term does not run, and whether the clock stands still."""
        start = start_of(case)
        if start is None:
            return None, False
        if is_undisturbed(case):
            return self.undisturbed(case.version, start), False
        clock = decision_clock(case, self.today, self.extra)
        return clock.due_on, clock.stands_still(self.today)

    def undisturbed(self, rules: SchemeVersion, start: date) -> date:
        """Return the last day where the clock runs from a day and nothing stopped it."""
        key = rules.pk, start
        if key not in self.known:
            self.known[key] = undisturbed_clock(rules, start, self.today, self.extra).due_on
        return self.known[key]
