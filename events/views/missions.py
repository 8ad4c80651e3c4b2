"""Trade missions as the public reads them."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.generic import DetailView, TemplateView

from deventer_intl import spreadsheets
from deventer_intl.form_answers import address_with, refusal
from organisations.models import InternshipOffer, Organisation, Place
from organisations.permissions import has_staff_right

from ..forms.mission_filters import MissionForm
from ..missions.table import as_table
from ..models import Mission
from ..models.mission_queryset import Group

PAGE_SIZE = 20
MOST_INTERNSHIPS = 5


class MissionListView(TemplateView):
    """Missions that companies can apply for, that are to come, that are thought of, and that are over."""

    template_name = "events/missions/list.html"

    def get(self, request):
        form = MissionForm(request.GET)
        context = {"section": "missions", "form": form}
        if not form.is_valid():
            return render(request, self.template_name, context, status=422)
        page = Paginator(form.found().for_lists(), PAGE_SIZE).get_page(request.GET.get("pagina"))
        groups = groupby(page.object_list, key=lambda mission: mission.group)
        return self.render_to_response(
            context
            | {
                "page_obj": page,
                "groups": [(Group(group), list(missions)) for group, missions in groups],
                "address": address_with(request.GET),
            }
        )


def missions_csv(request):
    """The missions that fit the filters, as a table."""
    form = MissionForm(request.GET)
    if not form.is_valid():
        return refusal(form)
    header, rows = as_table(form.found().for_lists())
    response = HttpResponse(spreadsheets.write("csv", header, rows), content_type=spreadsheets.FORMATS["csv"])
    response["Content-Disposition"] = 'attachment; filename="handelsmissies.csv"'
    return response


class MissionView(DetailView):
    """All that everyone may read of a mission. Staff with the right look here at one that is not on the website yet."""

    template_name = "events/missions/mission.html"
    context_object_name = "mission"

    def get_queryset(self):
        return Mission.objects.visible_to(self.request.user).select_related("led_by", "event")

    def get_context_data(self, **kwargs):
        mission = self.object
        places = Place.objects.filter(missions=mission).select_related("country").order_by("name_nl")
        countries = mission.countries.order_by("name_nl")
        return super().get_context_data(
            section="missions",
            places=places,
            countries=countries,
            internships=self.internships({*countries, *(place.country for place in places)}),
            goal_tags=mission.goal_tags.select_related("goal", "confirmed_for"),
            partners=mission.organisations.filter(status=Organisation.Status.ACTIVE).order_by("name"),
            delegation=self.delegation(),
            days=self.days(),
            event=mission.event if mission.event and mission.event.is_public else None,
            runs_it=has_staff_right(self.request, "events.change_mission"),
            **kwargs,
        )

    def delegation(self):
        """Return the companies that go, once that is decided: of those alone that have a public page."""
        companies = self.object.companies.going().filter(organisation__status=Organisation.Status.ACTIVE)
        return companies.select_related("organisation") if self.object.shows_delegation else []

    def internships(self, countries):
        """Return some internships that fit it: of a mission of which nobody knows where it goes none do."""
        mission = self.object
        if not countries or mission.is_cancelled:
            return []
        found = InternshipOffer.objects.open().fitting(
            countries=countries, industries=mission.industries, after=mission.ends_on
        )
        return found.select_related("organisation", "country", "place")[:MOST_INTERNSHIPS]

    def days(self):
        """Return (day, items) of the programme that everyone may read, each on the day it begins there."""
        items = self.object.programme.public().select_related("place__country")
        return [(day, list(found)) for day, found in groupby(items, key=lambda item: item.local_start.date())]
