"""The snapshots and the texts of a report in the back-office."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from deventer_intl.form_answers import add_errors
from deventer_intl.history_admin import HistoryAdmin
from globalgoals.models import PolicyPlan

from .. import report_sections
from ..actions import report_text
from ..actions import snapshot as actions
from ..models import PolicySnapshot, ReportText
from ..report_forms import ReportTextForm, SnapshotForm
from ..snapshot_content import is_whole
from ..snapshot_words import changes_in_words, sections_with_texts


@admin.register(PolicySnapshot)
class PolicySnapshotAdmin(admin.ModelAdmin):
    """Snapshots are taken on a page of their own, one for each year of a plan; nobody changes one."""

    change_list_template = "admin/deventer_intl/policysnapshot/list.html"
    list_display = ["plan", "year", "number", "is_provisional", "reason", "taken_at"]
    list_select_related = ["plan"]
    list_filter = ["plan", "is_provisional"]
    fields = readonly_fields = ["plan", "year", "number", "is_provisional", "reason", "sha256", "taken_at", "taken_by"]

    def has_add_permission(self, request):
        """By hand nobody adds one: the page of the year takes it."""
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    def get_urls(self):
        view, name = self.admin_site.admin_view, "deventer_intl_policysnapshot"
        return [
            path("plan/<slug:plan>/", view(self.plan_view), name=f"{name}_plan"),
            path("plan/<slug:plan>/<int:year>/", view(self.year_view), name=f"{name}_year"),
            path("plan/<slug:plan>/tekst/<slug:section>/", view(self.text_view), name=f"{name}_text"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        plans = {"plans": PolicyPlan.objects.order_by("-first_year")}
        return super().changelist_view(request, {**(extra_context or {}), **plans})

    def plan_or_404(self, request, plan, right="view_policysnapshot"):
        if not request.user.has_perm(f"deventer_intl.{right}"):
            raise PermissionDenied
        return get_object_or_404(PolicyPlan, slug=plan)

    def page(self, request, template, *, status=200, **context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, template, context, status=status)

    def plan_view(self, request, plan):
        """The years of a plan with their last snapshot, and the texts of its report."""
        plan = self.plan_or_404(request, plan)
        last = PolicySnapshot.objects.latest_of(plan)
        this_year = timezone.localdate().year
        return self.page(
            request,
            "admin/deventer_intl/policysnapshot/plan.html",
            title=_("Report and snapshots of %(plan)s") % {"plan": plan},
            plan=plan,
            years=[(year, last.get(year), year <= this_year) for year in plan.years],
            broken={year for year, snapshot in last.items() if not is_whole(snapshot)},
            texts=sections_with_texts(report_sections.sections_of(plan.chapters.all()), plan.report_texts.all()),
            may_write=request.user.has_perm("deventer_intl.change_reporttext"),
            may_build=request.user.has_perm("deventer_intl.add_reportbuild"),
        )

    def year_view(self, request, plan, year):
        """The snapshots of a year, what changed since the last, and taking the next."""
        plan = self.plan_or_404(request, plan)
        if year not in plan.years or year > timezone.localdate().year:
            raise Http404
        may_take = request.user.has_perm("deventer_intl.add_policysnapshot")
        snapshots = list(PolicySnapshot.objects.filter(plan=plan, year=year).select_related("taken_by"))
        form = SnapshotForm(request.POST if request.method == "POST" else None, is_first=not snapshots)
        if request.method == "POST":
            if not may_take:
                raise PermissionDenied
            if form.is_valid() and self.is_taken(request, form, plan, year):
                return HttpResponseRedirect(reverse("admin:deventer_intl_policysnapshot_year", args=[plan.slug, year]))
        now = actions.content_of(plan, year, timezone.localdate())
        return self.page(
            request,
            "admin/deventer_intl/policysnapshot/year.html",
            status=422 if form.errors else 200,
            title=_("Snapshots of %(year)s") % {"year": year},
            plan=plan,
            year=year,
            form=form,
            may_take=may_take,
            snapshots=[(snapshot, is_whole(snapshot)) for snapshot in snapshots],
            changes=changes_in_words(snapshots[-1].content, now) if snapshots else [],
        )

    def is_taken(self, request, form, plan, year):
        try:
            taken = actions.take(plan=plan, year=year, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            return False
        messages.success(
            request, _("Snapshot %(number)s of %(year)s is taken.") % {"number": taken.number, "year": year}
        )
        return True

    @transaction.atomic
    def text_view(self, request, plan, section):
        """What an editor writes in a section; who else wrote in it meanwhile is not overwritten."""
        plan = self.plan_or_404(request, plan, "change_reporttext")
        sections = report_sections.sections_of(plan.chapters.all())
        if section not in sections:
            raise Http404
        if request.method == "POST":
            # Nobody else writes in this report until this is done: what is compared is what is written.
            PolicyPlan.objects.select_for_update(no_key=True).get(pk=plan.pk)
        text = ReportText.objects.filter(plan=plan, section=section).first()
        sent = request.POST if request.method == "POST" else None
        form = ReportTextForm(sent, initial={"text_nl": text.text_nl if text else ""})
        if form.is_valid() and not form.conflicts:
            report_text.write(plan=plan, section=section, text=form.answers["text_nl"], by=request.user)
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("admin:deventer_intl_policysnapshot_plan", args=[plan.slug]))
        title = _("Text of the report: %(section)s") % {"section": sections[section]}
        status = 422 if form.errors else 409 if form.conflicts else 200
        return self.page(
            request,
            "admin/deventer_intl/policysnapshot/text.html",
            status=status,
            title=title,
            plan=plan,
            form=form,
            text=text,
        )


@admin.register(ReportText)
class ReportTextAdmin(HistoryAdmin):
    """The texts with their history; they are written on the page of the plan."""

    list_display = ["plan", "section"]
    list_select_related = ["plan"]
    list_filter = ["plan"]

    def has_add_permission(self, request):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Lead to the page that merges what two write."""
        text = self.get_object(request, object_id)
        if not self.has_change_permission(request, text):
            raise PermissionDenied
        if text is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        name = "admin:deventer_intl_policysnapshot_text"
        return HttpResponseRedirect(reverse(name, args=[text.plan.slug, text.section]))
