"""How members propose events for their organisation, and keep them right."""

from datetime import timedelta

from allauth.decorators import rate_limit
from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, View

from deventer_intl.form_answers import MergingMixin
from organisations.actions import profile
from organisations.models import Draft
from organisations.views.membership import KeptPageMixin, MemberFormView
from organisations.views.typed import TOO_MUCH, TypedMixin

from ..actions import agenda as actions
from ..actions import series as series_actions
from ..forms.event import EventForm, ReasonForm, ReportForm
from ..models import Event

# As what is typed about events is kept (`Draft.section`); a new one has the number 0.
DRAFTS = "agenda"
JUST_NOW = timedelta(minutes=5)


class OwnAgendaView(KeptPageMixin, ListView):
    """The events of an organisation, in whichever state; the last first."""

    template_name = "events/own_agenda.html"
    context_object_name = "events"
    paginate_by = 20
    page_kwarg = "pagina"

    def get_context_data(self, **kwargs):
        drafts = Draft.objects.filter(user=self.request.user, organisation=self.organisation, section=DRAFTS)
        return super().get_context_data(typed=set(drafts.values_list("item", flat=True)), **kwargs)

    def get_queryset(self):
        return self.organisation.agenda.with_names().select_related("series").order_by("-starts_at", "-pk")


class EventFormMixin(TypedMixin, KeptPageMixin, MergingMixin):
    """The form of an event, which colleagues and editors may have open too. What is typed is kept until it is saved."""

    form_class = drafted_form = EventForm
    template_name = "events/own_event.html"
    event = draft = None

    @property
    def key(self):
        return {"organisation": self.organisation, "section": DRAFTS, "item": self.event.pk if self.event else 0}

    def get_form_kwargs(self):
        if self.request.method != "POST":
            self.draft = Draft.objects.filter(user=self.request.user, **self.key).first()
        return {
            **super().get_form_kwargs(),
            "instance": self.event or Event(organiser=self.organisation),
            "organisation": self.organisation,
            "draft": self.draft and self.draft.data,
        }

    @transaction.atomic
    def post(self, request, *args, **kwargs):
        if "later" in request.POST:
            return self.later()
        response = super().post(request, *args, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            profile.throw_draft_away(**self.key, by=request.user)
        else:
            self.keep_draft()
        return response

    def later(self):
        """Keep what was typed as it is, right or not, to go on another time."""
        if self.keep_draft():
            messages.success(self.request, _("Kept for later. Nobody else sees it yet."))
            return HttpResponseRedirect(self.get_success_url())
        form = self.get_form()
        form.add_error(None, TOO_MUCH)
        return self.form_invalid(form)

    def get_context_data(self, **kwargs):
        # The form first: it looks for the draft.
        kwargs["form"] = kwargs.get("form") or self.get_form()
        return super().get_context_data(item=self.key["item"], draft=self.draft, **kwargs)

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


class DraftView(EventFormMixin, View):
    """Keep what is typed about an event, while it is typed; or throw it away."""

    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and kwargs["pk"]:
            events = Event.objects.filter(organiser__memberships__user=request.user)
            self.event = get_object_or_404(events, organiser__slug=kwargs["slug"], pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if "throw-away" in request.POST:
            profile.throw_draft_away(**self.key, by=request.user)
            return redirect(self.address_of_form())
        if self.is_there_already():
            profile.throw_draft_away(**self.key, by=request.user)
            return JsonResponse({"text": _("This is what was saved.")})
        if not self.keep_draft():
            return JsonResponse({"text": TOO_MUCH}, status=413)
        text = _("Kept at %(time)s. You can close this page.")
        return JsonResponse({"text": text % {"time": time_format(timezone.localtime(), "H:i")}})

    def is_there_already(self):
        """Say whether this was saved: what was typed last can arrive after the form itself."""
        if self.event:
            form = EventForm(instance=self.event, organisation=self.organisation)
            return form.says_what_is_there(self.request.POST)
        titled = self.organisation.agenda.filter(title_nl=self.request.POST.get("title_nl", "").replace("\0", ""))
        lately = titled.filter(proposed_by=self.request.user, created_at__gt=timezone.now() - JUST_NOW)
        return any(
            EventForm(instance=event, organisation=self.organisation).says_what_is_there(self.request.POST)
            for event in lately[:3]
        )

    def address_of_form(self):
        if self.event:
            return reverse("events:own_event", args=[self.organisation.slug, self.event.pk])
        return reverse("events:propose", args=[self.organisation.slug])


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
