"""Trade missions in the back-office: the record. What happens to a mission is done at its desk."""

from django.contrib import admin
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from deventer_intl.history_admin import HistoryAdmin
from deventer_intl.translation import of_three
from deventer_intl.unchanged import UnchangedAdmin
from globalgoals.admin import ReadsGoals, to_read
from globalgoals.forms import CLAIM_FIELDS

from ..forms.industries import InIndustriesForm
from ..forms.mission_record import MissionRecordForm
from ..models import Mission, MissionCompany, MissionDocument, MissionItem
from .registration import ReadOnly


class NeedsAttention(admin.SimpleListFilter):
    title = _("needs attention")
    parameter_name = "aandacht"

    def lookups(self, request, model_admin):
        return [("dicht", _("closed for applications, and open still")), ("voorbij", _("over, without a follow-up"))]

    def queryset(self, request, queryset):
        found = {"dicht": queryset.past_applying, "voorbij": queryset.past_ending}
        return found[self.value()]() if self.value() in found else queryset


class ProgrammeInline(admin.StackedInline):
    """What is on the programme, to be looked up."""

    model = MissionItem
    fields = [("title_nl", "kind"), ("begins", "ends"), ("host", "is_public")]
    readonly_fields = ["title_nl", "kind", "begins", "ends", "host", "is_public"]
    can_delete = False
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).going_on()

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("begins"))
    def begins(self, item):
        return f"{item.local_start:%Y-%m-%d %H:%M} ({item.get_zone_display()})"

    @admin.display(description=_("ends"))
    def ends(self, item):
        return f"{item.local_end:%Y-%m-%d %H:%M} ({item.get_ends_zone_display() or item.get_zone_display()})"


class OnlyWhatWasTyped(HistoryAdmin):
    """Saves what the form changed and no more: a colleague may have taken a step at the desk meanwhile."""

    # What the desk alone changes, and no restoring brings back.
    at_the_desk = ()

    def save_model(self, request, record, form, change):
        if not change:
            super().save_model(request, record, form, change)
            return
        plain = {field.name for field in self.opts.concrete_fields}
        if changed := [name for name in form.changed_data if name in plain]:
            record.save(update_fields=changed)

    def revert(self, record, at):
        plain = [f for f in self.opts.concrete_fields if not f.primary_key and f.name not in self.at_the_desk]
        for field in plain:
            setattr(record, field.attname, getattr(at, field.attname))
        record.save(update_fields=[field.name for field in plain])


@admin.register(Mission)
class MissionAdmin(UnchangedAdmin, ReadsGoals, OnlyWhatWasTyped):
    form = MissionRecordForm
    # What fits beside the filters; an export holds the rest as well.
    list_display = ["title_nl", "stage", "starts_on", "going", "is_published"]
    export_beside = ["kind", "ends_on", "apply_until", "led_by"]
    list_filter = ["stage", "kind", NeedsAttention, "is_published"]
    list_select_related = ["led_by"]
    search_fields = [*of_three("title"), "slug", "places__name_nl", "countries__name_nl"]
    date_hierarchy = "starts_on"
    autocomplete_fields = ["led_by"]
    raw_id_fields = ["event"]
    prepopulated_fields = {"slug": ["title_nl"]}
    readonly_fields = ["stage", "desk"]
    inlines = [ProgrammeInline]
    at_the_desk = ["stage", "told_at", "created_at", *of_three("reason")]
    fieldsets = [
        (None, {"fields": ["desk", "stage", "is_published", *of_three("title"), "slug", "kind", *of_three("summary")]}),
        (_("When and for whom"), {"fields": ["starts_on", "ends_on", "zone", "apply_until", "most_companies"]}),
        (_("What it costs"), {"fields": ["fee", *of_three("fee_note"), "voucher_url"]}),
        (_("Who"), {"fields": ["led_by", "organisations"]}),
        (
            _("What it is about"),
            {"fields": [*of_three("description"), "places", "countries", "industries", *CLAIM_FIELDS, "event"]},
        ),
        (_("Afterwards"), {"fields": [*of_three("report"), "effort_amount", "effort_days"]}),
        (_("Origin"), {"fields": ["source"]}),
    ]

    def get_fieldsets(self, request, mission=None):
        reads = mission and not self.has_change_permission(request, mission)
        return to_read(self.fieldsets) if reads else self.fieldsets

    def get_queryset(self, request):
        going = Count("companies", filter=Q(companies__state=MissionCompany.State.SELECTED))
        return super().get_queryset(request).annotate(number_going=going)

    def has_delete_permission(self, request, mission=None):
        """What was on the website is called off: companies counted on it."""
        return super().has_delete_permission(request, mission) and (mission is None or not mission.is_published)

    @admin.display(description=_("steps and companies"))
    def desk(self, mission):
        if mission.pk is None:
            return "-"
        return format_html(
            '<a href="{}">{}</a>', reverse("events:mission_desk", args=[mission.slug]), _("To the desk of this mission")
        )

    @admin.display(description=_("in the delegation"), ordering="number_going")
    def going(self, mission):
        return mission.number_going


@admin.register(MissionCompany)
class MissionCompanyAdmin(UnchangedAdmin, OnlyWhatWasTyped):
    """What a company said of itself. It is chosen, or taken off, at the desk."""

    list_display = ["organisation", "mission", "state", "applied_at", "decided_at", "fee_paid_on"]
    list_filter = ["state", "mission"]
    list_select_related = ["organisation", "mission"]
    search_fields = ["organisation__name", "mission__title_nl"]
    autocomplete_fields = ["organisation", "mission"]
    form = InIndustriesForm
    readonly_fields = ["state", "reason", "applied_at", "applied_by", "decided_at", "decided_by", "fee_paid_on"]
    view_on_site = False
    at_the_desk = [*readonly_fields, "mission", "organisation"]

    def get_readonly_fields(self, request, company=None):
        return [*(["mission", "organisation"] if company else []), *self.readonly_fields]


@admin.register(MissionDocument)
class MissionDocumentAdmin(ReadOnly):
    list_display = ["title", "mission", "file_name", "size", "added_at", "added_by"]
    list_filter = ["mission"]
    list_select_related = ["mission", "added_by"]
    search_fields = ["title", "mission__title_nl"]
    # The file is handed over on the page of who goes along, and nowhere else.
    fields = readonly_fields = ["title", "mission", "file_name", "size", "added_at", "added_by"]
