"""The annual accounts (jaarrekening) of the subsidies: each ceiling as the ledger stood at the end of a day, beside what was decided and booked.

Every figure is summed from the rows of the ledger that were entered by then: what is booked later changes nothing of it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone

from ..models import Account, Ceiling, Decision, Ground, LedgerEntry
from ..reckoning.year_end import NOTHING, Difference, Figures, Known, differences, figures_of, sum_of
from ..standing import amounts_in_force
from .facts import Booked, Decided, Moment, booked_in, decided_in

# What the bank did by the day and staff entered after it is no mistake; as it adds to what went out.
ENTERED_LATER = {"paid": -1, "recovered": 1}
OPEN = (Account.GRANTED, Account.SETTLED, Account.RECOVER)


def end_of(day: date) -> Moment:
    return Moment(day, timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)))


def last_day_of(year: int) -> date:
    """Return the day that a year is shown at unless another is asked: its last, or today while it is not over."""
    return min(date(year, 12, 31), timezone.localdate())


@dataclass
class Case:
    """One application at the end of the day: what its ledger comes to, and what was decided and booked in it."""

    application: int
    ceiling: int
    figures: Figures
    decided: Decided
    known: Known
    # Paid or paid back by the day of the bank, and entered after it; nothing is wrong then.
    entered_later: int = 0
    differences: list[Difference] = field(default_factory=list)


@dataclass
class Row:
    """A ceiling: its ordinary money, what rests on Awb 4:25 lid 3 apart, and what moved since the year began on both."""

    ceiling: Ceiling | None
    amount: int | None = None
    ordinary: Figures = NOTHING
    beyond: Figures = NOTHING
    moved: Figures = NOTHING
    known: Known = field(default_factory=Known)
    entered_later: int = 0
    # The cases in which something differs.
    wrong: list[Case] = field(default_factory=list)

    @property
    def figures(self) -> Figures:
        return self.ordinary + self.beyond

    @property
    def agrees(self) -> bool:
        return not self.wrong

    @property
    def differences(self) -> list[Difference]:
        """What differs over all cases, each kind once; two that cancel out are both in it."""
        found = {}
        for difference in (each for case in self.wrong for each in case.differences):
            key = difference.what, difference.cents > 0
            ledger, other = found.get(key, (0, 0))
            found[key] = ledger + difference.ledger, other + difference.other
        return [Difference(what, *amounts) for (what, _sign), amounts in found.items()]


def total_of(rows: list[Row]) -> Row:
    amounts = [row.amount for row in rows if row.amount is not None]
    return Row(
        None,
        amount=sum(amounts) if amounts else None,
        ordinary=sum_of(row.ordinary for row in rows),
        beyond=sum_of(row.beyond for row in rows),
        moved=sum_of(row.moved for row in rows),
        known=sum((row.known for row in rows), Known()),
        entered_later=sum(row.entered_later for row in rows),
        wrong=[case for row in rows for case in row.wrong],
    )


class AnnualAccounts:
    """The accounts of a year at the end of a day in it: in nine queries, however many cases there are."""

    def __init__(self, year: int, day: date | None = None):
        self.year, self.day = year, day or last_day_of(year)
        self.before, self.moment = end_of(date(year - 1, 12, 31)), end_of(self.day)

    @cached_property
    def ceilings(self) -> list[Ceiling]:
        """Those of the year; of other years those under which something moved in this one, or is open."""
        during = Q(entered_at__gte=self.before.end, entered_at__lt=self.moment.end)
        moved = LedgerEntry.objects.filter(during, ceiling=OuterRef("pk"))
        # What was paid in full already is settled without a row in the ledger.
        since = Q(decided_at__gte=self.before.end) | Q(announced_at__gte=self.before.end)
        decided = Decision.objects.filter(since, application__ceiling=OuterRef("pk"), decided_at__lt=self.moment.end)
        found = Ceiling.objects.filter(Q(year=self.year) | Exists(moved) | Exists(decided) | Q(pk__in=self.with_open()))
        return list(found.select_related("scheme").order_by("-year", "scheme__position", "pk"))

    def with_open(self) -> set[int]:
        """Return the ceilings under which something is still to be paid or to be recovered."""
        stands = Counter()
        rows = LedgerEntry.objects.filter(entered_at__lt=self.moment.end).order_by()
        for ceiling, source, target, cents in rows.values_list("ceiling", "source", "target").annotate(Sum("amount")):
            stands[ceiling, source] -= cents
            stands[ceiling, target] += cents
        return {ceiling for (ceiling, account), cents in stands.items() if account in OPEN and cents}

    @cached_property
    def keys(self) -> list[int]:
        return [ceiling.pk for ceiling in self.ceilings]

    @cached_property
    def flows(self) -> dict:
        """What moved between accounts before the year, until the day, and ever: by (ceiling, application, ground)."""
        rows = LedgerEntry.objects.filter(ceiling__in=self.keys).order_by()
        rows = rows.values_list("ceiling", "application", "ground", "source", "target").annotate(
            before=Sum("amount", filter=Q(entered_at__lt=self.before.end), default=0),
            by_then=Sum("amount", filter=Q(entered_at__lt=self.moment.end), default=0),
            ever=Sum("amount"),
        )
        found = defaultdict(lambda: ({}, {}, {}))
        for ceiling, application, ground, source, target, *amounts in rows:
            for flows, cents in zip(found[ceiling, application, ground], amounts, strict=True):
                flows[source, target] = cents
        return found

    @cached_property
    def decided(self) -> list[dict[int, Decided]]:
        """What was decided in each case, before the year and until the day."""
        return decided_in(self.keys, self.before, self.moment)

    @cached_property
    def booked(self) -> Booked:
        return booked_in(self.keys, self.moment)

    @cached_property
    def cases(self) -> dict[int, Case]:
        """Every case under these ceilings, with what does not agree in it; by its key."""
        _before, decided = self.decided
        flows, ever = defaultdict(Counter), defaultdict(Counter)
        ceilings = {}
        for (ceiling, application, _ground), (_first, by_then, all_of_it) in self.flows.items():
            ceilings[application] = ceiling
            flows[application].update(by_then)
            ever[application].update(all_of_it)
        return {
            application: self.case_of(application, ceiling, flows[application], ever[application], decided[application])
            for application, ceiling in ceilings.items()
        }

    def case_of(self, application, ceiling, flows, ever, decided) -> Case:
        figures = figures_of(flows, decided.is_settled)
        case = Case(application, ceiling, figures, decided, self.booked.known(application, decided))
        for each in differences(figures, case.known, decided.is_settled):
            if self.agrees_by_now(application, each.what, ever):
                case.entered_later += each.cents * ENTERED_LATER[each.what]
            else:
                case.differences.append(each)
        return case

    def agrees_by_now(self, application, what: str, ever) -> bool:
        """Tell whether what differs on the day agrees with all that was entered since."""
        if what not in ENTERED_LATER:
            return False
        booked = {"paid": self.booked.ever_paid, "recovered": self.booked.ever_recovered}[what]
        return getattr(figures_of(ever, False), what) == booked[application]

    @cached_property
    def rows(self) -> list[Row]:
        amounts = amounts_in_force(self.keys, self.day)
        rows = {ceiling.pk: Row(ceiling, amounts.get(ceiling.pk)) for ceiling in self.ceilings}
        for (ceiling, ground, is_by_then, is_settled), flows in self.flows_of_ceilings().items():
            row, figures = rows[ceiling], figures_of(flows, is_settled)
            if not is_by_then:
                row.moved -= figures
                continue
            row.moved += figures
            if ground == Ground.ORDINARY:
                row.ordinary += figures
            else:
                row.beyond += figures
        for case in self.cases.values():
            row = rows[case.ceiling]
            row.known += case.known
            row.entered_later += case.entered_later
            if case.differences:
                row.wrong.append(case)
        return list(rows.values())

    def flows_of_ceilings(self) -> dict:
        """Sum what moved over cases, by (ceiling, ground, whether until the day or before the year, whether it was settled by then)."""
        found = defaultdict(Counter)
        before, decided = self.decided
        for (ceiling, application, ground), (first, by_then, _ever) in self.flows.items():
            found[ceiling, ground, False, before[application].is_settled].update(first)
            found[ceiling, ground, True, decided[application].is_settled].update(by_then)
        return found

    @property
    def of_year(self) -> list[Row]:
        return [row for row in self.rows if row.ceiling.year == self.year]

    @property
    def of_other_years(self) -> list[Row]:
        return [row for row in self.rows if row.ceiling.year != self.year]

    @property
    def total(self) -> Row:
        return total_of(self.rows)

    @property
    def agrees(self) -> bool:
        """Tell whether in every case the ledger says what was decided and booked."""
        return all(row.agrees for row in self.rows)
