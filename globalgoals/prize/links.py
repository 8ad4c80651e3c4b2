"""Links that are mailed: of each only a digest is kept, and that of one purpose opens nothing of another."""

import secrets

from django.utils.crypto import salted_hmac

NOMINATOR, NOMINEE = "nominator", "nominee"


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest_of(token: str, *, purpose: str) -> str:
    """Return under what a token is kept, 64 hexadecimal digits."""
    return salted_hmac(f"globalgoals.prize.{purpose}", token, algorithm="sha256").hexdigest()
