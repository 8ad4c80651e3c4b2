"""What must be done in the cases, before when, by whom and under which article: the start page, the page of a case and the
mail of the morning all read it here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..clock import decision_clock, equal_days, left_out_until, set_aside_until, start_of
from ..decision_parts import missing, of_recovery, possible_of
from ..decision_parts.of_settlement import standing_decision
from ..models import (
    Account,
    Application,
    Decision,
    DecisionKind,
    Document,
    IbanChange,
    LedgerEntry,
    Payment,
    SchemeVersion,
    SupplementRequest,
)
from ..permissions import DECIDER, FINANCE, OFFICER, roles_of
from ..reckoning.deadlines import Term, amsterdam_day, end_of_term
from ..states import UNDECIDED, WITH_DECISION, State

WEEK = timedelta(days=7)
WHAT = {
    "check": gettext_lazy("Check whether it is complete"),
    "recheck": gettext_lazy("Judge what was supplied"),
    "assess": gettext_lazy("Assess"),
    "decide": gettext_lazy("Decide"),
    "leave_out": gettext_lazy("No supplement came: leave it out, or decide on it"),
    "compose": gettext_lazy("Finish the draft of a decision"),
    "correct": gettext_lazy("Decide on the correction"),
    "propose": gettext_lazy("Propose a settlement"),
    "settle": gettext_lazy("Decide on the settlement"),
    "revoke": gettext_lazy("Decide on the revocation or change"),
    "recover": gettext_lazy("Decide on the recovery"),
    "claim": gettext_lazy("Compose a recovery of what was paid too much"),
    "late_part": gettext_lazy("A part to be paid back is late"),
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


class DueDates:
    """The last days for decisions on a day. Cases of which nothing stopped the clock share what is reckoned once."""

    def __init__(self, today: date):
        self.today, self.extra, self.known = today, equal_days(), {}

    def of(self, case: Application) -> tuple[date | None, bool]:
        """Return the last day, None while the term does not run, and whether the clock stands still."""
        start = start_of(case)
        if start is None:
            return None, False
        plain = not (case.extended_on or case.supplement_requests.all() or case.suspensions.all())
        key = case.version_id, start
        if plain and key in self.known:
            return self.known[key], False
        clock = decision_clock(case, self.today, self.extra)
        if plain:
            self.known[key] = clock.due_on
        return clock.due_on, clock.stands_still(self.today)


def tasks_of(case: Application, dates: DueDates) -> list[Task]:
    """Return what must be done in a case now, by anybody of the staff; `with_work()` brings along what this reads."""
    found = [*to_handle(case, dates), *to_decide_on(case, dates), *to_announce(case, dates), *to_settle(case, dates)]
    return [*found, *to_post(case), *to_check(case), *to_pay(case, dates), *to_recover(case, dates)]


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
    article = "Awb 4:17" if day and day < dates.today else "Awb 4:13"
    if case.state == State.SUBMITTED:
        supplied = [r for r in case.supplement_requests.all() if r.supplied_at]
        yield task("recheck" if supplied else "check", case, (OFFICER,), article if day else "Awb 4:5", day)
    elif case.state == State.UNDER_REVIEW:
        yield task("assess", case, (OFFICER,), article, day)
    else:
        yield task("decide", case, (DECIDER,), article, day, not_by=assessors_of(case))


def assessors_of(case) -> frozenset[int]:
    """Return who do not decide on a case, because they assessed it: `permissions.has_assessed`."""
    return frozenset({case.assessed_by_id, *(each.assessor_id for each in case.assessments.all())} - {None})


# How what is composed in a case that was decided on is taken.
TAKEN_BY = {DecisionKind.SETTLEMENT: "settle", DecisionKind.CHANGE: "revoke", DecisionKind.RECOVERY: "recover"}


def to_decide_on(case, dates):
    """Yield that a decision is composed in a case that was decided on: whole, it waits for who decides."""
    draft = getattr(case, "decision_draft", None)
    if draft is None or case.state not in WITH_DECISION:
        return
    draft.application = case
    day, article = settlement_due(case, dates) if draft.kind == DecisionKind.SETTLEMENT else (None, "")
    if missing(draft, dates.today):
        yield task("compose", case, (OFFICER, DECIDER), article, day, amount=draft.amount)
        return
    kind = "correct" if draft.corrects else TAKEN_BY[draft.kind]
    not_by = assessors_of(case) if draft.corrects else assessors_of(case) | {draft.saved_by_id}
    yield task(kind, case, (DECIDER,), article, day, amount=draft.amount, not_by=not_by)


def to_settle(case, dates):
    """Yield that a grant is to be settled: nothing is composed yet, and the activity is over (Awb 4:44, 4:47)."""
    if getattr(case, "decision_draft", None) or not possible_of(case, DecisionKind.SETTLEMENT):
        return
    if (until := standing_decision(case).activity_until) and until < dates.today:
        day, article = settlement_due(case, dates)
        yield task("propose", case, (OFFICER,), article, day, amount=standing_decision(case).amount)


def settlement_due(case, dates) -> tuple[date | None, str]:
    """Return the last day to settle a grant, and the article: the municipality itself on path B, on a report on path C."""
    decision = standing_decision(case)
    if decision is None or decision.settlement_path != "B" or not decision.activity_until:
        return None, "Awb 4:44"
    rules = case.version
    term = Term(rules.settlement_weeks, "weeks")
    return end_of_term(decision.activity_until, term, moves=rules.terms_move, extra=dates.extra), "Awb 4:47"


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


def to_recover(case, dates):
    """Yield that what was paid too much is not claimed, or does not come back in time (Awb 4:57)."""
    open_ones = [each for each in of_recovery.recoveries(case) if each.ended_at is None]
    left = of_recovery.unclaimed(case)
    if left > 0 and not getattr(case, "decision_draft", None) and not case.to_announce:
        yield task("claim", case, (OFFICER, DECIDER), "Awb 4:57 lid 4", of_recovery.bound_until(case), amount=left)
    for recovery in open_ones:
        if late := recovery.late_on(dates.today):
            yield task("late_part", case, (FINANCE,), "Awb 4:57", recovery.next_part.due_on, amount=late)


def task(kind, case, roles, article, day, *, amount=None, **more) -> Task:
    return Task(kind, case, roles, article, day, case.requested if amount is None else amount, **more)


def some(queryset):
    """Return what holds of the cases of which there is one in a queryset."""
    return Exists(queryset.filter(application=OuterRef("pk")))


def waiting(cases, today: date):
    """Return those of a queryset of cases in which there is something to do."""
    # While a supplement may still come, it is the turn of the applicant.
    asked = SupplementRequest.objects.filter(supplied_at=None, closed_at=None, due_on__gte=today)
    return cases.filter(
        Q(~some(asked), state__in=UNDECIDED)
        | some(Decision.objects.to_announce())
        | Q(decision_draft__isnull=False, state__in=WITH_DECISION)
        | Q(some(Decision.objects.announced().filter(activity_until__lt=today)), state=State.GRANTED)
        | some(unpaid())
        | some(Document.objects.to_post())
        | some(IbanChange.objects.waiting())
        | some(overpaid())
    )


def overpaid():
    """Return the rows of the ledger by which something was paid too much: of some of these it came back."""
    return LedgerEntry.objects.filter(target=Account.RECOVER)


def unpaid():
    return Payment.objects.standing().filter(paid_on=None)


def with_rules(cases: Iterable[Application]) -> list[Application]:
    """Bring along the rules of each, once for all that fall under the same."""
    found = list(cases)
    rules = SchemeVersion.objects.in_bulk({case.version_id for case in found})
    for case in found:
        case.version = rules[case.version_id]
    return found


def with_work(cases: Iterable[Application]) -> list[Application]:
    """Bring along what `tasks_of` reads, in a fixed number of queries however many cases there are."""
    found = with_rules(cases)
    prefetch_related_objects(
        found,
        "supplement_requests",
        "suspensions",
        "decisions",
        "decision_draft__corrects",
        "intentions",
        "assessments",
        Prefetch("documents", Document.objects.to_post(), to_attr="letters"),
        Prefetch("iban_changes", IbanChange.objects.waiting(), to_attr="accounts"),
        Prefetch(
            "payments",
            unpaid().select_related("order__made_by", "order__approved_by", "decision"),
            to_attr="unpaid",
        ),
        "payment_suspensions",
        "decisions__recovery__instalments",
        "decisions__recovery__repayments",
        Prefetch(
            "entries",
            LedgerEntry.objects.filter(Q(source=Account.RECOVER) | Q(target=Account.RECOVER)).order_by(),
            to_attr="of_claims",
        ),
    )
    for case in found:
        case.is_suspended = any(each.ended_on is None for each in case.payment_suspensions.all())
    return found


def tasks_for(user, today: date, *, only_mine=False, among=Q()) -> list[Task]:  # noqa: B008
    """Return what somebody of the staff can do, the most pressing first; nothing of a case that is shut to that person."""
    roles = roles_of(user)
    if not roles:
        return []
    cases = waiting(Application.objects.for_staff(user).filter(among), today)
    cases = cases.select_related("organisation", "ceiling__scheme", "handler", "assessed_by").defer("plan")
    dates = DueDates(today)
    found = [each for case in with_work(cases.order_by()) for each in tasks_of(case, dates) if each.is_for(user, roles)]
    if only_mine:
        found = [each for each in found if each.is_of(user)]
    return sorted(found, key=lambda each: each.order)


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
