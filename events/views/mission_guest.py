"""The page of a guest from elsewhere, without an account: whoever has the link may. Never kept by anybody."""

from allauth.core.ratelimit import consume
from allauth.decorators import rate_limit
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.generic import FormView, View

from deventer_intl.form_answers import ActingMixin

from ..actions import mission_guests as actions
from ..actions import mission_wishes
from ..forms.mission_wishes import GuestForm
from ..models import Counterpart, Stage
from ..models.mission_partner import GUESTS_WRITE
from .mission_wishes import calendar_of, choices_of, meetings_of, party_of_guest, wishes_arguments
from .unknown_link import not_found

unknown_link = not_found("guest_link")


@method_decorator([never_cache, rate_limit(action="guest_link", limit_get=True, dry_run=True)], name="dispatch")
class GuestMixin(ActingMixin):
    """About the counterpart behind a link. After the mission the page says so, and shows nothing of anybody."""

    is_open_afterwards = False

    @method_decorator(sensitive_variables("token"))
    def dispatch(self, request, *args, **kwargs):
        self.counterpart = Counterpart.objects.of(kwargs["token"])
        if self.counterpart is None:
            return unknown_link(request)
        self.mission, self.party = self.counterpart.mission, party_of_guest(self.counterpart)
        if self.mission.stage not in GUESTS_WRITE and not self.is_open_afterwards:
            return self.closed(request)
        return super().dispatch(request, *args, **kwargs)

    def closed(self, request):
        context = {"mission": self.mission, "is_cancelled": self.mission.stage == Stage.CANCELLED}
        return render(request, "events/missions/guest_closed.html", context, status=410)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            mission=self.mission,
            counterpart=self.counterpart,
            party=self.party,
            token=self.kwargs["token"],
            kept_days=settings.GUEST_DAYS,
            **kwargs,
        )

    def get_success_url(self):
        return reverse("events:mission_guest", args=[self.kwargs["token"]])

    def form_valid(self, form):
        if not consume(self.request, action="guest_answer"):
            form.add_error(None, _("This was sent very often. Wait an hour, and send it once more."))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return super().form_valid(form)


class GuestView(GuestMixin, FormView):
    """What a guest offers and seeks, when they are there, whom they wish to meet; and their meetings."""

    form_class = GuestForm
    template_name = "events/missions/guest.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | wishes_arguments(self.party)

    def act(self, form):
        with transaction.atomic():
            actions.describe(counterpart=self.counterpart, **form.of_itself(), by=None)
            mission_wishes.answer(party=self.party, **form.details(), by=None)
        messages.success(self.request, _("Saved. You can change it until the meetings."))

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.get_form()
        return super().get_context_data(
            form=form, choices=choices_of(form, self.party), meetings=meetings_of(self.party), **kwargs
        )


class GuestWithdrawView(GuestMixin, FormView):
    """Take part no more, after asking; or again. Nothing happens by looking: mail programs open links of their own."""

    form_class = Form
    template_name = "events/missions/guest_withdraw.html"

    def act(self, form):
        if self.counterpart.withdrawn_at:
            actions.come_back(counterpart=self.counterpart, by=None)
            messages.success(self.request, _("You take part again."))
        else:
            actions.withdraw(counterpart=self.counterpart, by=None)
            messages.success(self.request, _("You take part no more. Whom you would meet gets mail."))


class GuestCalendarView(GuestMixin, View):
    """The meetings of a guest for a calendar program, which comes back by itself; also after the mission."""

    is_open_afterwards = True

    def get(self, request, token):
        return calendar_of(self.party)
