"""What an applicant does with an application. Each is one transaction; `by` is whoever does it.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from organisations.models import Organisation

from .. import applying, emails, steps
from ..models import Account, Application, Channel, DecisionDraft, Intention, Message
from ..reckoning.deadlines import amsterdam_day
from ..states import State, transition
from . import ledger

# The job that makes the receipt and mails it (`tasks/cases.py`).
RECEIPT = "subsidies.tasks.cases.make_receipt"
# Who presses the button twice, or goes back and sends again, says nothing twice.
SAME_MESSAGE = timedelta(hours=1)


def locked(application) -> Application:
    """Lock an application, its ceiling first: everybody takes the two locks in this order."""
    ceiling = ledger.lock(application.ceiling_id)
    application = (
        Application.objects.select_for_update(no_key=True, of=["self"])
        .select_related("organisation", "version")
        .get(pk=application.pk)
    )
    application.ceiling = ceiling
    return application


def move_to(application, state, action=None) -> None:
    """Bring a locked application into another state, or say why not.

    `action` is whose way it is in `states.py`: two actions may lead to one state, each from states of its own.
    """
    row = transition(application.state, state)
    if row is None or action not in (None, row.action):
        raise ValidationError(
            _("This cannot be done any more: the application is now “%(state)s”.")
            % {"state": application.get_state_display()},
            code="state",
        )
    application.state = state


@transaction.atomic
def begin(
    *, organisation, ceiling, by, copied_from=None, channel=Channel.ONLINE, proof=applying.NO_PROOF
) -> Application:
    """Begin an application, empty or with what was answered in an earlier one of the same organisation.

    `proof` is what `by` showed at the sign-in; whoever shows none begins only where a scheme asks none.
    On paper anybody may apply, at any time: whether it is in time and by the right applicant is for the decision.
    """
    rules = ceiling.rules()
    if rules is None:
        raise ValidationError(_("This scheme is not published yet."), code="unpublished")
    if channel == Channel.ONLINE:
        applying.check_window(rules)
        applying.check_organisation(organisation, rules)
        applying.check_sign_in(proof, organisation, rules)
        # One after another, so that the number holds.
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        applying.check_number(organisation)
    application = Application.objects.create(organisation=organisation, ceiling=ceiling, created_by=by)
    if copied_from is not None:
        steps.copy(copied_from, application, by=by)
    return application


@transaction.atomic
def throw_away(*, application, by) -> None:
    """Remove a draft with everything in it."""
    application = locked(application)
    if not application.is_draft:
        raise ValidationError(_("This application was sent in. You can withdraw it."), code="state")
    application.delete()


@transaction.atomic
def submit(
    *,
    application,
    by,
    channel=Channel.ONLINE,
    received_at=None,
    declared=None,
    seen="",
    proof=applying.NO_PROOF,
) -> Application:
    """Send in a draft: once, however often it is asked. Returns the application with its reference.

    `declared` are the ticks at the declarations, texts by name; `seen` is the revision of the draft that was read over: what
    a colleague changed since is not sent unseen; `proof` is what `by` showed at the sign-in. On paper the day it came in
    counts (`received_at`), and no window closes.
    """
    checked = steps.check_before(application)
    application = locked(application)
    if not application.is_draft:
        return application
    now = timezone.now()
    received_at = received_at or now
    rules = application.ceiling.rules(amsterdam_day(received_at))
    if rules is None or application.ceiling.version_for(amsterdam_day(received_at)) is None:
        raise ValidationError(_("This scheme is not published yet."), code="unpublished")
    if channel == Channel.ONLINE:
        if not rules.is_open:
            raise ValidationError(_("The time to apply is over. What you typed is kept."), code="closed")
        applying.check_organisation(application.organisation, rules)
        applying.check_sign_in(proof, application.organisation, rules)
    steps.fill(application, rules, channel=channel, checked=checked, declared=declared, seen=seen)
    # From here on the record says it.
    application.answers.all().delete()
    application.submitted_by = by
    receive(application, rules, channel, received_at)
    return application


def receive(application, rules, channel, received_at) -> None:
    """Give a locked, filled application its reference, its rules and its place in the ledger."""
    application.version, application.channel, application.received_at = rules, channel, received_at
    last = application.ceiling.applications.aggregate(last=Max("number"))["last"]
    application.number = (last or 0) + 1
    move_to(application, State.SUBMITTED, "submit")
    application.save()
    ledger.move(application=application, source=Account.FREE, target=Account.POSSIBLE, amount=application.requested)
    # The receipt with its PDF takes a second, in which nobody need wait for the ceiling.
    app.configure_task(RECEIPT).defer(application_id=application.pk)


@transaction.atomic
def withdraw(*, application, by) -> None:
    """Take back an application that is not decided on; what was reserved for it is free at once."""
    application = locked(application)
    if application.state == State.WITHDRAWN:
        return
    if application.awaits_announcement:
        raise ValidationError(_("We have decided already. You hear of it in a few days."), code="decided")
    if not application.can_be_withdrawn:
        move_to(application, State.DRAFT)  # says why not
    close(application, State.WITHDRAWN, "withdraw")
    ledger.release(application)
    ledger.serve_queue(application.ceiling)
    emails.withdrawn(application=application)


def close(application, state, action=None) -> None:
    """End the life of a locked application, and what was still asked or composed in it."""
    move_to(application, state, action)
    now = timezone.now()
    application.closed_at = now
    application.save()
    application.supplement_requests.open().update(closed_at=now)
    DecisionDraft.objects.filter(application=application).delete()


@transaction.atomic
def give_view(*, intention, text, by, given_at=None) -> None:
    """Say what the applicant thinks of a decision that is intended, within the term for it (Awb 4:7, 4:8).

    `given_at` is when it came in, where that was earlier (on paper).
    """
    application = locked(intention.application)
    intention = Intention.objects.select_for_update().get(pk=intention.pk)
    if intention.view_given_at:
        if intention.view == text:
            # The second of two clicks.
            return
        raise ValidationError(_("A view was given already. Send us a message if there is more."), code="given")
    given_at = given_at or timezone.now()
    if amsterdam_day(given_at) > intention.view_due_on or not application.takes_views:
        raise ValidationError(_("The time to give your view is over. You can still send us a message."), code="late")
    intention.view, intention.view_given_at, intention.view_given_by = text, given_at, by
    intention.save()
    intention.application = application
    emails.view_given(intention=intention)


@transaction.atomic
def write(*, application, text, by) -> Message:
    """Send the municipality a message in a case."""
    application = locked(application)
    lately = application.messages.filter(is_from_staff=False, text=text, sent_at__gt=timezone.now() - SAME_MESSAGE)
    if same := lately.first():
        return same
    message = Message.objects.create(application=application, text=text, sent_by=by)
    emails.message_from_applicant(message=message)
    return message
