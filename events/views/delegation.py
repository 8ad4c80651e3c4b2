"""Delegations from abroad: what everyone reads, asking to come without an account, and the own page behind a mailed link."""

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

from ..actions import delegation as actions
from ..actions import delegation_guest as guest_actions
from ..actions.delegation_forgetting import CONTENT_KEPT, GUESTS_KEPT
from ..forms.delegation import GuestForm, RequestForm
from ..models import Delegation, DelegationGuest, Visit
from .unknown_link import not_found

SHOWN = 10
TERMS = {"guest_days": GUESTS_KEPT.days, "content_days": CONTENT_KEPT.days}


class DelegationsView(TemplateView):
    """How one asks to be received, and who was."""

    template_name = "events/missions/delegations.html"
    extra_context = {"section": "missions"}

    def get_context_data(self, **kwargs):
        received = Visit.objects.public().begun().filter(direction=Visit.Direction.RECEIVED)
        return super().get_context_data(visits=received.for_lists()[:SHOWN], **kwargs)


@method_decorator(never_cache, name="dispatch")
class RequestView(FormView):
    """Ask to come: first the form, then all answers to check, then it is sent."""

    form_class = RequestForm
    template_name = "events/missions/delegation_request.html"
    extra_context = {"section": "missions", **TERMS}

    def get_initial(self):
        user = self.request.user
        return {"contact_name": user.name, "email": user.email} if user.is_authenticated else {}

    def form_valid(self, form):
        if "send" in self.request.POST:
            return self.send(form)
        # What was typed is shown once more: to be read, or, on "change it", to be changed.
        form.seal_anew()
        to_check = "change" not in self.request.POST
        return self.render_to_response(self.get_context_data(form=form, to_check=to_check))

    def send(self, form):
        if not consume(self.request, action="delegation_request", key=mailbox_of(form.cleaned_data["email"])):
            form.add_error(None, _("There were too many requests from here, or with this address. Try again tomorrow."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        try:
            actions.ask(
                delegation=form.delegation(get_language()),
                themes=form.cleaned_data["themes"],
                organisations=form.cleaned_data["organisations"],
                by=self.request.user,
            )
        except ValidationError as error:
            add_errors(form, error)
            return self.form_invalid(form)
        return redirect("events:delegation_requested")


class RequestedView(TemplateView):
    """Say that a mail is on its way."""

    template_name = "events/missions/delegation_requested.html"
    extra_context = {"section": "missions"}


unknown_link = not_found("delegation_link")


@method_decorator([never_cache, rate_limit(action="delegation_link", limit_get=True, dry_run=True)], name="dispatch")
class OwnDelegationMixin(ActingMixin):
    """About the delegation behind a link: whoever has the link may. Of one that is unknown or emptied nothing is said."""

    def dispatch(self, request, *args, **kwargs):
        self.delegation = Delegation.objects.named().select_related("country").filter(key=kwargs["key"]).first()
        if self.delegation is None:
            return unknown_link(request)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            delegation=self.delegation, section="missions", office_email=settings.OFFICE_EMAIL, **TERMS, **kwargs
        )

    def get_success_url(self):
        return self.delegation.get_absolute_url()


class DelegationView(OwnDelegationMixin, TemplateView):
    """How a request stands; once it is welcome, who receives it, the programme, and who come along."""

    template_name = "events/missions/delegation.html"

    def get_context_data(self, **kwargs):
        delegation = self.delegation
        is_prepared = delegation.is_prepared
        return super().get_context_data(
            programme=delegation.programme.select_related("organisation") if is_prepared else [],
            hosts=delegation.hosts.willing().select_related("organisation") if is_prepared else [],
            guests=delegation.guests.all() if is_prepared else [],
            **kwargs,
        )


class WithdrawView(OwnDelegationMixin, FormView):
    """Take a request back: first the page asks whether this is meant."""

    form_class = Form
    template_name = "events/missions/delegation_withdraw.html"

    def get(self, request, *args, **kwargs):
        if not self.delegation.can_be_withdrawn:
            return redirect(self.delegation)
        return super().get(request, *args, **kwargs)

    def act(self, form):
        actions.withdraw(delegation=self.delegation, by=self.request.user)
        messages.success(self.request, _("Your request is withdrawn. You get mail."))


class GuestView(OwnDelegationMixin, FormView):
    """Put somebody on the list of who come, or change what stands there."""

    form_class = GuestForm
    template_name = "events/missions/delegation_guest.html"

    def guest(self):
        if "pk" not in self.kwargs:
            return DelegationGuest(delegation=self.delegation)
        return get_object_or_404(self.delegation.guests.select_related("delegation"), pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        if not self.delegation.takes_participants:
            return redirect(self.delegation)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.guest()}

    def get_initial(self):
        guest = self.guest()
        return {"diet": guest.diet, "diet_consent": bool(guest.diet)}

    def act(self, form):
        guest_actions.put_down(guest=form.instance, diet=form.cleaned_data["diet"], by=self.request.user)
        messages.success(self.request, _("%(name)s stands in the list.") % {"name": form.instance.name})

    def get_success_url(self):
        return f"{self.delegation.get_absolute_url()}#deelnemers"


class TakeOffView(OwnDelegationMixin, FormView):
    """Take somebody off the list."""

    http_method_names = ["post"]
    form_class = Form
    template_name = "events/missions/delegation_guest.html"

    def act(self, form):
        guest = get_object_or_404(self.delegation.guests.select_related("delegation"), pk=self.kwargs["pk"])
        guest_actions.take_off(guest=guest, by=self.request.user)
        messages.success(self.request, _("%(name)s is off the list.") % {"name": guest.name})

    def form_invalid(self, form):
        # There is nothing to correct: the page says why, and what stands.
        messages.error(self.request, " ".join(form.non_field_errors()))
        return redirect(self.delegation)

    def get_success_url(self):
        return f"{self.delegation.get_absolute_url()}#deelnemers"
