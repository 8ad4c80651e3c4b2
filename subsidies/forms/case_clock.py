"""The forms by which the term for a decision is extended, or stands still and runs on."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..clock import decision_due_on
from .case_form import CaseForm
from .widgets import DayInput


class ExtendForm(CaseForm):
    action = "extend"
    title, button = gettext_lazy("Extend the term"), gettext_lazy("Extend and mail")

    @staticmethod
    def is_of_use(application):
        return bool(application.version.extension_weeks) and not application.extended_on

    def explanation(self):
        rules = self.application.version
        if not rules.extension_weeks:
            return [_("This scheme gives no right to extend the term.")]
        if self.application.extended_on:
            text = _("The term was extended on %(day)s: once is all (Awb 4:14).")
            return [text % {"day": date_format(self.application.extended_on)}]
        self.application.extended_on = timezone.localdate()
        due_on = decision_due_on(self.application)
        self.application.extended_on = None
        if due_on is None:
            return []
        return [
            _("Once, by %(weeks)s weeks (Awb 4:14): the last day becomes %(day)s. The applicant is told.")
            % {"weeks": rules.extension_weeks, "day": date_format(due_on)}
        ]


class SuspendForm(CaseForm):
    action = "suspend"
    title, button = gettext_lazy("Suspend with consent"), gettext_lazy("Suspend the term")
    first_day = forms.DateField(label=gettext_lazy("First day"), initial=timezone.localdate, widget=DayInput)
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("Leave it empty while it is not known; you end it later."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        help_text=gettext_lazy("Also say where the consent is to be found. The applicant sees this."),
    )

    def explanation(self):
        return [_("Only with the consent of the applicant, in writing (Awb 4:15 lid 2 a).")]


class ResumeForm(CaseForm):
    action = "resume"
    title, button = gettext_lazy("End the suspension"), gettext_lazy("Let the term run on")

    @staticmethod
    def is_of_use(application):
        return application.suspensions.filter(last_day=None).exists()

    def explanation(self):
        return [_("Today is the last day on which the term stands still.")]
