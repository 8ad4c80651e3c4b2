"""The forms on objections and appeals: of the office in a case, and of a member in the portal."""

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import answering, objecting
from ..clock import term_of_weeks
from ..models import Appeal, Channel, Decision, DecisionKind, Objection
from ..objections import can_be_disputed, clock_of, is_in_time
from .case_form import CaseForm, long_text
from .decision import FIXED, DecideForm
from .objection import DecisionField, named
from .widgets import DayInput


def disputable(application):
    keys = [each.pk for each in can_be_disputed(application)]
    return Decision.objects.filter(pk__in=keys).order_by("-announced_at", "-pk")


class ReceiveForm(CaseForm):
    action = "receive_objection"
    title, button = gettext_lazy("Enter an objection"), gettext_lazy("Enter it and confirm")
    decision = DecisionField(None, label=gettext_lazy("Against which decision"), empty_label=None)
    channel = forms.ChoiceField(label=gettext_lazy("Came by"), choices=Channel, initial=Channel.PAPER)
    received_on = forms.DateField(label=gettext_lazy("Received on"), initial=timezone.localdate, widget=DayInput)
    posted_on = forms.DateField(
        label=gettext_lazy("Posted on"),
        required=False,
        widget=DayInput,
        help_text=gettext_lazy("By the postmark. What was posted within the term may come a week after it (Awb 6:9)."),
    )
    text = long_text(gettext_lazy("Why, as the letter says it"), 10_000)
    late_reason = long_text(gettext_lazy("Why it is late, if it says so"), 4_000, required=False)
    has_committee = forms.BooleanField(
        label=gettext_lazy("A committee advises: twelve weeks instead of six (Awb 7:13)"), required=False, initial=True
    )

    def prepare(self):
        self.fields["decision"].queryset = disputable(self.application)

    @staticmethod
    def is_of_use(application):
        return bool(can_be_disputed(application))

    def explanation(self):
        return [
            _("Also one that is late is kept: whether that is excused, is said later (Awb 6:11)."),
            _("Who objects gets a mail that it came in, with the last day for our decision (Awb 6:14, 7:10)."),
        ]

    def perform(self, by):
        objecting.receive(application=self.application, by=by, **self.cleaned_data)


class ObjectionForm(CaseForm):
    """About one open objection: which is asked where there are more."""

    objection = forms.ModelChoiceField(None, label=gettext_lazy("Objection"), empty_label=None)

    def prepare(self):
        field = self.fields["objection"]
        field.queryset = found = self.open_ones(self.application)
        field.label_from_instance = lambda each: (
            _("received on %(day)s, against: %(decision)s")
            % {
                "day": date_format(each.received_on),
                "decision": named(each.decision),
            }
        )
        field.initial = found.first()

    @staticmethod
    def open_ones(application):
        found = Objection.objects.open().filter(decision__application=application)
        return found.select_related("decision").order_by("pk")

    @classmethod
    def is_of_use(cls, application):
        return any(cls.counts(each) for each in cls.open_ones(application))

    @staticmethod
    def counts(objection) -> bool:
        """Tell whether this can be done about an open objection."""
        return True

    def perform(self, by):
        self.done_by()(by=by, **self.cleaned_data)

    def done_by(self):
        return getattr(objecting, self.action.removesuffix("_objection"))


class AskRepairForm(ObjectionForm):
    action = "ask_repair"
    title, button = gettext_lazy("Ask for what is missing in the objection"), gettext_lazy("Ask and mail")
    what = long_text(gettext_lazy("What is missing"), 4_000)
    due_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput)

    def prepare(self):
        super().prepare()
        self.fields["due_on"].initial = term_of_weeks(timezone.localdate(), 2, self.application.version)

    @staticmethod
    def counts(objection):
        return objection.repair_asked_on is None

    def explanation(self):
        return [_("From tomorrow the term for the decision stands still (Awb 6:6, 7:10 lid 2).")]


class NoteRepairForm(ObjectionForm):
    action = "note_repair"
    title, button = gettext_lazy("Note that the objection is repaired"), gettext_lazy("Note it")
    repaired_on = forms.DateField(label=gettext_lazy("Came in on"), initial=timezone.localdate, widget=DayInput)

    @staticmethod
    def counts(objection):
        return objection.is_unrepaired


class ExtendForm(ObjectionForm):
    action = "extend_objection"
    title, button = gettext_lazy("Extend the term for the objection"), gettext_lazy("Extend and mail")

    @staticmethod
    def counts(objection):
        return objection.extended_on is None and clock_of(objection).days_left(timezone.localdate()) >= 0

    def explanation(self):
        return [_("By six weeks, once (Awb 7:10 lid 3). Who objects gets a mail with the new day.")]


