"""What came of missions, for the public: by year and city, and as open data."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.generic import TemplateView

from deventer_intl import spreadsheets
from deventer_intl.form_answers import refusal

from ..forms.mission_results import ResultFilterForm
from ..missions.figures import all_of
from ..missions.result_table import as_table
from ..missions.results import public_missions, result_of


def results_of(form):
    """Return the results of the missions that fit the filters, the last first."""
    missions = form.found(public_missions()).prefetch_related("places").order_by("-ends_on", "-pk")
    return [result_of(mission) for mission in missions]


class MissionResultsView(TemplateView):
    """Effort and outcome side by side, year by year. What would give a company away is not in it, nor in any total."""

    template_name = "events/missions/results.html"

    def get(self, request):
        form = ResultFilterForm(request.GET)
        context = {"section": "missions", "form": form}
        if not form.is_valid():
            return render(request, self.template_name, context, status=422)
        results = results_of(form)
        years = [
            (year, list(of_year)) for year, of_year in groupby(results, key=lambda each: each.mission.ends_on.year)
        ]
        return self.render_to_response(
            context
            | {
                "years": [(year, of_year, all_of(each.figures for each in of_year)) for year, of_year in years],
                "query": request.GET.urlencode(),
            }
        )


def mission_results_csv(request):
    """The results that fit the filters, a row for each mission."""
    form = ResultFilterForm(request.GET)
    if not form.is_valid():
        return refusal(form)
    response = HttpResponse(
        spreadsheets.write("csv", *as_table(results_of(form))), content_type=spreadsheets.FORMATS["csv"]
    )
    response["Content-Disposition"] = 'attachment; filename="resultaten-handelsmissies.csv"'
    return response
