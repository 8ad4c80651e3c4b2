"""Mail to those who registered for an event, each in the language in which they did, with the link that is theirs alone."""

from django.utils import translation

from deventer_intl.message import send
from organisations.emails import address

from .. import calendar_file


def to_registered(name, registration, attachments=(), reply_to="", **context):
    """Mail somebody who registered; one who was added by hand may have no address."""
    if not registration.email:
        return
    language, event = registration.language, registration.event
    send(
        f"events/email/{name}",
        to=registration.email,
        language=language,
        reply_to=reply_to,
        attachments=attachments,
        registration=registration,
        event=event,
        url=address(language, "events:registration", registration.key),
        register_url=address(language, "events:register", event.slug),
        **context,
    )


def registered(*, registration):
    to_registered("registered", registration, attachments=[as_calendar_file(registration)])


def as_calendar_file(registration):
    """Return the event as a file that a calendar reads, with how it is attached."""
    event = registration.event
    with translation.override(registration.language):
        content = calendar_file.calendar([event], name=event.title)
    return f"{event.slug}.ics", content, "text/calendar"


def registered_already(*, registration):
    """Somebody typed an address that is registered: its owner alone reads so."""
    to_registered("registered_already", registration)


def on_waiting_list(*, registration):
    to_registered("on_waiting_list", registration)


def offered(*, registration):
    to_registered("offered", registration)


def lapsed(*, registration):
    to_registered("offer_lapsed", registration)


def cancelled(*, registration, message=None):
    """Tell that a registration was cancelled; `message`, even an empty one, is that of an organiser who did it."""
    if message is None:
        to_registered("registration_cancelled", registration)
    else:
        to_registered("cancelled_by_organiser", registration, message=message)


def reminder(*, registration):
    to_registered("reminder", registration)


def message(*, message, registration):
    """Pass on what an organiser wrote; an answer goes to whoever wrote it."""
    to_registered("event_message", registration, reply_to=message.sent_by.email, message=message)
