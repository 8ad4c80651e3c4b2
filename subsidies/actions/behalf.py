"""What staff do for an applicant who cannot, on paper or by telephone: who asked, and how, stands in the case.

Each is one transaction; `by` is the civil servant. `asked_by` says who asked, `channel` how; `came_on` is the day on which a
paper or a call came in, which counts. What cannot be done raises `ValidationError`; nothing has changed then.
"""

from datetime import datetime, time

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import accounting
from ..models import AccountabilityReport, Application, Attachment, Intention, StaffNote
from ..permissions import require
from . import application as applications
from . import attachment as attachments
from . import offer as offers
from . import reporting, sampling, supplement
from .application import locked


def begin(application, action, asked_by, channel, by) -> Application:
    """Lock an application, see that it may be done, and note for whom it is done and how that was asked."""
    application = locked(application)
    require(by, action, application)
    pghistory.context(asked_by=f"{asked_by} ({StaffNote.Channel(channel).label})")
    StaffNote.objects.create(application=application, action=action, text=asked_by, channel=channel, noted_by=by)
    return application


def moment_of(came_on, since) -> datetime:
    """Return the moment at which something of a day counts as come in: noon, but not before it was asked, nor after now."""
    now = timezone.now()
    if came_on is None:
        return now
    if came_on > timezone.localdate(now):
        raise ValidationError({"came_on": _("This day is in the future.")})
    if came_on < timezone.localdate(since):
        raise ValidationError({"came_on": _("On this day it was not asked yet.")})
    noon = datetime.combine(came_on, time(12), tzinfo=timezone.get_current_timezone())
    return min(max(noon, since), now)


@transaction.atomic
def withdraw(*, application, asked_by, channel, by) -> None:
    """Withdraw an application because the applicant asked for it."""
    application = begin(application, "withdraw", asked_by, channel, by)
    applications.withdraw(application=application, by=by)


@transaction.atomic
def add_scan(*, application, name, content, judgement, by, evidence=None) -> Attachment:
    """Put into a case what came on paper; `judgement` is what `attachment.judged` says of the file.

    What was asked by a supplement and came so counts as supplied once the supplement is sent.
    """
    application = locked(application)
    require(by, "add_scan", application)
    if application.is_closed or not application.can_be_withdrawn:
        raise ValidationError(_("The application is decided on."), code="state")
    request = application.supplement_requests.open().first()
    if request and not request.evidence.filter(pk=evidence and evidence.pk).exists():
        request = None
    return attachments.keep(
        application=application,
        name=name,
        content=content,
        judgement=judgement,
        evidence=evidence,
        request=request,
        by=by,
    )


@transaction.atomic
def supply(*, application, asked_by, channel, by, came_on=None) -> None:
    """Send a supplement that came on paper, as of the day it came in (Awb 4:5)."""
    application = begin(application, "supply", asked_by, channel, by)
    request = application.supplement_requests.open().first()
    supplied_at = moment_of(came_on, request.asked_at) if request else None
    supplement.supply(application=application, by=by, supplied_at=supplied_at)


@transaction.atomic
def accept_offer(*, application, asked_by, channel, by) -> None:
    """Note that the applicant keeps what remained of the ceiling."""
    application = begin(application, "accept_offer", asked_by, channel, by)
    offers.accept_offer(application=application, by=by)


@transaction.atomic
def decline_offer(*, application, asked_by, channel, by) -> None:
    """Give back what remained of the ceiling, because the applicant said so (Awb 4:25 lid 2)."""
    application = begin(application, "decline_offer", asked_by, channel, by)
    offers.decline_offer(application=application, by=by)


@transaction.atomic
def give_view(*, application, view, asked_by, channel, by, came_on=None) -> None:
    """Write down the view that an applicant gave, also by word of mouth (Awb 4:7, 4:9): in time on the day it came in."""
    application = begin(application, "give_view", asked_by, channel, by)
    intention = open_intention(application)
    if intention is None:
        raise ValidationError(_("No view is asked in this case."), code="not-asked")
    given_at = moment_of(came_on, intention.announced_at)
    applications.give_view(intention=intention, text=view, by=by, given_at=given_at)


@transaction.atomic
def submit_report(*, application, texts, asked_by, channel, by, came_on=None, scan=None) -> AccountabilityReport:
    """Type over a report that came on paper, as of the day it came in (Awb 4:44, 4:45).

    `texts` are what it says, by step and field, as `reporting.submit` reads them; `scan` is the paper itself, as (name,
    content, judgement). What members had begun in the portal and did not send goes: there is one report.
    """
    application = begin(application, "submit_report", asked_by, channel, by)
    grant = accounting.grant_of(application)
    submitted_at = moment_of(came_on, grant.announced_at) if grant else None
    return reporting.submit_paper(application=application, texts=texts, scan=scan, submitted_at=submitted_at, by=by)


@transaction.atomic
def answer_sample(*, application, text, asked_by, channel, by, came_on=None, file=None) -> None:
    """Write down the proof that came for a grant that was drawn; `file` is its name, content and what `judged` says of it."""
    application = begin(application, "answer_sample", asked_by, channel, by)
    check = sampling.open_check(application)
    if file:
        sampling.keep_proof(application, *file, check.asked_at, by)
    sampling.answer(application=application, text=text, by=by, received_at=moment_of(came_on, check.asked_at))


def open_intention(application) -> Intention | None:
    """Return the last intention to which no view was given."""
    return application.intentions.filter(view_given_at=None).last()
