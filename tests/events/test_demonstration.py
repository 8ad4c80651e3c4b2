"""The demonstration: fictitious events in every state, with somebody who waits; the same when run again."""

import pytest
from django.core.management import call_command

from events.models import Delegation, Event, FollowUp, MeetingDay, Mission, MissionCompany, Registration

pytestmark = pytest.mark.django_db
# What comes with the missions.
MODELS = [Delegation, FollowUp, MeetingDay, MissionCompany]


def test_the_demonstration_shows_events_in_every_state_once(loaded, settings, folder):
    settings.DEBUG, settings.MFA_TOTP_INSECURE_BYPASS_CODE = True, "000000"
    call_command("demo")
    made = Event.objects.count()
    assert set(Event.objects.values_list("status", flat=True)) == {"published", "proposed", "cancelled"}
    assert {"network", "everyone"} == set(Event.objects.values_list("audience", flat=True))
    assert Event.objects.filter(series__isnull=False).count() > 2
    assert Event.objects.exclude(umbrella=None).count() == 2
    assert not Event.objects.exclude(title_nl__icontains="verzonnen").exists()
    states = sorted(Registration.objects.values_list("state", flat=True))
    assert states == ["placed", "placed", "placed", "waiting"]
    missions = Mission.objects.filter(title_nl__endswith="(verzonnen)")
    assert set(missions.values_list("stage", flat=True)) == {"open", "preparing", "follow_up", "cancelled"}
    assert set(MissionCompany.objects.values_list("state", flat=True)) == {"applied", "selected", "declined"}
    assert set(Delegation.objects.values_list("state", flat=True)) == {"asked", "accepted", "received"}
    day = MeetingDay.objects.get()
    assert day.is_fixed
    assert day.meetings.going_on().count() == 6
    assert FollowUp.objects.exclude(answered_at=None).exists()
    made_with_them = [model.objects.count() for model in MODELS]
    call_command("demo")
    assert missions.count() == 5
    assert [model.objects.count() for model in MODELS] == made_with_them
    assert (Event.objects.count(), Registration.objects.count()) == (made, 4)
