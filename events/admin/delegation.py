"""Delegations in the back-office: what they ask, who receives them, the programme, who comes, and what is done about it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deventer_intl.acts_admin import Act, ActsMixin, where
from deventer_intl.translation import of_three
from organisations.models import Organisation

from ..actions import delegation as actions
from ..actions import delegation_host as host_actions
from ..forms import delegation_desk as desk
from ..models import Delegation, DelegationGuest, DelegationHost, DelegationItem
from ..views.delegation_hosting import as_pdf

State = Delegation.State
STILL_TO_COME = where("state", State.ASKED, State.ACCEPTED)


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
    "accept": Act(_("Say they are welcome"), where("state", State.ASKED), desk.AcceptForm, simply(actions.accept)),
    "ask-hosts": Act(_("Ask hosts"), STILL_TO_COME, desk.AskHostsForm, asked_hosts),
    "note-answer": Act(_("Note the answer of a host"), STILL_TO_COME, desk.NoteAnswerForm, noted_answer),
    "programme": Act(
        _("Mail the programme"), where("state", State.ACCEPTED), desk.DelegationForm, simply(actions.send_programme)
    ),
    "received": Act(
        _("They were here"), where("state", State.ACCEPTED), desk.ReceivedForm, simply(actions.note_received)
    ),
    "visit": Act(_("Report, and make it a visit"), where("state", State.RECEIVED), desk.VisitForm, recorded),
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
class DelegationAdmin(ActsMixin, admin.ModelAdmin):
    """The log of the back-office names the delegation, and nobody who comes with it."""

    acts, about, act_template = ACTS, "delegation", "admin/events/delegation/act.html"
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

    def list_view(self, request, object_id):
        """The list of who come, as PDF."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        delegation = self.get_object(request, str(object_id))
        if delegation is None or not delegation.is_prepared:
            raise Http404
        return as_pdf(delegation)

    @admin.display(description=_("what is not eaten"))
    def diets(self, delegation):
        """Without names: the kitchen needs none."""
        return "; ".join(delegation.guests.exclude(diet="").order_by("diet").values_list("diet", flat=True)) or "-"
