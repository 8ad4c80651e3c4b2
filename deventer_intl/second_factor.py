"""Whether whoever signed in showed more than a password or a mailed code, and for which organisations."""

from allauth.account.authentication import get_authentication_records


def has_second_factor(request) -> bool:
    """Return whether whoever signed in showed a second factor, or a passkey, in this session."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def kvk_numbers(request) -> frozenset[str]:
    """Return the KvK numbers of the organisations for which somebody came with eHerkenning in this session."""
    records = get_authentication_records(request, request.user)
    return frozenset(record["kvk_number"] for record in records if "kvk_number" in record)
