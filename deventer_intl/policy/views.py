"""The dashboard of the policy: a plan, a chapter, a figure with its history and the records behind it, for people and for other sites."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from deventer_intl import spreadsheets
from globalgoals.models import Indicator, PolicyChapter, PolicyPlan

from . import activities, open_data
from .breakdown import breakdowns_of
from .dashboard import Line, chapters_of, lines_of, progress_of, year_shown
from .open_data import as_json, rows_of, source_line
from .reckoned import RECKONERS
from .shown import STANDINGS, shown

PAGE_SIZE = 100


def plan_of(request, slug):
    """Return the plan of an address; 404 for a draft that this person may not see."""
    return get_object_or_404(PolicyPlan.objects.visible_to(request.user), slug=slug)


class PlanView(TemplateView):
    """A plan at a glance and by chapter: ambition, effort, result."""

    template_name = "policy/plan.html"

    def get(self, request, slug=None):
        today = timezone.localdate()
        plan = plan_of(request, slug) if slug else PolicyPlan.objects.current(today.year)
        if plan is None:
            return render(request, "policy/no_plan.html", {"section": "policy"})
        years = [year for year in plan.years if year <= today.year]
        asked, problem = request.GET.get("jaar"), ""
        year = year_shown(plan, today)
        if asked is not None:
            if asked in map(str, years):
                year = int(asked)
            else:
                problem = _("Choose one of the years of this plan that have begun.")
        chapters = chapters_of(plan, today)
        context = {
            "section": "policy",
            "plan": plan,
            "plans": PolicyPlan.objects.visible_to(request.user),
            "year": year,
            "years": years,
            "problem": problem,
            "rows": [(each, progress_of(line, year) if (line := each.leading(year)) else None) for each in chapters],
            "has_report": plan.snapshots.exists(),
            "chapters": chapters,
            "totals": activities.named(activities.totals(plan)),
        }
        return render(request, self.template_name, context, status=422 if problem else 200)


class ChapterView(TemplateView):
    """A chapter: its ambitions in the words of the plan, each with its indicators, and what is done for it."""

    template_name = "policy/chapter.html"

    def get_context_data(self, slug, number, **kwargs):
        plan = plan_of(self.request, slug)
        chapter = get_object_or_404(PolicyChapter, plan=plan, number=number)
        [found] = chapters_of(plan, timezone.localdate(), number)
        most = None if "alles" in self.request.GET else activities.FIRST
        ambitions = [
            (ambition, [line for line in found.lines if line.indicator.ambition_id == ambition.pk])
            for ambition in chapter.ambitions.all()
        ]
        numbers = list(plan.chapters.values_list("number", flat=True))
        return super().get_context_data(
            section="policy",
            plan=plan,
            found=found,
            ambitions=ambitions,
            kinds=activities.of_chapter(chapter, found.numbers, most),
            before=max((each for each in numbers if each < number), default=None),
            after=min((each for each in numbers if each > number), default=None),
            **kwargs,
        )


def line_of(request, slug) -> Line:
    """Return an indicator of a plan that this person may see, with its figures."""
    plans = PolicyPlan.objects.visible_to(request.user)
    found = Indicator.objects.filter(ambition__chapter__plan__in=plans).select_related(
        "ambition__chapter__plan", "owner"
    )
    indicator = get_object_or_404(found, slug=slug)
    return lines_of([indicator], indicator.ambition.chapter.plan, timezone.localdate())[0]


class IndicatorView(TemplateView):
    """A figure: its chart and years, where each is from, and everything that was ever entered."""

    template_name = "policy/indicator.html"

    def get_context_data(self, slug, **kwargs):
        line = line_of(self.request, slug)
        history = line.indicator.measurements.select_related("corrected_by").order_by("-year", "-pk")
        reckoner, last = RECKONERS.get(line.indicator.reckoned_by), line.last
        is_reckoned = reckoner is not None and last is not None and last.standing.is_reckoned
        return super().get_context_data(
            section="policy",
            line=line,
            indicator=line.indicator,
            chapter=line.indicator.ambition.chapter,
            plan=line.indicator.ambition.chapter.plan,
            rows=[
                (
                    figure,
                    text,
                    STANDINGS[figure.standing],
                    reckoner is not None and figure.standing.is_reckoned,
                )
                for figure, text in line.rows
            ],
            breakdowns=breakdowns_of(reckoner, last.year) if is_reckoned else [],
            history=[(each, shown(each.value, each.unit)) for each in history],
            snippet=snippet_of(self.request, line),
            **kwargs,
        )


class RecordsView(TemplateView):
    """The records behind a figure of one year, those imported marked; together they are the figure where it adds up."""

    template_name = "policy/records.html"

    def found(self, slug, year):
        line = line_of(self.request, slug)
        figure = next((each for each in line.figures if each.year == year), None)
        reckoner = RECKONERS.get(line.indicator.reckoned_by)
        if figure is None or reckoner is None or not figure.standing.is_reckoned:
            raise Http404
        return line, figure, reckoner

    def get_context_data(self, slug, year, **kwargs):
        line, figure, reckoner = self.found(slug, year)
        page = Paginator(list(reckoner.records(year)), PAGE_SIZE).get_page(self.request.GET.get("pagina"))
        return super().get_context_data(
            section="policy",
            indicator=line.indicator,
            chapter=line.indicator.ambition.chapter,
            plan=line.indicator.ambition.chapter.plan,
            figure=figure,
            total=shown(figure.value, line.indicator.unit),
            adds_up=reckoner.adds_up,
            breakdowns=breakdowns_of(reckoner, year),
            page_obj=page,
            rows=[(record, shown(record.value, line.indicator.unit)) for record in page],
            **kwargs,
        )


class RecordsCsvView(RecordsView):
    def get(self, request, slug, year):
        _line, _figure, reckoner = self.found(slug, year)
        rows = (
            [
                each.title,
                each.day,
                each.value,
                each.source,
                request.build_absolute_uri(each.address) if each.address else "",
            ]
            for each in reckoner.records(year)
        )
        return csv_of(["title", "day", "value", "imported_from", "address"], rows, f"{slug}-{year}.csv")


def csv_of(header, rows, name):
    response = HttpResponse(spreadsheets.write("csv", header, rows), content_type=spreadsheets.FORMATS["csv"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def figures_csv(request, slug):
    """All figures of a plan, a row for each indicator and year."""
    plan = plan_of(request, slug)
    indicators = Indicator.objects.in_use().filter(ambition__chapter__plan=plan)
    lines = lines_of(indicators.select_related("ambition__chapter__plan"), plan, timezone.localdate())
    return csv_of(open_data.COLUMNS, rows_of(plan, lines), f"beleid-{plan.slug}.csv")


def indicator_csv(request, slug):
    line = line_of(request, slug)
    return csv_of(open_data.COLUMNS, rows_of(line.indicator.ambition.chapter.plan, [line]), f"{slug}.csv")


def snippet_of(request, line) -> str:
    """Return the HTML with which another site shows a figure: the chart, leading to its page, and the source line as text."""
    name, page = line.indicator.name, request.build_absolute_uri(line.indicator.get_absolute_url())
    chart = request.build_absolute_uri(reverse("policy:indicator_svg", args=[line.indicator.slug]))
    return format_html(
        '<figure><a href="{}"><img src="{}" alt="{}"></a><figcaption>{}</figcaption></figure>',
        page,
        chart,
        name,
        source_line(line),
    )


def embeddable(response):
    """Let other sites show it: it is public, and says where it is from."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def indicator_json(request, slug):
    return embeddable(JsonResponse(as_json(line_of(request, slug)), json_dumps_params={"ensure_ascii": False}))


def indicator_svg(request, slug):
    """A chart that stands alone: with its name, its target, its source and the day, and nothing from elsewhere."""
    line = line_of(request, slug)
    context = {"line": line, "indicator": line.indicator, "chart": line.chart, "source_line": source_line(line)}
    context["source"] = line.last.source if line.last else ""
    return embeddable(render(request, "policy/figure.svg", context, content_type="image/svg+xml"))
