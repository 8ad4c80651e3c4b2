"""What stands in a letter, in the active language, as `templates/pdf/letter.typ` wants it."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..clock import equal_days, term_of_weeks
from ..decision_parts import label_of
from ..fields import shown
from ..models import Outcome
from ..reckoning.bank_accounts import grouped
from ..reckoning.deadlines import objection_term
from ..steps import STEPS

OFFICE = "International Office Deventer"


def decision(decision, concept="") -> dict:
    opening = _("You asked for a subsidy of %(amount)s for “%(title)s”. This is our decision.") % {
        "amount": shown(decision.application.requested),
        "title": decision.application.title,
    }
    found = [
        part(_("What we decide"), outcome(decision)),
        part(_("How the amount was reckoned"), amounts=arithmetic(decision)) if decision.is_grant else None,
        part(_("Why we decide so"), grounds(decision)),
        *(parts_of_a_grant(decision) if decision.is_grant else ()),
        *published(decision),
        objection(),
    ]
    return letter_of(decision, _("Decision on application %(reference)s"), opening, found, concept)


def letter_of(decision, title, opening, found, concept="") -> dict:
    """Return the letter of a decision: what each has around the parts of its own. A part may be None: it is left out."""
    application = decision.application
    data = letter(application, title, facts_of(application), concept)
    data["opening"] = opening
    data["parts"] = [*translated(), *corrected(decision), *(each for each in found if each)]
    data["signed"] = signature(decision.decided_by if decision.decided_by_id else None, decision.mandate)
    return data


def supplement(request) -> dict:
    data = letter(request.application, _("Supplement to application %(reference)s"), facts_of(request.application))
    until = day(request.due_on)
    data["opening"] = _("We cannot assess your application yet: something is missing (Awb 4:5 lid 1).")
    asked = [each.label for each in request.evidence.all()] + [STEPS[step].label for step in request.steps]
    send = _("Send it to us by %(day)s. Without it we may leave your application out of consideration.")
    data["parts"] = [
        # What the text names itself is not said twice.
        part(_("What is missing"), request.text, points=[str(each) for each in asked if str(each) not in request.text]),
        part(_("Until when"), send % {"day": until}),
        *where_to_write(),
        part(
            _("The term for our decision"),
            _("From tomorrow it stands still, until you send what is missing (Awb 4:15 lid 1 a)."),
        ),
    ]
    data["signed"] = signature(request.asked_by)
    return data


def intention(intention, by) -> dict:
    data = letter(intention.application, _("Intention on application %(reference)s"), facts_of(intention.application))
    data["opening"] = _("We intend to decide against you. Before we do, we want to hear what you think (Awb 4:7).")
    until = _("You can give your view until %(day)s, in the portal, in writing or by telephone (Awb 4:9).")
    data["parts"] = [
        part(_("What we intend, and why"), intention.text),
        part(_("Your view"), until % {"day": day(intention.view_due_on)}),
        *where_to_write(),
    ]
    data["signed"] = signature(by)
    return data


def letter(application, title, facts, concept="") -> dict:
    return {
        "language": get_language(),
        "title": title % {"reference": application.reference},
        "lead": f"{application.title}, {application.organisation.name}",
        "to": addressed_to(application),
        "facts": facts,
        "note": "",
        "concept": concept,
        "what_label": _("What"),
        "amount_label": _("Amount"),
        "closing": _("Yours sincerely,"),
        "office": OFFICE,
        "page_label": _("page"),
    }


def addressed_to(application) -> list[str]:
    """Return the lines of the address, as the window of an envelope shows them."""
    name, contact = application.organisation.name, application.contact_name
    lines = [name, contact, *application.postal_address.splitlines()]
    return [line.strip() for line in lines if line.strip()]


def signature(by, mandate="") -> list[str]:
    """Return on whose behalf, who, and by which mandate a letter is signed (Awb 10:10); `by` is open until it is decided."""
    name = by.name if by else "…"
    if mandate.lower().startswith("namens"):
        # It names the college itself: once is enough.
        lines = [mandate, name]
    else:
        lines = [_("on behalf of the college of mayor and aldermen of Deventer,"), name, mandate or OFFICE]
    return [line for line in lines if line]


def where_to_write():
    """Yield where an answer on paper or by mail goes, as far as the municipality set it."""
    to = [each for each in (settings.OFFICE_ADDRESS, settings.OFFICE_EMAIL) if each]
    if to:
        yield part(_("Where to write"), "\n".join(to))


def part(title, text="", *, facts=(), amounts=(), points=()):
    return {"title": title, "text": text, "facts": list(facts), "amounts": list(amounts), "points": list(points)}


def day(moment):
    return date_format(moment) if moment else ""


def facts_of(application):
    rows = [
        (_("Reference"), application.reference),
        (_("Date"), day(timezone.localdate())),
        (_("Scheme"), f"{application.ceiling.scheme.name} {application.ceiling.year}"),
        (_("Legal basis"), application.version.legal_basis),
        (_("Received"), day(timezone.localtime(application.received_at))),
    ]
    return [{"label": label, "text": text} for label, text in rows if text]


def translated():
    if get_language() == "en":
        yield part("Translation", "This is a courtesy translation. The Dutch text is the decision.")


def corrected(decision):
    if replaced := decision.replaces:
        text = _("This decision corrects that of %(day)s, and comes in its place. Outcome and amount stay the same.")
        yield part(_("Correction"), text % {"day": day(timezone.localtime(replaced.announced_at))})


def outcome(decision):
    asked, amount = decision.application.requested, decision.amount
    text = {
        Outcome.GRANT: _("We grant you all of it: a subsidy of %(amount)s (Awb 4:29)."),
        Outcome.GRANT_IN_PART: _("We grant you a subsidy of %(amount)s, and refuse the other %(rest)s."),
        Outcome.REFUSE: _("We refuse the subsidy."),
        Outcome.LEAVE_OUT: _("We leave your application out of consideration (Awb 4:5)."),
    }.get(decision.outcome, "")
    return text % {"amount": shown(amount), "rest": shown(asked - amount)}


def arithmetic(decision):
    return [
        {"label": label_of(row["what"], decision.application), "amount": shown(row["cents"])}
        for row in decision.arithmetic
    ]


def grounds(decision):
    ground = decision.get_refusal_ground_display() if decision.refusal_ground else ""
    rest = _("What is not granted: %(ground)s.") % {"ground": ground} if ground else ""
    return "\n".join(each for each in (decision.grounds, rest) if each)


def parts_of_a_grant(decision):
    application = decision.application
    done = _("The activity is done by %(day)s (Awb 4:30).") % {"day": day(decision.activity_until) or "…"}
    yield part(_("What you must do"), f"{done}\n{decision.obligations}")
    yield part(_("Payment"), payment(decision), facts=account(application))
    yield part(_("Settlement"), settlement(decision))
    if decision.reserves_budget:
        text = _("We grant subject to enough money being made available in the budget (Awb 4:34).")
        yield part(_("Subject to the budget"), text)
    # A correction leaves what was offered before as it is.
    if offer := decision if decision.offer_until else application.open_offer:
        text = _("This is what remained of the ceiling. You can decline it until %(day)s; else you keep it.")
        yield part(_("You can decline this"), text % {"day": day(offer.offer_until)})


def payment(decision):
    if decision.is_correction:
        return _("Nothing changes in what is paid to you.")
    amount = decision.amount if decision.settlement_path == "A" else decision.advance
    if not amount:
        return _("You get the money after the settlement.")
    rules = decision.application.version
    by = term_of_weeks(timezone.localdate(), rules.payment_weeks, rules)
    text = _("We pay %(amount)s by %(day)s: within %(weeks)s weeks after the date of this decision (Awb 4:87).")
    return text % {"amount": shown(amount), "day": day(by), "weeks": rules.payment_weeks}


def account(application):
    rows = [(_("IBAN"), grouped(application.iban)), (_("Account holder"), application.account_holder)]
    return [{"label": label, "text": text} for label, text in rows if text]


def settlement(decision):
    """Return how the subsidy is settled, and until when; the terms begin when the activity is done."""
    rules, done = decision.application.version, decision.activity_until

    def until(weeks):
        return {"day": day(term_of_weeks(done, weeks, rules)) if done else "…"}

    match decision.settlement_path:
        case "A":
            return _("With this decision the subsidy is settled (Awb 4:42). We may ask for proof.")
        case "B":
            text = _("You need not report: we settle the subsidy ourselves, by %(day)s (Awb 4:47).")
            return text % until(rules.settlement_weeks)
        case "C":
            text = _("Report to us by %(day)s what you did and what it cost; then we settle the subsidy (Awb 4:44).")
            # Granted when the activity is done already, the term begins with the decision: `accounting.starts_on`.
            done = done and max(done, timezone.localdate())
            return text % until(rules.report_weeks)
    return ""


def published(decision):
    if decision.public_title:
        text = _("In the public register of subsidies stands: %(title)s. %(summary)s")
        texts = {"title": decision.public_title, "summary": decision.public_summary}
        yield part(_("Publication"), text % texts)


def objection():
    until = objection_term(timezone.localdate(), equal_days())
    sentences = [
        _("Do you not agree? Then you can object until %(day)s: six weeks after this decision (Awb 6:7, 6:8).")
        % {"day": day(until)},
        _("Write to: %(address)s.")
        % {"address": settings.OBJECTION_ADDRESS or _("the college of mayor and aldermen of Deventer")},
        _("Or object online: %(site)s.") % {"site": settings.OBJECTION_URL} if settings.OBJECTION_URL else "",
        _(
            "Say who you are and where you live, the date, against which decision you object and why; sign it (Awb 6:5)."
        ),
        _("The decision holds meanwhile (Awb 6:16). In urgent cases you can ask the court for a provision (Awb 8:81)."),
    ]
    return part(_("Objection"), "\n".join(each for each in sentences if each))
