"""The agenda in the back-office: events, what is decided on them, and series."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deventer_intl.acts_admin import Act, ActsMixin
from deventer_intl.history_admin import HistoryAdmin
from deventer_intl.translation import of_three
from deventer_intl.unchanged import UnchangedAdmin
from globalgoals.admin import ReadsGoals, to_read
from globalgoals.forms import CLAIM_FIELDS

from ..actions import agenda as actions
from ..actions import series as series_actions
from ..forms.event import EventAdminForm, ReasonForm, RefusalForm
from ..forms.series import RepeatForm
from ..models import Event, Series


def repeated(request, event, form):
    series_actions.repeat(event=event, **form.cleaned_data, by=request.user)


ACTS = {
    "publish": Act(
        _("Publish"),
        lambda event: event.status in actions.TO_PUBLISH,
        forms.Form,
        lambda request, event, form: actions.publish(event=event, by=request.user),
    ),
    "refuse": Act(
        _("Refuse"),
        lambda event: event.status == Event.Status.PROPOSED,
        RefusalForm,
        lambda request, event, form: actions.refuse(event=event, reason=form.cleaned_data["reason"], by=request.user),
    ),
    "cancel": Act(
        _("Cancel an event"),
        lambda event: event.status == Event.Status.PUBLISHED and not event.is_over,
        ReasonForm,
        lambda request, event, form: actions.cancel(event=event, reasons=form.reasons, by=request.user),
    ),
    "repeat": Act(
        _("Let an event come back"), lambda event: not event.series_id and not event.is_cancelled, RepeatForm, repeated
    ),
    "leave-out": Act(
        _("Leave one out of a series"),
        lambda event: event.series_id and not event.is_cancelled,
        forms.Form,
        lambda request, event, form: series_actions.leave_out(event=event, by=request.user),
    ),
    "end-series": Act(
        _("End a series"),
        lambda event: event.series_id,
        ReasonForm,
        lambda request, event, form: series_actions.end(event=event, reasons=form.reasons, by=request.user),
    ),
}


@admin.action(description=_("Publish the chosen events"), permissions=["change"])
def publish(model_admin, request, queryset):
    for event in queryset:
        try:
            actions.publish(event=event, by=request.user)
        except ValidationError as error:
            messages.error(request, f"{event}: {' '.join(error.messages)}")
        else:
            messages.success(request, gettext("Published: %(event)s") % {"event": event})


@admin.register(Event)
class EventAdmin(ActsMixin, UnchangedAdmin, ReadsGoals, HistoryAdmin):
    acts = ACTS
    form = EventAdminForm
    list_display = ["title_nl", "when_it_is", "status", "kind", "organiser", "network", "audience", "updated_at"]
    list_filter = ["status", "kind", "audience", "network", ("series", admin.EmptyFieldListFilter)]
    list_select_related = ["organiser", "network"]
    search_fields = ["title_nl", "title_en", "title_de", "summary_nl", "venue", "organiser__name", "slug"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at"]
    autocomplete_fields = ["place", "network", "organiser", "umbrella"]
    readonly_fields = ["status", "slug", "proposer", "series", "differs_from_series", "updated_at"]
    actions = [publish]
    fieldsets = [
        (None, {"fields": ["status", *of_three("title"), "kind", *of_three("summary")]}),
        (_("When"), {"fields": ["starts_on", "starts_time", "ends_on", "ends_time", "is_all_day", "zone"]}),
        (_("Where"), {"fields": ["venue", "place", "online_url"]}),
        (_("Who"), {"fields": ["organiser", "audience", "network", "organisations"]}),
        (
            _("What it is about"),
            {"fields": [*of_three("description"), "umbrella", "countries", "cities", *CLAIM_FIELDS]},
        ),
        (_("Afterwards"), {"fields": of_three("report")}),
        (_("Origin"), {"fields": ["slug", "proposer", "series", "differs_from_series", "updated_at"]}),
    ]

    def get_fieldsets(self, request, event=None):
        if event and not self.has_change_permission(request, event):
            # Days and hours are fields of the form, of which who only reads has none.
            what, _moments, *others = self.fieldsets
            return [what, (_("When"), {"fields": ["when_it_is"]}), *to_read(others)]
        scope = [(_("Series"), {"fields": ["scope"]})] if event and event.series_id else []
        return [*scope, *super().get_fieldsets(request, event)]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if change and not self.has_change_permission(request, obj):
            kwargs["form"] = forms.ModelForm
        return super().get_form(request, obj, change=change, **kwargs)

    def has_delete_permission(self, request, event=None):
        """What is in the agenda is cancelled: who planned to come must be able to read that."""
        return super().has_delete_permission(request, event) and (event is None or not event.is_published)

    def save_model(self, request, event, form, change):
        if not change:
            event.slug = actions.slug_for(event)
            event.save()
            return
        save = series_actions.change_following if form.is_for_following else actions.change
        save(event=event, related=form.related, by=request.user)

    def change_view(self, request, *args, **kwargs):
        try:
            return super().change_view(request, *args, **kwargs)
        except ValidationError as error:
            # What nobody could know while the form was looked at: somebody else was first.
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.get_full_path())

    def given_to(self, act, event):
        return {"event": event} if act.form is RepeatForm else {}

    def facts_of(self, event):
        return [
            (_("When"), event.when),
            (_("Organised by"), event.organiser.name if event.organiser else "International Office"),
            (_("State"), event.get_status_display()),
            (_("Registered"), event.registrations.active().count()),
        ]

    def revert(self, event, at):
        """Bring back what an event said, by the way of every change: who registered hears of another time or place."""
        for name in [*series_actions.SHARED, "starts_at", "ends_at", *of_three("report")]:
            field = Event._meta.get_field(name)
            setattr(event, field.attname, getattr(at, field.attname))
        try:
            actions.bring_back(event=event)
        except ValidationError as error:
            raise IntegrityError(str(error)) from error

    @admin.display(description=_("proposed by"))
    def proposer(self, event):
        return event.proposed_by

    @admin.display(description=_("when"), ordering="starts_at")
    def when_it_is(self, event):
        return event.when


@admin.register(Series)
class SeriesAdmin(HistoryAdmin):
    """How often events come back. A series is made and ended at one of its events."""

    list_display = ["rhythm_of", "first_on", "until", "number"]
    list_filter = ["frequency"]
    search_fields = ["occasions__title_nl"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(number_of_occasions=Count("occasions"))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("how often"), ordering="frequency")
    def rhythm_of(self, series):
        return series.rhythm

    @admin.display(description=_("events"), ordering="number_of_occasions")
    def number(self, series):
        return series.number_of_occasions
