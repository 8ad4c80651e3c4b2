"""The page for who goes along, its papers and travellers, and who is forgotten afterwards."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from deventer_intl import virus_scanner
from deventer_intl.accounts import my_data
from events.actions import mission_programme, mission_travelling
from events.models import Counterpart, MissionDocument, Stage, Traveller
from events.moments import midnight
from events.tasks.missions import forget_mission_people, remove_files_without_mission

from ..conftest import opened_on, sign_in
from ..event_factories import (
    CounterpartFactory,
    MissionCompanyFactory,
    MissionDocumentFactory,
    MissionFactory,
    MissionItemFactory,
    TravellerFactory,
)
from ..factories import MembershipFactory, UserFactory
from ..organisations.test_paper_files import MACRO_TYPE, PDF, ooxml

pytestmark = pytest.mark.django_db

ROOM, DESK = "/handelsmissies/riga/deelnemers/", "/handelsmissies/riga/trade-office/"


@pytest.fixture(autouse=True)
def nothing_tried():
    cache.clear()


@pytest.fixture
def company():
    """A company of the delegation, whose page somebody keeps."""
    mission = MissionFactory(
        slug="riga",
        stage=Stage.PREPARING,
        fee=125_000,
        fee_note_nl="Hotel en vervoer",
        voucher_url="/subsidies/vouchers/",
    )
    return MissionCompanyFactory(mission=mission, organisation=MembershipFactory().organisation)


@pytest.fixture
def member(company):
    return signed_in(company.organisation.memberships.get().user)


@pytest.fixture
def officer():
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name="trade office"))
    return signed_in(user)


def signed_in(user):
    client = Client()
    sign_in(client, user)
    return client


def test_room_holds_what_the_delegation_needs(company, member):
    other = MissionCompanyFactory(mission=company.mission, organisation__name="Dijkbouw BV", offers="Dijken")
    TravellerFactory(company=other, name="Ans Openlijk", role="directeur", in_briefing=True)
    TravellerFactory(company=other, name="Bo Verborgen", email="bo@verborgen.example")
    TravellerFactory(company=company, name="Cas Eigen", email="cas@eigen.example")
    MissionCompanyFactory(mission=company.mission, state="declined", organisation__name="Afgewezen BV")
    MissionItemFactory(mission=company.mission, title_nl="Bezoek aan de haven")
    MissionDocumentFactory(mission=company.mission, title="Plattegrond")
    MissionDocumentFactory(title="Van een andere missie")
    page = member.get(ROOM).content.decode()
    seen = ["Dijkbouw BV", "Dijken", "Ans Openlijk (directeur)", "Cas Eigen", "cas@eigen.example", "Bezoek aan de haven",
            "Plattegrond", "€\u00a01.250", "Hotel en vervoer", "/subsidies/vouchers/", "Nog niet ontvangen"]  # fmt: skip
    assert [text for text in seen if text not in page] == []
    unseen = ["Bo Verborgen", "bo@verborgen.example", "Afgewezen BV", "Van een andere missie"]
    assert [text for text in unseen if text in page] == []


def test_room_costs_as_much_for_many_as_for_few(company, member):
    costs = []
    for number in (2, 12):
        for _n in range(number):
            TravellerFactory(company=MissionCompanyFactory(mission=company.mission), in_briefing=True)
            MissionItemFactory(mission=company.mission)
            MissionDocumentFactory(mission=company.mission)
        member.get(ROOM)
        with CaptureQueriesContext(connection) as queries:
            member.get(ROOM)
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("state", ["applied", "declined", "withdrawn"])
def test_who_does_not_go_is_led_to_the_own_application_and_gets_nothing(company, member, state):
    document = MissionDocumentFactory(mission=company.mission)
    type(company).objects.update(state=state)
    assert member.get(ROOM)["Location"] == f"/handelsmissies/riga/aanmelding/{company.pk}/"
    for address in (
        f"{ROOM}stukken/{document.pk}/",
        "/handelsmissies/riga/briefing.pdf",
        "/handelsmissies/riga/programma.ics",
    ):
        assert member.get(address).status_code == 404


def test_trade_office_adds_a_paper_and_who_goes_along_gets_it_as_a_download(company, member, officer):
    form = {"title": "Vluchtgegevens", "file": SimpleUploadedFile("Vlucht naar Riga.pdf", PDF)}
    assert officer.post(f"{DESK}stukken/nieuw/", form).status_code == 302
    document = MissionDocument.objects.get()
    response = member.get(f"{ROOM}stukken/{document.pk}/")
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="Vlucht naar Riga.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]
    assert signed_in(MembershipFactory().user).get(f"{ROOM}stukken/{document.pk}/").status_code == 404
    # Of another mission it is not to be had at this address.
    other = MissionDocumentFactory()
    assert member.get(f"{ROOM}stukken/{other.pk}/").status_code == 404
    form["file"] = SimpleUploadedFile("Vlucht naar Riga.pdf", PDF)
    assert "al bij deze missie" in officer.post(f"{DESK}stukken/nieuw/", form).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("brief.exe", b"MZ", "soort bestand"),
        ("brief.docx", ooxml("docx", main=MACRO_TYPE), "macro"),
        ("brief.docx", PDF, "zegt iets anders"),
    ],
)
def test_other_files_are_refused(company, officer, name, content, text):
    form = {"title": "Brief", "file": SimpleUploadedFile(name, content)}
    response = officer.post(f"{DESK}stukken/nieuw/", form)
    assert response.status_code == 422
    assert text in response.content.decode()
    assert 'value="Brief"' in response.content.decode()
    assert not MissionDocument.objects.exists()


@pytest.mark.parametrize("scanner", ["virus", "down"])
def test_a_file_that_is_not_found_clean_is_not_kept(company, officer, monkeypatch, scanner):
    def answer(content):
        if scanner == "down":
            raise virus_scanner.ScannerDown("no answer")
        return False

    monkeypatch.setattr(mission_programme, "is_clean", answer)
    form = {"title": "Brief", "file": SimpleUploadedFile("brief.pdf", PDF)}
    response = officer.post(f"{DESK}stukken/nieuw/", form)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["file"]
    assert not MissionDocument.objects.exists()


def test_files_that_no_document_names_go(company, settings):
    storage = storages["private"]
    left = MissionDocumentFactory(mission=company.mission)
    gone = MissionDocumentFactory(mission=company.mission)
    MissionDocument.objects.filter(pk=gone.pk).delete()
    remove_files_without_mission(0)
    assert storage.exists(gone.file.name)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        remove_files_without_mission(0)
    assert (storage.exists(left.file.name), storage.exists(gone.file.name)) == (True, False)


def test_member_adds_changes_and_removes_travellers(company, member):
    address = f"{ROOM}{company.pk}/reiziger/"
    wrong = {"name": "www.spam.example", "email": "geen adres", "role": "directeur"}
    response = member.post(address, wrong)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"name", "email"}
    assert 'value="directeur"' in response.content.decode()
    assert member.post(address, {"name": "Ans", "email": "ans@voorbeeld.example"}).status_code == 302
    traveller = Traveller.objects.get()
    # Nobody agreed to that yet.
    assert not traveller.in_briefing
    twice = member.post(address, {"name": "Ans", "email": "ANS@voorbeeld.example"})
    assert twice.status_code == 422
    assert list(twice.context["form"].errors) == ["email"]
    own = f"{ROOM}reizigers/{traveller.pk}/"
    values = {"name": "Ans de Vries", "email": traveller.email, "in_briefing": "on", **opened_on(member, own)}
    assert member.post(own, values).status_code == 302
    traveller.refresh_from_db()
    assert (traveller.name, traveller.in_briefing) == ("Ans de Vries", True)
    assert "Ans de Vries" in member.get(f"{own}verwijderen/").content.decode()
    assert member.post(f"{own}verwijderen/").status_code == 302
    assert not Traveller.objects.exists()


def test_others_in_the_delegation_change_no_travellers_of_yours(company, member):
    other = TravellerFactory(company=MissionCompanyFactory(mission=company.mission))
    addresses = [
        f"{ROOM}{other.company_id}/reiziger/",
        f"{ROOM}reizigers/{other.pk}/",
        f"{ROOM}reizigers/{other.pk}/verwijderen/",
    ]
    for address in addresses:
        assert member.post(address, {"name": "X", "email": "x@voorbeeld.example"}).status_code == 403
    assert list(Traveller.objects.values_list("name", flat=True)) == [other.name]
    # Of another mission it is not there at all.
    elsewhere = TravellerFactory()
    assert member.get(f"{ROOM}reizigers/{elsewhere.pk}/").status_code == 404


def test_travellers_are_few_and_only_before_the_return(company):
    for number in range(mission_travelling.MOST_TRAVELLERS):
        mission_travelling.add_traveller(
            company=company, by=None, name=f"Reiziger {number}", email=f"r{number}@voorbeeld.example"
        )
    with pytest.raises(ValidationError, match="hoogstens 10"):
        mission_travelling.add_traveller(company=company, by=None, name="Elf", email="elf@voorbeeld.example")
    back = MissionCompanyFactory(mission__stage=Stage.FOLLOW_UP)
    with pytest.raises(ValidationError, match="niet wijzigen"):
        mission_travelling.add_traveller(company=back, by=None, name="Laat", email="laat@voorbeeld.example")


def test_trade_office_notes_what_was_paid(company, member, officer):
    address = f"{DESK}bedrijven/{company.pk}/bijdrage/"
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert officer.post(address, {"paid_on": tomorrow.isoformat(), **opened_on(officer, address)}).status_code == 422
    today = {"paid_on": timezone.localdate().isoformat()}
    assert officer.post(address, {**today, **opened_on(officer, address)}).status_code == 302
    assert "Nog niet ontvangen" not in member.get(ROOM).content.decode()
    assert officer.post(address, {"paid_on": "", **opened_on(officer, address)}).status_code == 302
    company.refresh_from_db()
    assert company.fee_paid_on is None
    assert member.get(address).status_code == 403


def test_trade_office_sees_who_travels(company, officer):
    TravellerFactory(company=company, name="Bo Verborgen", phone="06 1234")
    page = officer.get(f"{DESK}programma/").content.decode()
    assert "Bo Verborgen" in page
    assert "06 1234" in page


def test_people_go_some_time_after_a_mission_and_companies_stay():
    ended = TravellerFactory(company__mission__stage=Stage.FOLLOW_UP)
    guest = CounterpartFactory(mission=ended.company.mission, digest="a" * 64, name="SIA Ostas")
    last = ended.company.mission.ends_on
    later = {"starts_on": last + timedelta(days=200), "ends_on": last + timedelta(days=201)}
    coming = TravellerFactory(company__mission=MissionFactory(**later))
    for days, left in ((90, {ended.pk, coming.pk}), (91, {coming.pk})):
        with time_machine.travel(midnight(last + timedelta(days=days))):
            forget_mission_people(0)
        assert set(Traveller.objects.values_list("pk", flat=True)) == left
    guest = Counterpart.objects.get(pk=guest.pk)
    assert (guest.name, guest.guest_name, guest.guest_email, guest.digest) == ("SIA Ostas", "", "", None)
    assert ended.company.mission.companies.count() == 1


def test_people_go_sooner_where_a_mission_was_called_off():
    mission = MissionFactory(
        stage=Stage.PREPARING, starts_on=timezone.localdate() + timedelta(days=300), ends_on=timezone.localdate() + timedelta(days=302)
    )  # fmt: skip
    TravellerFactory(company__mission=mission)
    mission.stage = Stage.CANCELLED
    mission.save()
    for days, left in ((29, 1), (31, 0)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            # What is changed of it later does not begin the term anew.
            type(mission).objects.filter(pk=mission.pk).update(reason_nl=f"Te weinig bedrijven {days}")
            forget_mission_people(0)
        assert Traveller.objects.count() == left


def test_a_traveller_has_it_in_ones_own_data_and_goes_with_the_account():
    user = UserFactory(email="ans@voorbeeld.example")
    EmailAddress.objects.create(user=user, email="Ans@voorbeeld.example", verified=True, primary=True)
    TravellerFactory(email="ans@voorbeeld.example", name="Ans Reist")
    kept = TravellerFactory()
    archive = zipfile.ZipFile(io.BytesIO(my_data.archive(user)))
    held = json.loads(archive.read("mijn-gegevens.json"))
    assert [each["name"] for each in held["missions_travelled"]] == ["Ans Reist"]
    my_data.forget(user)
    assert list(Traveller.objects.all()) == [kept]
