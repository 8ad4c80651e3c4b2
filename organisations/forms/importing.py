"""The two forms of an import: the file, and the answer to what it would change."""

from dataclasses import asdict

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from deventer_intl.spreadsheets import Sheet, Unreadable, read

SALT = "organisations.import"
# A preview is answered the same day.
LONGEST = 8 * 3600


class SpreadsheetForm(forms.Form):
    """A file with organisations; `cleaned_data["sheet"]` is what stands in it."""

    use_required_attribute = False
    decisions = {}

    file = forms.FileField(
        label=_("File (CSV, .xlsx or .ods)"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"})
    )

    def clean(self):
        if file := self.cleaned_data.get("file"):
            try:
                self.cleaned_data["sheet"] = read(file.name, file.read())
            except Unreadable as error:
                self.add_error("file", str(error))
        return self.cleaned_data


class ImportAnswerForm(forms.Form):
    """The sheet that was shown, signed, with for each doubtful row what a person chose."""

    sheet = forms.CharField(widget=forms.HiddenInput)

    def clean_sheet(self):
        try:
            sheet, self.shown = signing.loads(self.cleaned_data["sheet"], salt=SALT, max_age=LONGEST)
        except signing.BadSignature:
            raise forms.ValidationError(_("This preview is too old. Choose the file again.")) from None
        return Sheet(sheet["header"], [(number, cells) for number, cells in sheet["rows"]])

    @property
    def decisions(self):
        chosen = {name.removeprefix("row-"): value for name, value in self.data.items() if name.startswith("row-")}
        return {int(number): value for number, value in chosen.items() if number.isdecimal() and len(number) < 8}


def signed(sheet, shown):
    """Return a sheet as text that nobody can change between the preview and the answer, with what was shown of it."""
    return signing.dumps([asdict(sheet), shown], salt=SALT, compress=True)
