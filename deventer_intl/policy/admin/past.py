"""What was imported of earlier years: the imports with their records, to be read, and taken back as a whole."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deventer_intl.form_answers import add_errors
from deventer_intl.history_admin import HistoryAdmin
from events.models import PastEvent
from globalgoals.models import PastImport
from subsidies.fields import shown
from subsidies.models import PastDecision

from ..importing.carrying_out import MODELS, take_back
from .importing import ImportPages


class ReadAlone:
    """Records that come in by an import, and go with it."""

    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class TakeBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is taken back"),
        max_length=300,
        help_text=_("It stands in the history of each record. Then import the right file."),
    )


@admin.register(PastImport)
class PastImportAdmin(ImportPages, ReadAlone, admin.ModelAdmin):
    list_display = ["file_name", "kind", "source", "rows", "imported_at", "imported_by"]
    list_filter = ["kind"]
    list_select_related = ["imported_by"]
    search_fields = ["file_name", "source"]
    fields = ["file_name", "kind", "source", "rows", "imported_at", "imported_by", "sha256"]
    change_list_template = "admin/globalgoals/pastimport/change_list.html"
    change_form_template = "admin/globalgoals/pastimport/change_form.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.take_back_view)
        return [
            path("<int:object_id>/terugnemen/", view, name="globalgoals_pastimport_take_back"),
            *super().get_urls(),
        ]

    def may_take_back(self, request, past_import):
        """Figures never go: they are corrected."""
        if past_import.kind == PastImport.Kind.FIGURES:
            return False
        opts = MODELS[past_import.kind]._meta
        return request.user.has_perms(["globalgoals.delete_pastimport", f"{opts.app_label}.delete_{opts.model_name}"])

    def change_view(self, request, object_id, form_url="", extra_context=None):
        past_import = self.get_object(request, object_id)
        extra = {}
        if past_import:
            opts = MODELS[past_import.kind]._meta
            records = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
            extra = {
                "records": f"{records}?imported_with__id__exact={past_import.pk}",
                "may_take_back": self.may_take_back(request, past_import),
            }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def take_back_view(self, request, object_id):
        """Ask why an import is removed with all its records; do it."""
        if not request.user.has_perm("globalgoals.delete_pastimport"):
            raise PermissionDenied
        past_import = self.get_object(request, str(object_id))
        if past_import is None:
            raise Http404
        if not self.may_take_back(request, past_import):
            raise PermissionDenied
        form = TakeBackForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                take_back(past_import=past_import, reason=form.cleaned_data["reason"], by=request.user)
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, gettext("Taken back: %(file)s.") % {"file": past_import.file_name})
                return HttpResponseRedirect(reverse("admin:globalgoals_pastimport_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take this import back"),
            "opts": self.opts,
            "past_import": past_import,
            "form": form,
        }
        return TemplateResponse(request, "admin/globalgoals/pastimport/take_back.html", context)


@admin.register(PastDecision)
class PastDecisionAdmin(ReadAlone, HistoryAdmin):
    list_display = ["year", "scheme", "organisation", "granted", "purpose", "source"]
    list_display_links = ["organisation"]
    list_filter = ["year", "scheme", ("imported_with", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["scheme", "organisation"]
    search_fields = ["organisation__name", "purpose", "source"]
    fields = [
        "year", "scheme", "most", "organisation", "purpose", "granted", "decided_on", "country", "goal", "source", "imported_with"
    ]  # fmt: skip
    readonly_fields = ["most", "granted"]

    @admin.display(description=_("granted"), ordering="amount")
    def granted(self, decision):
        return shown(decision.amount)

    @admin.display(description=_("ceiling of the year"))
    def most(self, decision):
        return shown(decision.ceiling)


@admin.register(PastEvent)
class PastEventAdmin(ReadAlone, HistoryAdmin):
    list_display = ["year", "held_on", "kind", "title", "organisation", "source"]
    list_display_links = ["title"]
    list_filter = ["year", "kind", ("imported_with", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation"]
    search_fields = ["title", "organisation__name", "source"]
    fields = [
        "year", "held_on", "kind", "title", "organisation", "country", "companies", "source", "imported_with"
    ]  # fmt: skip
