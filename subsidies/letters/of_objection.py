"""What stands in the letter of a decision on an objection (Awb 7:11, 7:12), in the active language."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from ..actions import payment_plan
from ..actions.recovering import first_day
from ..clock import equal_days, term_of_weeks
from ..fields import shown
from ..models import GRANTS, SETTLES, Outcome
from ..reckoning.deadlines import objection_term
from .of_recovery import where
from .parts import account, arithmetic, grounds, letter_of, part, published, settlement


def decision(decision, concept="") -> dict:
    found = [
        part(_("What we decide"), f"{result(decision)}\n{outcome(decision)}"),
        part(_("How the amount was reckoned"), amounts=arithmetic(decision)) if decision.arithmetic else None,
        part(_("Why we decide so"), grounds(decision)),
        *what_follows(decision),
        *(published(decision) if decision.outcome in GRANTS else ()),
        appeal(),
    ]
    return letter_of(
        decision,
        _("Decision on your objection, application %(reference)s"),
        opening(decision.objection),
        found,
        concept,
    )


def opening(objection) -> str:
    text = _(
        "On %(received)s we received your objection against our decision of %(day)s. This is our decision about it."
    )
    day = date_format(localtime(objection.decision.announced_at))
    return text % {"received": date_format(objection.received_on), "day": day}


def result(decision) -> str:
    return {
        "inadmissible": _(
            "Your objection is not admissible: we do not look at what you say about the decision itself."
        ),
        "unfounded": _("Your objection is unfounded."),
        "partly": _("Your objection is partly founded."),
        "founded": _("Your objection is founded."),
    }.get(decision.objection_result, "")


def outcome(decision) -> str:
    text = {
        Outcome.UPHOLD: _("The decision stays as it is."),
        Outcome.REOPEN: _("We take your application into consideration after all. From today our term runs anew."),
        Outcome.DROP: _("You need not pay back anything any more."),
        Outcome.RECOVER: _("You pay back %(amount)s in all, instead of what we claimed."),
        Outcome.GRANT: _("We grant you all of it: a subsidy of %(amount)s (Awb 4:29)."),
        Outcome.GRANT_IN_PART: _("We grant you a subsidy of %(amount)s, and refuse the rest."),
        Outcome.SETTLE: _("We settle the subsidy as it was granted: %(amount)s (Awb 4:46 lid 1)."),
        Outcome.SETTLE_LOWER: _("We settle the subsidy at %(amount)s."),
    }.get(decision.outcome, "")
    return text % {"amount": shown(decision.amount)}


def what_follows(decision):
    """Yield what is paid, must be done or paid back because of it."""
    application = decision.application
    if decision.outcome in GRANTS:
        done = date_format(decision.activity_until) if decision.activity_until else "…"
        text = _("The activity is done by %(day)s (Awb 4:30).") % {"day": done}
        yield part(_("What you must do"), f"{text}\n{decision.obligations}")
        yield part(_("Settlement"), settlement(decision))
    if decision.outcome in (*GRANTS, *SETTLES):
        yield part(_("Payment"), payment(decision), facts=account(application))
    if decision.outcome == Outcome.RECOVER:
        text = _("What is left is due by %(day)s, in %(number)s parts, a month apart (Awb 4:94).")
        said = text % {"day": date_format(first_day(decision)), "number": decision.instalments}
        yield part(_("Until when"), said, facts=where(application))


def payment(decision) -> str:
    amount = payment_plan.brought_by(decision)
    if decision.is_correction:
        return _("Nothing changes in what is paid to you.")
    if not amount:
        return _("You get nothing more now.")
    rules = decision.application.version
    by = date_format(term_of_weeks(localdate(), rules.payment_weeks, rules))
    text = _("We pay %(amount)s by %(day)s: within %(weeks)s weeks after the date of this decision (Awb 4:87).")
    return text % {"amount": shown(amount), "day": by, "weeks": rules.payment_weeks}


def appeal():
    """Return how one appeals (beroep, Awb 8:1), in the place of an objection."""
    until = date_format(objection_term(localdate(), equal_days()))
    sentences = [
        _(
            "Do you not agree? Then you can appeal to the %(court)s until %(day)s: six weeks after this decision (Awb 6:7, 8:1)."
        )
        % {"court": settings.COURT, "day": until},
        _("You can do so online: %(site)s.") % {"site": settings.APPEAL_URL} if settings.APPEAL_URL else "",
        _(
            "Say who you are and where you live, the date, against which decision you appeal and why; sign it (Awb 6:5)."
        ),
        _("The court asks a fee (Awb 8:41). In urgent cases you can ask it for a provision (Awb 8:81)."),
    ]
    return part(_("Appeal"), "\n".join(each for each in sentences if each))
