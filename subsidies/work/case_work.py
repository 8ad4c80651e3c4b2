"""What must be done in the cases, before when, by whom and under which article: the start page, the page of a case and the
mail of the morning all read it here."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ..clock import left_out_until, set_aside_until
from ..models import Application, DecisionKind
from ..objections import clock_of
from ..permissions import DECIDER, FINANCE, OFFICER, roles_of
from ..reckoning.deadlines import amsterdam_day
from ..states import UNDECIDED, State
from .after_the_grant import to_account, to_answer, to_check_by_sample, to_decide_on, to_recover, to_settle
from .brought_along import waiting, with_work
from .due_dates import DueDates
from .task import Task, assessors_of, task

WEEK = timedelta(days=7)


def tasks_of(case: Application, dates: DueDates) -> list[Task]:
    """Return what must be done in a case now, by anybody of the staff; `with_work()` brings along what this reads."""
    return [*to_handle(case, dates), *besides(case, dates)]


def besides(case: Application, dates: DueDates) -> list[Task]:
    """Return what must be done in a case now beside handling it."""
    return [
        *to_decide_on(case, dates),
        *to_settle(case, dates),
        *to_account(case, dates),
        *to_check_by_sample(case, dates),
        *to_announce(case, dates),
        *to_post(case),
        *to_check(case),
        *to_pay(case, dates),
        *to_recover(case, dates),
        *to_answer(case, dates),
    ]


def to_handle(case, dates) -> Iterator[Task]:
    if case.state not in UNDECIDED:
        return
    due_on, stands_still = dates.of(case)
    if open_request := case.open_request:
        if open_request.due_on < dates.today:
            last = set_aside_until(case, dates.extra)
            article = "Awb 4:5 lid 4"
            yield task("leave_out", case, (OFFICER, DECIDER), article, last, since=open_request.due_on)
        return
    # While the clock stands still nobody can be late, and the day is not certain yet.
    day = None if stands_still else due_on
    supplied = any(each.supplied_at for each in case.supplement_requests.all())
    kind, roles, article = asked_by(State(case.state), day, dates.today, supplied=supplied)
    yield task(kind, case, roles, article, day, not_by=assessors_of(case) if kind == "decide" else frozenset())


def asked_by(state: State, day: date | None, today: date, *, supplied=False) -> tuple[str, tuple, str]:
    """Return what a state asks for before a day, of whom, and under which article."""
    article = "Awb 4:17" if day and day < today else "Awb 4:13"
    if state == State.SUBMITTED:
        return "recheck" if supplied else "check", (OFFICER,), article if day else "Awb 4:5"
    return ("assess", (OFFICER,), article) if state == State.UNDER_REVIEW else ("decide", (DECIDER,), article)


def to_announce(case, dates):
    decision = None if case.state in UNDECIDED and not case.reopened_on else case.to_announce
    if decision is None:
        return
    # A correction of what was made known already is under no term.
    is_correction = bool(decision.corrects_id and decision.is_correction)
    article, day = "Awb 3:41", None
    if decision.kind == DecisionKind.APPLICATION and not is_correction:
        day = dates.of(case)[0]
    elif decision.objection and not is_correction:
        article, day = "Awb 7:10", clock_of(decision.objection, dates.today, dates.extra).due_on
    if last_day := left_out_until(decision, dates.extra):
        article, day = "Awb 4:5 lid 4", last_day
    yield task("announce", case, (OFFICER, DECIDER), article, day, amount=decision.amount)


def to_post(case):
    """Yield that letters are to be posted: on the day that stands in them, for their terms begin then."""
    if case.letters:
        article = "Awb 3:41" if any(letter.decision_id for letter in case.letters) else ""
        day = min(amsterdam_day(letter.made_at) for letter in case.letters)
        yield task("post", case, (OFFICER, DECIDER), article, day)


def to_check(case):
    for change in case.accounts:
        yield task("account", case, (OFFICER, FINANCE), "", None, not_by=frozenset({change.proposed_by_id}))


def to_pay(case, dates):
    for payment in case.unpaid:
        article, day = "Awb 4:87", payment.due_on
        if payment.order is None:
            offered = payment.decision.awaits_answer(dates.today)
            if case.state in (State.GRANTED, State.SETTLED) and not (case.is_suspended or offered):
                yield task("order", case, (FINANCE,), article, day, amount=payment.amount)
        elif payment.order.approved_at is None:
            maker = payment.order.made_by
            yield task("approve", case, (FINANCE,), article, day, amount=payment.amount, not_by=frozenset({maker.pk}))
        else:
            approver = payment.order.approved_by
            yield task("book", case, (FINANCE,), article, day, amount=payment.amount, with_whom=approver)


def tasks_for(user, today: date, *, only_mine=False) -> list[Task]:
    """Return what somebody of the staff can do, the most pressing first; nothing of a case that is shut to that person."""
    cases = waiting(Application.objects.for_staff(user), today)
    cases = cases.select_related("organisation", "handler", "assessed_by").defer("plan").order_by()
    dates = DueDates(today)
    found = for_person(user, [each for case in with_work(cases) for each in tasks_of(case, dates)], only_mine=only_mine)
    return sorted(found, key=lambda each: each.order)


def for_person(user, tasks: list[Task], *, only_mine: bool) -> list[Task]:
    """Return those of some tasks that somebody can do."""
    roles = roles_of(user)
    found = [each for each in tasks if each.is_for(user, roles)]
    return [each for each in found if each.is_of(user)] if only_mine else found


def tasks_in(case: Application, today: date) -> list[Task]:
    """Return what must be done in one case, by whomever."""
    return sorted(tasks_of(with_work([case])[0], DueDates(today)), key=lambda each: each.order)


def in_groups(tasks: list[Task], today: date) -> dict[str, list[Task]]:
    """Divide tasks by how soon they must be done; what has no term is for today."""
    groups = {"overdue": [], "today": [], "week": [], "later": []}
    for each in tasks:
        if each.day is None or each.day == today:
            groups["today"].append(each)
        elif each.day < today:
            groups["overdue"].append(each)
        else:
            groups["week" if each.day <= today + WEEK else "later"].append(each)
    return groups


def who(each: Task) -> str:
    """Return with whom a task waits, in words."""
    if each.with_whom:
        return str(each.with_whom)
    if OFFICER in each.roles:
        return str(each.case.handler or each.case.assessed_by or _("nobody yet"))
    return ", ".join(str(role.label) for role in each.roles)
