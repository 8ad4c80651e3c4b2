"""The secret part of a guest's link. It can be made again from what the portal knows, so that each later mail carries it too.

The database holds a digest alone, and when the guest was invited: without the key of the portal nobody makes a link of them.
"""

from django.utils.crypto import salted_hmac

PURPOSE = "events.guest link"


def token_of(counterpart) -> str:
    """Return the token of the last invitation; another invitation has another one, and the one before no longer opens."""
    return salted_hmac(
        PURPOSE, f"{counterpart.pk}:{counterpart.invited_at.timestamp()}", algorithm="sha256"
    ).hexdigest()
