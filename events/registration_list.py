"""The list of who registered for an event, as its organisers read it: filters, totals, and the table to export."""

from urllib.parse import urlencode

from django import forms
from django.db.models import Count, F, Q, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Registration

State = Registration.State
# What can be chosen in the address, and what holds of those it shows.
SHOWN = {
    "": Q(state__in=Registration.ACTIVE),
    "komt": Q(state=State.PLACED),
    "gevraagd": Q(state=State.OFFERED),
    "wacht": Q(state=State.WAITING),
    "was-er": Q(state=State.PLACED, attended_at__isnull=False),
    "was-er-niet": Q(state=State.PLACED, attended_at=None),
    "voorbij": Q(state__in=[State.CANCELLED, State.LAPSED]),
}
LABELS = {
    "": gettext_lazy("all who come or wait"),
    "komt": gettext_lazy("has a place"),
    "gevraagd": gettext_lazy("must still confirm"),
    "wacht": gettext_lazy("on the waiting list"),
    "was-er": gettext_lazy("was there"),
    "was-er-niet": gettext_lazy("has a place, was not there"),
    "voorbij": gettext_lazy("cancelled or lapsed"),
}
# Where a state would fill a line.
SHORT = {State.OFFERED: LABELS["gevraagd"]}


class ListForm(forms.Form):
    toon = forms.ChoiceField(label=gettext_lazy("Show"), choices=list(LABELS.items()), required=False)
    q = forms.CharField(label=gettext_lazy("Name, address or organisation"), max_length=200, required=False)


class RegistrationList:
    """What an address asks of the list of an event. An address that means nothing shows nobody."""

    def __init__(self, data, event):
        self.event, self.form = event, ListForm(data)
        self.is_valid = self.form.is_valid()
        asked = self.form.cleaned_data
        self.shown, self.text = asked.get("toon", ""), asked.get("q", "")

    @property
    def registrations(self):
        """Those that are asked for, the first who registered first."""
        if not self.is_valid:
            return Registration.objects.none()
        found = self.event.registrations.filter(SHOWN[self.shown])
        for word in self.text.split()[:10]:
            found = found.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(affiliation__icontains=word))
        return found.order_by("registered_at", "pk")

    @property
    def query(self):
        """The address of this list, without its page: "" or "?toon=komt"."""
        asked = {name: value for name, value in (("toon", self.shown), ("q", self.text)) if value}
        return f"?{urlencode(asked)}" if asked else ""

    @property
    def label(self):
        return LABELS[self.shown]

    @cached_property
    def totals(self):
        """How many registrations and people there are of each state, whatever is filtered."""
        seats = Sum(F("guests") + 1)
        found = self.event.registrations.order_by().values("state").annotate(number=Count("pk"), people=seats)
        by_state = {row["state"]: row for row in found}
        return [
            {"label": SHORT.get(state, label), "number": row["number"], "people": row["people"]}
            for state, label in State.choices
            if (row := by_state.get(state))
        ]

    def table(self):
        """Return header and rows of all that the list shows, for a spreadsheet."""
        questions = list(self.event.questions.all())
        header = [
            _("Name"), _("E-mail address"), _("Organisation"), _("State"), _("Guests"), _("People"), _("Registered"), _("Was there"),
            *(question.text for question in questions),
        ]  # fmt: skip
        found = self.registrations.prefetch_related("answers__question")
        return header, [cells(registration, questions) for registration in found]


def cells(registration, questions):
    answers = {answer.question_id: answer.shown for answer in registration.answers.all()}
    return [
        registration.name,
        registration.email,
        registration.affiliation,
        registration.get_state_display(),
        registration.guests,
        registration.seats,
        date_format(timezone.localtime(registration.registered_at), "SHORT_DATETIME_FORMAT"),
        _("yes") if registration.attended_at else _("no"),
        *(answers.get(question.pk, "") for question in questions),
    ]
