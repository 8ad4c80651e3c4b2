"""The public register of decisions, and its open data."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from deventer_intl.form_answers import address_with, refusal
from organisations.map import WorldMap
from organisations.models import Organisation

from .. import register, results
from ..forms.register import RegisterForm
from ..models import Application, GoalOfApplication
from ..register import open_data

PAGE_SIZE = 25
NEWEST = 30


class Counted:
    """Decisions of which the number is known already, for a paginator."""

    def __init__(self, decisions, number, countries=None):
        self.decisions, self.number, self.countries = decisions, number, countries

    def count(self):
        return self.number

    def __getitem__(self, part):
        return list(register.entries(self.decisions[part], self.countries))


class RegisterView(TemplateView):
    """All decisions: filters, totals, list and map."""

    template_name = "subsidies/register.html"

    def get(self, request):
        form = RegisterForm(request.GET)
        context = {"section": "subsidies", "form": form}
        if not form.is_valid():
            return render(request, self.template_name, context, status=422)
        decisions = form.found()
        totals = register.totals(decisions)
        numbers = register.numbers_by_country(decisions)
        found = Paginator(Counted(decisions, totals["number"], form.countries), PAGE_SIZE)
        return self.render_to_response(
            context
            | {
                "totals": totals,
                "page_obj": found.get_page(request.GET.get("pagina")),
                "address": address_with(request.GET),
                "map": WorldMap(
                    {form.countries[pk]: number for pk, number in numbers.items()},
                    ratio=1.2,
                    link=lambda country: address_with(request.GET, land=country.iso2.lower()),
                ),
            }
        )


class OrganisationView(TemplateView):
    """What one organisation asked and was granted, through the years."""

    template_name = "subsidies/register_organisation.html"

    def get(self, request, slug):
        known = Organisation.objects.exclude(legal_form=Organisation.LegalForm.SOLE_TRADER)
        organisation = get_object_or_404(known, slug=slug)
        decisions = register.of_organisation(organisation)
        totals = register.totals(decisions)
        is_public = organisation.status == Organisation.Status.ACTIVE
        if not (is_public or totals["number"]):
            raise Http404
        return self.render_to_response(
            {
                "section": "subsidies",
                "organisation": organisation,
                "is_public": is_public,
                "totals": totals,
                "address": "?",
                "page_obj": Paginator(Counted(decisions, totals["number"]), PAGE_SIZE).get_page(
                    request.GET.get("pagina")
                ),
            }
        )


class EntryView(TemplateView):
    """One decision."""

    template_name = "subsidies/register_entry.html"

    def get(self, request, reference):
        entry = next(register.entries(register.by_reference(reference)), None)
        if entry is None:
            raise Http404
        came = results.of_entry(entry)
        # What was planned, but for what stands with the result already.
        served = {tag.goal_id for tag in came.goal_tags} if came else set()
        cases = Application.objects.by_reference(reference).order_by()
        planned = GoalOfApplication.objects.filter(application__in=cases.values("pk")).exclude(goal__in=served)
        tags = planned.select_related("goal").order_by("rank")
        return self.render_to_response({"section": "subsidies", "entry": entry, "goal_tags": tags, "came": came})


def form_of(request):
    """Return the filters of a download and None, or None and the answer that says what is wrong with them."""
    form = RegisterForm(request.GET)
    if form.is_valid():
        return form, None
    return None, refusal(form)


def download(request, write, name, content_type, narrow=lambda decisions: decisions):
    """Answer with what is found, as a file that goes out while it is read."""
    form, refusal = form_of(request)
    if refusal:
        return refusal
    found = register.entries(narrow(form.found()), form.countries, streamed=True)
    parts = write(found, request.build_absolute_uri(reverse("subsidies:register")))
    # Before the first part has left, there can still be another answer.
    first = next(parts, None)
    if first is None:
        return HttpResponse(
            _("No grant fits these filters.") + "\n", status=404, content_type="text/plain; charset=utf-8"
        )
    response = StreamingHttpResponse(Parts(first, parts), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class Parts:
    """What goes out: what was read already, then the rest. Closed with the answer, also where nobody waited for any of it."""

    def __init__(self, first, rest):
        self.first, self.rest = first, rest

    def __iter__(self):
        yield self.first
        yield from self.rest

    def close(self):
        self.rest.close()


def register_csv(request):
    return download(request, open_data.as_csv, "subsidieregister.csv", "text/csv; charset=utf-8")


def register_json(request):
    return download(request, open_data.as_json, "subsidieregister.json", "application/json")


def register_360giving(request):
    """The grants that hold, in the 360Giving data standard."""
    return download(
        request,
        open_data.as_360giving,
        "360giving.json",
        "application/json",
        lambda decisions: register.with_what_became(decisions).filter(register.STILL_GRANTED),
    )


class RegisterFeed(Feed):
    """The newest decisions that fit the filters, in Atom."""

    feed_type = Atom1Feed

    def __call__(self, request, *args, **kwargs):
        form, refusal = form_of(request)
        return refusal or super().__call__(request, *args, form=form, **kwargs)

    def get_object(self, request, form):
        return form

    def title(self):
        return _("Subsidy register of Deventer Internationaal")

    @cached_property
    def portal(self):
        return settings.PORTAL_URL

    def link(self):
        return self.portal + reverse("subsidies:register")

    def feed_url(self):
        return self.portal + reverse("subsidies:register_feed")

    def items(self, form):
        return register.latest(form.found(), NEWEST)

    def item_title(self, item):
        return f"{item.title} ({item.organisation}): {item.outcome_label}"

    def item_description(self, item):
        if item.corrected_on is None:
            return item.summary
        correction = _("A correction of the decision of %(day)s, in its place.")
        return f"{item.summary}\n\n{correction % {'day': date_format(item.corrected_on)}}"

    def item_link(self, item):
        return self.portal + reverse("subsidies:register_entry", args=[item.reference])

    def item_pubdate(self, item):
        return item.announced_at

    def item_updateddate(self, item):
        return item.announced_at
