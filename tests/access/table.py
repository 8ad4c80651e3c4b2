"""Every address of the portal, with what each visitor gets. A new one fails in `test_who_may_enter` until it has a row."""

from . import events, missions, organisations, policy, portal, practices, subsidies

ACCESS = (
    portal.ACCESS
    | organisations.ACCESS
    | subsidies.ACCESS
    | events.ACCESS
    | missions.ACCESS
    | practices.ACCESS
    | policy.ACCESS
)
