"""Mail that arrives: queued in the transaction it reports on, then sent by the worker, again and again until it is.

A rollback leaves no mail; a mail server that refuses for hours loses none. A mail may arrive twice (a worker can die
between sending and saying so), but always with the same Message-ID, so that mail programs show it once.
"""

from email import message_from_bytes, policy

from django.conf import settings
from django.core.mail import mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from .models import OutgoingMail

# The job that calls `deliver`.
SEND = "deventer_intl.tasks.send_mail"
# Longest text of an error that is worth keeping.
LONGEST_ERROR = 500


class AddressesAsTheyAre(policy.EmailPolicy):
    """Python encodes a web address that is longer than a line; mail programs want this one as it is (RFC 8058)."""

    def fold_binary(self, name, value):
        if name.lower() == "list-unsubscribe":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


POLICY = AddressesAsTheyAre(linesep="\r\n")


class QueueBackend(BaseEmailBackend):
    """Django's default mailer: takes mail into the queue."""

    @transaction.atomic
    def send_messages(self, email_messages):
        for message in email_messages:
            mail = OutgoingMail.objects.create(
                sender=message.from_email,
                recipients=message.recipients(),
                subject=str(message.subject)[:200],
                # With a Message-ID from here on.
                content=message.message(policy=POLICY).as_bytes(),
            )
            # The job knows the number only: codes and addresses stay out of the queue.
            app.configure_task(SEND).defer(mail_id=mail.pk)
        return len(email_messages)


def deliver(mail: OutgoingMail) -> None:
    """Hand a mail to the mail server and note it; raises `OSError` for what the server or the network says.

    In development without a mail server it only counts as sent, and is read at `/dev/mail/`.
    """
    try:
        if settings.SMTP_HOST:
            hand_over(mail)
        elif not settings.DEBUG:
            raise ConnectionError("SMTP_HOST is not set")
    except OSError as error:
        OutgoingMail.objects.filter(pk=mail.pk).update(error=str(error)[:LONGEST_ERROR])
        raise
    mail.sent_at, mail.error = timezone.now(), ""
    if not settings.DEBUG:
        # It may hold a code or a link that opens something.
        mail.content = b""
    mail.save()


def hand_over(mail):
    connection = mailers["smtp"]
    connection.open()
    try:
        # The very bytes that were queued; addresses as SMTP knows them (xn--bcher-kva.example).
        sender, *recipients = map(connection.prep_address, [mail.sender, *mail.recipients])
        connection.connection.sendmail(sender, recipients, bytes(mail.content))
    finally:
        connection.close()


def parts_of(mail: OutgoingMail) -> dict[str, str]:
    """Return the texts of a mail by content type."""
    message = message_from_bytes(bytes(mail.content), policy=policy.default)
    return {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
