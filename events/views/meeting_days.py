"""Days of meetings on the pages of the Trade Office: the plan is made, looked at, changed by hand, fixed and mended."""

from django.contrib import messages
from django.db.models import Count, Q
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, TemplateView, View

from deventer_intl.form_answers import ActingMixin

from ..actions import mission_meetings, mission_planning
from ..forms.mission_matching import GoneForm, MeetingDayForm, PlanForm, VersionForm
from ..missions.access import DeskMixin
from ..missions.day_plan import DayPlan
from ..missions.meetings_pdf import meetings_pdf
from ..missions.plan_table import PlanTable
from ..models import MeetingDay
from ..models.mission_partner import GUESTS_WRITE


class StepView(ActingMixin, DeskMixin, FormView):
    """A form that does one action: what cannot be done is said on the form, with 409 where another was first."""

    def refused(self, form, error):
        is_stale = getattr(error, "code", "") == "stale"
        return self.render_to_response(self.get_context_data(form=form), status=409 if is_stale else 422)


class DaysView(DeskMixin, ListView):
    """The days of meetings of a mission."""

    template_name = "events/missions/meeting_days.html"
    context_object_name = "days"

    def get_queryset(self):
        number = Count("meetings", filter=Q(meetings__cancelled_at=None))
        return self.mission.meeting_days.annotate(number=number)

    def get_context_data(self, **kwargs):
        return super().get_context_data(can_write=self.mission.stage in GUESTS_WRITE, **kwargs)


class AddDayView(StepView):
    form_class = MeetingDayForm
    template_name = "events/missions/add_meeting_day.html"

    def get_initial(self):
        return {"zone": self.mission.zone, "on": self.mission.starts_on}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": MeetingDay(mission=self.mission)}

    def act(self, form):
        day = form.instance
        for name, value in form.values().items():
            setattr(day, name, value)
        self.day = mission_meetings.add_day(day=day, by=self.request.user)

    def get_success_url(self):
        return reverse("events:meeting_day", args=[self.mission.slug, self.day.pk])


class DayMixin:
    """About one day of meetings of the mission: `day`."""

    @cached_property
    def day(self):
        return get_object_or_404(
            MeetingDay.objects.select_related("mission"), mission=self.mission, pk=self.kwargs["pk"]
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(day=self.day, can_write=self.mission.stage in GUESTS_WRITE, **kwargs)

    def get_success_url(self):
        return reverse("events:meeting_day", args=[self.mission.slug, self.day.pk])


class ChangeDayView(DayMixin, StepView):
    form_class = MeetingDayForm
    template_name = "events/missions/change_meeting_day.html"

    def get_form_kwargs(self):
        instance = get_object_or_404(MeetingDay, pk=self.day.pk)
        return super().get_form_kwargs() | {"instance": instance}

    def act(self, form):
        mission_meetings.change_day(day=self.day, values=form.values(), by=self.request.user)
        messages.success(self.request, _("Saved."))


class RemoveDayView(DayMixin, StepView):
    form_class = Form
    template_name = "events/missions/remove_meeting_day.html"

    def act(self, form):
        mission_meetings.remove_day(day=self.day, by=self.request.user)
        messages.success(self.request, _("Removed."))

    def get_success_url(self):
        return reverse("events:meeting_days", args=[self.mission.slug])


class PlanPageMixin(DayMixin):
    """The plan as it stands now, with a form for each step; a step that was refused stands there with what is wrong."""

    template_name = "events/missions/meeting_day.html"
    # In the place of which form one that was refused stands.
    shown_as = "fix_form"

    def get_context_data(self, **kwargs):
        self.__dict__.pop("day", None)  # Read anew: what was refused may have been refused for being old.
        day, plan = self.day, DayPlan(self.day)
        version = {"initial": {"version": day.version}}
        forms = {
            "plan_form": PlanForm(day=day, **version),
            "gone_form": GoneForm(day=day, parties=plan.taking_part, **version),
            "fix_form": VersionForm(**version),
        }
        if form := kwargs.get("form"):
            forms[self.shown_as] = with_version(form, day)
        return super().get_context_data(plan=plan, table=PlanTable(plan), **forms, **kwargs)


def with_version(form, day):
    """Let a form that was refused be sent again about the plan that is now on the screen."""
    form.data = form.data.copy()
    form.data["version"] = day.version
    return form


class MeetingDayView(PlanPageMixin, DeskMixin, TemplateView):
    """The plan: rounds × tables, what is wrong with it, and what could not be."""


class PlanStepView(PlanPageMixin, StepView):
    """A step that is sent from the page of the plan; who only looks, say in another language, is sent back there."""

    def get(self, request, *args, **kwargs):
        return redirect("events:meeting_day", self.mission.slug, self.day.pk)

    @property
    def arguments(self):
        return {"day": self.day, "by": self.request.user}


class MakePlanView(PlanStepView):
    """Make a plan, or plan anew from a round on."""

    shown_as = "plan_form"
    form_class = PlanForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"day": self.day}

    def act(self, form):
        is_there = mission_planning.ask_plan(**self.arguments, **form.cleaned_data)
        text = _("The plan is made.") if is_there else _("The plan is being made. That takes some minutes.")
        messages.success(self.request, text)


class FixPlanView(PlanStepView):
    """Fix the plan: everybody gets mail."""

    form_class = VersionForm

    def act(self, form):
        mission_meetings.fix(**self.arguments, version=form.cleaned_data["version"])
        messages.success(self.request, _("The plan is fixed. Everybody gets mail with their meetings."))


class MarkGoneView(PlanStepView):
    """Somebody did not show up: plan anew from that round on."""

    shown_as = "gone_form"
    form_class = GoneForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"day": self.day, "parties": DayPlan(self.day).taking_part}

    def act(self, form):
        asked = form.details()
        mission_planning.mark_gone(**self.arguments, **asked, version=form.cleaned_data["version"])
        text = _("%(name)s is not there from round %(round)s on. The rounds from then on are planned anew.")
        messages.success(self.request, text % {"name": asked["party"].name, "round": asked["from_round"]})


class MarkBackView(PlanStepView):
    """Somebody is there after all."""

    form_class = VersionForm

    def act(self, form):
        party = get_object_or_404(self.mission.parties.with_names(), pk=self.kwargs["party"])
        mission_planning.mark_back(**self.arguments, party=party, version=form.cleaned_data["version"])
        text = _("%(name)s is there after all. Plan anew to give them meetings.")
        messages.success(self.request, text % {"name": party.name})


class MeetingsPdfView(DayMixin, DeskMixin, View):
    """The meetings of everybody to print: a page for each party."""

    def get(self, request, slug, pk):
        response = HttpResponse(meetings_pdf(DayPlan(self.day)), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="gesprekken-{self.mission.slug}.pdf"'
        return response
