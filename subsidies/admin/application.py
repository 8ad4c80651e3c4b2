"""The applications, as civil servants see them: the list, and for each the pages of `case.py`."""

from django.contrib import admin
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from deventer_intl.history_admin import HistoryAdmin

from .. import late
from ..clock import equal_days
from ..fields import shown
from ..models import Application
from ..permissions import OFFICER, roles_of
from ..states import State
from ..work import worklist
from .bank_account import AccountFilter
from .case import CasePages
from .case_filters import (
    AmountFilter,
    CountryFilter,
    GoalFilter,
    HandlerFilter,
    SchemeFilter,
    StateFilter,
    TermFilter,
    TurnFilter,
    shown_to,
)
from .pages import ByActionsAlone, NotForEverybody
from .paper import PaperPage


@admin.register(Application)
class ApplicationAdmin(CasePages, PaperPage, ByActionsAlone, NotForEverybody, HistoryAdmin):
    list_display = [
        "shown_reference",
        "organisation",
        "due",
        "turn",
        "shown_state",
        "amount",
        "received",
        "handler",
        "title",
    ]
    list_filter = [
        ("state", StateFilter),
        TurnFilter,
        HandlerFilter,
        TermFilter,
        SchemeFilter,
        "ceiling__year",
        AmountFilter,
        CountryFilter,
        GoalFilter,
        AccountFilter,
        "channel",
    ]
    search_fields = ["title", "organisation__name"]
    # Of this admin alone: what has the name that Django looks for is of every admin of these records.
    change_list_template = "admin/subsidies/application/cases.html"
    list_per_page = 50
    list_select_related = ["organisation", "ceiling__scheme", "version", "handler"]
    show_full_result_count = False
    actions = None

    def get_queryset(self, request):
        # Nobody sees the case of an organisation of which they are a member (Awb 2:4).
        return shown_to(request).with_clock().select_related("handler").defer("plan", "budget_note")

    def get_search_results(self, request, queryset, search_term):
        by_reference = queryset.by_reference(search_term.strip().upper())
        if search_term and by_reference.exists():
            return by_reference, False
        return super().get_search_results(request, queryset, search_term)

    def get_changelist_instance(self, request):
        """Reckon the last days of all rows on a page at once."""
        changelist = super().get_changelist_instance(request)
        for spec in changelist.filter_specs:
            spec.template = "admin/subsidies/application/filter.html"
        changelist.result_list, today = self.with_last_days(changelist.result_list)
        lateness = late.by_application(changelist.result_list, today)
        for application in changelist.result_list:
            application.lateness = lateness.get(application.pk)
        return changelist

    def with_last_days(self, queryset):
        """Return the applications of a list with the last day for each, and the day on which one looks."""
        applications, today = worklist.with_what_is_listed(queryset.for_staff_list()), timezone.localdate()
        extra = equal_days()
        dates = worklist.due_dates(applications, today, extra)
        for application in applications:
            application.equal_days = extra
            application.today, application.due_on = today, dates.get(application.pk)
        return applications, today

    def table_to_export(self, request, queryset):
        applications, _today = self.with_last_days(queryset)
        header, rows = super().table_to_export(request, applications)
        due, received = self.list_display.index("due"), self.list_display.index("received")
        for row, application in zip(rows, applications, strict=True):
            row[due] = application.due_on.isoformat() if application.due_on else ""
            row[received] = timezone.localdate(application.received_at).isoformat()
        return header, [["" if cell == "None" else cell for cell in row] for row in rows]

    def has_add_permission(self, request):
        return OFFICER in roles_of(request.user) and super().has_add_permission(request)

    @admin.display(description=_("reference"), ordering="-received_at")
    def shown_reference(self, application):
        return application.reference

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, application):
        return State(application.state).label

    @admin.display(description=_("requested"), ordering="requested")
    def amount(self, application):
        return shown(application.requested)

    @admin.display(description=_("received"), ordering="received_at")
    def received(self, application):
        return date_format(timezone.localdate(application.received_at), "SHORT_DATE_FORMAT")

    @admin.display(description=_("decision due"))
    def due(self, application):
        if application.due_on is None:
            return ""
        late = application.due_on < application.today
        words = worklist.days_left_in_words(application.due_on, application.today)
        if found := getattr(application, "lateness", None):
            words = _("%(days)s, in default, penalty %(amount)s") % {"days": words, "amount": found.amount}
        day = date_format(application.due_on, "SHORT_DATE_FORMAT")
        return format_html('{} <span class="{}">{}</span>', day, "late" if late else "left", words)

    @admin.display(description=_("whose turn"))
    def turn(self, application):
        return worklist.turn_of(application, application.today, application.equal_days)
