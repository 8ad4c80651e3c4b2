"""The form with which an application begins."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class BeginForm(forms.Form):
    """For which organisation, and whether to begin with what it sent in before."""

    use_required_attribute = False
    organisation = forms.ChoiceField(label=gettext_lazy("For which organisation?"), widget=forms.RadioSelect)
    copied_from = forms.ChoiceField(
        label=gettext_lazy("Begin with"), widget=forms.RadioSelect, required=False, initial=""
    )

    def __init__(self, *args, organisations, earlier, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.earlier = {str(one.pk): one for one in earlier}
        if len(organisations) == 1:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].choices = [(pk, one.name) for pk, one in self.organisations.items()]
        if not earlier:
            del self.fields["copied_from"]
            return
        texts = [(pk, f"{one.reference}: {one.title}") for pk, one in self.earlier.items()]
        self.fields["copied_from"].choices = [("", _("an empty form")), *texts]

    def clean(self):
        cleaned = super().clean()
        if not self.organisations:
            raise ValidationError(_("You do not keep the page of an organisation yet."), code="no-organisation")
        chosen = self.chosen
        source, organisation = chosen["copied_from"], chosen["organisation"]
        if source and organisation and source.organisation_id != organisation.pk:
            self.add_error("copied_from", _("This was sent in by another organisation."))
        return cleaned

    @property
    def chosen(self):
        """Return the organisation, and the application to copy, or None."""
        only = next(iter(self.organisations)) if len(self.organisations) == 1 else ""
        return {
            "organisation": self.organisations.get(self.cleaned_data.get("organisation", only)),
            "copied_from": self.earlier.get(self.cleaned_data.get("copied_from", "")),
        }
