"""Delegations in the back-office: what they ask, who receives them, the programme, who comes, and what is done about it."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deventer_intl.form_answers import add_errors
from organisations.forms.profile import of_three
from organisations.models import Organisation

from ..actions import delegation as actions
from ..actions import delegation_host as host_actions
from ..forms import delegation_desk as desk
from ..models import Delegation, DelegationGuest, DelegationHost, DelegationItem
from ..views.delegation_hosting import as_pdf

State = Delegation.State
STILL_TO_COME = (State.ASKED, State.ACCEPTED)


@dataclass(frozen=True)
class Act:
    """Something to do with a delegation: its button, in which states, what it asks, and what does it."""

    label: str
    states: tuple
    form: type
    do: object


def asked_hosts(request, delegation, form):
    unreached = host_actions.ask_hosts(delegation=delegation, **form.cleaned_data, by=request.user)
    for organisation in unreached:
        text = gettext("Nobody keeps the page of %(name)s, so nobody got mail: call them, and note the answer.")
        messages.warning(request, text % {"name": organisation})


def noted_answer(request, delegation, form):
    host_actions.note_answer(host=form.cleaned_data["host"], **form.details, by=request.user)


def recorded(request, delegation, form):
    organisations = form.cleaned_data["organisations"]
    actions.record_visit(delegation=delegation, visit=form.instance, organisations=organisations, by=request.user)


def simply(action):
    return lambda request, delegation, form: action(delegation=delegation, **form.cleaned_data, by=request.user)


ACTS = {
    "accept": Act(_("Say they are welcome"), (State.ASKED,), desk.AcceptForm, simply(actions.accept)),
    "ask-hosts": Act(_("Ask hosts"), STILL_TO_COME, desk.AskHostsForm, asked_hosts),
    "note-answer": Act(_("Note the answer of a host"), STILL_TO_COME, desk.NoteAnswerForm, noted_answer),
    "programme": Act(_("Mail the programme"), (State.ACCEPTED,), desk.DelegationForm, simply(actions.send_programme)),
    "received": Act(_("They were here"), (State.ACCEPTED,), desk.ReceivedForm, simply(actions.note_received)),
    "visit": Act(_("Report, and make it a visit"), (State.RECEIVED,), desk.VisitForm, recorded),
    "decline": Act(_("Do not receive them"), STILL_TO_COME, desk.DeclineForm, simply(actions.decline)),
}


class Unreported(admin.SimpleListFilter):
    title = _("report on the visit")
    parameter_name = "report"

    def lookups(self, request, model_admin):
        return [("no", _("is over, and has none"))]

    def queryset(self, request, queryset):
        return queryset.without_report() if self.value() == "no" else queryset


class HostInline(admin.TabularInline):
    """Who was asked and what they answered; both have a button above."""

    model = DelegationHost
    fields = readonly_fields = ["organisation", "state", "message", "note", "asked_at", "answered_at"]
    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organisation", "delegation")


class ItemInline(admin.StackedInline):
    model = DelegationItem
    form = desk.ItemForm
    fields = [("starts_at", "ends_at"), *of_three("title"), "venue", "organisation"]
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        self.delegation = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "organisation" and self.delegation:
            asked = self.delegation.hosts.exclude(state=DelegationHost.State.NO).values("organisation")
            planned = self.delegation.programme.values("organisation")
            found = Organisation.objects.filter(pk__in=asked) | Organisation.objects.filter(pk__in=planned)
            kwargs |= {"queryset": found.order_by("name"), "help_text": _("One of the hosts that were asked.")}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class GuestInline(admin.TabularInline):
    """Who comes. What they cannot eat stands below, without names."""

    model = DelegationGuest
    fields = ["name", "role", "organisation"]
    extra = 0


@admin.register(Delegation)
class DelegationAdmin(admin.ModelAdmin):
    """The log of the back-office names the delegation, and nobody who comes with it."""

    form = desk.DelegationAdminForm
    list_display = ["organisation", "city", "country", "state", "starts_on", "people", "asked_at"]
    list_filter = ["state", Unreported, ("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country"]
    search_fields = ["organisation", "city"]
    autocomplete_fields = ["country"]
    inlines = [HostInline, ItemInline, GuestInline]
    view_on_site = False
    # What happened to it, of which what is known is shown.
    facts = ["state", "asked_at", "decided_at", "decided_by", "reason", "withdrawn_at", "received_at", "visit", "diets"]

    def get_fieldsets(self, request, delegation=None):
        fieldsets = [
            (_("Who asks"), {"fields": ["organisation", "country", "city", "contact_name", "email", "language"]}),
            (_("When"), {"fields": ["starts_on", "ends_on", "when_note"]}),
            (_("With how many"), {"fields": ["people", "languages", "needs_interpreter", "accessibility"]}),
            (_("What for"), {"fields": ["wishes", "themes", "organisations"]}),
        ]
        if delegation is None:
            return fieldsets
        known = [name for name in self.facts if name == "diets" or getattr(delegation, name)]
        return [(_("How it stands"), {"fields": known}), *fieldsets]

    def get_readonly_fields(self, request, delegation=None):
        return self.facts

    def get_form(self, request, obj=None, change=False, **kwargs):
        if change and not self.has_change_permission(request, obj):
            kwargs["form"] = forms.ModelForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_inlines(self, request, delegation):
        return self.inlines if delegation else []

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/doen/<slug:name>/", view(self.act_view), name="events_delegation_act"),
            path("<int:object_id>/deelnemers.pdf", view(self.list_view), name="events_delegation_list"),
            *super().get_urls(),
        ]

    def has_change_permission(self, request, delegation=None):
        """Of what was emptied nothing is left to change."""
        return super().has_change_permission(request, delegation) and not (delegation and delegation.emptied_at)

    def save_model(self, request, delegation, form, change):
        if change:
            super().save_model(request, delegation, form, change)
        else:
            related = {name: form.cleaned_data[name] for name in ("themes", "organisations")}
            actions.ask(delegation=delegation, **related, by=request.user)

    def construct_change_message(self, request, form, formsets, add=False):
        return super().construct_change_message(request, form, None, add)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        delegation, acts = self.get_object(request, object_id), []
        if delegation and self.has_change_permission(request, delegation):
            acts = [
                (reverse("admin:events_delegation_act", args=[delegation.pk, name]), act.label)
                for name, act in ACTS.items()
                if delegation.state in act.states
            ]
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "acts": acts})

    def asked_for(self, request, object_id, may):
        if not may(request):
            raise PermissionDenied
        delegation = self.get_object(request, str(object_id))
        if delegation is None:
            raise Http404
        return delegation

    def list_view(self, request, object_id):
        """The list of who come, as PDF."""
        delegation = self.asked_for(request, object_id, self.has_view_permission)
        if not delegation.is_prepared:
            raise Http404
        return as_pdf(delegation)

    def act_view(self, request, object_id, name):
        """Ask what must be known for something to be done with a delegation; do it."""
        delegation = self.asked_for(request, object_id, self.has_change_permission)
        act = ACTS.get(name)
        if act is None:
            raise Http404
        form = act.form(request.POST if request.method == "POST" else None, delegation=delegation)
        if request.method == "POST" and form.is_valid() and self.is_done(act, delegation, form, request):
            return HttpResponseRedirect(reverse("admin:events_delegation_change", args=[delegation.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": act.label,
            "opts": self.opts,
            "form": form,
            "delegation": delegation,
            "hosts": delegation.hosts.select_related("organisation"),
        }
        return TemplateResponse(request, "admin/events/delegation/act.html", context)

    def is_done(self, act, delegation, form, request):
        try:
            act.do(request, delegation, form)
        except ValidationError as error:
            add_errors(form, error)
            return False
        messages.success(request, gettext("Done: %(what)s") % {"what": act.label})
        return True

    @admin.display(description=_("what is not eaten"))
    def diets(self, delegation):
        """Without names: the kitchen needs none."""
        return "; ".join(delegation.guests.exclude(diet="").order_by("diet").values_list("diet", flat=True)) or "-"
