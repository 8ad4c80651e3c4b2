"""How members let an event come back, leave one time out, and end a series."""

from django.contrib import messages
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.views.membership import MemberFormView

from ..actions import series as actions
from ..forms.event import ReasonForm
from ..forms.series import RepeatForm
from .own import OwnEventMixin


class RepeatView(OwnEventMixin, MemberFormView):
    """Let an event come back."""

    form_class = RepeatForm
    template_name = "events/repeat.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "event": self.event}

    def act(self, form):
        series = actions.repeat(event=self.event, **form.cleaned_data, by=self.request.user)
        number = series.occasions.count()
        messages.success(self.request, _("It stands in the agenda %(number)s times now.") % {"number": number})

    def get_success_url(self):
        return reverse("events:own_agenda", args=[self.organisation.slug])


class LeaveOutView(OwnEventMixin, MemberFormView):
    """Take one time out of a series."""

    form_class = Form
    template_name = "events/leave_out.html"

    def act(self, form):
        actions.leave_out(event=self.event, by=self.request.user)
        messages.success(self.request, _("Removed."))

    def get_success_url(self):
        return reverse("events:own_agenda", args=[self.organisation.slug])


class EndView(OwnEventMixin, MemberFormView):
    """Let a series end with this event."""

    form_class = ReasonForm
    template_name = "events/end_series.html"

    def act(self, form):
        actions.end(event=self.event, reasons=form.reasons, by=self.request.user)
        messages.success(self.request, _("The series ends with this one."))
