"""What stands in a letter, in the active language, as `templates/pdf/letter.typ` wants it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .bank_accounts import grouped
from .clock import equal_days
from .deadlines import objection_term
from .decision_parts import label_of
from .fields import shown
from .models import Outcome

# Of the municipality; a lawyer checks these before the portal goes live.
OBJECT_TO = "College van burgemeester en wethouders van Deventer, Postbus 5000, 7400 GC Deventer"
OBJECT_ONLINE = "www.deventer.nl"


def decision(decision, concept="") -> dict:
    application = decision.application
    data = letter(application, _("Decision on application %(reference)s"), facts_of(application), concept)
    data["opening"] = _("You asked for a subsidy of %(amount)s for “%(title)s”. This is our decision.") % {
        "amount": shown(application.requested),
        "title": application.title,
    }
    grant = parts_of_a_grant(decision) if decision.is_grant else []
    data["parts"] = [
        *translated(),
        *corrected(decision),
        part(_("What we decide"), outcome(decision)),
        part(_("How the amount was reckoned"), amounts=arithmetic(decision)) if decision.is_grant else None,
        part(_("Why we decide so"), grounds(decision)),
        *grant,
        *published(decision),
        objection(),
    ]
    data["parts"] = [each for each in data["parts"] if each]
    data["signed"] = [_("On behalf of the college of mayor and aldermen of Deventer (Awb 10:10)"), decision.mandate]
    return data


def supplement(request) -> dict:
    data = letter(request.application, _("Supplement to application %(reference)s"), facts_of(request.application))
    until = day(request.due_on)
    data["opening"] = _("We cannot assess your application yet: something is missing (Awb 4:5 lid 1).")
    asked = [str(each.label) for each in request.evidence.all()]
    data["parts"] = [
        part(_("What is missing"), request.text, points=asked),
        part(
            _("Until when"),
            _("Send it to us by %(day)s. Without it we may leave your application out of consideration.")
            % {"day": until},
        ),
        part(
            _("The term for our decision"),
            _("From tomorrow it stands still, until you send what is missing (Awb 4:15 lid 1 a)."),
        ),
    ]
    return data


def intention(intention) -> dict:
    data = letter(intention.application, _("Intention on application %(reference)s"), facts_of(intention.application))
    data["opening"] = _("We intend to decide against you. Before we do, we want to hear what you think (Awb 4:7).")
    until = _("You can give your view until %(day)s, in the portal, in writing or by telephone (Awb 4:9).")
    data["parts"] = [
        part(_("What we intend, and why"), intention.text),
        part(_("Your view"), until % {"day": day(intention.view_due_on)}),
    ]
    return data


def letter(application, title, facts, concept="") -> dict:
    return {
        "language": get_language(),
        "title": title % {"reference": application.reference},
        "lead": f"{application.title}, {application.organisation.name}",
        "to": [each for each in (application.organisation.name, application.contact_name) if each],
        "facts": facts,
        "note": "",
        "concept": concept,
        "what_label": _("What"),
        "amount_label": _("Amount"),
        "closing": _("Yours sincerely,"),
        "signed": [_("On behalf of the college of mayor and aldermen of Deventer (Awb 10:10)")],
        "office": "International Office Deventer",
        "page_label": _("page"),
    }


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
    if decision.is_correction:
        text = _("This decision corrects that of %(day)s, and comes in its place. Outcome and amount stay the same.")
        yield part(_("Correction"), text % {"day": day(timezone.localtime(decision.corrects.announced_at))})


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
    if decision.offer_until:
        text = _("This is what remained of the ceiling. You can decline it until %(day)s; else you keep it.")
        yield part(_("You can decline this"), text % {"day": day(decision.offer_until)})


def payment(decision):
    if decision.is_correction:
        return _("Nothing changes in what is paid to you.")
    amount = decision.amount if decision.settlement_path == "A" else decision.advance
    if not amount:
        return _("You get the money after the settlement.")
    weeks = decision.application.version.payment_weeks
    text = _("We pay %(amount)s within %(weeks)s weeks after the date of this decision (Awb 4:87).")
    return text % {"amount": shown(amount), "weeks": weeks}


def account(application):
    rows = [(_("IBAN"), grouped(application.iban)), (_("Account holder"), application.account_holder)]
    return [{"label": label, "text": text} for label, text in rows if text]


def settlement(decision):
    return {
        "A": _("With this decision the subsidy is settled (Awb 4:42). We may ask for proof."),
        "B": _("You need not report: we settle the subsidy ourselves after the activity (Awb 4:47)."),
        "C": _("After the activity you report to us what you did and what it cost; then we settle (Awb 4:44)."),
    }.get(decision.settlement_path, "")


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
        _("Write to: %(address)s. Or object online, by way of %(site)s.")
        % {"address": OBJECT_TO, "site": OBJECT_ONLINE},
        _(
            "Say who you are and where you live, the date, against which decision you object and why; sign it (Awb 6:5)."
        ),
        _("The decision holds meanwhile (Awb 6:16). In urgent cases you can ask the court for a provision (Awb 8:81)."),
    ]
    return part(_("Objection"), "\n".join(sentences))
