"""What a link or a code that was mailed or printed is kept as: whoever reads the database can open nothing with it."""

from django.utils.crypto import salted_hmac


def digest_of(token: str, *, purpose: str) -> str:
    """Return under what a token is kept, 64 hexadecimal digits; that of one purpose opens nothing of another."""
    return salted_hmac(f"organisations.{purpose}", token, algorithm="sha256").hexdigest()
