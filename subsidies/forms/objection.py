"""The form by which a member objects in the portal, and how decisions are chosen from a list."""

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Decision
from ..objections import last_day_for


def named(decision) -> str:
    """Return a decision as it is chosen from a list."""
    day = date_format(timezone.localtime(decision.announced_at))
    return _("%(outcome)s, announced on %(day)s") % {"outcome": decision.get_outcome_display(), "day": day}


class DecisionField(forms.ModelChoiceField):
    """A decision that was announced, by what it says and when."""

    def label_from_instance(self, decision):
        return named(decision)


class DisputedField(DecisionField):
    """With the last day to object against it."""

    def label_from_instance(self, decision):
        last = date_format(last_day_for(decision))
        return _("%(decision)s; the last day to object is %(day)s") % {"decision": named(decision), "day": last}


class ObjectForm(forms.Form):
    """Objects in the portal. Why it is late is asked where the term is over."""

    decision = DisputedField(
        None, label=gettext_lazy("Against which decision"), empty_label=None, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Why do you not agree?"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 12})
    )
    late_reason = forms.CharField(
        label=gettext_lazy("Why is your objection late?"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Only where the last day is over. We look whether that can be held against you (Awb 6:11)."
        ),
    )

    def __init__(self, *args, decisions, **kwargs):
        super().__init__(*args, **kwargs)
        found = Decision.objects.filter(pk__in=[each.pk for each in decisions]).order_by("-announced_at", "-pk")
        self.fields["decision"].queryset = found
        if len(decisions) == 1:
            self.fields["decision"].initial = decisions[0]
        if all(last_day_for(each) >= timezone.localdate() for each in decisions):
            del self.fields["late_reason"]
