"""Education and youth: what schools do abroad, what the municipality offers them, internships."""

import csv

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from deventer_intl.form_answers import address_with, refusal
from deventer_intl.spreadsheets import plain

from ..actions import education as actions
from ..exchange_overview import COLUMNS, by_country, newest_first, open_data, totals
from ..forms.education import AskContactForm, InternshipsForm, OverviewForm
from ..map import WorldMap
from ..models import ContactRequest, InternshipOffer, OpenContact, Organisation

PAGE_SIZE = 50


class EducationView(TemplateView):
    """What the municipality offers schools, and the overview of their exchanges."""

    template_name = "organisations/education.html"

    def get(self, request):
        form = OverviewForm(request.GET)
        context = {
            "section": "education",
            "form": form,
            "contacts": OpenContact.objects.active().select_related("country", "place"),
            "internships": InternshipOffer.objects.open().count(),
        }
        if not form.is_valid():
            return render(request, self.template_name, context, status=422)
        return self.render_to_response(context | self.overview(form))

    def overview(self, form):
        exchanges, parameters = form.found(), self.request.GET
        added = totals(exchanges)
        found = Paginator(newest_first(exchanges), PAGE_SIZE)
        found.count = added.number
        return {
            "totals": added,
            "page_obj": found.get_page(parameters.get("pagina")),
            "address": address_with(parameters),
            "map": WorldMap(
                {form.countries[pk]: number for pk, number in by_country(exchanges).items()},
                ratio=1.2,
                link=lambda country: address_with(parameters, land=country.iso2.lower()) + "#overzicht",
            ),
        }


def rows_of(request):
    """Return the exchanges that the filters of a download find, and None; or None and the answer that refuses it."""
    form = OverviewForm(request.GET)
    if form.is_valid():
        return open_data(form.found(), request.build_absolute_uri), None
    return None, refusal(form)


def education_csv(request):
    """The overview as CSV: UTF-8 with a byte order mark, so that Excel reads it."""
    rows, refusal = rows_of(request)
    if refusal:
        return refusal
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="onderwijs.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([plain(row[column]) for column in COLUMNS])
    return response


def education_json(request):
    rows, refusal = rows_of(request)
    return refusal or JsonResponse({"exchanges": list(rows)}, json_dumps_params={"ensure_ascii": False})


class InternshipListView(TemplateView):
    """Places for interns and trainees that one can apply for now."""

    template_name = "organisations/internship_list.html"

    def get(self, request):
        form = InternshipsForm(request.GET)
        context = {"section": "education", "form": form}
        if not form.is_valid():
            return render(request, self.template_name, context, status=422)
        offers = form.found().select_related("organisation", "country", "place")
        found = Paginator(offers, PAGE_SIZE)
        return self.render_to_response(
            context | {"page_obj": found.get_page(request.GET.get("pagina")), "address": address_with(request.GET)}
        )


@method_decorator(never_cache, name="dispatch")
class OpenContactView(FormView):
    """A contact of the municipality. Who keeps the page of a school asks for an introduction; others read how that works."""

    form_class = AskContactForm
    template_name = "organisations/open_contact.html"

    def dispatch(self, request, *args, **kwargs):
        contacts = OpenContact.objects.active().select_related("country", "place")
        self.contact = get_object_or_404(contacts, pk=kwargs["pk"])
        kept = (
            Organisation.objects.kept_by(request.user) if request.user.is_authenticated else Organisation.objects.none()
        )
        self.schools = kept.public().schools().order_by("name")
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not self.schools.exists():
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self):
        # Offered are those that wait for no answer; what was sent for another is answered in words.
        return {**super().get_form_kwargs(), "schools": self.schools if self.request.method == "POST" else self.free()}

    def free(self):
        """Return the schools that can ask now."""
        return self.schools.exclude(pk__in=self.contact.requests.undecided().values("organisation"))

    def form_valid(self, form):
        if not consume(self.request, action="contact_request"):
            form.add_error(None, _("You asked for many contacts today. Try again tomorrow."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        try:
            actions.ask_contact(
                contact=self.contact,
                organisation=form.cleaned_data["school"],
                message=form.cleaned_data["message"],
                by=self.request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        messages.success(
            self.request, _("Your question is with the International Office. You get mail when there is an answer.")
        )
        return redirect(self.contact)

    def get_context_data(self, **kwargs):
        asked = ContactRequest.objects.none()
        if self.request.user.is_authenticated:
            asked = self.contact.requests.of_schools_kept_by(self.request.user).select_related("organisation")
        return super().get_context_data(
            section="education",
            contact=self.contact,
            has_school=self.schools.exists(),
            # What was typed stays on the screen, also when a colleague asked the same meanwhile.
            has_form=self.request.method == "POST" or self.free().exists(),
            asked=asked,
            **kwargs,
        )
