"""The files of reports in the back-office: asking for them, and how far they are."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from globalgoals.models import PolicyPlan

from ..actions import build as actions
from ..models import ReportBuild


@admin.register(ReportBuild)
class ReportBuildAdmin(admin.ModelAdmin):
    """Nobody makes or changes one by hand: a job makes what was asked for."""

    list_display = ["plan", "requested_at", "state", "progress", "file_links"]
    list_select_related = ["plan"]
    fields = readonly_fields = [
        "plan", "state", "progress", "file_links", "digests", "error", "requested_at", "requested_by", "done_at",
    ]  # fmt: skip

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        ask = self.admin_site.admin_view(self.ask_view)
        return [path("vragen/<slug:plan>/", ask, name="deventer_intl_reportbuild_ask"), *super().get_urls()]

    @admin.display(description=gettext_lazy("steps"))
    def progress(self, build):
        return format_html(
            '<progress max="{}" value="{}" aria-label="{}"></progress> {}',
            build.steps,
            build.steps_done,
            _("steps done"),
            _("%(done)s of %(steps)s") % {"done": build.steps_done, "steps": build.steps},
        )

    @admin.display(description=gettext_lazy("files"))
    def file_links(self, build):
        if build.state != ReportBuild.State.DONE:
            return "–"
        rows = [
            (reverse("policy:report_file", args=[build.plan.slug, build.pk, ending]), ending.upper())
            for ending in build.files
        ]
        return format_html_join(" ", '<a href="{}">{}</a>', rows)

    @admin.display(description="SHA-256")
    def digests(self, build):
        return format_html_join("", "<p>{}: {}</p>", ((ending, file["sha256"]) for ending, file in build.files.items()))

    def ask_view(self, request, plan):
        """Ask whether to make the files of a report; ask for them, and show how far they are."""
        if not request.user.has_perm("deventer_intl.add_reportbuild"):
            raise PermissionDenied
        plan = get_object_or_404(PolicyPlan, slug=plan)
        problem = ""
        if request.method == "POST":
            try:
                build = actions.request_build(plan=plan, by=request.user)
            except ValidationError as error:
                problem = " ".join(error.messages)
            else:
                messages.success(request, _("The report is being made. Open this page again to see how far it is."))
                return HttpResponseRedirect(reverse("admin:deventer_intl_reportbuild_change", args=[build.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Make the files of the report of %(plan)s") % {"plan": plan},
            "plan": plan,
            "problem": problem,
        }
        template = "admin/deventer_intl/reportbuild/ask.html"
        return TemplateResponse(request, template, context, status=422 if problem else 200)
