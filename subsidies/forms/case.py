"""The forms on what an applicant says in a case, and with what files."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import attachment_files
from ..models import Intention, Message


class MessageForm(forms.ModelForm):
    class Meta:
        model = Message
        fields = ["text"]
        labels = {"text": _("Your message")}
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}


class OpinionForm(forms.ModelForm):
    """What the applicant thinks of what is intended (zienswijze)."""

    view = forms.CharField(
        label=_("Your view"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Say what is not right, and why. Your view stays in the case as it is."),
    )

    class Meta:
        model = Intention
        fields = ["view"]


class AttachmentForm(forms.Form):
    """A file for one document that is asked for; `cleaned_data["content"]` is what stands in it."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": attachment_files.ACCEPTED}),
    )

    def __init__(self, *args, evidence=None, **kwargs):
        self.evidence = evidence
        super().__init__(*args, auto_id=f"id_{evidence.pk if evidence else 'other'}_%s", **kwargs)

    def clean_file(self):
        file = self.cleaned_data["file"]
        # A large file is refused before it is read.
        self.cleaned_data["content"] = file.read(attachment_files.MOST_BYTES + 1)
        return file
