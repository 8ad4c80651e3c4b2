"""A case as civil servants read it: its facts, its clock, and what happened when."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import accounting
from .actions import ledger
from .clock import decision_clock, decision_due_on
from .decision_parts.of_recovery import recoveries
from .fields import shown
from .models import Account, BudgetLine, Channel, DecisionKind, SampleCheck, goals_in_words
from .objections import lines_of as objections_of
from .reckoning.bank_accounts import grouped
from .reckoning.deadlines import amsterdam_day
from .work.worklist import days_left_in_words

FOR_APPLICANT = {
    "withdraw": gettext_lazy("Withdrawn for the applicant, asked %(channel)s"),
    "supply": gettext_lazy("Supplement sent for the applicant, received %(channel)s"),
    "give_view": gettext_lazy("View written down for the applicant, given %(channel)s"),
    "answer_sample": gettext_lazy("Proof written down for the applicant, received %(channel)s"),
    "accept_offer": gettext_lazy("What remained is kept for the applicant, asked %(channel)s"),
    "decline_offer": gettext_lazy("What remained is declined for the applicant, asked %(channel)s"),
    "submit_report": gettext_lazy("Report typed over for the applicant, received %(channel)s"),
}


ARTICLES = {
    DecisionKind.APPLICATION: "Awb 4:29",
    DecisionKind.SETTLEMENT: "Awb 4:46",
    DecisionKind.CHANGE: "Awb 4:48, 4:49",
    DecisionKind.RECOVERY: "Awb 4:57",
    DecisionKind.OBJECTION: "Awb 7:11",
}


@dataclass(frozen=True)
class Happened:
    """Something in the course of a case."""

    at: datetime
    what: str
    text: str = ""
    article: str = ""
    by: object = None


def course(application) -> list[Happened]:
    """Return what happened in a case, the first thing first."""
    found = [Happened(application.received_at, _("Received"), *receipt(application))]
    if application.complete_at:
        found.append(Happened(application.complete_at, _("Complete"), "", "Awb 4:2"))
    for request in application.supplement_requests.all():
        last = _("Until %(day)s.") % {"day": date_format(request.due_on)}
        found.append(
            Happened(request.asked_at, _("Supplement asked"), f"{request.text} {last}", "Awb 4:5", request.asked_by)
        )
        if request.supplied_at:
            found.append(Happened(request.supplied_at, _("Supplement came in"), "", "", request.supplied_by))
    for intention in application.intentions.all():
        found.append(Happened(intention.announced_at, _("Intention announced"), intention.text, "Awb 4:7, 4:8"))
        if intention.view_given_at:
            found.append(
                Happened(intention.view_given_at, _("View given"), intention.view, "", intention.view_given_by)
            )
    found += about_sample(application)
    for decision in application.decisions.all():
        outcome = decision.get_outcome_display()
        text = f"{outcome}, {shown(decision.amount)}. {decision.grounds}" if decision.amount else decision.grounds
        what = _("Decided: %(outcome)s") % {"outcome": outcome}
        found.append(Happened(decision.decided_at, what, text, ARTICLES[decision.kind], decision.decided_by))
        if decision.announced_at:
            found.append(Happened(decision.announced_at, _("Decision announced"), "", "Awb 3:41"))
    for glass in application.glass_breaks.select_related("user"):
        found.append(Happened(glass.broken_at, _("Opened in spite of a tie"), glass.reason, "Awb 2:4", glass.user))
    found += [noted(note) for note in application.staff_notes.select_related("noted_by")]
    for suspension in application.payment_suspensions.select_related("suspended_by"):
        at, by = as_moment(suspension.since), suspension.suspended_by
        found.append(Happened(at, _("Payment suspended"), suspension.reason, "Awb 4:56", by))
    for notice in application.default_notices.select_related("kept_by"):
        at, by = as_moment(notice.received_on), notice.kept_by
        found.append(Happened(at, _("Notice of default"), notice.note, "Awb 4:17 lid 3", by))
    for payment in application.payments.all():
        if payment.paid_on:
            what = _("Paid: %(amount)s") % {"amount": shown(payment.amount)}
            found.append(Happened(as_moment(payment.paid_on), what, "", "Awb 4:87"))
        if payment.returned_on:
            at = as_moment(payment.returned_on)
            found.append(Happened(at, _("The payment came back"), payment.return_reason))
    found += about_recoveries(application)
    found += about_objections(application)
    found += accounted(application)
    if application.closed_at:
        found.append(
            Happened(application.closed_at, _("Closed: %(state)s") % {"state": application.get_state_display()})
        )
    return sorted(found, key=lambda each: each.at)


def about_objections(application):
    """Yield how objections went, and the appeals after them."""
    for line in objections_of(application, secret=True):
        objection = line.objection
        text = f"{objection.text} {line.how}"
        yield Happened(as_moment(objection.received_on), _("Objection received"), text, "Awb 6:14", objection.kept_by)
        days = [
            (objection.repair_asked_on, _("Something is missing in the objection"), "", "Awb 6:6"),
            (objection.repaired_on, _("What was missing in the objection came in"), "", "Awb 6:6"),
            (objection.extended_on, _("Term for the objection extended"), "", "Awb 7:10 lid 3"),
            (objection.withdrawn_on, _("Objection withdrawn"), "", "Awb 6:21"),
        ]
        for appeal in line.appeals:
            days.append((appeal.lodged_on, _("Appeal lodged"), appeal.court, "Awb 8:1"))
            days.append((appeal.ended_on, _("The appeal ended"), appeal.outcome, ""))
        yield from (Happened(as_moment(day), what, said, article) for day, what, said, article in days if day)


def about_recoveries(application):
    """Yield what was paid back, how it was arranged anew, and what was written off."""
    for recovery in recoveries(application):
        arranged = {each.replaced_at for each in recovery.instalments.all() if each.replaced_at}
        for at in sorted(arranged):
            yield Happened(at, _("Other parts agreed on for paying back"), "", "Awb 4:94")
        for repayment in recovery.repayments.select_related("booked_by"):
            what = _("Paid back: %(amount)s") % {"amount": shown(repayment.amount)}
            at, by = as_moment(repayment.received_on), repayment.booked_by
            yield Happened(at, what, repayment.bank_reference, "Awb 4:57", by)
        if recovery.written_off:
            what = _("Written off: %(amount)s") % {"amount": shown(recovery.written_off)}
            yield Happened(recovery.ended_at, what, recovery.written_off_why, "Awb 4:94a", recovery.written_off_by)
        elif recovery.ended_at:
            yield Happened(recovery.ended_at, _("Nothing is to be paid back any more"))


def accounted(application) -> list[Happened]:
    """Return that a final term was set for the report, and that it came in."""
    found = []
    if term := accounting.final_term_of(application):
        last = _("Until %(day)s.") % {"day": date_format(term.due_on)}
        found.append(Happened(term.set_at, _("Final term for the report"), last, "Awb 4:44 lid 3", term.set_by))
    if report := accounting.sent_report_of(application):
        found.append(
            Happened(report.submitted_at, _("Report came in"), lateness_of(report), "Awb 4:45", report.submitted_by)
        )
    return found


def lateness_of(report) -> str:
    """Return how many days after its last day a report came in, "" where it was in time."""
    days = accounting.days_late(report)
    return ngettext("%(days)s day late.", "%(days)s days late.", days) % {"days": days} if days else ""


def about_sample(application):
    """Yield that proof was asked by lot, that it came, and what was found (VNG model-ASV 15)."""
    checks = SampleCheck.objects.filter(application=application)
    for check in checks.select_related("sample__drawn_by", "answered_by", "closed_by"):
        last = _("Until %(day)s.") % {"day": date_format(check.due_on)}
        yield Happened(check.asked_at, _("Drawn for a sample, proof asked"), last, "Awb 4:42", check.sample.drawn_by)
        if check.received_at:
            late = _("The proof came after the last day.") if amsterdam_day(check.received_at) > check.due_on else ""
            text = "\n".join(each for each in (check.text, late) if each)
            yield Happened(check.received_at, _("Proof came in"), text, "", check.answered_by)
        if check.closed_at:
            what = _("Check by sample closed: %(outcome)s") % {"outcome": check.get_outcome_display()}
            yield Happened(check.closed_at, what, check.note, "", check.closed_by)


def as_moment(day: date) -> datetime:
    """Return the end of a day, after what happened in it."""
    return timezone.make_aware(datetime.combine(day, time.max))


def noted(note) -> Happened:
    """Return what a civil servant said with an act: why it went back, or for whom it was done and how that was asked."""
    if note.action == "send_back":
        return Happened(note.noted_at, _("Sent back to the assessor"), note.text, "Awb 3:2", note.noted_by)
    what = FOR_APPLICANT[note.action] % {"channel": note.get_channel_display()}
    return Happened(note.noted_at, what, _("Asked by: %(name)s") % {"name": note.text}, "", note.noted_by)


def receipt(application):
    if application.channel == Channel.PAPER:
        return _("On paper; entered by %(name)s.") % {"name": application.submitted_by or _("staff")}, "Awb 4:1"
    return "", "Awb 4:1"


def facts_of(application) -> list[tuple[str, object]]:
    """Return what stands in an application, as (label, value); nothing that is empty."""
    period = ""
    if application.starts_on and application.ends_on:
        period = f"{date_format(application.starts_on)} – {date_format(application.ends_on)}"
    rows = [
        (_("Organisation"), application.organisation),
        (_("Scheme"), f"{application.ceiling}, {_('version')} {application.version.number}"),
        (_("State"), application.get_state_display()),
        (_("Requested"), shown(application.requested)),
        (_("Purpose"), application.purpose),
        (_("Period"), period),
        (_("Countries"), ", ".join(str(country) for country in application.countries.all())),
        (_("Global Goals"), goals_in_words(application)),
        (_("People reached"), application.people),
        (_("Partner abroad"), application.partner),
        (_("Contact"), contact_of(application)),
        (_("Postal address"), ", ".join(application.postal_address.split("\n"))),
        (_("Bank account"), f"{grouped(application.iban)}, {application.account_holder}" if application.iban else ""),
        (_("Came by"), application.get_channel_display()),
        (_("Submitted by"), application.submitted_by),
        (_("Assessed by"), application.assessed_by),
    ]
    return [(label, value) for label, value in rows if value not in ("", None)]


def contact_of(application):
    return ", ".join(
        part for part in (application.contact_name, application.contact_email, application.contact_phone) if part
    )


def clock_of(application, today: date | None = None) -> dict:
    """Return the clock of the decision for a page: its lines, its end, and how long that is from now."""
    today = today or timezone.localdate()
    if not application.can_be_withdrawn and (decision := application.decisions.first()):
        # As it stood when it was decided.
        today = amsterdam_day(decision.decided_at)
    due_on = decision_due_on(application, today)
    clock = decision_clock(application, today)
    names = {
        "term": _("Term for the decision"),
        "suspension": _("Stands still"),
        "extension": _("Extension"),
        "moved": _("To the next working day"),
    }
    return {
        "ended": ended(application, due_on),
        "due_on": due_on,
        "lines": [(names[line.kind], line) for line in clock.lines()] if clock and due_on == clock.due_on else [],
        "left": days_left_in_words(due_on, today) if due_on and application.can_be_withdrawn else "",
        "is_late": bool(due_on and application.can_be_withdrawn and due_on < today),
        "stands_still": bool(clock and application.can_be_withdrawn and clock.stands_still(today)),
    }


def ended(application, due_on) -> str:
    """Return when the term ended because it was decided, or because nothing is decided any more; "" while it runs."""
    if application.can_be_withdrawn:
        return ""
    decision = application.decisions.first()
    if decision is None:
        closed = {"state": application.get_state_display(), "day": date_format(application.closed_at)}
        return capfirst(_("%(state)s on %(day)s, without a decision.") % closed)
    day = amsterdam_day(decision.decided_at)
    decided = _("Decided on %(day)s") % {"day": date_format(day)}
    if due_on is None:
        return decided
    last = date_format(due_on)
    if day > due_on:
        days = (day - due_on).days
        text = ngettext(
            "%(days)s day after the last day, %(last)s.", "%(days)s days after the last day, %(last)s.", days
        )
    elif day < due_on:
        days = (due_on - day).days
        text = ngettext(
            "%(days)s day before the last day, %(last)s.", "%(days)s days before the last day, %(last)s.", days
        )
    else:
        return f"{decided}, " + _("on the last day.")
    return f"{decided}, " + text % {"days": days, "last": last}


def budget_of(application) -> dict:
    """Return the lines of costs and of cover with their sums, as amounts to read."""
    lines = list(application.budget_lines.all())
    costs = [line for line in lines if line.kind == BudgetLine.Kind.COST]
    cover = [line for line in lines if line.kind != BudgetLine.Kind.COST]
    total = sum(line.amount for line in costs), sum(line.amount for line in cover)
    return {
        "costs": [(line, shown(line.amount)) for line in costs],
        "cover": [(line, shown(line.amount)) for line in cover],
        "total_costs": shown(total[0]),
        "total_cover": shown(total[1]),
        "difference": shown(abs(total[0] - total[1])) if total[0] != total[1] else "",
    }


def money_of(application) -> list[tuple[str, str]]:
    """Return how an application stands under its ceiling, as (label, amount)."""
    balances = application.entries.balances()
    held = {
        account: sum(found for (where, _ground), found in balances.items() if where == account) for account in Account
    }
    rows = [(account.label, held[account]) for account in Account if account != Account.FREE and held[account] > 0]
    if application.can_be_withdrawn:
        room = ledger.room(application.ceiling, amsterdam_day(application.received_at))
        rows.append((_("Left under the ceiling"), room))
    return [(label, shown(cents)) for label, cents in rows]
