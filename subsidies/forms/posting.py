"""The forms about letters on paper: that one goes by post as well, to which address, and which were posted."""

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import letters
from ..actions import posting
from .case_form import CaseForm
from .ticks import TicksForm

ADDRESS = gettext_lazy("Street and number, postal code and town. The name of the organisation stands above it.")


def address_field(**options):
    return forms.CharField(
        label=gettext_lazy("Postal address"),
        max_length=300,
        help_text=ADDRESS,
        widget=forms.Textarea(attrs={"rows": 3}),
        **options,
    )


class LetterForm(CaseForm):
    """Something of which the applicant gets a letter: also on paper, where that is asked or nothing else is possible."""

    on_paper = forms.BooleanField(label=gettext_lazy("Also send the letter by post"), required=False)
    postal_address = address_field(required=False)

    def goes_by_post(self) -> bool:
        """Tell whether the letter goes by post whatever is ticked."""
        return letters.wants_paper(self.application)

    def prepare(self):
        self.is_posted_anyhow = self.goes_by_post()
        if self.is_posted_anyhow:
            del self.fields["on_paper"]
        if self.application.postal_address:
            del self.fields["postal_address"]
        self.order_fields([name for name in self.fields if name not in ("on_paper", "postal_address")])

    def explanation(self):
        by_post = _("The letter also goes by post: paper was asked for, or nobody can be mailed.")
        return [*super().explanation(), *([by_post] if self.is_posted_anyhow else [])]

    def clean(self):
        answers = super().clean()
        goes_by_post = self.is_posted_anyhow or answers.get("on_paper")
        if goes_by_post and answers.get("postal_address", self.application.postal_address).strip() == "":
            self.add_error("postal_address", _("Give the address to which the letter goes."))
        return answers

    @transaction.atomic
    def perform(self, by):
        address = self.cleaned_data.pop("postal_address", "")
        if address.strip():
            posting.keep_address(application=self.application, postal_address=address, by=by)
        self.act(by)

    def act(self, by):
        super().perform(by)


class KeepAddressForm(CaseForm):
    action = "keep_address"
    title, button = gettext_lazy("Note the postal address"), gettext_lazy("Keep")
    postal_address = address_field()

    def prepare(self):
        self.fields["postal_address"].initial = self.application.postal_address

    def perform(self, by):
        posting.keep_address(application=self.application, by=by, **self.cleaned_data)


class PostedForm(TicksForm):
    name = "letters"
