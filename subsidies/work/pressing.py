"""How much somebody of the staff must do by how soon, and the first of it: the tasks of `case_work`, without every case.

In most cases nothing stopped the clock. Those that came in on one day under the same rules have the same last day, so the
database counts them together. Of the others, and of those in which more is to be done, each is looked at; names are brought
along for what is shown alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from heapq import nsmallest

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Min, Q, prefetch_related_objects
from django.db.models.functions import TruncDate

from ..clock import start_under
from ..models import Application, SupplementRequest, Suspension
from ..permissions import DECIDER, OFFICER, roles_of
from ..reckoning.working_days import AMSTERDAM
from ..states import UNDECIDED, State
from .brought_along import asked, beside_the_state, keys_of, look_up, some, with_rules, with_work
from .case_work import asked_by, besides, for_person, in_groups, to_handle
from .due_dates import DueDates
from .task import Task, assessors_of, task

COUNTED = (State.SUBMITTED, State.UNDER_REVIEW, State.TO_BE_DECIDED)
# Nothing stopped the clock of these or put it off.
UNDISTURBED = Q(
    ~Q(pk__in=keys_of(SupplementRequest.objects.all(), Suspension.objects.all())),
    state__in=COUNTED,
    extended_on=None,
    reopened_on=None,
)
# What `tasks_of` reads of a case, and its reference.
READ = (
    "state",
    "version",
    "ceiling",
    "number",
    "requested",
    "received_at",
    "complete_at",
    "extended_on",
    "reopened_on",
    "handler",
    "assessed_by",
)


@dataclass(frozen=True)
class Pressing:
    """Tasks that press about as much: how many there are, and the first of them."""

    number: int
    first: list[Task]


@dataclass(frozen=True)
class Alike:
    """Cases in one state with the same last day: how many there are, and the keys of the first."""

    state: State
    day: date | None
    number: int
    keys: list[int]

    def orders(self, today: date) -> list[tuple]:
        """Return where the tasks in them come, as `Task.order`."""
        kind, _roles, _article = asked_by(self.state, self.day, today)
        return [(self.day or date.max, key, kind) for key in self.keys]

    def task_in(self, case: Application, today: date) -> Task:
        kind, roles, article = asked_by(self.state, self.day, today)
        not_by = assessors_of(case) if kind == "decide" else frozenset()
        return task(kind, case, roles, article, self.day, not_by=not_by)


def pressing(user, today: date, most: int, *, only_mine=False, cases=None) -> dict[str, Pressing]:
    """Return the tasks of somebody by how soon they must be done, at most so many of each; what `tasks_for` finds.

    `cases` are those of `for_staff`, where they are known already.
    """
    cases = Application.objects.for_staff(user) if cases is None else cases
    dates, rules = DueDates(today), {}
    tasks = [each for case in disturbed(cases, today, rules) for each in to_handle(case, dates)]
    more = cases.filter(pk__in=beside_the_state()).order_by().only(*READ)
    tasks += [each for case in with_work(more, rules) for each in besides(case, dates)]
    alike = counted(cases.filter(to_do_by(user, only_mine=only_mine)), dates, rules, most)
    groups = in_groups([*for_person(user, tasks, only_mine=only_mine), *alike], today)
    first = {slug: first_of(found, today, most) for slug, found in groups.items()}
    named = with_names({key for found in first.values() for (_day, key, _kind), _each in found}, rules)
    return {slug: Pressing(number_of(groups[slug]), with_case(found, named, today)) for slug, found in first.items()}


def number_of(found: list[Task | Alike]) -> int:
    return sum(each.number if isinstance(each, Alike) else 1 for each in found)


def first_of(found: list[Task | Alike], today: date, most: int) -> list[tuple]:
    """Return the first tasks, each as where it comes, and itself or what stands for it."""
    orders = ((order, each) for each in found for order in orders_of(each, today))
    return nsmallest(most, orders, key=lambda pair: pair[0])


def orders_of(each: Task | Alike, today: date) -> list[tuple]:
    return each.orders(today) if isinstance(each, Alike) else [each.order]


def with_case(found, named: dict[int, Application], today: date) -> list[Task]:
    """Return tasks with the names that are shown; a case that somebody handled since it was counted is left out."""
    tasks = []
    for (_day, key, _kind), each in found:
        case = named.get(key)
        if isinstance(each, Task):
            tasks.append(replace(each, case=case or each.case))
        elif case and case.state == each.state:
            tasks.append(each.task_in(case, today))
    return tasks


def disturbed(cases, today: date, rules: dict) -> list[Application]:
    """Return the undecided cases of a queryset that are not `UNDISTURBED`, with what `to_handle` reads."""
    # While a supplement may still come, it is the turn of the applicant.
    put_off = Q(state=State.SUPPLEMENT_REQUESTED) | Q(extended_on__isnull=False) | Q(reopened_on__isnull=False)
    keys = keys_of(
        SupplementRequest.objects.filter(application__state__in=COUNTED),
        Suspension.objects.filter(application__state__in=COUNTED),
    ).union(Application.objects.filter(put_off, ~some(asked(today)), state__in=UNDECIDED).order_by().values("pk"))
    found = with_rules(cases.filter(pk__in=keys).order_by().only(*READ), rules)
    prefetch_related_objects(found, "supplement_requests", "suspensions")
    prefetch_related_objects([case for case in found if case.state == State.TO_BE_DECIDED], "assessments")
    return found


def counted(cases, dates: DueDates, rules: dict, most: int) -> Iterator[Alike]:
    """Yield the undisturbed cases of a queryset by their state and last day; the database brings them together."""
    together = (
        cases.filter(UNDISTURBED)
        .order_by()
        .annotate(
            received_on=TruncDate("received_at", tzinfo=AMSTERDAM),
            complete_on=TruncDate("complete_at", tzinfo=AMSTERDAM),
        )
        .values("state", "version", "received_on", "complete_on")
        .annotate(
            received=Min("received_at"), complete=Min("complete_at"), of=Count("pk"), keys=ArrayAgg("pk", order_by="pk")
        )
        .values_list("state", "version", "received", "complete", "of", F(f"keys__0_{most}"))
    )
    found = list(together)
    look_up(rules, {version for _state, version, *_rest in found})
    for state, version, received_at, complete_at, number, keys in found:
        start = start_under(rules[version], received_at, complete_at)
        yield Alike(State(state), start and dates.undisturbed(rules[version], start), number, keys)


def with_names(keys, rules: dict) -> dict[int, Application]:
    """Return cases by their key, with what is shown of them."""
    names = ("organisation__name", "handler__name", "handler__email", "assessed_by__name", "assessed_by__email")
    cases = Application.objects.filter(pk__in=keys).order_by().only(*READ, *names)
    found = with_rules(cases.select_related("organisation", "handler", "assessed_by"), rules)
    prefetch_related_objects([case for case in found if case.state == State.TO_BE_DECIDED], "assessments")
    return {case.pk: case for case in found}


def to_do_by(user, *, only_mine: bool) -> Q:
    """Return what holds of the undisturbed cases in which somebody has something to do: `Task.is_for` and `Task.is_of`."""
    roles, found = roles_of(user), Q(pk__in=[])
    if OFFICER in roles:
        free = Q(handler=None) & (Q(assessed_by=None) | Q(assessed_by=user))
        found |= Q(state__in=[State.SUBMITTED, State.UNDER_REVIEW]) & (Q(handler=user) | free if only_mine else Q())
    if DECIDER in roles:
        assessed = Q(assessed_by=user) | Q(pk__in=user.assessments.values("application"))
        found |= Q(state=State.TO_BE_DECIDED) & ~assessed
    return found
