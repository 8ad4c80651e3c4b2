"""Who may do what with the page of an organisation, and in the room of a network."""

from deventer_intl.second_factor import has_second_factor

from .models import Network


def can_manage_people(user, organisation) -> bool:
    """Say whether a user decides who keeps the page of an organisation: its owners do."""
    return organisation.memberships.owners().filter(user=user).exists()


def has_staff_right(request, right) -> bool:
    """Say whether a civil servant has a right, and showed a second factor in this session, as for the back-office."""
    return request.user.is_staff and request.user.has_perm(right) and has_second_factor(request)


def rooms_open_to(request):
    """Return the networks whose rooms whoever is signed in may enter: the own ones, or all for staff with the right."""
    if has_staff_right(request, "organisations.view_meeting"):
        return Network.objects.all()
    return Network.objects.entered_by(request.user)


def can_run_room(request, network) -> bool:
    """Say whether whoever is signed in adds meetings and papers: the secretary, and staff with the right."""
    return network.secretary_id == request.user.pk or has_staff_right(request, "organisations.change_meeting")
