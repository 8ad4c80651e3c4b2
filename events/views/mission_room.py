"""The page for who goes along on a mission: the delegation, the programme, the papers, the own travellers."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, View

from deventer_intl.form_answers import ActingMixin, MergingMixin
from organisations import paper_files

from ..actions import mission_travelling as actions
from ..actions.mission_applying import locked_company
from ..calendar_file import clean
from ..forms.mission_travelling import ChangeTravellerForm, TravellerForm
from ..missions.access import can_run, going_for, rooms_open_to
from ..missions.briefing import briefing
from ..missions.programme import by_day, clock_in_words
from ..models import MissionCompany, MissionDocument, MissionItem, Traveller
from .feeds import file_of


@method_decorator(never_cache, name="dispatch")
class RoomMixin(LoginRequiredMixin):
    """For who goes along on a mission, and staff who prepare it. A stranger finds nothing here."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            missions = rooms_open_to(request).for_lists()
            self.mission = get_object_or_404(missions, slug=kwargs["slug"])
            self.own = going_for(request.user).filter(mission=self.mission)
        return super().dispatch(request, *args, **kwargs)

    def programme(self):
        """Return what whoever is signed in goes to; who prepares the mission sees all of it."""
        return self.in_calendar().going_on()

    def in_calendar(self):
        """Return the same with what was taken off: a calendar must hear of that."""
        items = MissionItem.objects.filter(mission=self.mission).select_related("place__country", "mission")
        if not self.own.exists():
            return items.prefetch_related("companies__organisation")
        # For whom else an item is: who goes along, as far as that is told.
        others = MissionCompany.objects.going().told().select_related("organisation")
        return items.of_companies(self.own).prefetch_related(Prefetch("companies", others))

    def get_context_data(self, **kwargs):
        return super().get_context_data(section="missions", mission=self.mission, **kwargs)

    def get_success_url(self):
        return reverse("events:mission_room", args=[self.mission.slug])


class RoomView(RoomMixin, TemplateView):
    """All that who goes along needs. Who applied and is not chosen is led to the own application."""

    template_name = "events/missions/room.html"

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            asked = MissionCompany.objects.kept_by(request.user).filter(mission__slug=kwargs["slug"]).first()
            if asked is None:
                raise
            return redirect("events:mission_application", kwargs["slug"], asked.pk)

    def get_context_data(self, **kwargs):
        agreed = Prefetch("travellers", Traveller.objects.filter(in_briefing=True), to_attr="in_sight")
        companies = self.mission.companies.going().told().select_related("organisation").prefetch_related(agreed)
        own = self.own.select_related("organisation", "mission").prefetch_related("travellers")
        return super().get_context_data(
            companies=companies,
            own=own,
            days=by_day(self.programme()),
            clock=clock_in_words(self.mission.zone, self.mission.starts_on),
            documents=self.mission.documents.all(),
            can_run=can_run(self.request),
            kept_days=actions.KEPT_DAYS,
            **kwargs,
        )


class DocumentView(RoomMixin, View):
    """Hand over a document: to keep, never to show in the browser with the rights of this portal."""

    def get(self, request, slug, pk):
        document = get_object_or_404(MissionDocument, mission=self.mission, pk=pk)
        try:
            file = document.file.open("rb")
        except OSError:
            raise Http404("the file is not in the storage") from None
        response = FileResponse(
            file,
            as_attachment=True,
            filename=document.file_name,
            content_type=paper_files.content_type_of(document.file_name),
        )
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class CalendarView(RoomMixin, View):
    """The programme as a calendar file, of what whoever is signed in goes to."""

    def get(self, request, slug):
        return file_of([], name=clean(self.mission.title), file_name=f"{slug}.ics", programme=self.in_calendar())


class BriefingView(RoomMixin, View):
    """What one takes along: who goes, whom one meets, where, and when; as PDF."""

    def get(self, request, slug):
        response = HttpResponse(briefing(self.mission, self.programme()), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="briefing-{slug}-{get_language()}.pdf"'
        return response


class OwnTravellersMixin(LoginRequiredMixin):
    """About the travellers of a company of the delegation whose page one keeps; others of the delegation may not."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            mission = get_object_or_404(rooms_open_to(request), slug=kwargs["slug"])
            company, self.traveller = self.find(mission, kwargs)
            self.company = (
                going_for(request.user).select_related("mission", "organisation").filter(pk=company.pk).first()
            )
            if self.company is None:
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def find(self, mission, kwargs):
        """Return the company, and one of its travellers where the address names one."""
        traveller = get_object_or_404(Traveller.objects.filter(company__mission=mission), pk=kwargs["pk"])
        return traveller.company, traveller

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            section="missions",
            mission=self.company.mission,
            company=self.company,
            traveller=self.traveller,
            kept_days=actions.KEPT_DAYS,
            **kwargs,
        )

    def get_success_url(self):
        return reverse("events:mission_room", args=[self.company.mission.slug]) + "#reizigers"


@method_decorator(rate_limit(action="mission_traveller"), name="post")
@method_decorator(never_cache, name="dispatch")
class AddTravellerView(OwnTravellersMixin, ActingMixin, FormView):
    form_class = TravellerForm
    template_name = "events/missions/traveller.html"

    def find(self, mission, kwargs):
        return get_object_or_404(mission.companies.going(), pk=kwargs["pk"]), None

    def act(self, form):
        actions.add_traveller(company=self.company, **form.cleaned_data, by=self.request.user)
        messages.success(self.request, _("%(name)s is on the list.") % {"name": form.cleaned_data["name"]})


@method_decorator(never_cache, name="dispatch")
class ChangeTravellerView(OwnTravellersMixin, MergingMixin, FormView):
    form_class = ChangeTravellerForm
    template_name = "events/missions/traveller.html"

    def get_initial(self):
        return {name: getattr(self.traveller, name) for name in actions.NAMED}

    def lock(self):
        locked_company(self.company)
        # One that a colleague removed meanwhile is refused with that text.
        self.traveller = Traveller.objects.filter(pk=self.traveller.pk).first() or self.traveller

    def act(self, form):
        actions.change_traveller(traveller=self.traveller, **form.answers, by=self.request.user)
        messages.success(self.request, _("Saved."))


@method_decorator(never_cache, name="dispatch")
class RemoveTravellerView(OwnTravellersMixin, ActingMixin, FormView):
    form_class = Form
    template_name = "events/missions/remove.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(title=self.traveller.name, back=self.get_success_url(), **kwargs)

    def act(self, form):
        actions.remove_traveller(traveller=self.traveller, by=self.request.user)
        messages.success(self.request, _("Removed."))
