"""Objecting in the portal (bezwaar, Awb 6:4): in the term, or after it with why it is late."""

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import objecting
from ..forms.objection import ObjectForm
from ..objections import can_be_disputed, last_day_for
from .case import CaseFormView, WhileMixin


class ObjectView(WhileMixin, CaseFormView):
    form_class = ObjectForm

    def task(self):
        return can_be_disputed(self.application)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"decisions": self.task()}

    def said(self):
        open_ones = [each for each in self.task() if last_day_for(each) >= timezone.localdate()]
        lead = _("Say why you do not agree. We confirm that we received it, and decide anew (Awb 6:4, 7:11).")
        late = _("The last day to object is over. You can still do it: say why it comes late (Awb 6:11).")
        return {
            "heading": _("Object to a decision"),
            "lead": lead if open_ones else late,
            "more": _("The decision holds meanwhile (Awb 6:16). Your objection is free, and never makes it worse."),
            "button": _("Send the objection"),
        }

    def act(self, form):
        if not consume(self.request, action="case_message"):
            raise ValidationError(_("You sent many messages today. Try again tomorrow, or call us."), code="limit")
        objecting.object_online(application=self.application, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("We received your objection. You get a mail that confirms it."))
