"""The record of a trade mission, as the Trade Office fills it in in the back-office."""

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from deventer_intl.amount_fields import AmountFormField
from deventer_intl.translation import of_three
from deventer_intl.unchanged import UnchangedForm
from globalgoals.forms import CLAIM_FIELDS, ClaimsGoals, claims_in_fields

from ..models import Mission
from .event import FoldedChoices
from .industries import IndustriesField

IN_EUROS = _("In euros, as in 1.250 or 1.250,50.")
# In cents; what lies above is a typing error.
A_MILLION = MaxValueValidator(1_000_000_00, _("This is more than a million euros."))


class MissionRecordForm(ClaimsGoals, UnchangedForm):
    """All of a mission but its stage, which the desk changes; what holds at that stage is checked here too."""

    compared = ["goals"]
    fee = AmountFormField(
        label=_("contribution of a company"),
        required=False,
        validators=[A_MILLION],
        help_text=_("In euros, as in 1.250 or 1.250,50. Empty: not known yet. 0: none."),
    )
    effort_amount = AmountFormField(
        label=_("effort: euros"), required=False, validators=[A_MILLION], help_text=IN_EUROS
    )

    industries = IndustriesField(required=False, widget=FoldedChoices)

    class Meta:
        model = Mission
        fields = [
            "is_published", "slug", "kind", *of_three("title"), *of_three("summary"), *of_three("description"),
            *of_three("report"), "starts_on", "ends_on", "zone", "apply_until", "most_companies", "fee",
            *of_three("fee_note"), "voucher_url", "places", "countries", "industries", *CLAIM_FIELDS, "led_by", "organisations",
            "event", "effort_amount", "effort_days", "source",
        ]  # fmt: skip
        widgets = dict.fromkeys(["places", "countries", "organisations"], FoldedChoices)

    def __init__(self, *args, initial=None, instance=None, **kwargs):
        initial = {**claims_in_fields(instance), **(initial or {})}
        super().__init__(*args, initial=initial, instance=instance, **kwargs)

    def _get_validation_exclusions(self):
        """The rules of the database name the stage, which is no field here: without it they would not be checked."""
        return super()._get_validation_exclusions() - {"stage"}

    def clean_most_companies(self):
        most = self.cleaned_data["most_companies"]
        going = self.instance.companies.going().count() if self.instance.pk else 0
        if most is not None and most < going:
            text = ngettext(
                "%(number)s company is selected already.", "%(number)s companies are selected already.", going
            )
            raise forms.ValidationError(text % {"number": going}, code="fewer")
        return most
