"""The forms of a company that wants to go along on a mission."""

from django import forms
from django.utils.translation import gettext_lazy as _

from deventer_intl.merging import MergingForm
from organisations.forms.introduction import MessageField
from organisations.models import ExportProfile, Language, OfferOrNeed, Organisation

from .industries import IndustriesField

LONGEST = 1_000
BOX = {"widget": forms.Textarea(attrs={"rows": 5}), "max_length": LONGEST}


class OrganisationForm(forms.Form):
    """For which of one's organisations one applies; it stands in the address."""

    organisatie = forms.ModelChoiceField(
        label=_("Which organisation goes along?"),
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisatie"].queryset = organisations


class ApplicationForm(forms.Form):
    """What a company says of itself. Nothing is written here: `actions.mission_applying` does."""

    use_required_attribute = False

    industries = IndustriesField(error_messages={"required": _("Choose at least one industry.")})
    offers = MessageField(
        label=_("What do you offer?"),
        help_text=_("A product, a service, knowledge. The partners abroad read it."),
        **BOX,
    )
    seeks = MessageField(
        label=_("What do you seek?"), help_text=_("For example a dealer, a supplier, a partner to develop with."), **BOX
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages do you do business?"),
        choices=Language,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    targets = MessageField(
        label=_("What do you want to reach with this mission?"),
        help_text=_("The Trade Office alone reads this. It chooses by it, and asks afterwards what came of it."),
        **BOX,
    )


def known_of(organisation):
    """Return what the page of an organisation already says, to begin with."""
    exports = ExportProfile.objects.filter(organisation=organisation)
    said = {direction: [] for direction in OfferOrNeed.Direction}
    for each in organisation.offers_and_needs.all():
        said[each.direction].append(str(each.text))
    return {
        "industries": list(exports.values_list("industry", flat=True)),
        "languages": [code for code in organisation.languages if code in Language],
        "offers": "\n".join(said[OfferOrNeed.Direction.OFFER])[:LONGEST],
        "seeks": "\n".join(said[OfferOrNeed.Direction.NEED])[:LONGEST],
    }


def said_by(company):
    """Return what a company said, to be changed."""
    return {name: getattr(company, name) for name in ApplicationForm.base_fields}


class ChangeApplicationForm(MergingForm, ApplicationForm):
    """The same once it was sent: a colleague may have it open too."""

    salt = "events.mission_application"


class WithdrawForm(forms.Form):
    """Why a company that others count on drops out."""

    reason = MessageField(
        label=_("Why do you withdraw?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The Trade Office reads it. Give no names of people, and say nothing about anybody's health."),
    )

    def __init__(self, *args, company, **kwargs):
        super().__init__(*args, **kwargs)
        if not company.withdraws_with_a_reason:
            del self.fields["reason"]
