"""The forms of the Trade Office about meetings: days, who comes from elsewhere, and the plan changed by hand."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from deventer_intl.addresses import MailField
from deventer_intl.merging import MergingForm
from organisations.forms.introduction import one_line
from organisations.models import Language

from ..filters import DayField
from ..models import Counterpart, MeetingDay
from ..models.meeting import MOST_ROUNDS, MOST_TABLES
from ..moments import moment
from .industries import IndustriesField
from .organising import with_range

TEXT = forms.Textarea(attrs={"rows": 3})


class CounterpartForm(MergingForm, forms.ModelForm):
    """An organisation elsewhere, and its guest. `actions.mission_guests` saves it: this form writes nothing itself."""

    salt = "events.counterpart"

    guest_email = MailField(
        label=_("E-mail address of the guest"),
        required=False,
        help_text=_(
            "The guest gets a link of their own there. With another address the link from before stops to work."
        ),
    )
    industries = IndustriesField(required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages it does business in"),
        choices=Language,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What it offers and seeks, its industries and its languages, the guest can fill in too."),
    )

    class Meta:
        model = Counterpart
        fields = [
            "name", "place", "website", "guest_name", "guest_email", "guest_language", "offers", "seeks", "industries", "languages",
            "in_briefing",
        ]  # fmt: skip
        widgets = {
            "offers": TEXT,
            "seeks": TEXT,
            "guest_language": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(one_line)
        self.fields["guest_name"].validators.append(one_line)


class MeetingDayForm(forms.ModelForm):
    """A day of meetings, as people say it: day and hour on the clock of where it is."""

    on = DayField(label=_("Day"))
    hour = forms.TimeField(
        label=_("First round begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    field_order = ["on", "hour", "zone", "venue", "rounds", "minutes", "minutes_between", "tables"]

    class Meta:
        model = MeetingDay
        fields = ["zone", "venue", "rounds", "minutes", "minutes_between", "tables"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, least, most in (
            ("rounds", 1, MOST_ROUNDS), ("minutes", 5, 120), ("minutes_between", 0, 60), ("tables", 1, MOST_TABLES),
        ):  # fmt: skip
            self.fields[name] = with_range(self.fields[name], least, most)
        if self.instance.pk:
            start = self.instance.local_start
            self.initial |= {"on": start.date(), "hour": f"{start:%H:%M}"}

    def clean(self):
        filled = super().clean()
        if all(filled.get(name) for name in ("on", "hour", "zone")):
            try:
                self.instance.starts_at = moment(filled["on"], filled["hour"], filled["zone"])
            except ValidationError as error:
                self.add_error("hour", error)
        return filled

    def _post_clean(self):
        """The action checks the row under its lock; this form writes nothing itself."""

    def values(self):
        names = [*self.Meta.fields]
        return {**{name: self.cleaned_data[name] for name in names}, "starts_at": self.instance.starts_at}


class VersionForm(forms.Form):
    """A step about a plan: says which version of it was on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    # Several of these stand on one page.
    ids = "fix_%s"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"auto_id": self.ids, **kwargs})


def round_field(day, label):
    choices = [(number, _("Round %(number)s, %(time)s") % {"number": number, "time": f"{day.start_of(number):%H:%M}"})
               for number in day.all_rounds]  # fmt: skip
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int)


class PlaceForm(VersionForm):
    """In which round and at which table a meeting is."""

    ids = "id_%s"
    table = forms.IntegerField()
    is_pinned = forms.BooleanField(
        label=_("Keep this meeting here when a new plan is made"),
        required=False,
    )

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["round"] = round_field(day, _("Round"))
        table = self.fields["table"]
        table.label, table.help_text = _("Table"), _("From 1 to %(most)s.") % {"most": day.tables}
        self.fields["table"] = with_range(table, 1, day.tables)
        self.order_fields(["here", "there", "round", "table", "is_pinned"])


class AddMeetingForm(PlaceForm):
    """A meeting that the Trade Office adds: also one that nobody wished."""

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.parties = {str(party.pk): party for party in parties}
        for name, label, side in (("here", _("Company of the delegation"), True), ("there", _("Counterpart"), False)):
            named = sorted((party.name, str(party.pk)) for party in parties if party.is_company is side)
            choices = [("", _("Choose")), *((pk, text) for text, pk in named)]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)
        self.fields["is_pinned"].initial = True
        self.order_fields(["here", "there", "round", "table", "is_pinned"])

    def details(self):
        filled = self.cleaned_data
        sides = {name: self.parties[filled[name]] for name in ("here", "there")}
        return {**sides, "round": filled["round"], "table": filled["table"], "is_pinned": filled["is_pinned"]}


class PlanForm(VersionForm):
    """Make a plan, of a plan that is fixed from a round on."""

    ids = "plan_%s"

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        if day.is_fixed:
            self.fields["from_round"] = round_field(day, _("From which round on"))
            self.fields["from_round"].help_text = _("Earlier rounds stay as they are.")


class GoneForm(VersionForm):
    """Who did not show up, and from which round on."""

    ids = "gone_%s"

    def __init__(self, *args, day, parties, **kwargs):
        super().__init__(*args, **kwargs)
        self.parties = {str(party.pk): party for party in parties}
        named = sorted((party.name, str(party.pk)) for party in parties)
        choices = [("", _("Choose")), *((pk, name) for name, pk in named)]
        self.fields["party"] = forms.ChoiceField(label=_("Who is not there"), choices=choices)
        self.fields["from_round"] = round_field(day, _("From which round on"))
        self.fields["from_round"].help_text = _("Earlier rounds stay as they are.")

    def details(self):
        filled = self.cleaned_data
        return {"party": self.parties[filled["party"]], "from_round": filled["from_round"]}
