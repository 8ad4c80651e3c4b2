"""The forms of the International Office: a year of the prize, its jury, its nominations."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from deventer_intl.addresses import MailField

from ..models import Juror, PrizeEdition
from ..models.prize import WHOLE, sector_choices
from .forms import organisations


class EditionForm(forms.ModelForm):
    sectors = forms.TypedMultipleChoiceField(
        label=_("sectors that can win"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: every sector."),
    )

    class Meta:
        model = PrizeEdition
        fields = [
            "year",
            "title_nl",
            "title_en",
            "title_de",
            "text_nl",
            "text_en",
            "text_de",
            "nominations_open_on",
            "nominations_close_on",
            "scoring_opens_on",
            "scoring_closes_on",
            "announced_on",
            "event",
            "sectors",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "sectors" in self.fields:
            self.fields["sectors"].choices = sector_choices()


class CriteriaFormSet(forms.BaseInlineFormSet):
    """The weights that stay must add up; the database says so too, at the commit."""

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms and form.cleaned_data]
        weights = [filled["weight"] for filled in kept if filled.get("weight")]
        if weights and sum(weights) != WHOLE:
            text = _("The weights of the criteria add up to %(total)s, and must add up to 100.")
            raise forms.ValidationError(text % {"total": sum(weights)}, code="weights")


class DeskForm(forms.Form):
    """Asks nothing; `edition` is the year it is about."""

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        self.edition = edition


class AppointForm(DeskForm):
    email = MailField(label=_("E-mail address of the account"), help_text=_("A juror needs an account of the portal."))
    is_chair = forms.BooleanField(label=_("chairs the jury"), required=False)

    def clean_email(self):
        user = get_user_model().objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if user is None:
            raise forms.ValidationError(_("Nobody has an account with this address."), code="unknown")
        return user

    @property
    def juror(self):
        filled = self.cleaned_data
        return Juror(edition=self.edition, user=filled["email"], is_chair=filled["is_chair"])


class JurorForm(DeskForm):
    juror = forms.ModelChoiceField(label=_("juror"), queryset=Juror.objects.none(), widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["juror"].queryset = self.edition.jurors.select_related("user")
        self.fields["juror"].empty_label = None


class NominationDeskForm(forms.Form):
    """Asks nothing; `nomination` is what it is about."""

    def __init__(self, *args, nomination, **kwargs):
        super().__init__(*args, **kwargs)
        self.nomination = nomination


class LinkForm(NominationDeskForm):
    organisation = forms.ModelChoiceField(label=_("organisation in the directory"), queryset=Juror.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations()


class PaperForm(NominationDeskForm):
    is_willing = forms.TypedChoiceField(
        label=_("Does the nominee take part?"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    may_be_named = forms.BooleanField(label=_("may be named as nominee"), required=False)
    note = forms.CharField(
        label=_("Who said so, when and how"),
        max_length=300,
        help_text=_("For example: letter signed by the director, 12 March, number 2027-0031."),
    )


class BackForm(NominationDeskForm):
    note = forms.CharField(label=_("Who said so, when and how"), max_length=300)


class IneligibleForm(NominationDeskForm):
    reason = forms.CharField(
        label=_("why it does not meet the conditions"), max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )
