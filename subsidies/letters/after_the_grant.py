"""What stands in the letter of a settlement, a change and a revocation, in the active language."""

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import payment_plan
from ..clock import term_of_weeks
from ..fields import shown
from ..models import GRANTS, DecisionKind, Outcome
from .parts import account, arithmetic, letter_of, objection, part

TITLES = {
    Outcome.SETTLE: gettext_lazy("Settlement of the subsidy on application %(reference)s"),
    Outcome.SETTLE_LOWER: gettext_lazy("Settlement of the subsidy on application %(reference)s"),
    Outcome.LOWER: gettext_lazy("Change of the subsidy on application %(reference)s"),
    Outcome.REVOKE: gettext_lazy("Revocation of the subsidy on application %(reference)s"),
}


def decision(decision, concept="") -> dict:
    # A draft may be looked at before its outcome is chosen.
    title = TITLES.get(decision.outcome, TITLES[Outcome.SETTLE])
    cents = {row["what"]: row["cents"] for row in decision.arithmetic}
    found = [
        part(_("What we decide"), outcome(decision)),
        part(_("How the amount was reckoned"), amounts=arithmetic(decision)),
        part(_("Why we decide so"), grounds(decision)),
        *heard(decision),
        *money(decision, cents),
        objection(),
    ]
    return letter_of(decision, title, opening(decision), found, concept)


def opening(decision) -> str:
    first = next((each for each in decision.application.announced if each.outcome in GRANTS), None)
    if first is None:
        return _("You got a subsidy from us. This is our decision about it.")
    text = _("On %(day)s we granted you a subsidy of %(amount)s for “%(title)s”. This is our decision about it.")
    granted_on = date_format(localtime(first.announced_at))
    return text % {"day": granted_on, "amount": shown(first.amount), "title": decision.application.title}


def outcome(decision) -> str:
    text = {
        Outcome.SETTLE: _("We settle the subsidy as it was granted: %(amount)s (Awb 4:46 lid 1)."),
        Outcome.SETTLE_LOWER: _("We settle the subsidy lower than it was granted: %(amount)s (Awb 4:46)."),
        Outcome.LOWER: _("We lower the subsidy to %(amount)s."),
        Outcome.REVOKE: _("We revoke the subsidy: nothing is left of it."),
    }.get(decision.outcome, "")
    return text % {"amount": shown(decision.amount)}


def grounds(decision) -> str:
    ground = decision.get_lowering_ground_display() if decision.lowering_ground else ""
    said = _("The ground: %(ground)s.") % {"ground": ground} if ground else ""
    return "\n".join(each for each in (said, decision.grounds) if each)


def heard(decision):
    """Yield what the applicant thought of the intention, where one was announced since the last decision (Awb 4:8)."""
    before = [each.announced_at for each in decision.application.announced if each.kind != decision.kind]
    intentions = [
        each for each in decision.application.intentions.all() if not before or each.announced_at >= before[-1]
    ]
    if intentions:
        last = intentions[-1]
        told = _("On %(day)s we told you what we intended.") % {"day": date_format(localtime(last.announced_at))}
        view = _("You gave your view: %(view)s") if last.view else _("You gave no view.")
        yield part(_("Your view"), f"{told} {view % {'view': last.view}}")


def money(decision, cents):
    """Yield what is still paid, or was paid too much (Awb 4:52, 4:57, 4:87)."""
    if decision.is_correction:
        yield part(_("Payment"), _("Nothing changes in what is paid to you."))
    elif overpaid := cents.get("overpaid"):
        text = _("We paid you %(amount)s too much (Awb 4:57). About paying it back you get a decision of its own.")
        yield part(_("Paid too much"), text % {"amount": shown(overpaid)})
    elif amount := payment_plan.brought_by(decision):
        rules = decision.application.version
        by = date_format(term_of_weeks(localdate(), rules.payment_weeks, rules))
        text = _("We pay %(amount)s by %(day)s: within %(weeks)s weeks after the date of this decision (Awb 4:87).")
        said = text % {"amount": shown(amount), "day": by, "weeks": rules.payment_weeks}
        yield part(_("Payment"), said, facts=account(decision.application))
    elif decision.kind == DecisionKind.SETTLEMENT:
        yield part(_("Payment"), _("All of it was paid to you before."))
