"""A decision that is too late: the notice of default, and what the municipality owes for it day by day (Awb 4:17)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone

from .clock import decision_due_on, equal_days
from .fields import shown
from .models import DefaultNotice
from .reckoning.deadlines import PENALTY_RATES, Penalty, amsterdam_day, penalty_for_late_decision


@dataclass(frozen=True)
class Lateness:
    """The notice of default that counts in a case, and its penalty as it stands; `ended_on` is the announcement."""

    notice: DefaultNotice
    penalty: Penalty
    ended_on: date | None

    @property
    def amount(self) -> str:
        return shown(self.penalty.amount)

    @property
    def runs(self) -> bool:
        return bool(self.penalty.days) and not self.ended_on and self.penalty.days < self.penalty.rates.longest

    @property
    def days(self) -> list[tuple[int, date, str, str]]:
        """Return day by day: its number, the day, what it costs and what it has come to."""
        rates, first = self.penalty.rates, self.penalty.first_day
        return [
            (
                number,
                first + timedelta(days=number - 1),
                shown(rates.amount(number) - rates.amount(number - 1)),
                shown(rates.amount(number)),
            )
            for number in range(1, self.penalty.days + 1)
        ]


def lateness_of(application, today: date | None = None, extra=None) -> Lateness | None:
    """Return what a notice of default has come to; None where there is none that counts."""
    notices = list(application.default_notices.all())
    if not notices:
        return None
    today = today or timezone.localdate()
    extra = equal_days() if extra is None else extra
    due_on = decision_due_on(application, today, extra)
    told = [each.announced_at for each in application.decisions.all() if each.announced_at]
    ended_on = amsterdam_day(min(told)) if told else application.closed_at and amsterdam_day(application.closed_at)
    for notice in sorted(notices, key=lambda each: each.received_on):
        if due_on is None or notice.received_on <= due_on or notice.received_on < PENALTY_RATES[0].from_day:
            continue
        penalty = penalty_for_late_decision(due_on, notice.received_on, today, ended_on, extra=extra)
        return Lateness(notice, penalty, ended_on)
    return None


def by_application(applications, today: date) -> dict[int, Lateness]:
    """Return the lateness of those in a list that are in default, by their key: in a fixed number of queries."""
    late = [each for each in applications if each.can_be_withdrawn]
    prefetch_related_objects(late, "default_notices")
    in_default = [each for each in late if each.default_notices.all()]
    prefetch_related_objects(in_default, "decisions")
    extra = equal_days() if in_default else frozenset()
    found = {each.pk: lateness_of(each, today, extra) for each in in_default}
    return {pk: lateness for pk, lateness in found.items() if lateness}
