"""The terms that the law itself sets around a subsidy (Algemene wet bestuursrecht, Awb), and the tools to count others.

All days are Amsterdam days; a moment becomes one with `amsterdam_day`. Terms that a scheme sets are data of the scheme.
"""

from collections.abc import Iterable
from datetime import date

from .decision_clock import ClockLine, DecisionClock, Extension, Suspension
from .penalty import PENALTY_RATES, Penalty, PenaltyRates, penalty_for_late_decision
from .terms import Term, add_months, end_of_term
from .working_days import amsterdam_day, is_working_day, recognised_holidays, working_day_from

__all__ = [
    "PENALTY_RATES",
    "ClockLine",
    "DecisionClock",
    "Extension",
    "Penalty",
    "PenaltyRates",
    "Suspension",
    "Term",
    "add_months",
    "amsterdam_day",
    "end_of_term",
    "is_working_day",
    "objection_in_time",
    "objection_term",
    "payment_due",
    "payment_suspension_term",
    "penalty_for_late_decision",
    "recognised_holidays",
    "recovery_term",
    "set_aside_due",
    "settlement_due",
    "working_day_from",
]

DECISION = Term(8, "weeks")  # Awb 4:13 lid 2, where no rule sets a term
SET_ASIDE = Term(4, "weeks")  # Awb 4:5 lid 4
OBJECTION = Term(6, "weeks")  # Awb 6:7
BY_POST = Term(1, "weeks")  # Awb 6:9 lid 2
PAYMENT = Term(6, "weeks")  # Awb 4:87 lid 1
PAYMENT_SUSPENSION = Term(13, "weeks")  # Awb 4:56
RECOVERY = Term(5, "years")  # Awb 4:57 lid 4
SETTLEMENT = Term(13, "weeks")  # VNG model-ASV art. 15 lid 1 b, where the scheme sets no other


def set_aside_due(complete_or_lapsed_on: date, extra: Iterable[date] = frozenset()) -> date:
    """Return the last day to leave an application out of consideration (Awb 4:5 lid 4).

    Four weeks after the day on which it was supplemented, or on which the term for that lapsed unused.
    """
    return end_of_term(complete_or_lapsed_on, SET_ASIDE, extra=extra)


def objection_term(announced_on: date, extra: Iterable[date] = frozenset()) -> date:
    """Return the last day for an objection: six weeks from the day after announcement (Awb 6:7 and 6:8 lid 1)."""
    return end_of_term(announced_on, OBJECTION, extra=extra)


def objection_in_time(
    announced_on: date, received_on: date, posted_on: date | None = None, extra: Iterable[date] = frozenset()
) -> bool:
    """Tell whether an objection is in time (Awb 6:9).

    It is when received within the term (lid 1), or when posted within the term and received no more than a week after
    it (lid 2); that week is a term of law as well, so its end moves to a working day. An objection received before it
    was posted raises `ValueError`. Late is not yet inadmissible: Awb 6:11 is for a person to judge.
    """
    if posted_on and posted_on > received_on:
        raise ValueError(f"Nothing posted on {posted_on} is received on {received_on}")
    last_day = objection_term(announced_on, extra)
    if received_on <= last_day:
        return True
    by_post = posted_on is not None and posted_on <= last_day
    return by_post and received_on <= end_of_term(last_day, BY_POST, extra=extra)


def payment_due(announced_on: date, extra: Iterable[date] = frozenset()) -> date:
    """Return the last day to pay: six weeks after announcement, unless the decision names a later day (Awb 4:87 lid 1)."""
    return end_of_term(announced_on, PAYMENT, extra=extra)


def payment_suspension_term(told_on: date) -> date:
    """Return the last day on which a payment may stay suspended: thirteen weeks after the notice (Awb 4:56).

    Longer than twelve weeks, so it ends on its own day (Atw art. 4).
    """
    return end_of_term(told_on, PAYMENT_SUSPENSION)


def recovery_term(settled_on: date) -> date:
    """Return the last day to recover what was paid without ground: five years after the settlement (Awb 4:57 lid 4).

    Where the ground is an act after the settlement (4:49 lid 1 c), it counts from that act. A term of years ends on its
    own day (Atw art. 4).
    """
    return end_of_term(settled_on, RECOVERY)


def settlement_due(
    activity_on: date, term: Term = SETTLEMENT, *, moves: bool = True, extra: Iterable[date] = frozenset()
) -> date:
    """Return the last day to settle of the municipality's own accord, counted from the activity (Awb 4:47).

    Thirteen weeks in the model (VNG model-ASV art. 15 lid 1 b), which end on their own day; else what the scheme sets.
    """
    return end_of_term(activity_on, term, moves=moves, extra=extra)