class PostponeForm(ObjectionForm):
    action = "postpone_objection"
    title, button = gettext_lazy("Postpone the decision with consent"), gettext_lazy("Postpone and mail")
    until = forms.DateField(label=gettext_lazy("Until"), widget=DayInput)
    why = forms.CharField(label=gettext_lazy("Who consented, and how"), max_length=400)

    def explanation(self):
        return [_("Only with consent of who objects (Awb 7:10 lid 4).")]


class ExcuseForm(ObjectionForm):
    action = "excuse_objection"
    title, button = gettext_lazy("Excuse that the objection is late"), gettext_lazy("Excuse it")
    why = long_text(gettext_lazy("Why it cannot be held against who objects"), 4_000)

    @staticmethod
    def counts(objection):
        return not objection.excuse and not is_in_time(objection)

    def explanation(self):
        said = [each.late_reason for each in self.open_ones(self.application) if each.late_reason]
        return [_("Awb 6:11."), *(_("Who objects says: %(reason)s") % {"reason": reason} for reason in said)]


class WithdrawForm(ObjectionForm):
    action = "withdraw_objection"
    title, button = gettext_lazy("Note that the objection is withdrawn"), gettext_lazy("Note it and mail")
    withdrawn_on = forms.DateField(label=gettext_lazy("Withdrawn on"), initial=timezone.localdate, widget=DayInput)

    def explanation(self):
        return [_("In writing, or said at the hearing (Awb 6:21). What was composed about it is removed.")]


class DecideOnObjectionForm(DecideForm):
    """Takes the decision on an objection that was composed, on the page of a decision."""

    action = "decide_on_objection"
    title, button = gettext_lazy("Decide on the objection"), gettext_lazy("Decide")

    @staticmethod
    def is_of_use(application):
        draft = application.saved_draft
        return draft is not None and draft.kind == DecisionKind.OBJECTION and not draft.corrects_id

    @property
    def composing(self):
        return _("Compose the decision on the objection")

    def explanation(self):
        return [
            _("By another than who took the decision that is disputed (Awb 10:3 lid 3)."),
            _("What it does to the ceiling stands in the reckoning below (Awb 4:25 lid 3)."),
            FIXED,
        ]

    def perform(self, by):
        answering.decide_on_objection(application=self.application, by=by)


class LodgeAppealForm(CaseForm):
    action = "lodge_appeal"
    title, button = gettext_lazy("Note an appeal"), gettext_lazy("Note it")
    decision = DecisionField(None, label=gettext_lazy("Against which decision"), empty_label=None)
    lodged_on = forms.DateField(label=gettext_lazy("Lodged on"), initial=timezone.localdate, widget=DayInput)
    court = forms.CharField(label=gettext_lazy("Court"), max_length=120)
    case_number = forms.CharField(label=gettext_lazy("Case number of the court"), max_length=60, required=False)

    def prepare(self):
        self.fields["decision"].queryset = self.answers(self.application)
        self.fields["court"].initial = settings.COURT

    @staticmethod
    def answers(application):
        found = Decision.objects.announced().filter(application=application, kind=DecisionKind.OBJECTION)
        return found.order_by("-announced_at", "-pk")

    @classmethod
    def is_of_use(cls, application):
        return cls.answers(application).exists()

    def perform(self, by):
        objecting.lodge_appeal(application=self.application, by=by, **self.cleaned_data)


class EndAppealForm(CaseForm):
    action = "end_appeal"
    title, button = gettext_lazy("Note how an appeal ended"), gettext_lazy("Note it")
    appeal = forms.ModelChoiceField(None, label=gettext_lazy("Appeal"), empty_label=None)
    ended_on = forms.DateField(label=gettext_lazy("Ended on"), initial=timezone.localdate, widget=DayInput)
    outcome = forms.CharField(label=gettext_lazy("Outcome"), max_length=400)

    def prepare(self):
        self.fields["appeal"].queryset = self.open_ones(self.application)

    @staticmethod
    def open_ones(application):
        return Appeal.objects.filter(decision__application=application, ended_on=None)

    @classmethod
    def is_of_use(cls, application):
        return cls.open_ones(application).exists()

    def perform(self, by):
        objecting.end_appeal(by=by, **self.cleaned_data)


FORMS = {
    form.action.replace("_", "-"): form
    for form in (
        ReceiveForm,
        AskRepairForm,
        NoteRepairForm,
        ExtendForm,
        PostponeForm,
        ExcuseForm,
        WithdrawForm,
        DecideOnObjectionForm,
        LodgeAppealForm,
        EndAppealForm,
    )
}
