"""Who tries what is not for them, and who types what nobody should: each is answered with 4xx, and nothing leaks or breaks."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from deventer_intl.log_filter import without_token
from events.actions import mission_applying, mission_guests, mission_meetings, mission_planning, missions
from events.missions.guest_links import token_of
from events.models import Counterpart, MeetingDay, MissionCompany, Refusal, Stage, Wish
from tests.conftest import sign_in
from tests.event_factories import (
    CounterpartFactory,
    GuestPartyFactory,
    MeetingDayFactory,
    MissionCompanyFactory,
    MissionDocumentFactory,
    MissionFactory,
    MissionMeetingFactory,
    PartyFactory,
    RefusalFactory,
    TravellerFactory,
    WishFactory,
)
from tests.factories import MembershipFactory, UserFactory

from .test_back_office import civil_servant

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]
HUGE = "9" * 30


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


def keeper_of(company):
    client = Client()
    sign_in(client, MembershipFactory(organisation=company.organisation).user)
    return client


def desk(name, *args):
    return reverse(f"events:{name}", args=["riga", *args])


# ---- meetings of a mission that does not take place, or of a company that does not go ----


@pytest.fixture
def fixed_day(mission):
    """A fixed plan with one meeting of each of two companies, whose pages somebody keeps."""
    day = MeetingDayFactory(mission=mission, fixed_at=timezone.now())
    for number in (1, 2):
        row = MissionMeetingFactory(day=day, table=number)
        MembershipFactory(organisation=row.here.company.organisation)
    return day


def statuses(message):
    return [str(entry["STATUS"]) for entry in Calendar.from_ical(message.attachments[0].content).walk("VEVENT")]


def test_calling_off_takes_all_meetings_away_and_calendars_hear_of_it(mission, fixed_day):
    missions.call_off(mission=mission, reasons={"nl": "Storm."}, by=UserFactory(is_staff=True))
    assert not fixed_day.meetings.going_on().exists()
    assert set(fixed_day.meetings.values_list("sequence", flat=True)) == {1}
    with_calendar = [message for message in mail.outbox if message.attachments]
    assert len(with_calendar) == 4 and all(statuses(message) == ["CANCELLED"] for message in with_calendar)


def test_meetings_that_were_held_stay_when_the_rest_is_called_off():
    mission = MissionFactory(stage=Stage.UNDER_WAY, starts_on=timezone.localdate() - timedelta(days=1))
    day = MeetingDayFactory(mission=mission, fixed_at=timezone.now())
    MissionMeetingFactory(day=day)
    missions.call_off(mission=mission, reasons={"nl": "Storm."}, by=UserFactory(is_staff=True))
    assert day.meetings.going_on().count() == 1


def test_a_company_that_is_declined_after_all_loses_its_meetings_and_the_other_is_told(mission, fixed_day):
    row = fixed_day.meetings.select_related("here__company", "there__counterpart").first()
    by = UserFactory(is_staff=True)
    missions.choose(company=row.here.company, is_selected=False, reason="Toch niet.", by=by)
    assert fixed_day.meetings.going_on().count() == 1
    told = [message for message in mail.outbox if message.to == [row.there.counterpart.guest_email]]
    assert [statuses(message) for message in told] == [["CANCELLED"]]
    assert "Toch niet." not in told[0].body


def test_who_left_the_portal_is_mailed_no_meetings(mission, fixed_day):
    row = fixed_day.meetings.select_related("here__company__organisation").first()
    member = row.here.company.organisation.memberships.get().user
    member.is_active = False
    member.save()
    mission_meetings.take_meeting_away(meeting=row, version=fixed_day.version, by=None)
    assert member.email not in [message.to[0] for message in mail.outbox]


def test_a_mission_that_goes_back_a_step_keeps_its_fixed_plan_and_it_is_mended_afterwards(mission, fixed_day):
    by, row = UserFactory(is_staff=True), fixed_day.meetings.select_related("here__company").first()
    for stage in (Stage.FIXED, Stage.OPEN):
        missions.step_back(mission=mission, stage=stage, by=by)
    client = keeper_of(row.here.company)
    assert "CONFIRMED" in client.get("/handelsmissies/riga/deelnemers/gesprekken.ics").text
    mission_applying.withdraw(company=row.here.company, reason="Ziek.", by=by)
    fixed_day.refresh_from_db()
    WishFactory(by=PartyFactory(company__mission=mission), about=row.there)
    mission_planning.ask_plan(day=fixed_day, version=fixed_day.version, by=by)
    assert not fixed_day.meetings.going_on().of(row.here).exists()
    assert fixed_day.meetings.going_on().of(row.there).count() == 1
    # Who dropped out still reads, and hears in the calendar, what became of it.
    assert "CANCELLED" in client.get("/handelsmissies/riga/deelnemers/gesprekken.ics").text
    assert client.get("/handelsmissies/riga/deelnemers/wensen/").status_code == 404


# ---- links ----


def test_a_link_opens_one_mission_until_it_is_revoked_and_nothing_after(mission):
    guest, other = invited(mission, name="SIA Zaļā"), invited(MissionFactory(slug="malmo", stage=Stage.PREPARING))
    hers = GuestPartyFactory(counterpart=other)
    company = PartyFactory(company__mission=other.mission, company__organisation__name="Alleen in Malmö BV")
    client = Client()
    assert "Alleen in Malmö BV" not in client.get(link(guest)).text
    # A forged choice about who is of another mission, or oneself.
    forged = {f"party_{company.pk}": "1", f"party_{guest.party.pk}": "1", f"party_{hers.pk}": "no", "languages": ["en"]}
    assert client.post(link(guest), forged).status_code == 302
    assert (Wish.objects.count(), Refusal.objects.count()) == (0, 0)
    before = link(guest)
    mission_guests.revoke(counterpart=guest, by=None)
    assert {client.get(before).status_code, client.post(before, {}).status_code} == {404}
    assert client.get(f"/handelsmissies/gast/{HUGE}/").status_code == 404


@pytest.mark.parametrize("stage", [Stage.FOLLOW_UP, Stage.CLOSED, Stage.CANCELLED])
def test_a_link_after_the_mission_shows_and_changes_nothing(stage):
    mission = MissionFactory(slug="riga", stage=Stage.PREPARING)
    guest = invited(mission)
    company = PartyFactory(company__mission=mission, company__organisation__name="Pompen BV")
    type(mission).objects.filter(pk=mission.pk).update(stage=stage) if stage == Stage.CANCELLED else skip_to(mission)
    client = Client()
    for page in ("mission_guest", "mission_guest_withdraw"):
        for answer in (client.get(link(guest, page)), client.post(link(guest, page), {f"party_{company.pk}": "1"})):
            assert answer.status_code == 410 and "Pompen BV" not in answer.text
    assert Wish.objects.count() == 0 and Counterpart.objects.get(pk=guest.pk).withdrawn_at is None


def skip_to(mission):
    for stage in (Stage.UNDER_WAY, Stage.FOLLOW_UP):
        type(mission).objects.filter(pk=mission.pk).update(stage=stage)


def test_a_page_by_a_link_is_kept_by_nobody_and_its_address_told_to_nobody(mission):
    guest = invited(mission)
    for page in ("mission_guest", "mission_guest_withdraw", "mission_guest_ics"):
        answer = Client().get(link(guest, page))
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] in {"same-origin", "no-referrer"}
    token = token_of(guest)
    for path in (
        link(guest),
        f"/en{link(guest)}",
        f"{link(guest)}iets/",
        f"/handelsmissies/gast/{token}/).",
        f"/x/{token}",
    ):
        assert token not in without_token(path)
    assert without_token("/handelsmissies/riga/deelnemers/") == "/handelsmissies/riga/deelnemers/"


def test_no_page_of_the_office_shows_a_link(mission, office):
    guest = invited(mission)
    pages = [desk("mission_desk"), desk("mission_counterparts"), desk("counterpart", guest.pk)]
    pages += [
        reverse("admin:events_counterpart_changelist"),
        reverse("admin:events_counterpart_change", args=[guest.pk]),
    ]
    for page in pages:
        answer = office.get(page)
        assert answer.status_code == 200
        assert token_of(guest) not in answer.text and guest.digest not in answer.text


# ---- one company and another, and staff without the right ----


def test_a_member_reads_nothing_of_another_company(mission):
    mine = PartyFactory(company__mission=mission)
    theirs = PartyFactory(company__mission=mission, contact_phone="0612345678")
    guest = GuestPartyFactory(counterpart__mission=mission)
    WishFactory(by=theirs, about=guest)
    traveller = TravellerFactory(company=theirs.company, name="Geheim Persoon", phone="0687654321")
    day = MeetingDayFactory(mission=mission, fixed_at=timezone.now())
    MissionMeetingFactory(day=day, here=theirs, there=guest)
    client, pk = keeper_of(mine.company), theirs.company_id
    room = "/handelsmissies/riga/deelnemers/"
    for page in (
        f"{room}wensen/?bedrijf={pk}",
        f"{room}gesprekken/?bedrijf={pk}",
        f"{room}gesprekken.ics?bedrijf={pk}",
    ):
        assert client.get(page).status_code == 404
        assert client.post(page, {f"party_{guest.pk}": "no"}).status_code in {404, 405}
    for page in ("", "wijzigen/", "intrekken/"):
        assert client.get(f"/handelsmissies/riga/aanmelding/{pk}/{page}").status_code == 404
        assert client.post(f"/handelsmissies/riga/aanmelding/{pk}/{page}").status_code in {404, 405}
    for page in (f"{pk}/reiziger/", f"reizigers/{traveller.pk}/", f"reizigers/{traveller.pk}/verwijderen/"):
        assert client.post(room + page, {"name": "X", "email": "x@example.org"}).status_code == 403
    text = client.get(room).text
    assert "Geheim Persoon" not in text and "0687654321" not in text and "0612345678" not in text
    assert (Refusal.objects.count(), MissionCompany.objects.get(pk=pk).state) == (0, "selected")


def test_who_is_refused_sees_no_difference(mission):
    refused = PartyFactory(company__mission=mission)
    guest = invited(mission)
    RefusalFactory(by=guest.party, about=refused)
    client = keeper_of(refused.company)
    before = client.get("/handelsmissies/riga/deelnemers/wensen/").text
    Refusal.objects.all().delete()
    after = client.get("/handelsmissies/riga/deelnemers/wensen/").text
    assert visible(before) == visible(after)


def visible(text):
    """Leave out what differs from answer to answer: tokens of forms and of scripts."""
    return [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line and "nonce" not in line]


@pytest.mark.parametrize("group", ["readers", "editors", "shelter city"])
def test_staff_without_the_right_changes_nothing(mission, group):
    company, day = MissionCompanyFactory(mission=mission), MeetingDayFactory(mission=mission)
    guest, document = CounterpartFactory(mission=mission), MissionDocumentFactory(mission=mission)
    client = Client()
    civil_servant(client, group)
    pages = [
        desk("mission_choose", company.pk), desk("mission_company_withdraws", company.pk), desk("mission_fee", company.pk),
        desk("mission_step", "afgelast"), desk("add_counterpart"), desk("counterpart", guest.pk), desk("remove_counterpart", guest.pk),
        desk("counterpart_step", guest.pk), desk("add_meeting_day"), desk("make_meeting_plan", day.pk),
        desk("fix_meeting_plan", day.pk), desk("remove_meeting_day", day.pk), desk("mission_remove_document", document.pk),
    ]  # fmt: skip
    for page in pages:
        assert client.post(page, {"version": 0}).status_code in {403, 404}, page
    mission.refresh_from_db()
    assert mission.stage == Stage.PREPARING and MeetingDay.objects.count() == Counterpart.objects.count() == 1
