"""The forms by which a civil servant does something for an applicant who asked for it on paper or by telephone."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import attachment_files
from ..actions import behalf
from ..actions.attachment import judged
from ..actions.supplement import still_missing
from ..fields import shown
from ..models import Evidence, StaffNote
from .case_form import CaseForm, long_text
from .widgets import DayInput


class BehalfForm(CaseForm):
    """Something that an applicant could have done alone: who asked for it, and how."""

    asked_by = forms.CharField(
        label=gettext_lazy("Asked by"),
        max_length=200,
        help_text=gettext_lazy("The name of who asked it. It stays in the history of the case."),
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("How it was asked"), choices=StaffNote.Channel, widget=forms.RadioSelect
    )

    def perform(self, by):
        getattr(behalf, self.action)(application=self.application, by=by, **self.cleaned_data)


class CameOnForm(BehalfForm):
    """Something that counts as of the day it came in."""

    came_on = forms.DateField(
        label=gettext_lazy("Came in on"),
        initial=timezone.localdate,
        widget=DayInput,
        help_text=gettext_lazy("The day on which it came in counts, not the day on which you type it over."),
    )


class WithdrawForm(BehalfForm):
    action = "withdraw"
    title, button = gettext_lazy("Withdraw for the applicant"), gettext_lazy("Withdraw")

    def explanation(self):
        return [_("What was reserved is free at once for the next in line. This cannot be undone.")]


class SupplyForm(CameOnForm):
    action = "supply"
    title, button = gettext_lazy("Send the supplement for the applicant"), gettext_lazy("Send the supplement")

    def explanation(self):
        request = self.application.supplement_requests.open().first()
        if request is None:
            return []
        sentences = [_("The last day was or is %(day)s (Awb 4:5).") % {"day": date_format(request.due_on)}]
        if missing := still_missing(self.application, request):
            names = ", ".join(str(part) for part in missing)
            sentences.append(_("First add what is not there yet: %(parts)s.") % {"parts": names})
        return sentences


class OfferForm(BehalfForm):
    @staticmethod
    def is_of_use(application):
        return application.open_offer is not None

    def explanation(self):
        offer = self.application.open_offer
        if offer is None:
            return [_("There is no offer to answer any more.")]
        return [
            _("What remained of the ceiling was granted: %(amount)s. It can be declined until %(day)s.")
            % {"amount": shown(offer.amount), "day": date_format(offer.offer_until)}
        ]


class AcceptOfferForm(OfferForm):
    action = "accept_offer"
    title, button = gettext_lazy("Keep what remained, for the applicant"), gettext_lazy("The applicant keeps it")


class DeclineOfferForm(OfferForm):
    action = "decline_offer"
    title, button = gettext_lazy("Decline what remained, for the applicant"), gettext_lazy("The applicant declines it")

    def explanation(self):
        return [*super().explanation(), _("The next in line may have the money. This cannot be undone.")]


class GiveViewForm(CameOnForm):
    action = "give_view"
    title, button = gettext_lazy("Write down the view of the applicant"), gettext_lazy("Keep the view")
    view = long_text(
        gettext_lazy("What the applicant thinks of it"),
        10_000,
        help_text=gettext_lazy("As it was said or written: it stays in the case as it is (Awb 4:9)."),
    )

    @staticmethod
    def is_of_use(application):
        return behalf.open_intention(application) is not None

    def explanation(self):
        intention = behalf.open_intention(self.application)
        if intention is None:
            return [_("No view is asked in this case.")]
        return [_("A view can be given until %(day)s.") % {"day": date_format(intention.view_due_on)}]


class AddScanForm(CaseForm):
    """A file for what came on paper, under the document that was asked for."""

    action = "add_scan"
    goes_on = True
    title, button = gettext_lazy("Add a scan"), gettext_lazy("Add")
    evidence = forms.ModelChoiceField(
        Evidence.objects.none(),
        label=gettext_lazy("Document"),
        required=False,
        empty_label=gettext_lazy("another document"),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": attachment_files.ACCEPTED}),
    )

    def prepare(self):
        rules = self.application.version
        self.fields["evidence"].queryset = rules.evidence_set.filter(moment=Evidence.Moment.APPLICATION)

    def explanation(self):
        there = [str(attachment) for attachment in self.application.attachments.current()]
        if not there:
            return [_("There are no documents in this case yet.")]
        return [_("There already: %(names)s.") % {"names": ", ".join(there)}]

    def clean_file(self):
        file = self.cleaned_data["file"]
        # A large file is refused before it is read, and nobody waits for the scanner with a lock in hand.
        self.content = file.read(attachment_files.MOST_BYTES + 1)
        try:
            self.judgement = judged(file.name, self.content)
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        return file

    def perform(self, by):
        behalf.add_scan(
            application=self.application,
            name=self.cleaned_data["file"].name,
            content=self.content,
            judgement=self.judgement,
            evidence=self.cleaned_data["evidence"],
            by=by,
        )
