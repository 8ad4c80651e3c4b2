"""The rows of the ledger: to read, to filter and to take along."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deventer_intl.history_admin import HistoryAdmin

from ..fields import shown
from ..models import Application, LedgerEntry
from .annual import AnnualPages
from .pages import ByActionsAlone, OwnPages


@admin.register(LedgerEntry)
class LedgerEntryAdmin(AnnualPages, ByActionsAlone, OwnPages, HistoryAdmin):
    list_display = ["entered_at", "shown_ceiling", "reference", "source", "target", "amount_shown", "ground"]
    list_filter = ["ceiling__scheme", "ceiling__year", "source", "target", "ground", "entered_at"]
    list_select_related = ["ceiling__scheme", "application__ceiling__scheme", "version"]
    list_display_links = None
    search_fields = ["application__title"]
    date_hierarchy = "entered_at"
    list_per_page = 100
    actions = None

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**(extra_context or {}), "this_year": timezone.localdate().year})

    def get_queryset(self, request):
        # What is reserved and granted to one's own organisation is not read here nor where a tie was declared (Awb 2:4).
        entries = super().get_queryset(request).exclude(application__in=Application.objects.shut_to(request.user))
        return entries.order_by("-pk")

    def get_search_results(self, request, queryset, search_term):
        found = Application.objects.by_reference(search_term.strip().upper())
        if search_term and found.exists():
            return queryset.filter(application__in=found), False
        if not request.user.has_perm("subsidies.view_application"):
            return queryset.none() if search_term else queryset, False
        return super().get_search_results(request, queryset, search_term)

    def has_add_permission(self, request):
        return False

    def get_fields(self, request, obj=None):
        return [*self.list_display, "shown_decision"]

    get_readonly_fields = get_fields

    @admin.display(description=_("ceiling"), ordering="ceiling")
    def shown_ceiling(self, entry):
        return f"{entry.ceiling} ({entry.version.number})"

    @admin.display(description=_("application"), ordering="application")
    def reference(self, entry):
        return entry.application.reference

    @admin.display(description=_("amount"), ordering="amount")
    def amount_shown(self, entry):
        return shown(entry.amount)

    @admin.display(description=_("decision"))
    def shown_decision(self, entry):
        return str(entry.decision or "")
