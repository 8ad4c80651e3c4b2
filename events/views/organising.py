"""Who comes to an event, for those who run it. A stranger finds nothing here."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, ListView, View

from deventer_intl import spreadsheets
from deventer_intl.form_answers import ActingMixin

from ..actions import attending, registering
from ..attendance_list import attendance_list
from ..forms.organising import CancelForm, EventMessageForm
from ..forms.registering import HandForm
from ..models import DietaryNeed, Registration
from ..organisers import can_read_diets, run_by
from ..registration_list import RegistrationList


@method_decorator(never_cache, name="dispatch")
class OrganiserMixin(LoginRequiredMixin):
    """About an event that whoever is signed in runs."""

    needs_terms = True

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            events = run_by(request).select_related("place", "network")
            self.event = get_object_or_404(events, slug=kwargs["slug"])
            self.terms = getattr(self.event, "registration_terms", None)
            if self.needs_terms and self.terms is None:
                return redirect("events:registration_terms", self.event.slug)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(event=self.event, terms=self.terms, **kwargs)

    def get_success_url(self):
        return reverse("events:registrations", args=[self.event.slug])


class OrganiserFormView(ActingMixin, OrganiserMixin, FormView):
    """A form about an event, that does one action."""


class RegistrationsView(OrganiserMixin, ListView):
    """Who comes and who waits, by filter; how many there are in all."""

    template_name = "events/registration_list.html"
    context_object_name = "registrations"
    paginate_by = 50
    page_kwarg = "pagina"

    def get_queryset(self):
        self.list = RegistrationList(self.request.GET, self.event)
        return self.list.registrations.prefetch_related("answers__question")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            list=self.list,
            form=self.list.form,
            can_read_diets=self.terms.asks_diet and can_read_diets(self.request, self.event),
            can_mark=self.event.first_day <= timezone.localdate(),
            sent=self.event.messages.select_related("sent_by")[:3],
            **kwargs,
        )

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(context, status=200 if self.list.is_valid else 400, **kwargs)


class ExportView(OrganiserMixin, View):
    """The list as it is on the screen, all pages of it, as a spreadsheet."""

    def get(self, request, slug, kind):
        found = RegistrationList(request.GET, self.event)
        if kind not in spreadsheets.FORMATS or not found.is_valid:
            raise Http404
        response = HttpResponse(spreadsheets.write(kind, *found.table()), content_type=spreadsheets.FORMATS[kind])
        response["Content-Disposition"] = f'attachment; filename="inschrijvingen-{self.event.slug}.{kind}"'
        return response


class AttendanceListView(OrganiserMixin, View):
    """The list to tick off, as PDF."""

    def get(self, request, slug):
        response = HttpResponse(attendance_list(self.event), content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="presentielijst-{self.event.slug}.pdf"'
        return response


class DietaryNeedsView(OrganiserMixin, ListView):
    """What those who come cannot eat: on this page alone, and for who may."""

    template_name = "events/dietary_needs.html"
    context_object_name = "needs"

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if request.user.is_authenticated and hasattr(self, "event") and not can_read_diets(request, self.event):
            raise PermissionDenied
        return response

    def get_queryset(self):
        comes = Registration.objects.filter(event=self.event).with_place()
        return DietaryNeed.objects.filter(registration__in=comes).select_related("registration")


class AddByHandView(OrganiserFormView):
    form_class = HandForm
    template_name = "events/add_registration.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"terms": self.terms}

    def act(self, form):
        registration = registering.add_by_hand(
            event=self.event, **form.details(), language=get_language(), by=self.request.user
        )
        text = _("%(name)s is added: %(state)s.")
        messages.success(self.request, text % {"name": registration.name, "state": registration.get_state_display()})


class OneRegistrationMixin:
    """About one of the registrations of the event."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            registrations = Registration.objects.named().select_related("event__place")
            self.registration = get_object_or_404(
                registrations, event__in=run_by(request), event__slug=kwargs["slug"], pk=kwargs["pk"]
            )
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(registration=self.registration, **kwargs)


class CancelByOrganiserView(OneRegistrationMixin, OrganiserFormView):
    form_class = CancelForm
    template_name = "events/cancel_by_organiser.html"

    def act(self, form):
        message = form.cleaned_data["message"]
        registering.cancel(registration=self.registration, message=message, by=self.request.user)
        text = _("The registration of %(name)s is cancelled.")
        messages.success(self.request, text % {"name": self.registration.name})


class AttendanceView(OneRegistrationMixin, OrganiserMixin, View):
    """Note at the door that somebody is there, or not after all."""

    http_method_names = ["post"]

    def post(self, request, slug, pk):
        try:
            attending.mark_attendance(
                registration=self.registration, was_there=request.POST.get("was_er") == "ja", by=request.user
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        found = RegistrationList(request.GET, self.event)
        page = request.GET.get("pagina", "")
        paged = f"{'&' if found.query else '?'}pagina={page}" if page.isascii() and page.isdigit() else ""
        return redirect(f"{self.get_success_url()}{found.query}{paged}#r{self.registration.pk}")


class WriteToRegisteredView(OrganiserFormView):
    """Write to those on the list as it is filtered: first it is shown, with to how many it goes; then it is sent."""

    form_class = EventMessageForm
    template_name = "events/write_to_registered.html"

    def get_list(self):
        found = RegistrationList(self.request.GET, self.event)
        if not found.is_valid:
            raise Http404
        return found

    def get_context_data(self, **kwargs):
        found = self.get_list()
        number = found.registrations.reachable().count()
        return super().get_context_data(list=found, **{"number": number, **kwargs})

    def form_valid(self, form):
        number = self.get_list().registrations.reachable().count()
        if "change" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if form.cleaned_data["number"] != number or "send" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, to_check=True, number=number))
        return super().form_valid(form)

    def act(self, form):
        if not consume(self.request, action="event_message"):
            raise ValidationError(_("You wrote to many people today. Try again tomorrow."), code="limit")
        found = self.get_list()
        message = attending.send_message(
            event=self.event,
            registrations=found.registrations,
            filter=found.shown,
            subject=form.cleaned_data["subject"],
            text=form.cleaned_data["text"],
            by=self.request.user,
        )
        text = ngettext("Mailed to %(number)s person.", "Mailed to %(number)s people.", message.recipients)
        messages.success(self.request, text % {"number": message.recipients})
