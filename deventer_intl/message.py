"""Mail of our own: one message is two sibling templates, `<name>_subject.txt` and `<name>.txt`; the HTML is made of the text."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


def send(
    name: str,
    *,
    to: str,
    language: str,
    reply_to: str = "",
    headers: dict | None = None,
    attachments: Iterable[tuple[str, bytes, str]] = (),
    **context,
) -> None:
    """Queue the message `name` for one reader, in a language of `LANGUAGES`; in the transaction that is open.

    An answer goes to `reply_to`, else to the portal; `headers` are added to those of every mail. What is attached is
    given as name, content and content type.
    """
    with translation.override(language):
        context = {"portal_url": settings.PORTAL_URL, **context}
        subject = " ".join(render_to_string(f"{name}_subject.txt", context).split())
        text = render_to_string(f"{name}.txt", context).strip() + "\n"
        message = EmailMultiAlternatives(
            subject, text, to=[to], reply_to=[reply_to] if reply_to else None, headers=headers
        )
        add_html(message)
        for attachment in attachments:
            message.attach(*attachment)
        message.send()


def add_html(message: EmailMultiAlternatives) -> None:
    """Give a message its second part: the text in the frame of the portal, in the active language."""
    frame = {"subject": message.subject, "text": message.body, "LANGUAGE_CODE": translation.get_language()}
    message.attach_alternative(render_to_string("mail.html", frame), "text/html")
