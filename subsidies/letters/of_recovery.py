"""What stands in the letter of a recovery (terugvordering, Awb 4:57), in the active language."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ..actions.recovering import first_day
from ..decision_parts import of_recovery
from ..fields import shown
from ..reckoning.recovery import parts_of
from .parts import arithmetic, letter_of, objection, part


def decision(decision, concept="") -> dict:
    found = [
        part(_("What we decide"), outcome(decision)),
        part(_("How the amount was reckoned"), amounts=arithmetic(decision)),
        part(_("Why we decide so"), decision.grounds),
        *([] if decision.is_correction else when(decision)),
        part(_("Where to pay to"), _("Name the reference with it."), facts=where(decision.application)),
        part(_("If you cannot pay it"), _("Write to us before the last day: we can agree on other parts (Awb 4:94).")),
        objection(),
    ]
    return letter_of(
        decision, _("Recovery of subsidy on application %(reference)s"), opening(decision.application), found, concept
    )


def opening(application) -> str:
    rests_on = of_recovery.standing_decision(application)
    if rests_on is None or rests_on.announced_at is None:
        return _("You were paid more than the subsidy comes to. This is our decision about it.")
    text = _(
        "By our decision of %(day)s the subsidy for “%(title)s” comes to %(amount)s. You were paid more than that."
    )
    day = date_format(localtime(rests_on.announced_at))
    return text % {"day": day, "title": application.title, "amount": shown(rests_on.amount)}


def outcome(decision) -> str:
    text = _("You pay back %(amount)s (Awb 4:57).")
    return text % {"amount": shown(decision.amount)}


def when(decision):
    """Yield by when it is paid back: at once, or the parts as a table."""
    if not 1 <= decision.instalments <= max(1, decision.amount):
        return
    first = first_day(decision)
    if decision.instalments == 1:
        text = _("We must have it by %(day)s at the latest (Awb 4:86, 4:87).")
        yield part(_("Until when"), text % {"day": date_format(first)})
        return
    amounts = [
        {"label": _("Part %(number)s, by %(day)s") % {"number": n, "day": date_format(day)}, "amount": shown(amount)}
        for n, (day, amount) in enumerate(parts_of(decision.amount, decision.instalments, first), 1)
    ]
    text = _("You pay it back in %(number)s parts (Awb 4:94).") % {"number": decision.instalments}
    amounts.append({"label": _("Together"), "amount": shown(decision.amount)})
    yield part(_("Until when"), text, amounts=amounts)


def where(application) -> list[dict]:
    rows = [(_("Account"), settings.RECOVERY_IBAN), (_("Reference"), application.reference)]
    return [{"label": label, "text": text} for label, text in rows if text]
