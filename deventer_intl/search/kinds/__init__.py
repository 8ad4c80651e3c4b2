"""All kinds of records that the search finds. To add one: a `Kind` in one of these modules, and in its list."""

from . import agenda, directory, geography, goals, policy, portal, subsidies

KINDS = [
    *directory.KINDS,
    *geography.KINDS,
    *goals.KINDS,
    *agenda.KINDS,
    *subsidies.KINDS,
    *portal.KINDS,
    *policy.KINDS,
]
BY_NUMBER = {kind.number: kind for kind in KINDS}
