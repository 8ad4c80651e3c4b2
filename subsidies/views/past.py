"""What was granted before this portal was: a list with its sums, and the same as CSV."""

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.views.generic import TemplateView

from ..register import past

PAGE_SIZE = 25


class PastDecisionsView(TemplateView):
    template_name = "subsidies/past_decisions.html"

    def get_context_data(self, **kwargs):
        years = past.years()
        page = Paginator(past.decisions(), PAGE_SIZE).get_page(self.request.GET.get("pagina"))
        for decision in page.object_list:
            decision.shown_name, decision.has_page = past.name_of(decision), past.has_page(decision)
        return super().get_context_data(
            section="subsidies", years=years, page_obj=page, total=sum(year.granted for year in years), **kwargs
        )


def past_decisions_csv(request):
    rows = past.as_csv(past.decisions().iterator(chunk_size=1_000))
    response = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="subsidies-van-voor-het-portaal.csv"'
    return response
