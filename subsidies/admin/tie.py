"""The ties of civil servants: each declares and ends one's own; deciders see those of all."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deventer_intl.history_admin import HistoryAdmin
from organisations.models import Organisation

from ..actions import ties
from ..forms.assessing import TieForm
from ..models import Tie
from ..permissions import DECIDER, roles_of
from .pages import ByActionsAlone, NotForEverybody, OwnPages, done

MOST_FOUND = 20


@admin.register(Tie)
class TieAdmin(ByActionsAlone, NotForEverybody, OwnPages, HistoryAdmin):
    list_display = ["organisation", "user", "nature", "declared", "ended", "ending"]
    list_display_links = None
    list_filter = [("ended_at", admin.EmptyFieldListFilter)]
    list_select_related = ["user", "organisation"]
    search_fields = ["organisation__name", "user__name"]
    fields = readonly_fields = ["organisation", "user", "nature", "declared_at", "ended_at"]
    actions = None

    def get_urls(self):
        view = self.admin_site.admin_view(self.end_view)
        return [path("<int:object_id>/end/", view, name="subsidies_tie_end"), *super().get_urls()]

    def get_queryset(self, request):
        found = super().get_queryset(request)
        return found if DECIDER in roles_of(request.user) else found.filter(user=request.user)

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        for tie in changelist.result_list:
            tie.is_own = tie.user_id == request.user.pk
        return changelist

    def changelist_view(self, request, extra_context=None):
        memberships = request.user.memberships.select_related("organisation").order_by("organisation__name")
        return super().changelist_view(request, {**(extra_context or {}), "memberships": memberships})

    def add_view(self, request, form_url="", extra_context=None):
        """Find the organisation, then say what the tie is."""
        if not ties.may_declare(request.user):
            raise PermissionDenied
        chosen = request.GET.get("organisation", "")
        if not chosen:
            return self.search_page(request)
        if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):
            raise Http404
        organisation = Organisation.objects.filter(pk=int(chosen)).first()
        if organisation is None:
            raise Http404
        form = TieForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and done(
            form, ties.declare, organisation=organisation, nature=form.cleaned_data["nature"], by=request.user
        ):
            messages.success(request, _("Declared. The cases of this organisation are shut to you from now on."))
            return HttpResponseRedirect(reverse("admin:subsidies_tie_changelist"))
        explanation = [
            _("All cases of this organisation are shut to you from now on, until you end the tie (Awb 2:4).")
        ]
        title = _("A tie with %(organisation)s") % {"organisation": organisation}
        return self.form_page(request, form, title, _("Declare"), explanation)

    def search_page(self, request):
        text = request.GET.get("q", "").replace("\0", "").strip()[:100]
        found = Organisation.objects.filter(name__icontains=text).order_by("name")[:MOST_FOUND] if text else []
        return self.page(
            request,
            "admin/subsidies/tie/search.html",
            title=_("Declare a tie: with which organisation?"),
            q=text,
            found=found,
            most=MOST_FOUND,
        )

    def end_view(self, request, object_id):
        tie = self.found_or_404(request, object_id)
        if tie.user_id != request.user.pk:
            raise PermissionDenied
        form = forms.Form(request.POST if request.method == "POST" else None)
        if form.is_valid() and done(form, ties.end, tie=tie, by=request.user):
            messages.success(request, _("The tie has ended."))
            return HttpResponseRedirect(reverse("admin:subsidies_tie_changelist"))
        title = _("End the tie with %(organisation)s") % {"organisation": tie.organisation}
        explanation = [_("Its cases open to you again. That the tie was there stays in the list.")]
        return self.form_page(request, form, title, _("End the tie"), explanation)

    def form_page(self, request, form, title, button, explanation):
        response = self.page(
            request,
            "admin/subsidies/tie/form.html",
            title=title,
            form=form,
            button=button,
            explanation=explanation,
            back=reverse("admin:subsidies_tie_changelist"),
        )
        response.status_code = 422 if form.errors else 200
        return response

    @admin.display(description=gettext_lazy("declared"), ordering="declared_at")
    def declared(self, tie):
        return timezone.localdate(tie.declared_at)

    @admin.display(description=gettext_lazy("ended"), ordering="ended_at")
    def ended(self, tie):
        return timezone.localdate(tie.ended_at) if tie.ended_at else "–"

    @admin.display(description=gettext_lazy("end it"))
    def ending(self, tie):
        if tie.ended_at or not getattr(tie, "is_own", False):
            return ""
        address = reverse("admin:subsidies_tie_end", args=[tie.pk])
        return format_html('<a href="{}">{}</a>', address, _("End the tie"))
