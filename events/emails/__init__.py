"""Mail about events: one message, one function; each in the language of its reader."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from deventer_intl.message import send


def address(language, name, *args):
    """Return the whole address of a page, in a language."""
    with translation.override(language):
        return settings.PORTAL_URL + reverse(name, args=args)


def to_user(name, user, **context):
    send(f"events/email/{name}", to=user.email, language=user.language, reader=user, **context)
