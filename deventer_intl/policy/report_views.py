"""The report of a plan, for everybody: from its snapshots alone."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.views.generic import TemplateView, View

from deventer_intl import spreadsheets
from deventer_intl.media import private_storage
from globalgoals.models import PolicyPlan

from .models import PolicySnapshot, ReportBuild
from .report import files, report_now
from .report.difference import difference_of
from .report.drawings import map_of
from .report_forms import DifferenceForm


class PlanMixin:
    """About a plan that everyone can read: `plan`, and the content of its last snapshots by year."""

    @cached_property
    def plan(self):
        return get_object_or_404(PolicyPlan.objects.public(), slug=self.kwargs["plan"])

    @cached_property
    def contents(self):
        return {year: each.content for year, each in PolicySnapshot.objects.latest_of(self.plan).items()}


class ReportView(PlanMixin, TemplateView):
    """The whole report on one page."""

    template_name = "policy/report.html"

    def get_context_data(self, **kwargs):
        report = report_now(self.plan, get_language())
        return super().get_context_data(
            **kwargs
            | {"plan": self.plan, "report": report, "map": report and map_of(report), "files": files.NAMES.items()},
            build=self.plan.builds.filter(state=ReportBuild.State.DONE).first(),
            section="policy",
        )


class ReportTableView(PlanMixin, View):
    """A table of the report as a spreadsheet."""

    def get(self, request, plan, table):
        if table not in files.NAMES or not self.contents:
            raise Http404
        content = spreadsheets.write("csv", *files.table_of(table, self.contents, settings.PORTAL_URL))
        response = HttpResponse(content, content_type=spreadsheets.FORMATS["csv"])
        response["Content-Disposition"] = f'attachment; filename="{self.plan.slug}-{table}.csv"'
        return response


TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class ReportFileView(PlanMixin, View):
    """A file that was made of the report; the same address is the same bytes for good."""

    def get(self, request, plan, build, ending):
        done = get_object_or_404(self.plan.builds.filter(state=ReportBuild.State.DONE), pk=build)
        if ending not in done.files:
            raise Http404
        try:
            content = private_storage().open(done.files[ending]["name"])
        except FileNotFoundError:
            raise Http404 from None
        name = f"rapportage-{self.plan.slug}.{ending}"
        response = FileResponse(content, as_attachment=True, filename=name, content_type=TYPES[ending])
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


class DifferenceView(PlanMixin, TemplateView):
    """Two years beside each other."""

    template_name = "policy/difference.html"

    def get(self, request, *args, **kwargs):
        years = self.plan.years
        asked = request.GET if {"van", "tot"} & set(request.GET) else self.first_asked()
        form = DifferenceForm(asked, years=years)
        grids = []
        if form.is_valid():
            grids = difference_of(self.contents, form.cleaned_data["van"], form.cleaned_data["tot"])
        context = self.get_context_data(plan=self.plan, form=form, grids=grids, section="policy")
        return self.render_to_response(context, status=422 if form.errors else 200)

    def first_asked(self):
        """Return the two years that are shown before anyone chose: the first and the last that were kept."""
        kept = sorted(self.contents)
        if len(kept) > 1:
            return {"van": kept[0], "tot": kept[-1]}
        return {"van": self.plan.first_year, "tot": self.plan.last_year}
