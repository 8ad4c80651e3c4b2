"""What a member reads of delegations on the own page, which knows nothing of events."""

from django import template

from ..models import DelegationHost

register = template.Library()


@register.inclusion_tag("events/missions/_to_host.html")
def delegations_to_host(user):
    """The delegations that organisations of a user are asked to receive, or said yes to."""
    hosts = DelegationHost.objects.in_time().of_pages_kept_by(user).exclude(state=DelegationHost.State.NO)
    return {"hosts": hosts.select_related("organisation", "delegation").order_by("delegation__starts_on", "pk")}
