"""What waits for a decision of staff: a list, and a page for each with what is known and the two answers."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..actions import profile as actions
from ..forms.membership import DecisionForm
from ..models import ProposedChange


class Undecided(admin.SimpleListFilter):
    title = _("decided")
    parameter_name = "decided"

    def lookups(self, request, model_admin):
        return [("no", _("no, waits for us")), ("yes", _("yes"))]

    def queryset(self, request, queryset):
        return {"no": queryset.undecided(), "yes": queryset.exclude(decided_at=None)}.get(self.value(), queryset)


class DecisionAdmin(admin.ModelAdmin):
    """Approve or refuse with a reason, both with mail. A subclass says how (`approve`, `refuse`) and what to show."""

    decision_template = None
    decision_form = DecisionForm

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show what is asked, and decide on it."""
        asked = self.get_object(request, object_id)
        if asked is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, asked):
            raise PermissionDenied
        may_decide = self.has_change_permission(request, asked)
        form = self.decision_form(request.POST if request.method == "POST" else None)
        if request.method == "POST":
            if not may_decide:
                raise PermissionDenied
            if form.is_valid() and self.decide(request, asked, form):
                address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
                return HttpResponseRedirect(f"{address}?decided=no")
        context = {
            **self.admin_site.each_context(request),
            "title": str(asked.organisation),
            "opts": self.opts,
            "form": form if may_decide and not asked.decided_at else None,
            **self.facts_of(asked),
        }
        return TemplateResponse(request, self.decision_template, context)

    def carry_out(self, asked, answers, by):
        if answers["outcome"] == DecisionForm.APPROVED:
            self.approve(asked, by=by)
        else:
            self.refuse(asked, reason=answers["reason"], by=by)

    def decide(self, request, asked, form):
        try:
            self.carry_out(asked, form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        messages.success(request, _("Decided, and mailed."))
        return True


@admin.register(ProposedChange)
class ProposedChangeAdmin(DecisionAdmin):
    """The queue: another name, KvK number or website."""

    list_display = ["organisation", "proposed_by", "proposed_at", "promised_on", "outcome", "decided_by"]
    list_filter = [Undecided, "outcome"]
    list_select_related = ["organisation", "proposed_by", "decided_by"]
    search_fields = ["organisation__name"]
    decision_template = "admin/organisations/proposedchange/decide.html"

    def approve(self, change, by):
        actions.approve(change=change, by=by)

    def refuse(self, change, reason, by):
        actions.refuse(change=change, reason=reason, by=by)

    def facts_of(self, change):
        return {"change": change}
