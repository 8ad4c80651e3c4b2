"""How members propose events for their organisation, and keep them right."""

from allauth.decorators import rate_limit
from django.contrib import messages
from django.forms import Form
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView

from deventer_intl.form_answers import MergingMixin
from organisations.views.membership import KeptPageMixin, MemberFormView

from ..actions import agenda as actions
from ..actions import series as series_actions
from ..forms.event import EventForm, ReasonForm, ReportForm
from ..models import Event


class OwnAgendaView(KeptPageMixin, ListView):
    """The events of an organisation, in whichever state; the last first."""

    template_name = "events/own_agenda.html"
    context_object_name = "events"
    paginate_by = 20
    page_kwarg = "pagina"

    def get_queryset(self):
        return self.organisation.agenda.with_names().select_related("series").order_by("-starts_at", "-pk")


class EventFormMixin(KeptPageMixin, MergingMixin):
    """The form of an event, which colleagues and editors may have open too."""

    form_class = EventForm
    template_name = "events/own_event.html"
    event = None

    def get_form_kwargs(self):
        instance = self.event or Event(organiser=self.organisation)
        return {**super().get_form_kwargs(), "instance": instance, "organisation": self.organisation}

    def get_success_url(self):
        return reverse("events:own_agenda", args=[self.organisation.slug])


@method_decorator(rate_limit(action="propose_event"), name="post")
class ProposeView(EventFormMixin, FormView):
    """Propose an event."""

    def act(self, form):
        actions.propose(event=form.instance, related=form.related, by=self.request.user)
        messages.success(self.request, _("Sent to the International Office. You get mail once it is decided."))


class OwnEventMixin(KeptPageMixin):
    """One event of an organisation: `event`."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            # Of an organisation whose page the visitor keeps; a stranger finds nothing.
            events = Event.objects.filter(organiser__memberships__user=request.user).select_related("series")
            self.event = get_object_or_404(events, organiser__slug=kwargs["slug"], pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(event=self.event, **kwargs)

    def get_success_url(self):
        return reverse("events:own_event", args=[self.organisation.slug, self.event.pk])


class ChangeView(OwnEventMixin, EventFormMixin, FormView):
    """Change an event: at once where it is in the agenda."""

    def lock(self):
        self.event = get_object_or_404(Event.objects.select_for_update(no_key=True), pk=self.event.pk)

    def act(self, form):
        change = series_actions.change_following if form.is_for_following else actions.change
        change(event=form.instance, related=form.related, by=self.request.user)
        messages.success(self.request, _("Saved."))


class CancelView(OwnEventMixin, MemberFormView):
    """Cancel an event that is in the agenda."""

    form_class = ReasonForm
    template_name = "events/cancel.html"

    def act(self, form):
        actions.cancel(event=self.event, reasons=form.reasons, by=self.request.user)
        messages.success(self.request, _("Cancelled. Whoever registered gets mail."))

    def get_context_data(self, **kwargs):
        return super().get_context_data(number=self.event.registrations.active().count(), **kwargs)


class WithdrawView(OwnEventMixin, MemberFormView):
    """Take back an event that is not in the agenda."""

    form_class = Form
    template_name = "events/withdraw.html"

    def act(self, form):
        actions.withdraw(event=self.event, by=self.request.user)
        messages.success(self.request, _("Removed."))

    def get_success_url(self):
        return reverse("events:own_agenda", args=[self.organisation.slug])


class ReportView(OwnEventMixin, MemberFormView):
    """Say what came of an event."""

    form_class = ReportForm
    template_name = "events/report.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "instance": Event.objects.get(pk=self.event.pk)}

    def act(self, form):
        actions.report(event=self.event, texts=form.texts, by=self.request.user)
        messages.success(self.request, _("Saved."))
