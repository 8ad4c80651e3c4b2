"""The forms by which a civil servant sets a final term for a report, and types over one that came on paper."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import accounting, attachment_files, report_steps
from ..actions import behalf, reporting
from ..actions.attachment import judged
from ..clock import term_of_days
from ..models import AccountabilityReport, Answers
from .behalf import CameOnForm
from .posting import LetterForm
from .widgets import DayInput


class FinalTermForm(LetterForm):
    """A last day for a report that did not come (Awb 4:44 lid 3)."""

    action = "set_final_term"
    title, button = gettext_lazy("Set a final term for the report"), gettext_lazy("Set it and mail")
    due_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput)

    def prepare(self):
        super().prepare()
        rules = self.application.version
        self.fields["due_on"].initial = term_of_days(timezone.localdate(), rules.supplement_days, rules)

    @staticmethod
    def is_of_use(application):
        return accounting.report_state_of(application) == accounting.ReportState.LATE

    def explanation(self):
        due_on = accounting.report_due_on(self.application)
        if due_on is None:
            return [_("No report is asked of this application.")]
        return [
            _("The report was due on %(day)s (Awb 4:44).") % {"day": date_format(due_on)},
            _(
                "Once this term has passed without a report, the subsidy can be settled on what is known (Awb 4:44 lid 4)."
            ),
            *super().explanation(),
        ]

    def act(self, by):
        reporting.set_final_term(application=self.application, by=by, **self.cleaned_data)


class PaperReportForm(CameOnForm):
    """Who brought a report on paper, when, and the paper itself; what it says is in the forms of the steps beside it."""

    action = "submit_report"
    title, button = gettext_lazy("Type over a report on paper"), gettext_lazy("Register the report")
    scan = forms.FileField(
        label=gettext_lazy("Scan of the report"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": attachment_files.ACCEPTED}),
    )
    scanned = None

    def prepare(self):
        self.fields["asked_by"].label, self.fields["asked_by"].help_text = _("Signed by"), ""
        self.fields["channel"].label = _("How it came")
        self.fields["channel"].initial = "letter"

    @staticmethod
    def is_of_use(application):
        return accounting.is_open(application)

    def explanation(self):
        sentences = [_("Type over what the paper says. Nobody can change it afterwards (Awb 4:45).")]
        if self.is_begun():
            sentences.append(
                _("Members began a report in the portal and did not send it. If you register this one, theirs is gone.")
            )
        return sentences

    def is_begun(self):
        return AccountabilityReport.objects.filter(application=self.application, submitted_at=None).exists()

    def clean_scan(self):
        file = self.cleaned_data["scan"]
        if file is None:
            return None
        # A large file is refused before it is read, and nobody waits for the scanner with a lock in hand.
        content = file.read(attachment_files.MOST_BYTES + 1)
        try:
            self.scanned = file.name, content, judged(file.name, content)
        except ValidationError as error:
            raise ValidationError(error.messages) from None
        return file

    def read_steps(self, data=None):
        """Read the steps of the report from what was sent; empty where nothing was."""
        self.texts = {
            step.slug: {
                name: [text.replace("\0", "") for text in data.getlist(name)]
                for name in step.form_class.base_fields
                if data and name != "opened_on"
            }
            for step in report_steps.FILLED_IN
        }
        kept = {
            slug: Answers(application=self.application, step=slug, data=texts) for slug, texts in self.texts.items()
        }
        self.steps = {slug: report_steps.form_of(self.application, slug, kept=kept) for slug in self.texts}

    def is_whole(self) -> bool:
        """Tell whether the form and all steps of the report are right; each says itself what is wrong."""
        return all([self.is_valid(), *(form.is_bound and form.is_valid() for form in self.steps.values())])

    @property
    def mistakes(self):
        """Return each mistake with the place to mend it, those of the steps as well."""
        found = [("", text) for text in self.non_field_errors()]
        found += [
            (self[name].id_for_label, f"{self.fields[name].label}: {text}")
            for name, texts in self.errors.items()
            if name in self.fields
            for text in texts
        ]
        return [*found, *(mistake for form in self.steps.values() for mistake in form.mistakes)]

    def perform(self, by):
        answers = {name: self.cleaned_data[name] for name in ("asked_by", "channel", "came_on")}
        behalf.submit_report(application=self.application, texts=self.texts, scan=self.scanned, by=by, **answers)
