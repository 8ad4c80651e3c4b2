"""The forms by which civil servants handle a case, and all of them by their address."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import completeness
from ..clock import term_of_days
from ..models import Evidence
from ..steps import FILLED_IN
from .accounting import FinalTermForm
from .assessing import AssessForm
from .behalf import AcceptOfferForm, AddScanForm, DeclineOfferForm, GiveViewForm, SupplyForm, WithdrawForm
from .case_clock import ExtendForm, ResumeForm, SuspendForm
from .case_form import CaseForm, long_text
from .composing import ComposeForm
from .decision import AnnounceForm, CorrectForm, DecideForm, IntendForm, ThrowDraftAwayForm
from .posting import LetterForm


class DeclareCompleteForm(CaseForm):
    action = "declare_complete"
    title, button = gettext_lazy("Find the application complete"), gettext_lazy("It is complete")

    def explanation(self):
        return [
            _(
                "Nothing is missing (Awb 4:2). The application takes its place in line as of when the last thing came in."
            ),
            _("The applicant gets a mail with the last day for the decision."),
        ]


class AskSupplementForm(LetterForm):
    action = "ask_supplement"
    title, button = gettext_lazy("Ask for a supplement"), gettext_lazy("Ask and mail")
    evidence = forms.ModelMultipleChoiceField(
        Evidence.objects.none(),
        label=gettext_lazy("Documents"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    steps = forms.MultipleChoiceField(
        label=gettext_lazy("Parts of the form"),
        choices=[(step.slug, step.label) for step in FILLED_IN],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = long_text(
        gettext_lazy("What is missing"), 4_000, help_text=gettext_lazy("The applicant reads this. Write it plainly.")
    )

    def prepare(self):
        super().prepare()
        documents = self.application.version.evidence_set.filter(moment=Evidence.Moment.APPLICATION)
        self.fields["evidence"].queryset = documents
        if not documents:
            del self.fields["evidence"]

    def begin(self, request):
        """Take over what was ticked on the checklist, and write the letter."""
        if "compose" not in request.GET:
            return
        chosen = {name: set(request.GET.getlist(name)) for name in ("evidence", "steps", "declarations")}
        documents = [each for each in completeness.documents(self.application) if each.key in chosen["evidence"]]
        parts = [each for each in completeness.parts(self.application) if each.key in chosen["steps"]]
        declared = [each for each in completeness.declarations(self.application) if each.key in chosen["declarations"]]
        self.initial["evidence"] = [each.key for each in documents]
        self.initial["steps"] = [each.key for each in parts]
        labels = [[each.label for each in group] for group in (documents, parts, declared)]
        self.initial["text"] = completeness.letter(*labels) if any(labels) else ""

    def explanation(self):
        rules = self.application.version
        due_on = term_of_days(timezone.localdate(), rules.supplement_days, rules)
        return [
            _("The applicant has until %(day)s (%(days)s days, Awb 4:5 lid 1).")
            % {"day": date_format(due_on), "days": rules.supplement_days},
            _("From tomorrow the term for the decision stands still (Awb 4:15 lid 1 a)."),
            *super().explanation(),
        ]


class AdviseForm(CaseForm):
    action = "advise"
    title, button = gettext_lazy("Hand to the decider"), gettext_lazy("Hand over")

    def explanation(self):
        return [_("You are the assessor from now on: somebody else decides (four eyes).")]


class SendBackForm(CaseForm):
    action = "send_back"
    title, button = gettext_lazy("Send back to the assessor"), gettext_lazy("Send back")
    reason = long_text(
        gettext_lazy("Reason"), 2_000, help_text=gettext_lazy("The assessor reads it; it stays in the case.")
    )

    def explanation(self):
        return [_("The application is under review again (Awb 3:2).")]


class WriteForm(CaseForm):
    action = "write"
    title, button = gettext_lazy("Write to the applicant"), gettext_lazy("Send")
    text = long_text(gettext_lazy("Message"), 4_000)


# By the last part of its address, in the order of the page.
FORMS = {
    form.action.replace("_", "-"): form
    for form in (
        DeclareCompleteForm,
        AskSupplementForm,
        AssessForm,
        AdviseForm,
        SendBackForm,
        ComposeForm,
        DecideForm,
        CorrectForm,
        ThrowDraftAwayForm,
        AnnounceForm,
        WriteForm,
        ExtendForm,
        SuspendForm,
        ResumeForm,
        IntendForm,
        FinalTermForm,
        AddScanForm,
        SupplyForm,
        GiveViewForm,
        AcceptOfferForm,
        DeclineOfferForm,
        WithdrawForm,
    )
}
