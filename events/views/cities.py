"""The cities Deventer has ties with, and visits received and paid."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.generic import TemplateView

from deventer_intl import spreadsheets
from deventer_intl.form_answers import refusal
from organisations.models import CityTie

from ..city_activity import with_last_activity
from ..forms.cities import TieForm, VisitForm
from ..models import Visit
from ..visits import as_table

PAGE_SIZE = 25


class CityListView(TemplateView):
    """The ties with cities and regions, with when something was last done."""

    template_name = "events/city_list.html"

    def get(self, request):
        form = TieForm(request.GET)
        context = {"section": "places", "form": form}
        if not form.is_valid():
            return render(request, self.template_name, context, status=422)
        ties = with_last_activity(CityTie.objects.select_related("place__country"))
        return self.render_to_response(
            context | {"ties": list(form.found(ties)), "newest": Visit.objects.public().for_lists()[:3]}
        )


class VisitListView(TemplateView):
    """Visits received and paid."""

    template_name = "events/visit_list.html"

    def get(self, request):
        form = VisitForm(request.GET)
        context = {"section": "places", "form": form}
        if not form.is_valid():
            return render(request, self.template_name, context, status=422)
        pages = Paginator(form.found().for_lists(), PAGE_SIZE)
        query = request.GET.copy()
        query.pop("pagina", None)
        return self.render_to_response(
            context | {"page_obj": pages.get_page(request.GET.get("pagina")), "address": "?" + query.urlencode()}
        )


def visits_csv(request):
    """The visits that fit the filters, as a table."""
    form = VisitForm(request.GET)
    if not form.is_valid():
        return refusal(form)
    header, rows = as_table(form.found().for_lists())
    response = HttpResponse(spreadsheets.write("csv", header, rows), content_type=spreadsheets.FORMATS["csv"])
    response["Content-Disposition"] = 'attachment; filename="bezoeken.csv"'
    return response
