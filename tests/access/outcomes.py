"""Who asks for an address, and what each of them gets: a status, or "in" where it leads to the sign-in."""

# A stranger keeps another page; staff have no right of any kind.
VISITORS = ["anonymous", "stranger", "editor", "owner", "staff"]

ANYONE = [200, 200, 200, 200, 200]
SIGNED_IN = ["in", 200, 200, 200, 200]
# The rooms of networks: the editor keeps a member's page, the owner is its secretary too.
RUNNERS = ["in", 404, 403, 200, 404]
KEEPERS = ["in", 404, 200, 200, 404]
# Of a mission that the organisation takes part in, what is for the trade office.
DESK = ["in", 404, 403, 403, 404]
# Of a year of the prize in whose jury the owner chairs.
SEATS = ["in", 404, 404, 200, 404]
OWNERS = ["in", 404, 403, 200, 404]
# Whoever is signed in is sent on.
ENTRANCE = [200, 302, 302, 302, 302]
# Only in the midst of signing in; else one begins, or is sent on.
MIDST = ["in", 302, 302, 302, 302]
FROM_SETTINGS = [404, 404, 404, 404, 404]
# These visitors have no second factor, and no password to show once more.
NOTHING_THERE = ["in", 404, 404, 404, 404]
NOTHING_TO_SHOW = ["in", 403, 403, 403, 403]
ONLY_SENT_TO = ["in", 404, 405, 405, 404]
NOTHING_ASKED = ["in", 404, 302, 302, 404]
SENT_ON = ["in", 302, 302, 302, 302]


def rows(outcome, *names):
    """Return addresses that answer all visitors alike."""
    return dict.fromkeys(names, outcome)
