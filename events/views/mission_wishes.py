"""Whom a company of the delegation wishes to meet, and its meetings."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from deventer_intl.form_answers import ActingMixin

from ..actions import mission_wishes as actions
from ..calendar_file import CONTENT_TYPE
from ..forms.mission_wishes import WishesForm
from ..matching import suggestions
from ..missions.access import DelegationMixin, going_for
from ..missions.day_plan import participant_of, parties_of
from ..missions.in_words import OPEN, reason_texts
from ..missions.meeting_calendar import meeting_calendar
from ..models import MissionMeeting, Party
from ..models.mission_partner import GUESTS_WRITE


def wishes_arguments(party):
    """Return what the form about the wishes of a party is made of."""
    others = parties_of(party.mission_id).opposite(party)
    return {
        "party": party,
        "others": sorted(others, key=lambda other: (other.name.casefold(), other.pk)),
        "days": party.mission.meeting_days.all(),
    }


def suggested(party, others):
    """Return in words why others suit a party, by number: of each that does, only what may be told."""
    people = {other.key: other for other in others}
    found = suggestions(participant_of(party), [participant_of(other) for other in others])
    names = {party.key: party.name} | {key: other.name for key, other in people.items()}
    return {people[person.key].pk: reason_texts(score, names.get, codes=OPEN) for person, score in found}


def choices_of(form, party):
    """Return each of the other side with its field, and why it suits where it does: those that do come first."""
    reasons = suggested(party, form.others.values())
    choices = [{"other": other, "field": field, "reasons": reasons.get(other.pk)} for other, field in form.choices()]
    return sorted(choices, key=lambda choice: choice["reasons"] is None)


def meetings_of(party):
    """Return the meetings of a party that it may know of, each with whom it is: (meeting, other)."""
    meetings = MissionMeeting.objects.going_on().announced().of(party).for_lists()
    return [(meeting, meeting.other(party)) for meeting in meetings]


def calendar_of(party):
    meetings = MissionMeeting.objects.announced().of(party).for_lists()
    content = meeting_calendar(meetings, party=party, name=_("Meetings of %(name)s") % {"name": party.name})
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="gesprekken.ics"'
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response


class WishesView(DelegationMixin, ActingMixin, FormView):
    """Whom the company wishes to meet, and whom not; the other side reads neither."""

    form_class = WishesForm
    template_name = "events/missions/wishes.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | wishes_arguments(self.party)

    def act(self, form):
        actions.answer(party=self.party, **form.details(), by=self.request.user)
        messages.success(self.request, _("Saved. You can change it until the meetings."))

    def get_success_url(self):
        address = reverse("events:mission_wishes", args=[self.mission.slug])
        return f"{address}?bedrijf={self.party.company_id}"

    def get_context_data(self, **kwargs):
        form = kwargs.pop("form", None) or self.get_form()
        return super().get_context_data(
            form=form,
            choices=choices_of(form, self.party),
            can_write=self.mission.stage in GUESTS_WRITE,
            **kwargs,
        )


class OwnMeetingsMixin(DelegationMixin):
    """Who left the delegation still reads what became of the meetings."""

    def own_parties(self, user):
        known = MissionMeeting.objects.announced().values("here")
        mine = self.mission.parties.kept_by(user)
        found = mine.filter(Q(company__in=going_for(user)) | Q(pk__in=known))
        return found.with_names().order_by("pk")


class OwnMeetingsView(OwnMeetingsMixin, TemplateView):
    """The meetings of a company, once the plan is fixed."""

    template_name = "events/missions/own_meetings.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(meetings=meetings_of(self.party), **kwargs)


class OwnMeetingsCalendarView(OwnMeetingsMixin, View):
    """The same for a calendar program."""

    def get(self, request, slug):
        return calendar_of(self.party)


def party_of_guest(counterpart):
    return Party.objects.with_names().get(counterpart=counterpart)
