"""Who enters the pages of a mission that are not for everybody."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from organisations.permissions import has_staff_right

from ..models import Mission, MissionCompany


def rooms_open_to(request):
    """Return the missions whose participants' page whoever is signed in may enter: the own ones, or all for staff with the right."""
    if has_staff_right(request, "events.view_traveller"):
        return Mission.objects.all()
    return Mission.objects.filter(pk__in=going_for(request.user).values("mission"))


def going_for(user):
    """Return the companies in delegations whose page a user keeps, once they are told that they go."""
    return MissionCompany.objects.going().told().kept_by(user)


def can_run(request) -> bool:
    """Say whether whoever is signed in prepares missions: the Trade Office, and others with its right."""
    return has_staff_right(request, "events.change_mission")


@method_decorator(never_cache, name="dispatch")
class DeskMixin(LoginRequiredMixin):
    """A page of the Trade Office about `mission`: a stranger finds nothing; who goes along and who only reads may not enter."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.mission = get_object_or_404(Mission.objects.select_related("event", "led_by"), slug=kwargs["slug"])
            self.must_be_let_in(request)
        return super().dispatch(request, *args, **kwargs)

    def must_be_let_in(self, request):
        if can_run(request):
            return
        if has_staff_right(request, "events.view_mission") or self.mission.companies.kept_by(request.user).exists():
            raise PermissionDenied
        raise Http404

    def get_context_data(self, **kwargs):
        return super().get_context_data(mission=self.mission, section="missions", **kwargs)

    def get_success_url(self):
        return reverse("events:mission_desk", args=[self.mission.slug])


@method_decorator(never_cache, name="dispatch")
class DelegationMixin(LoginRequiredMixin):
    """A page of a company of the delegation: `party` is that of the own company, the one asked for where one keeps several."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            self.mission = get_object_or_404(Mission, slug=kwargs["slug"])
            self.own = list(self.own_parties(request.user))
            asked = request.GET.get("bedrijf")
            found = [party for party in self.own if asked in (None, str(party.company_id))]
            if not found:
                raise Http404
            self.party = found[0]
        return super().dispatch(request, *args, **kwargs)

    def own_parties(self, user):
        going = self.mission.parties.filter(company__in=going_for(user))
        return going.with_names().order_by("pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            mission=self.mission, party=self.party, own=self.own, section="missions", **kwargs
        )
