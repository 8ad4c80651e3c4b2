"""Whether whoever signed in showed more than a password or a mailed code."""

from allauth.account.authentication import get_authentication_records


def has_second_factor(request) -> bool:
    """Return whether whoever signed in showed a second factor, or a passkey, in this session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))
