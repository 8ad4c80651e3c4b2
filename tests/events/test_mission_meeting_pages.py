"""The pages of meetings: of guests by their link, of companies, and of the Trade Office."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.actions import mission_guests
from events.matching import planning
from events.missions.guest_links import token_of
from events.models import Counterpart, MeetingDay, Mission, Stage
from tests.conftest import opened_on, sign_in
from tests.event_factories import (
    CounterpartFactory,
    GuestPartyFactory,
    MeetingDayFactory,
    MissionFactory,
    MissionMeetingFactory,
    PartyFactory,
    WishFactory,
)
from tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def mission():
    return MissionFactory(slug="riga", stage=Stage.PREPARING)


@pytest.fixture
def guest(mission):
    counterpart = CounterpartFactory(mission=mission, name="SIA Zaļā", languages=["en"])
    mission_guests.invite(counterpart=counterpart, by=None)
    counterpart.refresh_from_db()
    return counterpart


@pytest.fixture
def company(mission):
    return PartyFactory(company__mission=mission, company__organisation__name="Pompen BV")


@pytest.fixture
def office():
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="trade office"))
    client = Client()
    sign_in(client, user)
    return client


def page_of(guest, name="mission_guest"):
    return reverse(f"events:{name}", args=[token_of(guest)])


def address(name, *args):
    return reverse(f"events:{name}", args=["riga", *args])


def test_a_guest_fills_in_and_comes_back_by_the_link_in_the_mail(client, mission, guest, company):
    day = MeetingDayFactory(mission=mission)
    assert page_of(guest) in mail.outbox[0].body
    sent = {
        "offers": "Zonnepanelen", "seeks": "Waterpompen op zonnestroom", "languages": ["en", "de"], "contact_name": "Ilze",
        "industries": ["energy", "water"], "contact_phone": "+371 20000000", f"party_{company.pk}": "1", f"day_{day.pk}": ["1", "3"],
    }  # fmt: skip
    response = client.post(page_of(guest), sent, follow=True)
    assert response.status_code == 200
    assert response["Cache-Control"].startswith("max-age=0")
    guest.refresh_from_db()
    assert (guest.offers, guest.languages, guest.party.contact_name) == ("Zonnepanelen", ["en", "de"], "Ilze")
    assert guest.industries == ["energy", "water"]
    assert guest.party.presences.get().absent == [2, 4]
    assert [(wish.about, wish.rank) for wish in guest.party.wishes.all()] == [(company, 1)]
    text = response.content.decode()
    assert "biedt aan wat de ander zoekt" in text
    # A refusal in the place of the wish; the other side reads neither of the two.
    client.post(page_of(guest), sent | {f"party_{company.pk}": "no"})
    assert guest.party.refusals.get().about == company
    assert not guest.party.wishes.exists()


def test_what_a_guest_typed_stays_where_something_is_wrong(client, guest, company):
    response = client.post(
        page_of(guest), {"offers": "Iets", f"party_{company.pk}": "no", "contact_name": "http://x.nl"}
    )
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["languages", "contact_name"]
    assert response.context["form"]["offers"].value() == "Iets"
    assert response.context["form"][f"party_{company.pk}"].value() == "no"
    assert not guest.party.refusals.exists()


@pytest.mark.parametrize("stage", [Stage.FOLLOW_UP, Stage.CANCELLED])
def test_after_the_mission_the_link_says_so_friendly(client, guest, stage):
    steps = {Stage.FOLLOW_UP: [Stage.UNDER_WAY, Stage.FOLLOW_UP], Stage.CANCELLED: [Stage.CANCELLED]}[stage]
    for step in steps:
        Mission.objects.filter(slug="riga").update(stage=step)
    for method in (client.get, client.post):
        response = method(page_of(guest))
        assert response.status_code == 410
        assert guest.guest_email not in response.content.decode()
    assert client.get(page_of(guest, "mission_guest_ics")).status_code == 200


def test_a_link_that_was_stopped_or_guessed_opens_nothing(client, guest):
    mission_guests.revoke(counterpart=guest, by=None)
    assert client.get(page_of(guest)).status_code == 404
    found = [client.get(reverse("events:mission_guest", args=[f"gok{number}"])).status_code for number in range(61)]
    assert (found[0], found[-1]) == (404, 429)


def test_a_guest_withdraws_and_comes_back(client, guest):
    withdraw = page_of(guest, "mission_guest_withdraw")
    client.get(withdraw)
    assert Counterpart.objects.get(pk=guest.pk).withdrawn_at is None
    client.post(withdraw)
    assert Counterpart.objects.get(pk=guest.pk).withdrawn_at
    assert client.get(page_of(guest)).status_code == 200
    client.post(withdraw)
    assert Counterpart.objects.get(pk=guest.pk).withdrawn_at is None


def test_a_company_wishes_for_itself_alone(mission, guest, company):
    member = MembershipFactory(organisation=company.company.organisation).user
    client = Client()
    sign_in(client, member)
    other = PartyFactory(company__mission=mission)
    MembershipFactory(organisation=other.company.organisation, user=member)
    strange = PartyFactory(company__mission=mission)
    wishes = address("mission_wishes")
    assert client.get(f"{wishes}?bedrijf={strange.company_id}").status_code == 404
    sent = {f"party_{guest.party.pk}": "2", "contact_name": "Ans"}
    assert client.post(f"{wishes}?bedrijf={other.company_id}", sent).status_code == 302
    assert [(wish.by, wish.about, wish.rank) for wish in guest.party.wished_by.all()] == [(other, guest.party, 2)]
    # One's own company is no choice: nobody wishes to meet themselves.
    client.post(wishes, {f"party_{company.pk}": "1"})
    assert not company.wishes.exists()


def test_a_draft_is_shown_to_nobody_but_the_office(client, mission, guest, company):
    day = MeetingDayFactory(mission=mission)
    row = MissionMeetingFactory(day=day, here=company, there=guest.party)
    member = Client()
    sign_in(member, MembershipFactory(organisation=company.company.organisation).user)
    seen = [(client, page_of(guest, "mission_guest_ics")), (member, address("mission_meetings_ics"))]
    for visitor, ics in seen:
        assert b"BEGIN:VEVENT" not in visitor.get(ics).content
    MeetingDay.objects.update(fixed_at=timezone.now())
    for visitor, ics in seen:
        response = visitor.get(ics)
        assert str(row.uid).encode() in response.content
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert "SIA Zaļā" in member.get(address("mission_meetings")).content.decode()


def test_the_office_adds_a_counterpart_and_mails_a_link(office, mission):
    sent = {"name": "SIA Jauna", "guest_name": "Ilze", "guest_email": "ilze@jauna.example", "guest_language": "de",
            "industries": ["water"], **opened_on(office, address("add_counterpart"))}  # fmt: skip
    assert office.post(address("add_counterpart"), sent | {"guest_email": "geen"}).status_code == 422
    assert office.post(address("add_counterpart"), sent).status_code == 302
    assert office.post(address("add_counterpart"), sent).status_code == 422
    guest = mission.counterparts.get()
    assert guest.industries == ["water"]
    step = address("counterpart_step", guest.pk)
    office.post(step, {"step": "invite"})
    guest.refresh_from_db()
    assert f"/de/handelsmissies/gast/{token_of(guest)}/" in mail.outbox[0].body
    for name, gone in (("revoke", "digest"), ("return", "withdrawn_at")):
        office.post(step, {"step": name})
        guest.refresh_from_db()
        assert getattr(guest, gone) is None
    office.post(address("remove_counterpart", guest.pk))
    assert not mission.counterparts.exists()


def test_the_office_plans_changes_fixes_and_mends(office, mission, guest, company):
    sent = {"on": f"{mission.starts_on:%Y-%m-%d}", "hour": "22:00", "zone": "Europe/Riga", "rounds": "9", "minutes": "20",
            "minutes_between": "5", "tables": "2"}  # fmt: skip
    response = office.post(address("add_meeting_day"), sent)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["rounds"])
    assert office.post(address("add_meeting_day"), sent | {"hour": "10:00"}).status_code == 302
    day = mission.meeting_days.get()
    assert (f"{day.local_start:%H:%M}", day.zone) == ("10:00", "Europe/Riga")
    WishFactory(by=company, about=guest.party)
    page = address("meeting_day", day.pk)
    assert office.post(address("make_meeting_plan", day.pk), {"version": "0"}).status_code == 302
    stale = office.post(address("fix_meeting_plan", day.pk), {"version": "0"})
    assert stale.status_code == 409
    assert f'name="version" value="{MeetingDay.objects.get().version}"' in stale.content.decode()
    row = day.meetings.get()
    change = address("change_meeting", day.pk, row.pk)
    version = MeetingDay.objects.get().version
    wrong = office.post(change, {"version": version, "round": "1", "table": "3"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["table"])
    assert office.post(change, {"version": version, "round": "4", "table": "2"}).status_code == 302
    taken = office.post(address("add_meeting", day.pk), {
        "version": version + 1, "here": company.pk, "there": guest.party.pk, "round": "1", "table": "1"})  # fmt: skip
    assert taken.status_code == 422
    text = office.get(page).content.decode()
    assert "Pompen BV" in text
    assert office.post(address("fix_meeting_plan", day.pk), {"version": version + 1}).status_code == 302
    gone = {"version": version + 2, "party": guest.party.pk, "from_round": "3"}
    assert office.post(address("mark_gone", day.pk), gone).status_code == 302
    assert not day.meetings.going_on().exists()
    version = MeetingDay.objects.get().version
    assert office.post(address("mark_back", day.pk, guest.party.pk), {"version": 0}).status_code == 409
    assert office.post(address("make_meeting_plan", day.pk), {"version": "x"}).status_code == 422
    assert office.post(address("mark_back", day.pk, guest.party.pk), {"version": version}).status_code == 302
    assert office.get(address("meetings_pdf", day.pk)).content.startswith(b"%PDF")


def test_taking_a_meeting_away_twice_is_said_with_409(office, mission, guest, company):
    row = MissionMeetingFactory(day__mission=mission, here=company, there=guest.party)
    change = address("change_meeting", row.day_id, row.pk)
    assert office.post(change, {"version": 7, "remove": "yes"}).status_code == 409
    assert office.post(change, {"version": 0, "remove": "yes"}).status_code == 302
    assert office.post(change, {"version": 1, "remove": "yes"}).status_code == 404


def test_a_day_is_removed_only_as_a_draft(office, mission, guest, company):
    row = MissionMeetingFactory(day__mission=mission, here=company, there=guest.party)
    remove = address("remove_meeting_day", row.day_id)
    MeetingDay.objects.update(fixed_at=timezone.now())
    assert office.post(remove).status_code == 422
    MeetingDay.objects.update(fixed_at=None)
    assert office.post(remove).status_code == 302
    assert not mission.meeting_days.exists()


def test_pages_cost_the_same_queries_however_many_take_part(office, client, mission, guest, company):
    day = MeetingDayFactory(mission=mission, rounds=20, tables=50)
    member = Client()
    sign_in(member, MembershipFactory(organisation=company.company.organisation).user)
    asked = [
        (office, address("meeting_day", day.pk)), (office, address("mission_counterparts")), (office, address("meeting_days")),
        (client, page_of(guest)), (member, address("mission_wishes")), (member, address("mission_meetings")),
    ]  # fmt: skip
    costs = []
    for number in (3, 30):
        for n in range(number):
            here, there = PartyFactory(company__mission=mission), GuestPartyFactory(counterpart__mission=mission)
            (
                WishFactory(by=here, about=there),
                WishFactory(by=company, about=there),
                WishFactory(by=guest.party, about=here),
            )
            MissionMeetingFactory(day=day, here=here, there=there, round=1 if number == 3 else 2, table=n + 1)
        costs.append([])
        for visitor, page in asked:
            visitor.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert visitor.get(page).status_code == 200
            costs[-1].append(len(queries))
    assert costs[0] == costs[1]


def test_with_two_who_plan_the_second_is_told(office, mission, guest, company, monkeypatch):
    """The reckoning takes seconds: whoever changes the plan meanwhile is not overruled."""
    day = MeetingDayFactory(mission=mission)
    WishFactory(by=company, about=guest.party)
    reckon = planning.plan

    def slow(*args, **kwargs):
        MeetingDay.objects.update(version=5, starts_at=day.starts_at + timedelta(minutes=5))
        return reckon(*args, **kwargs)

    monkeypatch.setattr("events.matching.planning.plan", slow)
    assert office.post(address("make_meeting_plan", day.pk), {"version": "0"}).status_code == 409
    assert not day.meetings.exists()
