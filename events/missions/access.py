"""Who enters the pages of a mission that are not for everybody."""

from organisations.permissions import has_staff_right

from ..models import Mission, MissionCompany


def rooms_open_to(request):
    """Return the missions whose participants' page whoever is signed in may enter: the own ones, or all for staff with the right."""
    if has_staff_right(request, "events.view_traveller"):
        return Mission.objects.all()
    return Mission.objects.filter(pk__in=going_for(request.user).values("mission"))


def going_for(user):
    """Return the companies in delegations whose page a user keeps."""
    return MissionCompany.objects.going().kept_by(user)


def can_run(request) -> bool:
    """Say whether whoever is signed in prepares missions: the Trade Office, and others with its right."""
    return has_staff_right(request, "events.change_mission")
