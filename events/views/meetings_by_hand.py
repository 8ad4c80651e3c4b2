"""Meetings changed by hand on the pages of the Trade Office: checked at once, and refused in words."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from deventer_intl.form_answers import add_errors

from ..actions import mission_meetings
from ..forms.mission_matching import AddMeetingForm, PlaceForm
from ..missions.day_plan import DayPlan
from ..missions.plan_table import PlanTable
from .meeting_days import DayMixin, StepView, with_version


class MeetingFormView(DayMixin, StepView):
    """A meeting by hand: checked at once, and refused in words."""

    def get_initial(self):
        return {"version": self.day.version}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"day": self.day}

    def refused(self, form, error):
        self.__dict__.pop("day", None)
        return super().refused(with_version(form, self.day), error)

    @cached_property
    def plan(self):
        return DayPlan(self.day)


class AddMeetingView(MeetingFormView):
    form_class = AddMeetingForm
    template_name = "events/missions/add_meeting.html"

    def get_initial(self):
        asked = {name: self.request.GET.get(name, "") for name in ("here", "there")}
        return super().get_initial() | asked

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"parties": self.plan.taking_part}

    def act(self, form):
        mission_meetings.add_meeting(
            day=self.day, **form.details(), version=form.cleaned_data["version"], by=self.request.user
        )
        messages.success(self.request, _("Saved."))


class ChangeMeetingView(MeetingFormView):
    """Put a meeting elsewhere, pin it, or take it away."""

    form_class = PlaceForm
    template_name = "events/missions/change_meeting.html"

    @cached_property
    def meeting(self):
        rows = self.day.meetings.going_on().for_lists()
        return get_object_or_404(rows, pk=self.kwargs["meeting"])

    def get_initial(self):
        row = self.meeting
        place = {"round": row.round, "table": row.table, "is_pinned": row.is_pinned}
        return super().get_initial() | place

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if "remove" in self.request.POST:
            # What stands in the other fields does not matter to who takes it away.
            for name in ("round", "table"):
                del form.fields[name]
        return form

    def act(self, form):
        asked = {"meeting": self.meeting, "by": self.request.user, "version": form.cleaned_data["version"]}
        if "remove" in self.request.POST:
            mission_meetings.take_meeting_away(**asked)
            messages.success(self.request, _("Taken out of the plan."))
        else:
            place = {name: form.cleaned_data[name] for name in ("round", "table", "is_pinned")}
            mission_meetings.change_meeting(**asked, **place)
            messages.success(self.request, _("Saved."))

    def refused(self, form, error):
        if "remove" in self.request.POST:
            whole = self.get_form_class()(initial=self.get_initial(), day=self.day, data=self.initial_data())
            whole.is_valid()
            add_errors(whole, error)
            form = whole
        return super().refused(form, error)

    def initial_data(self):
        return {name: value for name, value in self.get_initial().items() if value is not False}

    def get_context_data(self, **kwargs):
        row = self.meeting
        free = PlanTable(self.plan).free_for(row)
        score = self.plan.scores.get(row.pk)
        return super().get_context_data(meeting=row, free=free, reasons=PlanTable(self.plan).reasons(score), **kwargs)
