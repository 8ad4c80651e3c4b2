"""Whom companies meet on a mission: the list of the Trade Office, and the links of the guests."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, View

from deventer_intl.form_answers import ActingMixin, MergingMixin

from ..actions import mission_guests as actions
from ..forms.mission_matching import CounterpartForm
from ..missions.access import DeskMixin
from ..models import Counterpart


class CounterpartsMixin(DeskMixin):
    def get_success_url(self):
        return reverse("events:mission_counterparts", args=[self.mission.slug])


class CounterpartFormView(ActingMixin, CounterpartsMixin, FormView):
    """A form about one counterpart, that does one action."""


class CounterpartsView(CounterpartsMixin, ListView):
    """All counterparts of a mission, with how far each guest is."""

    template_name = "events/missions/counterparts.html"
    context_object_name = "counterparts"
    paginate_by = 100
    page_kwarg = "pagina"

    def get_queryset(self):
        return self.mission.counterparts.select_related("place", "party").order_by("name", "pk")


class SaveCounterpartMixin(MergingMixin, CounterpartFormView):
    """The form of a counterpart, which a colleague may have open too, as may the guest by its link."""

    form_class = CounterpartForm
    template_name = "events/missions/counterpart.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.counterpart}

    def act(self, form):
        actions.save_counterpart(counterpart=form.instance, by=self.request.user)
        messages.success(self.request, _("Saved."))


class AddCounterpartView(SaveCounterpartMixin):
    """Add an organisation elsewhere."""

    @property
    def counterpart(self):
        return Counterpart(mission=self.mission)


class OneCounterpartMixin:
    """About one counterpart of the mission."""

    @property
    def counterpart(self):
        found = Counterpart.objects.select_related("mission", "party")
        return get_object_or_404(found, mission=self.mission, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        return super().get_context_data(counterpart=self.counterpart, **kwargs)


class ChangeCounterpartView(OneCounterpartMixin, SaveCounterpartMixin):
    """Change what is known of an organisation elsewhere."""

    def lock(self):
        Counterpart.objects.select_for_update(no_key=True).filter(pk=self.kwargs["pk"]).first()


class RemoveCounterpartView(OneCounterpartMixin, CounterpartFormView):
    """Take an organisation off the list, after asking."""

    form_class = Form
    template_name = "events/missions/remove_counterpart.html"

    def act(self, form):
        actions.remove(counterpart=self.counterpart, by=self.request.user)
        messages.success(self.request, _("Removed."))


class CounterpartStepView(OneCounterpartMixin, CounterpartsMixin, View):
    """One step with a counterpart, by a button in the list."""

    http_method_names = ["post"]

    def post(self, request, slug, pk):
        steps = {
            "invite": (self.invite, _("The link was mailed to %(name)s.")),
            "revoke": (actions.revoke, _("The link of %(name)s no longer works.")),
            "withdraw": (actions.withdraw, _("%(name)s takes part no more. Whom it would meet gets mail.")),
            "return": (actions.come_back, _("%(name)s takes part again.")),
        }
        counterpart = self.counterpart
        step, said = steps.get(request.POST.get("step"), (None, ""))
        if step:
            try:
                step(counterpart=counterpart, by=request.user)
                messages.success(request, said % {"name": counterpart.name})
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(f"{self.get_success_url()}#c{pk}")

    def invite(self, **about):
        if not consume(self.request, action="invite_guest"):
            raise ValidationError(_("You mailed many links today. Try again tomorrow."), code="limit")
        actions.invite(**about)
