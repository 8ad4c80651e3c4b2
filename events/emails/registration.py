"""Mail to those who registered for an event, each in the language in which they did, with the link that is theirs alone."""

from collections.abc import Callable

from deventer_intl.message import send
from organisations.emails import address

# What makes the event a file for a calendar: (event) -> (name, content, content type). Who builds those adds it here.
ATTACHED: list[Callable[..., tuple[str, bytes, str]]] = []


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
    files = [attached(registration.event) for attached in ATTACHED]
    to_registered("registered", registration, attachments=files)


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
