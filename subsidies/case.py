"""What an applicant sees of an application that was sent in: one answer first, then the clock, the line and the money."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from . import accounting
from .actions.bank_account import is_still_to_be_paid
from .clock import decision_clock, decision_due_on, equal_days, term_of_weeks
from .decision_parts.of_settlement import STANDS
from .models import SETTLES, Account, Application, Decision, DecisionKind, Ground
from .objections import lines_of as objections_of
from .payments import lines_of, suspension_of
from .queue import place_of
from .reckoning.deadlines import amsterdam_day, objection_term
from .recoveries import lines_of as recoveries_of
from .states import State
from .timeline import events_of

# The width of the drawing of the clock.
WIDTH = 660


@dataclass(frozen=True)
class Stretch:
    """Days of the clock that follow each other and are alike: spent, stopped or left; where they are drawn."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True)
class Announced:
    """A decision that was made known, with the last day for an objection (Awb 6:7, 6:8)."""

    decision: Decision
    object_until: date
    is_open: bool
    # The correction that came in its place, if any.
    replaced_by: Decision | None
    # Somebody objected against it.
    is_disputed: bool = False

    @property
    def appeals(self) -> bool:
        """Tell whether one appeals against it to the court, and objects no more (Awb 7:1, 8:1)."""
        return self.decision.kind == DecisionKind.OBJECTION


