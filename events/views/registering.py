"""Registering for an event, without an account, and the page of one's own registration behind the link in the mail."""

from allauth.core.ratelimit import consume
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from deventer_intl.addresses import mailbox_of
from deventer_intl.form_answers import ActingMixin, add_errors

from ..actions import registering as actions
from ..forms.registering import ChangeForm, RegisterForm
from ..models import Event, Registration, RegistrationTerms
from .unknown_link import not_found


class VisibleEventMixin:
    """About an event that the visitor sees, and for which there is registration."""

    def dispatch(self, request, *args, **kwargs):
        events = Event.objects.visible_to(request.user).select_related("place", "network")
        terms = RegistrationTerms.objects.select_related("event__place").filter(event__in=events)
        self.terms = get_object_or_404(terms, event__slug=kwargs["slug"])
        self.event = self.terms.event
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            event=self.event,
            terms=self.terms,
            section="agenda",
            kept_days=settings.REGISTRATION_DAYS,
            diet_days=settings.DIET_DAYS,
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")
class RegisterView(VisibleEventMixin, FormView):
    """Register, for anyone who sees the event. The page says before whether there is a place, or the waiting list."""

    form_class = RegisterForm
    template_name = "events/register.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"terms": self.terms}

    def get_initial(self):
        user = self.request.user
        known = {"name": user.name, "email": user.email} if user.is_authenticated else {}
        return {"waits": not actions.gets_place(self.terms, 1), **known}

    def form_valid(self, form):
        details = form.details()
        if not consume(self.request, action="register_event", key=mailbox_of(details["email"])):
            form.add_error(None, _("There were too many registrations from here, or with this address. Try tomorrow."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        try:
            actions.register(
                event=self.event,
                **details,
                language=get_language(),
                will_wait=form.cleaned_data["waits"],
                by=self.request.user,
            )
        except ValidationError as error:
            return self.refused(form, error)
        return redirect("events:registered", self.event.slug)

    def refused(self, form, error):
        """Show the form again with all that was typed; one that would wait now is asked whether it will."""
        add_errors(form, error)
        self.terms.refresh_from_db()
        if getattr(error, "code", "") != "full":
            return self.form_invalid(form)
        form.put("waits", "on")
        return self.render_to_response(self.get_context_data(form=form), status=409)

    def get_context_data(self, **kwargs):
        form = kwargs.get("form") or self.get_form()
        return super().get_context_data(
            refusal=self.terms.refusal(),
            # What was typed stays on the screen, also when registration closed meanwhile.
            has_form=self.request.method == "POST" or not self.terms.refusal(),
            waits=form["waits"].value() in (True, "on", "True", "true"),
            **{**kwargs, "form": form},
        )


@method_decorator(never_cache, name="dispatch")
class RegisteredView(VisibleEventMixin, TemplateView):
    """Say that a mail is on its way. The same for all: it tells nothing of who is registered."""

    template_name = "events/registered.html"


unknown_link = not_found("registration_link")


@method_decorator([never_cache, rate_limit(action="registration_link", limit_get=True, dry_run=True)], name="dispatch")
class OwnRegistrationMixin(ActingMixin):
    """About the registration behind a link: whoever has the link may. Of one that is unknown or emptied nothing is said."""

    def dispatch(self, request, *args, **kwargs):
        registrations = Registration.objects.named().select_related("event__place", "event__registration_terms")
        self.registration = registrations.filter(key=kwargs["key"]).first()
        if self.registration is None:
            return unknown_link(request)
        self.event = self.registration.event
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            registration=self.registration, event=self.event, section="agenda", kept_days=settings.REGISTRATION_DAYS, **kwargs
        )  # fmt: skip

    def get_success_url(self):
        return self.registration.get_absolute_url()


class RegistrationView(OwnRegistrationMixin, FormView):
    """What somebody gave, how it stands, and what can be changed."""

    form_class = ChangeForm
    template_name = "events/registration.html"

    def get_form_kwargs(self):
        terms = self.event.registration_terms
        return super().get_form_kwargs() | {"terms": terms, "registration": self.registration}

    def get_initial(self):
        need = getattr(self.registration, "dietary_need", None)
        return {
            "guests": self.registration.guests,
            "shows_name": self.registration.shows_name,
            "diet": need.text if need else "",
            "diet_consent": need is not None,
        }

    def act(self, form):
        actions.change_registration(registration=self.registration, **form.details(), by=self.request.user)
        messages.success(self.request, _("Saved."))

    def get_context_data(self, **kwargs):
        registration = self.registration
        return super().get_context_data(
            answers=registration.answers.select_related("question"),
            others=self.event.registrations.that_show_their_name() if registration.has_place else [],
            can_change=registration.is_active and not self.event.has_begun,
            **kwargs,
        )


class OfferAnswerView(OwnRegistrationMixin, FormView):
    """Take the place that came free. Nothing happens by looking: mail programs open links of their own."""

    form_class = Form
    template_name = "events/offer_ended.html"

    def get(self, request, *args, **kwargs):
        return redirect(self.registration.get_absolute_url())

    def act(self, form):
        actions.confirm_offer(registration=self.registration, by=self.request.user)
        messages.success(self.request, _("You have a place. You get mail."))


class CancelView(OwnRegistrationMixin, FormView):
    """Cancel, or leave an offered place to the next: first the page asks whether this is meant."""

    form_class = Form
    template_name = "events/cancel_registration.html"

    def get(self, request, *args, **kwargs):
        if not self.registration.is_active:
            return redirect(self.registration.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def act(self, form):
        if self.registration.state == Registration.State.OFFERED:
            actions.decline_offer(registration=self.registration, by=self.request.user)
        else:
            actions.cancel(registration=self.registration, by=self.request.user)
        messages.success(self.request, _("Your registration is cancelled. You get mail."))
