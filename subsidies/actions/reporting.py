"""How a grant is accounted for (Awb 4:44, 4:45): the report is written, sent in once, and a final term is set without it.

Each is one transaction; `by` is whoever does it. What cannot be done raises `ValidationError` with a text for that person;
nothing has changed then.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import accounting, emails, letters, report_steps
from ..models import AccountabilityReport, Answers, Application, Attachment, Channel, FinalTerm, ReportLine
from ..permissions import require
from ..states import State
from . import attachment as attachments
from .application import locked
from .draft import write_down


def in_writing(application) -> tuple[Application, AccountabilityReport]:
    """Lock an application whose report may still be written, and return it with that report, begun now if need be."""
    application = (
        Application.objects.select_for_update(no_key=True, of=["self"])
        .select_related("organisation", "ceiling__scheme", "version")
        .get(pk=application.pk)
    )
    refuse_closed(application)
    report, _created = AccountabilityReport.objects.get_or_create(application=application)
    report.application = application
    return application, report


def refuse_closed(application) -> None:
    """Say why no report can be written or sent in any more, or not yet."""
    if sent := accounting.sent_report_of(application):
        day = date_format(timezone.localdate(sent.submitted_at))
        text = _("The report was sent in already, on %(day)s. It stays as it is; send us a message if there is more.")
        raise ValidationError(text % {"day": day}, code="sent")
    if application.state in (State.SETTLED, State.REVOKED):
        text = _("This cannot be done any more: the application is now “%(state)s”.")
        raise ValidationError(text % {"state": application.get_state_display()}, code="state")
    if not accounting.is_open(application):
        raise ValidationError(_("No report is asked of this application."), code="not-asked")


@transaction.atomic
def begin(*, application, by) -> AccountabilityReport:
    """Begin a report, or go on with the one that was begun."""
    return in_writing(application)[1]


@transaction.atomic
def keep(*, application, slug, data, by, settles=True, add_row=""):
    """Keep what was typed into a step of the report, right or wrong, and return its form, as `draft.keep` does."""
    application, _report = in_writing(application)
    return write_down(application, slug, data, by=by, settles=settles, add_row=add_row, within=report_steps)


def add_document(*, application, name, content, by, evidence=None) -> Attachment:
    """Keep a file with a report that is being written."""
    # Before the transaction: nobody need wait for the scanner.
    judgement = attachments.judged(name, content)
    with transaction.atomic():
        application, report = in_writing(application)
        return keep_document(report, name, content, judgement, by, evidence)


def keep_document(report, name, content, judgement, by, evidence=None) -> Attachment:
    return attachments.keep(
        application=report.application,
        name=name,
        content=content,
        judgement=judgement,
        evidence=evidence,
        request=None,
        report=report,
        by=by,
    )


@transaction.atomic
def remove_document(*, attachment, by) -> None:
    """Take a file away from a report that was not sent in."""
    _application, report = in_writing(attachment.application)
    # The second of two clicks finds nothing any more.
    report.attachments.filter(pk=attachment.pk).delete()
    attachments.forget_file(attachment.file)


@transaction.atomic
def submit(*, application, by, seen="") -> AccountabilityReport:
    """Send in a report: once, also late while nothing is settled.

    `seen` is the revision that was read over: what a colleague changed since is not sent unseen.
    """
    application, report = in_writing(application)
    checked = report_steps.check(application)
    if seen and seen != checked.revision:
        text = _("Somebody changed this report while you were reading it. Read it once more, then send it.")
        raise ValidationError(text, code="changed")
    if texts := [f"{problem.step.label}: {problem.text}" for problem in checked.problems]:
        raise ValidationError(texts, code="incomplete")
    return receive(report, checked.forms, by=by)


def submit_paper(*, application, texts, scan, submitted_at, by) -> AccountabilityReport:
    """Keep what a report on paper says, for who holds the lock and noted who asked; what it lacks in documents is no bar."""
    application, report = in_writing(application)
    kept = {slug: Answers(application=application, step=slug, data=data) for slug, data in texts.items()}
    forms = {step.slug: report_steps.form_of(application, step.slug, kept=kept) for step in report_steps.FILLED_IN}
    if wrong := [text for form in forms.values() for text in report_steps.problems_of(form)]:
        raise ValidationError(wrong, code="incomplete")
    forget_unsent(report)
    if scan:
        keep_document(report, *scan, by)
    return receive(report, forms, by=by, channel=Channel.PAPER, submitted_at=submitted_at)


def forget_unsent(report) -> None:
    """Remove what members added to a report and did not send in."""
    for each in [*report.attachments.all(), *report.photos.all()]:
        each.delete()
        attachments.forget_file(each.file)


def receive(report, forms, *, by, channel=Channel.ONLINE, submitted_at=None) -> AccountabilityReport:
    """Write the answers of valid forms into a report, and send it in: from here on the record says it."""
    result, costs = forms[report_steps.RESULT], forms[report_steps.COSTS]
    result.write(report)
    ReportLine.objects.bulk_create(
        ReportLine(report=report, position=position, kind=kind, label=label, budget_line=line, amount=amount)
        for position, (kind, label, line, amount) in enumerate(costs.lines())
    )
    report.channel, report.submitted_by = channel, by
    report.submitted_at = submitted_at or timezone.now()
    report.save()
    report.application.answers.filter(step__in=forms).delete()
    emails.report_received(report=report)
    if channel == Channel.ONLINE:
        emails.report_came(report=report)
    return report


@transaction.atomic
def set_final_term(*, application, due_on, by, on_paper=False) -> FinalTerm:
    """Set a last day for a report that did not come in time, once; after it the grant can be settled without (Awb 4:44 lid 3, 4)."""
    application = locked(application)
    require(by, "set_final_term", application)
    refuse_closed(application)
    if accounting.final_term_of(application):
        raise ValidationError(_("A final term was set already."), code="set")
    today = timezone.localdate()
    if accounting.report_state_of(application, today) != accounting.ReportState.LATE:
        last = date_format(accounting.report_due_on(application))
        text = _("The report can still come in time: its last day is %(day)s.")
        raise ValidationError(text % {"day": last}, code="early")
    if due_on <= today:
        raise ValidationError({"due_on": _("Give at least one day.")}, code="due")
    term = FinalTerm.objects.create(application=application, due_on=due_on, set_by=by)
    emails.final_term(term=term, letter=letters.of_final_term(term, on_paper=on_paper))
    return term
