"""What was decided and booked in cases, beside what the ledger says: as it was at the end of a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q

from ..decision_parts.of_settlement import STANDS
from ..models import GRANTS, SETTLES, Application, Decision, Outcome, Payment, Recovery, Repayment
from ..reckoning.year_end import Known
from ..states import State


@dataclass(frozen=True)
class Moment:
    """The end of a day: what was entered before `end`, and what a bank did on `day` or before."""

    day: date
    end: datetime

    def had(self, moment: datetime | None) -> bool:
        return moment is not None and moment < self.end

    def had_day(self, day: date | None) -> bool:
        return day is not None and day <= self.day


@dataclass
class Decided:
    """What the decisions in one case came to at a moment."""

    granted: int = 0
    holds: int = 0
    is_settled: bool = False
    path: str = ""
    activity_until: date | None = None

    def follow(self, row, moment: Moment) -> None:
        """Go on with a decision, the next that was taken."""
        self.holds, self.path = row["amount"], row["settlement_path"]
        self.activity_until = row["activity_until"] or self.activity_until
        before = row["state_before"]
        if row["outcome"] in GRANTS or (row["outcome"] == Outcome.LOWER and before == State.GRANTED):
            self.granted = row["amount"]
        if row["outcome"] in GRANTS:
            self.is_settled = is_settled_at_once(row, moment) or bool(row["corrects"] and self.is_settled)
        else:
            self.is_settled = row["outcome"] in SETTLES or before == State.SETTLED


def is_settled_at_once(row, moment: Moment) -> bool:
    """Tell whether a grant was its own settlement (path A, Awb 4:42): made known, and not to be declined any more."""
    if row["settlement_path"] != "A" or not moment.had(row["announced_at"]):
        return False
    return not row["is_offer"] or moment.had(row["offer_accepted_at"]) or row["offer_until"] < moment.day


def decided_in(ceilings: Iterable[int], *moments: Moment) -> list[dict[int, Decided]]:
    """Return at each moment what was decided, by application: of what was declined since (Awb 4:25 lid 2), nothing."""
    rows = (
        Decision.objects.filter(application__ceiling__in=ceilings, outcome__in=STANDS)
        .order_by("decided_at", "pk")
        .values(
            "application",
            "outcome",
            "amount",
            "settlement_path",
            "activity_until",
            "state_before",
            "corrects",
            "decided_at",
            "announced_at",
            "is_offer",
            "offer_until",
            "offer_accepted_at",
        )
    )
    declined = dict(
        Application.objects.filter(ceiling__in=ceilings, state=State.WITHDRAWN).values_list("pk", "closed_at")
    )
    found = [defaultdict(Decided) for _moment in moments]
    for row in rows:
        for moment, cases in zip(moments, found, strict=True):
            if moment.had(row["decided_at"]) and not moment.had(declined.get(row["application"])):
                cases[row["application"]].follow(row, moment)
    return found


@dataclass
class Booked:
    """What was ordered, paid, paid back and written off, in cents by application.

    `paid` and `recovered` are by the day of the bank; `ever_paid` and `ever_recovered` whatever the day.
    """

    ordered: Counter = field(default_factory=Counter)
    paid: Counter = field(default_factory=Counter)
    recovered: Counter = field(default_factory=Counter)
    written_off: Counter = field(default_factory=Counter)
    ever_paid: Counter = field(default_factory=Counter)
    ever_recovered: Counter = field(default_factory=Counter)

    def known(self, application: int, decided: Decided) -> Known:
        return Known(
            granted=decided.granted,
            holds=decided.holds,
            settled=decided.holds if decided.is_settled else 0,
            ordered=self.ordered[application],
            paid=self.paid[application],
            recovered=self.recovered[application],
            written_off=self.written_off[application],
        )


def booked_in(ceilings: Iterable[int], moment: Moment) -> Booked:
    booked = Booked()
    add_payments(booked, ceilings, moment)
    of_ceilings = Q(recovery__decision__application__ceiling__in=ceilings)
    repayments = Repayment.objects.filter(of_ceilings).order_by()
    for application, cents, booked_at in repayments.values_list(
        "recovery__decision__application", "amount", "booked_at"
    ):
        booked.ever_recovered[application] += cents
        booked.recovered[application] += cents if moment.had(booked_at) else 0
    written_off = Recovery.objects.filter(decision__application__ceiling__in=ceilings, written_off__gt=0).order_by()
    for application, cents, ended_at in written_off.values_list("decision__application", "written_off", "ended_at"):
        booked.written_off[application] += cents if moment.had(ended_at) else 0
    return booked


def add_payments(booked: Booked, ceilings, moment: Moment) -> None:
    rows = (
        Payment.objects.filter(application__ceiling__in=ceilings, order__approved_at__isnull=False)
        .order_by()
        .values_list(
            "application", "amount", "paid_on", "returned_on", "replaced_by__amount", "order__approved_at"
        )
    )  # fmt: skip
    for application, cents, paid_on, returned_on, still, approved_at in rows:
        # What came back although it was to be paid back is not paid anew: it counts as paid, and as recovered.
        claimed = cents - (still or 0) if paid_on else 0
        was_returned = moment.had_day(returned_on)
        if moment.had(approved_at):
            booked.ordered[application] += claimed if was_returned else cents
        if paid_on:
            booked.ever_paid[application] += claimed if returned_on else cents
            booked.ever_recovered[application] += claimed if returned_on else 0
        if moment.had_day(paid_on):
            booked.paid[application] += claimed if was_returned else cents
            booked.recovered[application] += claimed if was_returned else 0
