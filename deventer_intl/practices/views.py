"""Good practices as the public reads them."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.generic import DetailView, TemplateView

from deventer_intl import spreadsheets
from deventer_intl.form_answers import address_with, refusal
from globalgoals.models import GoodPractice
from subsidies import results

from .filters import PracticeFilterForm
from .table import as_table

PAGE_SIZE = 12


class PracticeListView(TemplateView):
    """The good practices that fit the filters, the latest first."""

    template_name = "practices/practice_list.html"

    def get(self, request):
        form = PracticeFilterForm(request.GET)
        context = {"section": "goals", "form": form}
        if not form.is_valid():
            return render(request, self.template_name, context, status=422)
        page = Paginator(form.found(), PAGE_SIZE).get_page(request.GET.get("pagina"))
        return self.render_to_response(context | {"page_obj": page, "address": address_with(request.GET)})


def practices_csv(request):
    """The good practices that fit the filters, as a table."""
    form = PracticeFilterForm(request.GET)
    if not form.is_valid():
        return refusal(form)
    header, rows = as_table(form.found().prefetch_related("figures"))
    response = HttpResponse(spreadsheets.write("csv", header, rows), content_type=spreadsheets.FORMATS["csv"])
    response["Content-Disposition"] = 'attachment; filename="praktijkvoorbeelden.csv"'
    return response


class PracticeView(DetailView):
    """A good practice. Who keeps the page of its organisation, and staff with the right, look here before it is public."""

    template_name = "practices/practice.html"
    context_object_name = "practice"

    def get_queryset(self):
        return GoodPractice.objects.visible_to(self.request.user).select_related("organisation")

    def get_context_data(self, **kwargs):
        practice = self.object
        tags = list(practice.goal_tags.select_related("goal", "confirmed_for").prefetch_related("targets"))
        others = GoodPractice.objects.public().filter(goals__in=[tag.goal_id for tag in tags]).exclude(pk=practice.pk)
        return super().get_context_data(
            section="goals",
            goal_tags=tags,
            figures=practice.figures.all(),
            countries=practice.countries.order_by("name_nl"),
            photos=practice.photos.all(),
            report=self.report(),
            others=others.distinct().latest_first().select_related("organisation")[:3],
            **kwargs,
        )

    def report(self):
        """Return the result in the register that it was made of, as long as that is public."""
        if self.object.origin != GoodPractice.Origin.REPORT:
            return None
        return results.of_reference(self.object.origin_reference)
