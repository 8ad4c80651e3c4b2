"""Names of people and organisations that anyone may type: they stand in mail that carries our name."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What a mail program makes a link of. A name may have a point: Booking.com, J.P. Jansen.
LINK = re.compile(r"://|\bwww\.|@\S+\.|\.\w{2,}/", re.IGNORECASE)
# They join letters, in Persian for example.
JOINERS = "\u200c\u200d"


def clean_name(name: str) -> str:
    """Return a name on one line; raises `ValidationError` for one with an address in it, or signs that nobody sees."""
    name = " ".join(name.split())
    if LINK.search(name):
        raise ValidationError(_("A name holds no web address and no e-mail address."))
    if not name.translate(dict.fromkeys(map(ord, JOINERS))).isprintable():
        raise ValidationError(_("This name holds signs that cannot be shown. Type it again."))
    return name


class CleanName:
    """A form whose field `name` holds such a name."""

    def clean_name(self):
        return clean_name(self.cleaned_data["name"])
