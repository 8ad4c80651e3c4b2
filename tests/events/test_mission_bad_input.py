"""What nobody should type on the pages of missions, and more than anybody expects: 4xx in words, never 500, nothing lost."""

import pytest
from django.test import Client
from django.urls import reverse

from events.actions import mission_guests
from events.missions.guest_links import token_of
from events.models import MeetingDay, Party, Presence, Stage, Wish
from tests.event_factories import (
    CounterpartFactory,
    MeetingDayFactory,
    MissionCompanyFactory,
    MissionFactory,
    MissionMeetingFactory,
    PartyFactory,
)

from .test_back_office import civil_servant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
HUGE = "9" * 30
# As people paste it, or try: control characters, right-to-left marks, formulas, markup, an emoji of several characters.
ODD = '=HYPERLINK("http://x")\t\u202egnp.exe\u202c <script>alert(1)</script> \ufeff👩\u200d👩\u200d👧 ' + "é" * 400


@pytest.fixture
def mission():
    return MissionFactory(slug="riga", stage=Stage.PREPARING)


@pytest.fixture
def office():
    client = Client()
    civil_servant(client, "trade office")
    return client


def invited(mission, **values):
    counterpart = CounterpartFactory(mission=mission, **values)
    mission_guests.invite(counterpart=counterpart, by=None)
    counterpart.refresh_from_db()
    return counterpart


def link(guest, page="mission_guest"):
    return reverse(f"events:{page}", args=[token_of(guest)])


def desk(name, *args):
    return reverse(f"events:{name}", args=["riga", *args])


def test_pages_of_five_hundred_participants_open_and_take_answers(mission, office):
    guest = invited(mission)
    PartyFactory(company__mission=mission)
    for number in range(249):
        PartyFactory(company__mission=mission)
        CounterpartFactory(mission=mission, name=f"SIA {number}")
    day, client = MeetingDayFactory(mission=mission, rounds=24, tables=250), Client()
    assert client.get(link(guest)).status_code == 200
    others = Party.objects.filter(mission=mission, counterpart=None)
    wishes = {f"party_{party.pk}": "1" for party in others}
    assert client.post(link(guest), {**wishes, "languages": ["en"], f"day_{day.pk}": range(1, 25)}).status_code == 302
    assert Wish.objects.count() == 250
    # So many are planned by a job.
    assert office.post(desk("make_meeting_plan", day.pk), {"version": 0}).status_code == 302
    assert MeetingDay.objects.get().planning_since
    assert office.get(desk("meeting_day", day.pk)).status_code == 200


def test_odd_texts_are_kept_or_refused_and_never_run(mission):
    guest = invited(mission)
    client = Client()
    answer = client.post(link(guest), {"offers": ODD, "seeks": "x" * 2_000, "languages": ["en"], "contact_name": ODD})
    assert answer.status_code == 422 and "<script>alert(1)" not in answer.text and "x" * 1_000 in answer.text
    for text in ("a\x00b", "\ud800", "\u202e" * 30, "\x1b[31m", ODD[:900]):
        sent = client.post(link(guest), {"offers": text.encode("utf-8", "surrogatepass"), "languages": ["en"]})
        assert sent.status_code in {302, 422}
    assert client.get(link(guest)).status_code == 200


DAYS = ["1900-01-01", "9999-12-31", "0001-01-01", "31-02-2027", HUGE, "", "\x00", "2027-01-01T10:00"]
NUMBERS = ["-1", "0", HUGE, "1e9", "NaN", "", "\x00", "٣", "2147483648"]


@pytest.mark.parametrize("on", DAYS)
def test_an_impossible_day_of_meetings_is_refused(mission, office, on):
    about = {
        "on": on,
        "hour": "10:00",
        "zone": "Europe/Riga",
        "rounds": "4",
        "minutes": "20",
        "minutes_between": "5",
        "tables": "3",
    }
    assert office.post(desk("add_meeting_day"), about).status_code == 422
    item = {"title_nl": "Bezoek", "kind": "visit", "starts_on": on, "starts_time": "10:00", "ends_on": "9999-12-31",
            "ends_time": "11:00", "zone": "Europe/Riga"}  # fmt: skip
    assert office.post(desk("mission_add_item"), item).status_code == 422
    paid = office.post(desk("mission_fee", MissionCompanyFactory(mission=mission).pk), {"paid_on": on})
    assert paid.status_code in ({302} if on == "" else {422})


@pytest.mark.parametrize("number", NUMBERS)
def test_an_impossible_number_is_refused(mission, office, number):
    row = MissionMeetingFactory(day__mission=mission)
    day = row.day
    about = {"on": day.local_start.date(), "hour": "10:00", "zone": "Europe/Riga", "rounds": number, "minutes": number,
             "minutes_between": "5", "tables": number}  # fmt: skip
    assert office.post(desk("change_meeting_day", day.pk), about).status_code == 422
    assert (
        office.post(
            desk("change_meeting", day.pk, row.pk), {"version": "0", "round": number, "table": number}
        ).status_code
        == 422
    )
    MeetingDay.objects.update(version=1)
    for page in ("make_meeting_plan", "fix_meeting_plan"):
        sent = office.post(desk(page, day.pk), {"version": number, "from_round": number})
        assert sent.status_code in {409, 422}, page
    gone = office.post(desk("mark_gone", day.pk), {"version": number, "party": number, "from_round": number})
    assert gone.status_code in {409, 422}
    assert Presence.objects.count() == 0
    for query in (f"?bedrijf={number}", f"?jaar={number}", f"?page={number}"):
        for page in ("/handelsmissies/", "/handelsmissies/resultaten/", "/handelsmissies/riga/deelnemers/wensen/"):
            assert office.get(page + query).status_code < 500


@pytest.mark.parametrize("amount", ["-1", HUGE, "1e9", "NaN", "\x00"])
def test_an_impossible_contribution_is_refused(mission, office, amount):
    page = reverse("admin:events_mission_change", args=[mission.pk])
    answer = office.post(
        page, {"fee": amount, "effort_amount": amount, "effort_days": amount, "most_companies": amount}
    )
    assert answer.status_code in {200, 422}
    mission.refresh_from_db()
    assert (mission.fee, mission.effort_days, mission.most_companies) == (None, None, None)
