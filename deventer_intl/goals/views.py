"""The Global Goals: an overview of all, the page of each, the matrix, and open data."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from deventer_intl import spreadsheets
from globalgoals.models import Goal
from organisations.facets import Choices
from organisations.map import WorldMap
from organisations.views.directory import choices_of

from . import open_data
from .kinds import KINDS, ORGANISATIONS
from .matrix import matrices, table
from .missing import missing
from .of_goal import facts_of, targets_of
from .overview import OfGoal, overview, without_goal
from .where import countries_of

# Of each kind on the page of a goal, and on a page of its own.
SHOWN, PAGE_SIZE = 6, 30


class GoalListView(TemplateView):
    """The seventeen goals, each with what is done on it."""

    template_name = "globalgoals/goal_list.html"

    def get_context_data(self, **kwargs):
        found = overview()
        rows = [(goal, found.get(goal.number) or OfGoal(goal.number)) for goal in Goal.objects.order_by("number")]
        number, amount = without_goal()
        return super().get_context_data(
            section="goals",
            rows=rows,
            kinds=KINDS,
            without={"number": number, "amount": amount},
            total=amount + sum(of_goal.granted for _goal, of_goal in rows),
            unconfirmed=sum(of_goal.unconfirmed for _goal, of_goal in rows),
            **kwargs,
        )


class GoalView(TemplateView):
    """A goal: what is done on it and where, what is missing, its targets."""

    template_name = "globalgoals/goal.html"

    def get_context_data(self, number, **kwargs):
        goal = get_object_or_404(Goal, number=number)
        found = overview(number).get(number) or OfGoal(number)
        countries, targets = countries_of(number), targets_of(number)
        facts = facts_of(
            found,
            countries=len(countries),
            targets=len(targets),
            targets_named=sum(1 for target in targets if target.named),
        )
        return super().get_context_data(
            section="goals",
            goal=goal,
            found=found,
            groups=[
                {"kind": kind, "figures": figures, "lines": list(kind.lines(number, part=slice(SHOWN)))}
                for kind, figures in found.kinds
                if figures.number
            ],
            shown=SHOWN,
            missing=missing(facts),
            targets=targets,
            map=WorldMap(countries),
            before=number - 1,
            after=number + 1 if number < 17 else 0,
            **kwargs,
        )


class RecordListView(TemplateView):
    """All records of one kind that work on a goal, the first goals first."""

    template_name = "globalgoals/records.html"

    def get_context_data(self, number, kind, **kwargs):
        goal = get_object_or_404(Goal, number=number)
        kind = next((each for each in KINDS if each.slug == kind), None)
        if kind is None:
            raise Http404
        found = overview(number).get(number) or OfGoal(number)
        page = Paginator(Counted(kind, number, found.by_kind[kind].number), PAGE_SIZE)
        return super().get_context_data(
            section="goals",
            goal=goal,
            kind=kind,
            figures=found.by_kind[kind],
            page_obj=page.get_page(self.request.GET.get("pagina")),
            in_directory=kind is ORGANISATIONS,
            **kwargs,
        )


class Counted:
    """Lines of which the number is known already, for a paginator."""

    def __init__(self, kind, goal, number):
        self.kind, self.goal, self.number = kind, goal, number

    def count(self):
        return self.number

    def __getitem__(self, part):
        return list(self.kind.lines(self.goal, part=part))


class MatrixView(TemplateView):
    """Goals by sector and by country."""

    template_name = "globalgoals/matrix.html"

    def get_context_data(self, **kwargs):
        sectors, countries = matrices(choices_of(self.request))
        return super().get_context_data(section="goals", sectors=sectors, countries=countries, **kwargs)


def matrix_csv(request, kind):
    """One of the two as a spreadsheet."""
    sectors, countries = matrices(Choices())
    if kind == "sectoren":
        header, rows = table(sectors, "sector", settings.PORTAL_URL)
    else:
        header, rows = table(countries, "country", settings.PORTAL_URL)
    response = HttpResponse(spreadsheets.write("csv", header, rows), content_type=spreadsheets.FORMATS["csv"])
    response["Content-Disposition"] = f'attachment; filename="global-goals-{kind}.csv"'
    return response


def data_csv(request):
    """Every public claim, a row each."""
    return download(open_data.as_csv(), "global-goals.csv", "text/csv; charset=utf-8")


def data_json_ld(request):
    """Every public claim, with the goals and targets of the United Nations it is about."""
    return download(open_data.as_json_ld(), "global-goals.jsonld", "application/ld+json")


def download(parts, name, content_type):
    response = StreamingHttpResponse(parts, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
