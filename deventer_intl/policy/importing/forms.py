"""The two forms of an import: the file with its source, and the answer to what it would add."""

import hashlib
from dataclasses import asdict

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from deventer_intl.spreadsheets import Sheet, Unreadable, read
from globalgoals.models import PastImport

SALT = "policy.import"
# A check is answered the same day.
LONGEST = 8 * 3600
# What the portal takes in a form beside files.
MOST_CARRIED = 2_000_000


class PastFileForm(forms.Form):
    """A file of earlier years; `cleaned_data` has its `sheet` and its `sha256`."""

    use_required_attribute = False

    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=PastImport._meta.get_field("source").help_text
    )
    file = forms.FileField(
        label=_("File (CSV, .xlsx or .ods)"), widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"})
    )

    def clean(self):
        if file := self.cleaned_data.get("file"):
            content = file.read()
            try:
                self.cleaned_data["sheet"] = read(file.name, content, formulas=True)
            except Unreadable as error:
                self.add_error("file", str(error))
            self.cleaned_data["sha256"] = hashlib.sha256(content).hexdigest()
        return self.cleaned_data


class AnswerForm(forms.Form):
    """The sheet that was shown, signed, with what was said of it: nobody changes it between the check and the answer."""

    carried = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        try:
            carried = signing.loads(self.cleaned_data.get("carried", ""), salt=SALT, max_age=LONGEST)
        except signing.BadSignature:
            raise forms.ValidationError(_("This check is too old. Choose the file again.")) from None
        sheet = carried["sheet"]
        sheet = Sheet(sheet["header"], [(number, cells) for number, cells in sheet["rows"]])
        return {**carried, "sheet": sheet}


def carried(*, kind, sheet, sha256, file_name, source, digest) -> str:
    """Return as signed text what the answer is about; raises `Unreadable` where it is too much."""
    said = {"kind": kind, "sheet": asdict(sheet), "sha256": sha256, "file_name": file_name}
    text = signing.dumps(said | {"source": source, "digest": digest}, salt=SALT, compress=True)
    if len(text) > MOST_CARRIED:
        raise Unreadable(_("There is too much text in this file. Divide it."))
    return text
