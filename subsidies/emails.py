"""Mail about applications: to whoever sent it in, and to the contact it names; of a paper to the contact alone."""

from django.conf import settings

from deventer_intl.message import send
from organisations.emails import address

from .clock import decision_due_on
from .models import Channel
from .states import State


def readers(application):
    """Yield whom to write to and in which language: each address once."""
    seen = set()
    user = application.submitted_by
    # Of a paper, that is the civil servant who typed it over.
    if user is not None and user.is_active and application.channel != Channel.PAPER:
        seen.add(user.email.lower())
        yield user.email, user.language
    if application.contact_email and application.contact_email.lower() not in seen:
        yield application.contact_email, settings.LANGUAGE_CODE


def to_readers(name, application, **context):
    for to, language in readers(application):
        url = address(language, "subsidies:application", application.reference)
        send(f"subsidies/email/{name}", to=to, language=language, application=application, url=url, **context)


def received(*, application):
    to_readers("received", application, due_on=decision_due_on(application))


def withdrawn(*, application):
    to_readers("withdrawn", application)


def supplement_asked(*, request):
    to_readers("supplement_asked", request.application, request=request)


def supplement_reminder(*, request):
    to_readers("supplement_reminder", request.application, request=request)


def supplied(*, application):
    to_readers("supplied", application)


def found_complete(*, application):
    to_readers("found_complete", application, due_on=decision_due_on(application))


def extended(*, application):
    to_readers("extended", application, due_on=decision_due_on(application))


def decided(*, decision):
    granted = decision.application.state in (State.GRANTED, State.SETTLED)
    to_readers("decided", decision.application, decision=decision, granted=granted)


def intention(*, intention):
    to_readers("intention", intention.application, intention=intention)


def message_from_staff(*, message):
    to_readers("message_from_staff", message.application)
