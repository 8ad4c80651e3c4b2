"""What must be done in the cases, before when, by whom and under which article: the start page, the page of a case and the
mail of the morning all read it here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..clock import left_out_until, set_aside_until
from ..decision_parts import missing
from ..models import (
    Application,
    Decision,
    DecisionDraft,
    Document,
    IbanChange,
    Payment,
    SchemeVersion,
    SupplementRequest,
)
from ..permissions import DECIDER, FINANCE, OFFICER, roles_of
from ..reckoning.deadlines import amsterdam_day
from ..states import DECIDED, UNDECIDED, State
from .due_dates import DueDates

WEEK = timedelta(days=7)
WHAT = {
    "check": gettext_lazy("Check whether it is complete"),
    "recheck": gettext_lazy("Judge what was supplied"),
    "assess": gettext_lazy("Assess"),
    "decide": gettext_lazy("Decide"),
    "leave_out": gettext_lazy("No supplement came: leave it out, or decide on it"),
    "compose": gettext_lazy("Finish the draft of a correction"),
    "correct": gettext_lazy("Decide on the correction"),
    "announce": gettext_lazy("Announce the decision"),
    "post": gettext_lazy("Post the letter"),
    "account": gettext_lazy("Check another bank account"),
    "order": gettext_lazy("Put the payment on an order"),
    "approve": gettext_lazy("Approve the payment order"),
    "book": gettext_lazy("Book the payment"),
}


@dataclass(frozen=True)
class Task:
    """Something that somebody of the staff must do in a case; `day` is the last one, None where no term is set.

    `amount` is in cents, `since` the day on which a term of the applicant ended, `not_by` whom four eyes shut out.
    """

    kind: str
    case: Application
    roles: tuple
    article: str
    day: date | None
    amount: int
    since: date | None = None
    not_by: frozenset[int] = frozenset()
    with_whom: object = None

    @property
    def what(self) -> str:
        return str(WHAT[self.kind])

    @property
    def order(self):
        # What has no term is for today, after what has.
        return self.day or date.max, self.case.pk, self.kind

    def is_for(self, user, roles) -> bool:
        """Tell whether somebody can do it, in the roles that he or she has."""
        return bool(roles & set(self.roles)) and user.pk not in self.not_by

    def is_of(self, user) -> bool:
        """Tell whether it is on somebody's desk, or on nobody's."""
        if OFFICER not in self.roles:
            return True
        owner = self.case.handler_id or self.case.assessed_by_id
        return owner in (None, user.pk)


def tasks_of(case: Application, dates: DueDates) -> list[Task]:
    """Return what must be done in a case now, by anybody of the staff; `with_work()` brings along what this reads."""
    return [*to_handle(case, dates), *besides(case, dates)]


def besides(case: Application, dates: DueDates) -> list[Task]:
    """Return what must be done in a case now beside handling it."""
    return [*to_correct(case, dates), *to_announce(case, dates), *to_post(case), *to_check(case), *to_pay(case, dates)]


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


def assessors_of(case) -> frozenset[int]:
    """Return who do not decide on a case, because they assessed it: `permissions.has_assessed`."""
    return frozenset({case.assessed_by_id, *(each.assessor_id for each in case.assessments.all())} - {None})


def to_correct(case, dates):
    """Yield that a correction is composed: whole, it waits for who decides; no term of law runs for it."""
    draft = getattr(case, "decision_draft", None) if case.state in DECIDED else None
    if draft is None:
        return
    amount = draft.amount
    draft.application = case
    if missing(draft, dates.today):
        yield task("compose", case, (OFFICER, DECIDER), "", None, amount=amount)
    else:
        yield task("correct", case, (DECIDER,), "", None, amount=amount, not_by=assessors_of(case))


def to_announce(case, dates):
    decision = case.to_announce
    if decision is None:
        return
    # A correction of what was made known already is under no term.
    article, day = "Awb 3:41", None if case.announced else dates.of(case)[0]
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


def task(kind, case, roles, article, day, *, amount=None, **more) -> Task:
    return Task(kind, case, roles, article, day, case.requested if amount is None else amount, **more)


def some(queryset):
    """Return what holds of the cases of which there is one in a queryset."""
    return Exists(queryset.filter(application=OuterRef("pk")))


def waiting(cases, today: date):
    """Return those of a queryset of cases in which there is something to do."""
    # While a supplement may still come, it is the turn of the applicant.
    return cases.filter(Q(~some(asked(today)), state__in=UNDECIDED) | Q(pk__in=beside_the_state()))


def asked(today: date):
    return SupplementRequest.objects.filter(supplied_at=None, closed_at=None, due_on__gte=today)


def unpaid():
    return Payment.objects.standing().filter(paid_on=None)


def beside_the_state():
    """Return the keys of the cases in which something is to be done beside handling them."""
    return keys_of(
        Decision.objects.to_announce(),
        DecisionDraft.objects.filter(application__state__in=DECIDED),
        unpaid(),
        Document.objects.to_post(),
        IbanChange.objects.waiting(),
    )


def keys_of(first, *others):
    """Return the keys of the cases to which what is in some querysets belongs."""
    keys, *more = [each.order_by().values("application") for each in (first, *others)]
    return keys.union(*more, all=True)


def with_rules(cases: Iterable[Application], known: dict | None = None) -> list[Application]:
    """Bring along the rules of each with their ceiling and scheme, once for all that fall under the same.

    `known` are rules by their key, where some were brought along before; what is not among them is added.
    """
    found, known = list(cases), {} if known is None else known
    look_up(known, {case.version_id for case in found})
    for case in found:
        case.version = known[case.version_id]
        if case.ceiling_id == case.version.ceiling_id:
            case.ceiling = case.version.ceiling
    return found


def look_up(known: dict, keys: set) -> None:
    """Add the rules with some keys to those that are known, where they are not yet."""
    if lacking := keys - known.keys():
        known |= SchemeVersion.objects.order_by().select_related("ceiling__scheme").in_bulk(lacking)


def with_work(cases: Iterable[Application], known: dict | None = None) -> list[Application]:
    """Bring along what `tasks_of` reads, in a fixed number of queries however many cases there are."""
    found = with_rules(cases, known)
    prefetch_related_objects(
        found,
        "supplement_requests",
        "suspensions",
        "assessments",
        Prefetch("documents", Document.objects.to_post(), to_attr="letters"),
        Prefetch("iban_changes", IbanChange.objects.waiting(), to_attr="accounts"),
    )
    # Nothing is announced or paid before a decision, and a grant is never undecided again (`states.py`).
    decided = [case for case in found if case.state not in UNDECIDED]
    payments = unpaid().select_related("order__made_by", "order__approved_by", "decision")
    prefetch_related_objects(
        decided,
        "decisions",
        "decision_draft__corrects",
        Prefetch("payments", payments, to_attr="unpaid"),
        "payment_suspensions",
    )
    for case in found:
        if case.state in UNDECIDED:
            case.unpaid, case.is_suspended = [], False
        else:
            case.is_suspended = any(each.ended_on is None for each in case.payment_suspensions.all())
    return found


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
