"""E-mail addresses that strangers type: only those that mail can be sent to, and each mailbox counted once."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# RFC 5321.
LONGEST = 254
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
REFUSED = _("We cannot send mail to this address. Check it.")


def validate_mailable(address: str) -> None:
    """Raise `ValidationError` for an address of the kinds that no mailbox has, but that mean another one once they are sent.

    A part in quotation marks may hold a sentence or a control character, an encoded word is decoded on the way, and a
    host with signs that nobody sees, or wide letters, is another spelling of a host.
    """
    local, _at, host = address.rpartition("@")
    try:
        sent_to = host.encode("idna").decode("ascii").lower()
        is_itself = host.lower() in {sent_to, sent_to.encode("ascii").decode("idna")}
    except UnicodeError:
        is_itself = False
    if not is_itself or not HOST.fullmatch(sent_to) or '"' in local or "=?" in local:
        raise ValidationError(REFUSED, code="not_mailable")


class MailField(forms.EmailField):
    """An address that we are going to send mail to."""

    default_validators = [*forms.EmailField.default_validators, validate_mailable]

    def __init__(self, **kwargs):
        super().__init__(max_length=LONGEST, **kwargs)


def mailbox_of(address: str) -> str:
    """Return what limits on mail are counted by: to many mailboxes "j.jansen+news@…" is another name of "jjansen@…".

    Never an address to send to.
    """
    local, _at, host = address.lower().rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{host}"
