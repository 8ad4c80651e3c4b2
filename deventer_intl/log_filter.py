"""What our log does not tell: the secret part of an address. Django logs the address of what it answers with 404 or 500."""

import logging
import re

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

SECRET = {"token", "key"}
# No address of a page has so long a part without it being a secret or its title.
LONG = re.compile(r"/[\w-]{40,}(?=/|$)|/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=/|$)")


class WithoutTokens(logging.Filter):
    """Leaves out of a message what the addresses of the portal call a token or a key."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(without_token(part) for part in record.args)
        return True


def without_token(part):
    """Return a part of a message; of the path of an address with a token or a key, without it."""
    if not isinstance(part, str) or not part.startswith("/"):
        return part
    # An address is found in the language that stands in it.
    with override(get_language_from_path(part) or settings.LANGUAGE_CODE):
        try:
            values = resolve(part).kwargs
        except Resolver404:
            # A link that was copied with something behind it.
            return LONG.sub("/…", part)
    for name in SECRET & set(values):
        part = part.replace(str(values[name]), "…")
    return part
