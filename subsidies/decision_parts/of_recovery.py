"""What must be said when money is claimed back (terugvordering, Awb 4:57), and how much that can be."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..models import Account, Application, DecisionDraft, Ground, Outcome
from ..reckoning.deadlines import amsterdam_day, recovery_term
from ..reckoning.recovery import MOST_PARTS
from .of_settlement import standing_decision
from .parts import Missing


def possible(application: Application, kind: str) -> list[Outcome]:
    """Return that it can be recovered, while more was paid too much than is claimed."""
    return [Outcome.RECOVER] if bound_until(application) and unclaimed(application) > 0 else []


def overpaid(application: Application) -> int:
    """Return what was paid too much and did not come back, in cents; of a list of cases, `work/` brings the rows along."""
    rows = getattr(application, "of_claims", None)
    if rows is None:
        balances = application.entries.balances()
        return sum(balances[Account.RECOVER, ground] for ground in Ground)
    return sum(each.amount if each.target == Account.RECOVER else -each.amount for each in rows)


def recoveries(application: Application) -> list:
    """Return what is claimed back in a case, the first one first."""
    found = (getattr(decision, "recovery", None) for decision in application.decisions.all())
    return [each for each in found if each is not None]


def claimed(application: Application) -> int:
    """Return what is claimed back by decisions that were made known and did not come in yet, in cents."""
    return sum(each.left for each in recoveries(application) if each.ended_at is None)


def unclaimed(application: Application) -> int:
    """Return what was paid too much and nobody claims, in cents."""
    return overpaid(application) - claimed(application)


def bound_until(application: Application) -> date | None:
    """Return the last day to claim: five years after what it rests on was made known (Awb 4:57 lid 4); None without that."""
    rests_on = standing_decision(application)
    if rests_on is None or rests_on.announced_at is None:
        return None
    while rests_on.corrects and rests_on.corrects.announced_at:
        rests_on = rests_on.corrects
    return recovery_term(amsterdam_day(rests_on.announced_at))


def missing(draft: DecisionDraft, today: date):
    application = draft.application
    if not 0 < draft.amount <= unclaimed(application):
        text = _("Type an amount above zero, and no more than was paid too much and is not claimed yet.")
        yield Missing("amount", text, "Awb 4:57")
    if not draft.pay_back_by or draft.pay_back_by <= today:
        yield Missing("pay_back_by", _("Name a day to come by which it is paid back."), "Awb 4:86")
    if not 1 <= draft.instalments <= MOST_PARTS or draft.instalments > max(1, draft.amount):
        yield Missing("instalments", _("In one part to %(most)s, a month apart.") % {"most": MOST_PARTS}, "Awb 4:94")
    until = bound_until(application)
    if until and today > until:
        text = _("The last day to claim it back was %(day)s, five years after what it rests on.")
        yield Missing("outcome", text % {"day": date_format(until)}, "Awb 4:57 lid 4")


def arithmetic(application: Application, amount: int) -> list[dict]:
    """Return how a claim comes about, as rows of what and how many cents."""
    rows = [("overpaid", overpaid(application))]
    if before := claimed(application):
        rows.append(("claimed_before", before))
    return [{"what": what, "cents": cents} for what, cents in (*rows, ("recovered", amount))]
