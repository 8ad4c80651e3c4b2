"""The forms for an application that came on paper: only what the register cannot do without is required."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from globalgoals.forms import CLAIM_FIELDS, ClaimsGoals
from organisations.models import Organisation

from ..fields import AmountFormField
from ..models import Application, BudgetLine, Ceiling, Purpose
from ..reckoning.bank_accounts import IbanError, clean_iban
from .widgets import DayInput


class WhichSchemeForm(forms.Form):
    ceiling = forms.ModelChoiceField(
        Ceiling.objects.filter(scheme_versions__published_at__isnull=False).distinct().select_related("scheme"),
        label=_("Scheme and year"),
    )


class PaperForm(ClaimsGoals, forms.ModelForm):
    received_on = forms.DateField(
        label=_("Received on"),
        widget=DayInput,
        help_text=_("The day on which it came in. One that came too late is registered too: the decider judges."),
    )
    requested = AmountFormField(label=_("Requested"))
    iban = forms.CharField(label=_("IBAN"), max_length=60, required=False)

    class Meta:
        model = Application
        fields = [
            "received_on",
            "organisation",
            "title",
            "plan",
            "purpose",
            "starts_on",
            "ends_on",
            "people",
            "partner",
            "countries",
            *CLAIM_FIELDS,
            "requested",
            "budget_note",
            "iban",
            "account_holder",
            "contact_name",
            "contact_email",
            "contact_phone",
            "postal_address",
        ]
        widgets = {
            "starts_on": DayInput,
            "ends_on": DayInput,
            "plan": forms.Textarea(attrs={"rows": 6}),
            "postal_address": forms.Textarea(attrs={"rows": 3}),
            "budget_note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "contact_email": _("Mail goes to this address alone. Without one, everything is sent by post."),
            "postal_address": _("Letters go there: who applies on paper gets them on paper."),
            "countries": _("Hold Ctrl (on a Mac: Command) to choose more than one."),
        }

    def __init__(self, *args, ceiling, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.ceiling = ceiling
        # Nobody registers a paper of an organisation of which they are a member (Awb 2:4).
        self.fields["organisation"].queryset = Organisation.objects.exclude(memberships__user=user).order_by("name")
        rules = ceiling.rules() or ceiling.scheme_versions.published().order_by("-number").first()
        self.fields["purpose"].queryset = Purpose.objects.filter(version=rules)
        self.fields["title"].required = True

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day is in the future."))
        return day

    def clean_requested(self):
        if not (amount := self.cleaned_data["requested"]):
            raise ValidationError(_("The amount must be more than zero."))
        return amount

    def clean_iban(self):
        if not (text := self.cleaned_data["iban"]):
            return ""
        try:
            return clean_iban(text)
        except IbanError as error:
            raise ValidationError(error.message) from None

    def clean(self):
        answers = super().clean()
        starts_on, ends_on = answers.get("starts_on"), answers.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day comes before the first."))
        return answers


class BudgetLineForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in BudgetLine.Kind if kind != BudgetLine.Kind.REQUEST],
    )
    label = forms.CharField(label=_("Item"), max_length=120, required=False)
    amount = AmountFormField(label=_("Amount"), required=False)

    def clean(self):
        answers = super().clean()
        label, amount = answers.get("label"), answers.get("amount")
        if label and "amount" not in self.errors and not amount:
            self.add_error("amount", _("Type an amount of more than zero."))
        if amount and not label:
            self.add_error("label", _("Say what this amount is for."))
        return answers


class BudgetLineSet(forms.BaseFormSet):
    def filled(self):
        """Return the lines that were filled in, as (kind, label, cents)."""
        answers = [form.cleaned_data for form in self.forms]
        return [(line["kind"], line["label"], line["amount"]) for line in answers if line.get("amount")]


BudgetLines = forms.formset_factory(
    BudgetLineForm, formset=BudgetLineSet, extra=12, max_num=40, absolute_max=40, validate_max=True
)