class Case:
    """An application with all that its page shows; on the day that it is looked at."""

    def __init__(self, application: Application, extra: frozenset[date] | None = None):
        """`extra` are the days equal to a holiday, where a list of applications looked them up once."""
        self.application, self.extra = application, extra
        self.today = timezone.localdate()

    @property
    def state(self) -> State:
        return self.application.shown_state

    @cached_property
    def request(self):
        """The supplement that is asked and not supplied, if any."""
        return self.application.open_request

    @property
    def request_is_late(self):
        return self.request and self.today > self.request.due_on

    @cached_property
    def intention(self):
        """The intention to which a view can be given today, if any."""
        if not self.application.takes_views:
            return None
        waiting = [i for i in self.application.intentions.all() if not i.view_given_at and i.view_due_on >= self.today]
        # What was intended is decided meanwhile.
        known = max((d.decided_at for d in self.application.announced), default=None)
        waiting = [i for i in waiting if known is None or i.announced_at > known]
        return waiting[-1] if waiting else None

    @cached_property
    def offer(self):
        """The decision by which what remained was granted, while it can be declined."""
        return self.application.open_offer

    @cached_property
    def sample_check(self):
        """The check for which proof is asked and none came, if any; also after the last day, while it is not closed."""
        check = getattr(self.application, "sample_check", None) if self.state == State.SETTLED else None
        return check if check and check.waits_for_answer else None

    @property
    def sample_is_late(self):
        return self.sample_check and self.sample_check.is_late(self.today)

    @property
    def asks_something(self):
        return self.request or self.intention or self.offer or self.report_is_asked or self.sample_check

    @cached_property
    def report_state(self):
        """How far the report on the grant is."""
        return accounting.report_state_of(self.application, self.today, self.extra)

    @property
    def report_is_asked(self):
        """Tell whether the report is what the applicant has to do now."""
        return self.report_state in ("due", "late", "final-term", "lapsed")

    @property
    def report_can_be_sent(self):
        return accounting.is_open(self.application)

    @property
    def report(self):
        """The report that was sent in, if any."""
        return accounting.sent_report_of(self.application)

    @property
    def report_until(self):
        """The last day for the report: that of the final term, if one was set."""
        term = accounting.final_term_of(self.application)
        return term.due_on if term else self.report_due_on

    @property
    def can_be_withdrawn(self):
        return self.application.can_be_withdrawn

    @cached_property
    def can_change_account(self):
        return is_still_to_be_paid(self.application)

    @cached_property
    def waiting_account(self):
        """The other bank account that waits to be checked, if any."""
        return self.application.iban_changes.waiting().first()

    @cached_property
    def decisions(self):
        """What was decided, the newest first."""
        extra = equal_days() if self.application.announced else frozenset()
        disputed = {line.objection.decision_id for line in self.objections}
        found = []
        for decision in reversed(self.application.announced):
            until = objection_term(amsterdam_day(decision.announced_at), extra)
            replaced_by, is_disputed = self.replaced.get(decision.pk), decision.pk in disputed
            found.append(Announced(decision, until, until >= self.today, replaced_by, is_disputed))
        return found

    @cached_property
    def replaced(self) -> dict[int, Decision]:
        """The corrections that were made known, by the key of the decision in whose place each comes."""
        return {each.replaces.pk: each for each in self.application.announced if each.is_correction}

    @cached_property
    def due_on(self):
        return decision_due_on(self.application)

    @cached_property
    def clock(self):
        """The clock of the decision while there is none, or None."""
        is_open = self.application.can_be_withdrawn or self.application.awaits_announcement
        return decision_clock(self.application) if is_open else None

    @property
    def days_left(self):
        return (self.due_on - self.today).days

    @property
    def days_late(self):
        return -self.days_left

    @property
    def days_spent(self):
        return max((min(self.today, self.due_on) - self.clock.start).days - self.clock.suspended_days, 0)

    @property
    def days_together(self):
        return sum(line.days for line in self.clock.lines())

    @property
    def stands_still(self):
        return self.clock.stands_still(self.today)

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The clock as a bar: runs of days that are spent, stopped or left."""
        days = self.days_together
        kinds = [self.kind_of(self.clock.start + timedelta(days=n)) for n in range(1, days + 1)]
        found, start = [], 0
        for n in range(1, days + 1):
            if n == days or kinds[n] != kinds[start]:
                found.append(
                    Stretch(kinds[start], round(start * WIDTH / days, 1), round((n - start) * WIDTH / days, 1))
                )
                start = n
        return found

    def kind_of(self, day):
        for line in self.clock.lines():
            if line.kind == "suspension" and line.days and line.first_day <= day <= (line.last_day or self.today):
                return "stopped"
        return "spent" if day <= self.today else "left"

    @cached_property
    def place(self):
        return place_of(self.application)

    @cached_property
    def events(self):
        return events_of(self.application)

    @cached_property
    def standing(self):
        """The decision that was made known and says how much is granted or settled, or None."""
        return next((each for each in reversed(self.application.announced) if each.outcome in STANDS), None)

    @property
    def granted(self):
        """What stands granted or settled, in cents."""
        return self.standing.amount if self.standing and self.state not in (State.WITHDRAWN, State.REFUSED) else 0

    @property
    def is_settled_later(self):
        """Tell whether it was settled by a decision of its own, after the grant."""
        return self.state == State.SETTLED and self.standing is not None and self.standing.outcome in SETTLES

    @property
    def granted_first(self):
        """What was granted before it was settled, in cents."""
        grants = [each.amount for each in self.application.announced if each.is_grant]
        return grants[-1] if grants else 0

    @cached_property
    def paid(self):
        """What was paid and did not come back, in cents, also where more was paid than is settled."""
        balances = self.application.entries.balances()
        accounts = (Account.PAID, Account.RECOVER, Account.LOST)
        return sum(balances[account, ground] for account in accounts for ground in Ground)

    @property
    def to_pay(self):
        return max(0, self.granted - self.paid)

    @cached_property
    def payments(self):
        """The payments that were planned, paid or came back, the first planned first."""
        return lines_of(self.application, self.today)

    @cached_property
    def objections(self):
        """The objections in the case, with what came of them as far as that was made known."""
        return objections_of(self.application, self.today) if self.application.announced else []

    @cached_property
    def recoveries(self):
        """What is or was to be paid back (Awb 4:57)."""
        return recoveries_of(self.application, self.today) if self.application.announced else []

    @cached_property
    def next_payment(self):
        """The payment that comes next, with the last day for it (Awb 4:87); None where none is planned, or paying is suspended."""
        coming = [line for line in self.payments if line.payment.stage not in ("paid", "returned")]
        return coming[0] if coming and not self.payment_suspension else None

    @cached_property
    def payment_suspension(self):
        """Why nothing is paid for now, if paying is suspended (Awb 4:56)."""
        return suspension_of(self.application)

    @property
    def path(self):
        """How the grant is settled: A, B or C."""
        return self.standing.settlement_path if self.standing else ""

    @cached_property
    def report_due_on(self):
        """By when the applicant reports (path C), or None."""
        return accounting.report_due_on(self.application, self.extra)

    @property
    def settled_by(self):
        """By when the municipality settles of its own accord (path B, Awb 4:47), or None."""
        return self.after_the_activity(self.application.version.settlement_weeks) if self.path == "B" else None

    def after_the_activity(self, weeks):
        """Return the last day of a term that begins when the activity is done by what was decided (Awb 4:47)."""
        ends_on = accounting.done_by(self.application)
        return ends_on and term_of_weeks(ends_on, weeks, self.application.version)
