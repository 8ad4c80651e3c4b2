"""How much somebody of the staff must do by how soon, and the first of it: the tasks of `case_work`, without every case.

In most cases nothing is asked but to handle them, and nothing stopped their clock. Those that came in on one day under the same
rules have the same last day, so the database counts them together and one of them is looked at. The others are all looked at.
"""

from dataclasses import dataclass
from datetime import date
from heapq import nsmallest

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q
from django.db.models.functions import TruncDate

from ..models import Application, Document, IbanChange, SupplementRequest, Suspension
from ..permissions import DECIDER, OFFICER, roles_of
from ..reckoning.working_days import AMSTERDAM
from ..states import State
from .case_work import DueDates, Task, in_groups, some, tasks_for, to_handle, unpaid, with_rules

# Nothing stopped or put off the clock of these, and nothing waits in them beside what their state asks.
ORDINARY = Q(
    ~some(SupplementRequest.objects.all()),
    ~some(Suspension.objects.all()),
    ~some(Document.objects.to_post()),
    ~some(IbanChange.objects.waiting()),
    ~some(unpaid()),
    state__in=[State.SUBMITTED, State.UNDER_REVIEW, State.TO_BE_DECIDED],
    extended_on=None,
)


@dataclass(frozen=True)
class Pressing:
    """Tasks that press about as much: how many there are, and the first of them."""

    number: int
    first: list[Task]


def pressing(user, today: date, most: int, *, only_mine=False) -> dict[str, Pressing]:
    """Return the tasks of somebody by how soon they must be done, at most so many of each; what `tasks_for` finds."""
    dates = DueDates(today)
    others = tasks_for(user, today, only_mine=only_mine, among=~ORDINARY)
    ordinary = dict(counted_together(user, dates, only_mine=only_mine))
    numbers, first = {}, {}
    for slug, tasks in in_groups([*others, *ordinary], today).items():
        orders = [order for each in tasks for order in orders_of(each, ordinary)]
        numbers[slug], first[slug] = len(orders), nsmallest(most, orders)
    shown = {case for orders in first.values() for _day, case, _kind in orders} - {each.case.pk for each in others}
    full = [each for case in looked_at(shown) for each in to_handle(case, dates)]
    by_order = {each.order: each for each in [*others, *full]}
    # A case that somebody handled since it was counted is not there any more.
    return {
        slug: Pressing(numbers[slug], [by_order[order] for order in orders if order in by_order])
        for slug, orders in first.items()
    }


def orders_of(task: Task, ordinary) -> list[tuple]:
    """Return where a task comes, or each of those that it stands for."""
    day, _case, kind = task.order
    return [(day, case, kind) for case in ordinary[task]] if task in ordinary else [task.order]


def counted_together(user, dates: DueDates, *, only_mine: bool):
    """Yield a task, and the keys of all cases in which it is the same, with the same last day."""
    counted = (
        Application.objects.for_staff(user)
        .filter(ORDINARY, to_do_by(user, only_mine=only_mine))
        .order_by()
        .annotate(
            received_on=TruncDate("received_at", tzinfo=AMSTERDAM),
            complete_on=TruncDate("complete_at", tzinfo=AMSTERDAM),
        )
        .values("state", "version", "received_on", "complete_on")
        .annotate(cases=ArrayAgg("pk", order_by="pk"))
        .values_list("cases", flat=True)
    )
    cases = {found[0]: found for found in counted}
    for case in looked_at(cases):
        for each in to_handle(case, dates):
            yield each, cases[case.pk]


def looked_at(keys) -> list[Application]:
    """Return ordinary cases with what `to_handle` reads, and the names that are shown."""
    cases = Application.objects.filter(pk__in=keys).defer("plan")
    cases = cases.select_related("organisation", "ceiling__scheme", "handler", "assessed_by")
    return with_rules(cases.prefetch_related("supplement_requests", "suspensions", "assessments"))


def to_do_by(user, *, only_mine: bool) -> Q:
    """Return what holds of the ordinary cases in which somebody has something to do: `Task.is_for` and `Task.is_of`."""
    roles, found = roles_of(user), Q(pk__in=[])
    if OFFICER in roles:
        free = Q(handler=None) & (Q(assessed_by=None) | Q(assessed_by=user))
        found |= Q(state__in=[State.SUBMITTED, State.UNDER_REVIEW]) & (Q(handler=user) | free if only_mine else Q())
    if DECIDER in roles:
        assessed = Q(assessed_by=user) | Q(pk__in=user.assessments.values("application"))
        found |= Q(state=State.TO_BE_DECIDED) & ~assessed
    return found
