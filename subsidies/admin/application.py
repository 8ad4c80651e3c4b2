"""The applications, as civil servants see them: the list, and for each the pages of `case.py`."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from deventer_intl.history_admin import HistoryAdmin

from .. import late, worklist
from ..fields import shown
from ..models import Application, Scheme
from ..permissions import OFFICER, roles_of
from ..states import State
from .bank_account import AccountFilter
from .case import CasePages
from .paper import PaperPage


class TermFilter(admin.SimpleListFilter):
    title = _("term")
    parameter_name = "term"

    def lookups(self, request, model_admin):
        return [("overdue", _("decision too late")), ("supplement", _("supplement not in time"))]

    def queryset(self, request, queryset):
        if self.value() == "overdue":
            return queryset.filter(pk__in=worklist.overdue(model_queryset(request)))
        return worklist.past_supplement(queryset) if self.value() == "supplement" else queryset


def model_queryset(request):
    return Application.objects.for_staff(request.user)


class SchemeFilter(admin.SimpleListFilter):
    title = _("scheme")
    parameter_name = "scheme"

    def lookups(self, request, model_admin):
        return [(scheme.slug, scheme.name) for scheme in Scheme.objects.all()]

    def queryset(self, request, queryset):
        return queryset.filter(ceiling__scheme__slug=self.value()) if self.value() else queryset


class StateFilter(admin.ChoicesFieldListFilter):
    """States, without that of drafts: those are the applicant's own."""

    def choices(self, changelist):
        draft = str(State.DRAFT.label)
        return (choice for choice in super().choices(changelist) if str(choice["display"]) != draft)


@admin.register(Application)
class ApplicationAdmin(CasePages, PaperPage, HistoryAdmin):
    list_display = ["shown_reference", "organisation", "due", "turn", "shown_state", "amount", "received", "title"]
    list_filter = [("state", StateFilter), SchemeFilter, "ceiling__year", TermFilter, AccountFilter, "channel"]
    search_fields = ["title", "organisation__name"]
    list_per_page = 50
    actions = None

    def get_queryset(self, request):
        # Nobody sees the case of an organisation of which they are a member (Awb 2:4).
        return model_queryset(request).with_clock()

    def get_object(self, request, object_id, from_field=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().get_object(request, object_id, from_field)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        raise Http404

    def get_search_results(self, request, queryset, search_term):
        by_reference = queryset.by_reference(search_term.strip().upper())
        if search_term and by_reference.exists():
            return by_reference, False
        return super().get_search_results(request, queryset, search_term)

    def get_changelist_instance(self, request):
        """Reckon the last days of all rows on a page at once."""
        changelist = super().get_changelist_instance(request)
        request.today = timezone.localdate()
        dates = worklist.due_dates(changelist.result_list, request.today)
        lateness = late.by_application(changelist.result_list, request.today)
        for application in changelist.result_list:
            application.today, application.due_on = request.today, dates.get(application.pk)
            application.lateness = lateness.get(application.pk)
        return changelist

    def table_to_export(self, request, queryset):
        applications = list(queryset)
        today = timezone.localdate()
        dates = worklist.due_dates(applications, today)
        for application in applications:
            application.today, application.due_on = today, dates.get(application.pk)
        header, rows = super().table_to_export(request, applications)
        return header, [["" if cell == "None" else cell for cell in row] for row in rows]

    def has_add_permission(self, request):
        return OFFICER in roles_of(request.user) and super().has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        """By the actions of a case alone."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("reference"), ordering="-received_at")
    def shown_reference(self, application):
        return application.reference

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, application):
        return application.get_state_display()

    @admin.display(description=_("requested"), ordering="requested")
    def amount(self, application):
        return shown(application.requested)

    @admin.display(description=_("received"), ordering="received_at")
    def received(self, application):
        return timezone.localdate(application.received_at)

    @admin.display(description=_("decision due"))
    def due(self, application):
        if application.due_on is None:
            return ""
        late = application.due_on < application.today
        words = worklist.days_left_in_words(application.due_on, application.today)
        if found := getattr(application, "lateness", None):
            words = _("%(days)s, in default, penalty %(amount)s") % {"days": words, "amount": found.amount}
        return format_html(
            '{} <span class="{}">{}</span>', application.due_on.isoformat(), "late" if late else "left", words
        )

    @admin.display(description=_("whose turn"))
    def turn(self, application):
        return worklist.turn_of(application, application.today)
