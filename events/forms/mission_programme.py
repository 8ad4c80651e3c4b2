"""The forms of who prepares a mission: its programme, its papers, and what companies paid."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from deventer_intl.translation import of_three
from organisations.forms.profile import LARGE, SectionForm
from organisations.forms.room import PaperFileForm
from organisations.models import Place

from ..filters import DayField
from ..missions.programme import refuse_other_days, span
from ..models import MissionDocument, MissionItem


def hour(**options):
    return forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **options)


class ItemForm(SectionForm):
    """Something on the programme. What only a colleague changed meanwhile is taken over."""

    salt = "events.mission_item"
    starts_on = DayField(label=_("Day"))
    starts_time = hour(label=_("Begins at"))
    ends_on = DayField(label=_("Last day"), required=False, help_text=_("Empty: the same day."))
    ends_time = hour(label=_("Ends at"))

    field_order = [
        *of_three("title"), "kind", "starts_on", "starts_time", "ends_on", "ends_time", "zone", "ends_zone", "venue", "place",
        "host", *of_three("note"), "companies", "is_public",
    ]  # fmt: skip

    class Meta:
        model = MissionItem
        fields = [
            *of_three("title"), "kind", "zone", "ends_zone", "venue", "place", "host", *of_three("note"), "companies", "is_public",
        ]  # fmt: skip
        labels = {"zone": _("On the clock of"), "ends_zone": _("It ends on the clock of")}
        help_texts = {
            "ends_zone": _("Only where that is another, as of a flight."),
            "is_public": _("Everyone reads it then. Names of companies do not go along."),
        }
        widgets = {**dict.fromkeys(of_three("note"), LARGE), "companies": forms.CheckboxSelectMultiple}

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        fields = self.fields
        fields["place"].queryset = Place.objects.select_related("country").order_by("name_nl")
        fields["companies"].queryset = instance.mission.companies.going().select_related("organisation")
        fields["companies"].label_from_instance = lambda company: company.organisation.name

    def beside(self, instance):
        if instance.starts_at is None:
            return {"starts_on": instance.mission.starts_on}
        first, last = instance.local_start, instance.local_end
        return {
            "starts_on": first.date(),
            "starts_time": f"{first:%H:%M}",
            "ends_on": last.date() if last.date() != first.date() else "",
            "ends_time": f"{last:%H:%M}",
        }

    def clean(self):
        cleaned = super().clean()
        asked = ("starts_on", "starts_time", "ends_on", "ends_time", "zone", "ends_zone")
        if not any(name in self.errors for name in asked):
            try:
                self.read_moments(self.cleaned_data)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    def read_moments(self, cleaned):
        first, last = cleaned["starts_on"], cleaned.get("ends_on") or cleaned["starts_on"]
        mission = self.instance.mission
        refuse_other_days(first, last, mission.starts_on, mission.ends_on)
        self.instance.starts_at, self.instance.ends_at = span(
            first,
            cleaned["starts_time"],
            last,
            cleaned["ends_time"],
            zone=cleaned["zone"],
            ends_zone=cleaned["ends_zone"],
        )


class DocumentForm(PaperFileForm):
    """A file for who goes along."""

    class Meta(PaperFileForm.Meta):
        model = MissionDocument
