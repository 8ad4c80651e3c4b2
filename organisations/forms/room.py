"""The forms of the room of a network."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .. import paper_files
from ..models import Meeting, Paper, RoomMessage

ACCEPTED = ",".join(f".{ending}" for ending in paper_files.CONTENT_TYPES)


class MeetingForm(forms.ModelForm):
    class Meta:
        model = Meeting
        fields = ["title", "held_on"]
        widgets = {"held_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}


class PaperFileForm(forms.ModelForm):
    """A document with a title; `cleaned_data["content"]` is what stands in its file."""

    class Meta:
        fields = ["title", "file"]
        help_texts = {
            "file": _("PDF, ODF (.odt, .ods, .odp) or Office (.docx, .xlsx, .pptx), without macros, at most 10 MB.")
        }
        widgets = {"file": forms.FileInput(attrs={"accept": ACCEPTED})}

    def clean_file(self):
        file = self.cleaned_data["file"]
        # A large file is refused before it is read.
        content = file.read(paper_files.MOST_BYTES + 1)
        try:
            paper_files.check(file.name, content)
        except paper_files.Refused as refused:
            raise forms.ValidationError(str(refused)) from None
        self.cleaned_data["content"] = content
        return file


class PaperForm(PaperFileForm):
    """A file for a meeting."""

    class Meta(PaperFileForm.Meta):
        model = Paper
        fields = ["kind", *PaperFileForm.Meta.fields]


class RoomMessageForm(forms.ModelForm):
    """What goes to all; `number` is to how many people that was when it was shown before sending."""

    number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = RoomMessage
        fields = ["subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}
