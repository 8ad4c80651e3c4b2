"""Forms of the policy in the back-office: an indicator, and a figure of it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from deventer_intl.unchanged import UnchangedForm
from globalgoals.models import Indicator, Measurement, Unit
from globalgoals.typed_numbers import parse_value, unit_name

from .reckoned import RECKONERS

HINTS = {
    Unit.EURO: _("In euros, such as 1.250,50."),
    Unit.PERCENT: _("Such as 12,5. A decline is below zero: -2,5."),
    Unit.HOURS: _("Such as 1.250,5."),
    Unit.RATIO: _("Such as 3,25."),
    Unit.YES_NO: _("Yes or no."),
    Unit.NUMBER: _("A whole number, such as 1.250."),
}


class IndicatorForm(UnchangedForm):
    """An indicator; what the portal can reckon is chosen from a list."""

    reckoned_by = forms.ChoiceField(
        label=_("reckoned from the portal"), required=False, help_text=_("Nothing chosen: the figures are typed.")
    )

    class Meta:
        model = Indicator
        fields = [
            "ambition", "position", "slug", "name_nl", "name_en", "name_de", "meaning_nl", "meaning_en", "meaning_de", "side", "unit",
            "direction", "target", "target_most", "reckoned_by", "source", "owner", "fresh_for", "retired_on",
        ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].choices = [(unit.value, unit_name(unit)) for unit in Unit]
        if "reckoned_by" in self.fields:
            names = {name: str(each.label) for name, each in RECKONERS.items()}
            # One that the portal does not know any more is shown as it stands there.
            now = self.instance.reckoned_by
            names |= {now: now} if now and now not in names else {}
            self.fields["reckoned_by"].choices = [("", "—"), *sorted(names.items(), key=lambda item: item[1])]

    def clean_unit(self):
        unit = self.cleaned_data["unit"]
        measured = self.instance.pk and self.instance.measurements.exists()
        if measured and unit != Indicator.objects.get(pk=self.instance.pk).unit:
            text = _(
                "This indicator was measured in another unit, and keeps it. Make a new indicator for the new unit."
            )
            raise ValidationError(text, code="measured")
        return unit

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        reckoner, unit = RECKONERS.get(cleaned.get("reckoned_by")), cleaned.get("unit")
        if reckoner and unit and unit != reckoner.unit:
            text = gettext("The portal reckons this in %(unit)s.") % {"unit": unit_name(reckoner.unit)}
            self.add_error("unit", text)
        return cleaned


class MeasurementForm(forms.Form):
    """A figure of a year, or with `last` the correction of that one.

    It carries which figure it is about, and the unit in which it is typed: what changed meanwhile is said, and what was typed stays.
    """

    use_required_attribute = False

    value = forms.CharField(label=_("Value"), max_length=40)
    measured_on = forms.DateField(
        label=_("Measured on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=Measurement._meta.get_field("source").help_text
    )
    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=300, help_text=_("Everyone can read this in the history.")
    )
    unit = forms.CharField(widget=forms.HiddenInput, required=False)
    about = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, indicator, last=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicator, self.last = indicator, last
        unit = Unit(indicator.unit)
        self.fields["value"].label = gettext("Value (%(unit)s)") % {"unit": unit_name(unit)}
        self.fields["value"].help_text = HINTS[unit]
        self.initial |= {"unit": indicator.unit, "about": str(last.pk) if last else ""}
        if last is None:
            del self.fields["reason"]
        self.initial.setdefault("source", last.source if last else indicator.source)
        if self.is_bound and self.is_of_another_moment:
            self.say_what_changed()

    @property
    def is_of_another_moment(self):
        """Whether another figure stands there than when the form was opened, or another unit holds."""
        return (self.data.get("about", ""), self.data.get("unit")) != (self.initial["about"], self.initial["unit"])

    def say_what_changed(self):
        """Take over for the next time what the form is about now; the person reads it first."""
        self.data = self.data.copy()
        self.is_refused = True
        self.data["about"], self.data["unit"] = self.initial["about"], self.initial["unit"]

    is_refused = False

    def clean_value(self):
        return parse_value(self.cleaned_data["value"], self.indicator.unit)

    def clean(self):
        if self.is_refused:
            raise ValidationError(
                _(
                    "Somebody else changed this while you had it open: look above at what stands there now. Nothing of yours was saved yet; "
                    "it stands below. Send it again if it is still right."
                ),
                code="changed",
            )
        return self.cleaned_data
