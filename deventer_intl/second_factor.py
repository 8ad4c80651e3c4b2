"""Whether whoever signed in showed more than a password or a mailed code."""

from allauth.account.authentication import get_authentication_records


def has_second_factor(request) -> bool:
    """Return whether whoever signed in showed a second factor, or a passkey, in this session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def signed_in_with(request, provider: str) -> bool:
    """Return whether whoever signed in did so, in this session, at a provider such as eHerkenning."""
    return any(record.get("provider") == provider for record in get_authentication_records(request, request.user))
