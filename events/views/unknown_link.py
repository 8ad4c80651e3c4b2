"""A secret address that nobody was given."""

from allauth.decorators import rate_limit
from django.http import Http404


def not_found(action):
    """Return a view that counts a guess and finds nothing: who guessed too often is stopped, who opens the own page all day is not.

    `action`: the limit in `ACCOUNT_RATE_LIMITS`; the page itself asks the same limit with `dry_run`.
    """

    @rate_limit(action=action, limit_get=True)
    def unknown_link(request):
        raise Http404("no such link")

    return unknown_link
