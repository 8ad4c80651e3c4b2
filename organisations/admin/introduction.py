"""How often organisations are asked for an introduction, and with what end. Who asked and what is not for staff."""

from django.contrib import admin
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from ..models import Introduction

# Of organisations, those that are asked most.
MOST = 25
COUNTS = {
    "asked": Count("pk"),
    "accepted": Count("pk", filter=Q(accepted_at__isnull=False)),
    "declined": Count("pk", filter=Q(declined_at__isnull=False)),
    "lapsed": Count("pk", filter=Q(lapsed_at__isnull=False)),
}


class IntroductionState(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return Introduction.State.choices

    def queryset(self, request, queryset):
        return queryset.in_state(self.value()) if self.value() in Introduction.State else queryset


@admin.register(Introduction)
class IntroductionAdmin(admin.ModelAdmin):
    """Counted by month and by organisation, over what the filters leave."""

    list_display = ["organisation", "about", "requested_at", "shown_state", "ended_at"]
    list_filter = [IntroductionState, "language"]
    list_select_related = ["organisation", "country", "place", "offer"]
    list_display_links = None
    search_fields = ["organisation__name"]
    date_hierarchy = "requested_at"
    # Never name, address, message or reason.
    fields = readonly_fields = [
        "organisation",
        "about",
        "language",
        "requested_at",
        "sent_at",
        "reminded_at",
        "shown_state",
        "ended_at",
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        # Not where an address with a filter that means nothing leads elsewhere.
        if found := getattr(response, "context_data", {}).get("cl"):
            shown = found.queryset.order_by()
            by_month = shown.annotate(month=TruncMonth("requested_at")).values("month").annotate(**COUNTS)
            by_organisation = shown.values("organisation__name").annotate(**COUNTS)
            response.context_data["by_month"] = by_month.order_by("-month")
            response.context_data["by_organisation"] = by_organisation.order_by("-asked", "organisation__name")[:MOST]
        return response

    @admin.display(description=_("about"))
    def about(self, introduction):
        return introduction.about

    @admin.display(description=_("state"))
    def shown_state(self, introduction):
        return introduction.state.label

    @admin.display(description=_("ended"))
    def ended_at(self, introduction):
        return introduction.ended_at
