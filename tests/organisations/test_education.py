"""Schools tell what they do abroad, ask for contacts of the municipality, and organisations offer internships."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from deventer_intl.accounts import my_data
from deventer_intl.spreadsheets import read
from organisations import attention, exchange_overview
from organisations.actions import education as actions
from organisations.importing import plan_import
from organisations.models import (
    ContactRequest,
    InternshipOffer,
    OpenContact,
    Organisation,
    Role,
    SchoolExchange,
    Sector,
)
from organisations.school_years import as_text, school_year_of
from organisations.tasks import forget_contact_requests

from ..conftest import sign_in
from ..factories import (
    ContactRequestFactory,
    CountryFactory,
    InternshipOfferFactory,
    MembershipFactory,
    OpenContactFactory,
    OrganisationFactory,
    PlaceFactory,
    SchoolExchangeFactory,
    SchoolFactory,
    UserFactory,
    romania,
)
from .test_profile import opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def school():
    return SchoolFactory(name="Voorbeeldcollege", slug="voorbeeld")


@pytest.fixture
def editor(school):
    MembershipFactory(organisation=school)
    return MembershipFactory(organisation=school, role=Role.EDITOR, user__name="Ed").user


def client_of(user):
    client = Client()
    sign_in(client, user)
    return client


def address(name, *args):
    return reverse(f"organisations:{name}", args=args)


def exchange_form(**values):
    return {"kind": "erasmus", "country": romania().pk, "partner": "Liceul Sibiu", **values}


def internship_form(**values):
    return {
        "title_nl": "Brieven vertalen",
        "text_nl": "U vertaalt.",
        "kind": "internship",
        "direction": "here",
        "levels": ["mbo", "hbo"],
        **values,
    }


# --- School years ----------------------------------------------------------------------------------------------------


def test_a_school_year_begins_in_august():
    assert school_year_of(date(2026, 7, 31)) == 2025
    assert school_year_of(date(2026, 8, 1)) == 2026
    assert as_text(2025) == "2025–2026"
    assert as_text(None) == ""


# --- Exchanges -------------------------------------------------------------------------------------------------------


def test_an_editor_of_a_school_adds_an_exchange_that_everyone_sees(editor, school):
    client, new = client_of(editor), address("edit_item", "voorbeeld", "uitwisselingen", 0)
    assert "Uitwisselingen en stages van de school" in client.get(address("edit_page", "voorbeeld")).text
    sent = exchange_form(school_year="2025", place_name="Sibiu", students="12", direction="both")
    assert client.post(new, sent).status_code == 302
    exchange = SchoolExchange.objects.get()
    assert (exchange.organisation, exchange.place.name_nl, exchange.school_year) == (school, "Sibiu", 2025)
    assert (exchange.pupils, exchange.students) == (None, 12)
    overview = Client().get("/onderwijs/").text
    for text in ("Voorbeeldcollege", "Liceul Sibiu", "2025–2026", "Roemenië", "Sibiu"):
        assert text in overview
    page = Client().get(school.get_absolute_url()).text
    assert "12 studenten" in page
    assert "Liceul Sibiu" in page
    # Sent twice it is there once, and it comes back from the history.
    assert client.post(new, sent).status_code == 302
    assert SchoolExchange.objects.count() == 1
    assert "Liceul Sibiu" in client.get(address("page_history", "voorbeeld")).text


def test_an_editor_of_another_organisation_finds_nothing(school):
    exchange = SchoolExchangeFactory(organisation=school)
    stranger = client_of(MembershipFactory(organisation=SchoolFactory()).user)
    for name, args in (("edit_section", []), ("edit_item", [exchange.pk]), ("remove_item", [exchange.pk])):
        url = address(name, "voorbeeld", "uitwisselingen", *args)
        assert stranger.get(url).status_code == 404
        assert stranger.post(url, exchange_form()).status_code == 404
    # Nor through the page of the own school.
    own = Organisation.objects.exclude(pk=school.pk).get().slug
    assert stranger.post(address("remove_item", own, "uitwisselingen", exchange.pk)).status_code == 404
    assert list(SchoolExchange.objects.all()) == [exchange]


def test_what_is_no_school_has_no_exchanges():
    company = OrganisationFactory(slug="bedrijf", sector=Sector.BUSINESS)
    client = client_of(MembershipFactory(organisation=company).user)
    assert "Uitwisselingen en stages van de school" not in client.get(address("edit_page", "bedrijf")).text
    for name, args in (("edit_section", []), ("edit_item", [0]), ("draft", [0]), ("remove_item", [1])):
        assert client.post(address(name, "bedrijf", "uitwisselingen", *args), exchange_form()).status_code == 403
    assert not SchoolExchange.objects.exists()


def test_the_database_gives_exchanges_to_schools_alone(school):
    company, exchange = OrganisationFactory(), SchoolExchangeFactory(organisation=school)
    for sql, values in (
        ("UPDATE organisations_schoolexchange SET organisation_id = %s", [company.pk]),
        ("UPDATE organisations_organisation SET sector = 2 WHERE id = %s", [school.pk]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    exchange.delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_organisation SET sector = 2 WHERE id = %s", [school.pk])
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolExchangeFactory(organisation=school)


def test_a_school_with_exchanges_that_changes_its_sector_is_told_so(editor, school):
    SchoolExchangeFactory(organisation=school)
    page = client_of(editor).post(address("edit_section", "voorbeeld", "feiten"), {"sector": "2"})
    assert page.status_code == 422
    assert "sector" in page.context["form"].errors
    school.refresh_from_db()
    assert school.is_school


def test_a_spreadsheet_does_not_take_a_school_out_of_education_either(school):
    SchoolExchangeFactory(organisation=school)
    sheet = read("lijst.csv", b"Naam;Sector\r\nVoorbeeldcollege;cultuur\r\n")
    [row] = plan_import(sheet, {}).rows
    assert any("uitwisselingen" in error for error in row.errors)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"pupils": "-1"}, "pupils"),
        ({"students": "5001"}, "students"),
        ({"staff": "1" + "0" * 30}, "staff"),
        ({"pupils": "veel"}, "pupils"),
        ({"school_year": "1900"}, "school_year"),
        ({"school_year": "2999"}, "school_year"),
        ({"school_year": "\u0000"}, "school_year"),
        ({"kind": "reis"}, "kind"),
        ({"country": ""}, "country"),
        ({"description_nl": "x" * 10_000}, "description_nl"),
        ({"partner": "x" * 10_000}, "partner"),
    ],
)
def test_what_is_not_right_in_an_exchange_is_said_at_its_field(editor, school, values, field):
    page = client_of(editor).post(address("edit_item", "voorbeeld", "uitwisselingen", 0), {**exchange_form(), **values})
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert "error-summary" in page.text
    assert not SchoolExchange.objects.exists()
    assert school.drafts.get().section == "uitwisselingen", "nothing typed is lost"


def test_the_same_exchange_stands_in_the_list_once(editor, school):
    SchoolExchangeFactory(organisation=school, kind="erasmus", country=romania(), partner="Liceul Sibiu", pupils=3)
    page = client_of(editor).post(address("edit_item", "voorbeeld", "uitwisselingen", 0), exchange_form(pupils="4"))
    assert page.status_code == 422
    assert "staat al in de lijst" in page.text


@pytest.mark.parametrize(
    "change", ["pupils = -1", "students = 5001", "staff = 5001", "school_year = 1900", "kind = 'x'"]
)
def test_the_database_refuses_numbers_that_nobody_means(change):
    exchange = SchoolExchangeFactory()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE organisations_schoolexchange SET {change} WHERE id = %s", [exchange.pk])


def test_staff_give_an_older_year_and_the_school_keeps_it(editor, school):
    exchange = SchoolExchangeFactory(organisation=school, kind="erasmus", school_year=1985)
    url = address("edit_item", "voorbeeld", "uitwisselingen", exchange.pk)
    form = client_of(editor).get(url).context["form"]
    assert (1985, "1985–1986") in form.fields["school_year"].choices
    exchange.school_year = 2999
    with pytest.raises(ValidationError) as error:
        exchange.full_clean()
    assert "school_year" in error.value.message_dict


# --- The overview ----------------------------------------------------------------------------------------------------


def test_totals_count_what_was_filled_in_alone(school):
    for values in (
        {"school_year": 2024, "pupils": 30, "students": 0},
        {"school_year": 2025, "pupils": 10, "students": 50},
        {"school_year": 2025, "partner": "zonder aantallen"},
        {"school_year": None},
    ):
        SchoolExchangeFactory(organisation=school, **values)
    SchoolExchangeFactory(organisation=SchoolFactory(status="hidden"), school_year=2025, pupils=999)
    found = exchange_overview.totals(SchoolExchange.objects.public())
    assert [(each.year, each.number, each.pupils, each.students, each.without_numbers) for each in found.years] == [
        (2025, 2, 10, 50, 1),
        (2024, 1, 30, 0, 0),
        (None, 1, 0, 0, 1),
    ]
    assert [each.is_counted for each in found.years] == [True, True, False]
    assert [(each.pupils_width, each.students_width) for each in found.years] == [(100, 500), (300, 0), (0, 0)]
    text = Client().get("/onderwijs/").text
    assert "Bij 2 regels staan geen aantallen." in text
    assert "999" not in text


def test_filters_narrow_the_overview_and_its_data(school):
    there, uganda = romania(), CountryFactory()
    SchoolExchangeFactory(organisation=school, country=there, school_year=2025, kind="erasmus", partner="Een")
    SchoolExchangeFactory(organisation=school, country=uganda, school_year=2024, partner="Twee")
    SchoolExchangeFactory(country=uganda, school_year=2024, kind="internship", partner="Drie")
    for query, expected in (
        ("", {"Een", "Twee", "Drie"}),
        ("school=voorbeeld", {"Een", "Twee"}),
        ("soort=stage", {"Drie"}),
        ("land=ug", {"Twee", "Drie"}),
        ("jaar=2024&land=ug&school=voorbeeld", {"Twee"}),
        ("jaar=2025&land=ug", set()),
    ):
        page = Client().get(f"/onderwijs/?{query}")
        assert {exchange.partner for exchange in page.context["page_obj"]} == expected
        rows = Client().get(f"/onderwijs.json?{query}").json()["exchanges"]
        assert {row["partner"] for row in rows} == expected


@pytest.mark.parametrize("query", ["school=onzin", "soort=x", "land=zz", "jaar=1900", "jaar=2025'--", "land=%00"])
def test_filters_with_nonsense_are_answered_and_give_no_data(query):
    SchoolExchangeFactory(partner="Geheim", school_year=2025)
    page = Client().get(f"/onderwijs/?{query}")
    assert page.status_code == 422
    assert "error-summary" in page.text
    assert "Geheim" not in page.text
    for name in ("csv", "json"):
        answer = Client().get(f"/onderwijs.{name}?{query}")
        assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert Client().get("/onderwijs/stages/?niveau=onzin").status_code == 422


def test_open_data_defuses_formulas_and_keeps_empty_apart_from_nought(school):
    SchoolExchangeFactory(organisation=school, partner='=HYPERLINK("http://kwaad.example")', pupils=0, school_year=2025)
    text = Client().get("/onderwijs.csv").content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert row["partner"] == '\'=HYPERLINK("http://kwaad.example")'
    assert (row["pupils"], row["students"], row["school_year"]) == ("0", "", "2025–2026")
    [row] = Client().get("/onderwijs.json").json()["exchanges"]
    assert (row["pupils"], row["students"]) == (0, None)


def test_the_note_is_loaded_once_and_nothing_is_invented(loaded):
    call_command("load_data", verbosity=0)
    found = SchoolExchange.objects.order_by("organisation__slug", "place__slug")
    assert [(each.organisation.slug, each.place.slug) for each in found] == [
        ("saxion", "osnabruck"),
        ("saxion", "sibiu"),
        ("zone-college", "cluj-napoca"),
        ("zone-college", "sibiu"),
    ]
    assert all("Ambitienota" in each.source for each in found)
    assert {(each.school_year, each.pupils, each.students, each.staff) for each in found} == {(None,) * 4}
    assert [str(each) for each in OpenContact.objects.exclude(country=None)] == [
        "Osnabrück, Duitsland",
        "Bukomansimbi, Oeganda",
        "Sibiu, Roemenië",
    ]
    assert str(OpenContact.objects.get(country=None)) == "De Hanze"


# --- Internships -----------------------------------------------------------------------------------------------------


def test_an_organisation_offers_an_internship_until_it_closes(time_machine):
    time_machine.move_to("2026-03-01 12:00+01:00")
    organisation = OrganisationFactory(slug="pompen", name="Stichting Pompen")
    keeper, uganda = MembershipFactory(organisation=organisation).user, CountryFactory()
    client = client_of(keeper)
    sent = internship_form(
        direction="abroad", country=uganda.pk, place_name="Gulu", apply_before="2026-04-01", starts_on="2026-09-01"
    )
    assert client.post(address("edit_item", "pompen", "stages", 0), sent).status_code == 302
    offer = InternshipOffer.objects.get()
    assert (offer.place.name_nl, offer.levels, offer.published_on) == ("Gulu", ["mbo", "hbo"], date(2026, 3, 1))
    listed = Client().get("/onderwijs/stages/?waar=buitenland&land=ug&niveau=hbo")
    assert list(listed.context["page_obj"]) == [offer]
    assert offer.get_absolute_url() in listed.text
    assert list(Client().get("/onderwijs/stages/?niveau=wo").context["page_obj"]) == []
    page = Client().get("/organisaties/pompen/").text
    assert f'id="stage-{offer.pk}"' in page
    assert "reageer uiterlijk 1 april 2026" in page
    assert "<mark>Brieven</mark> vertalen" in Client().get("/zoeken/?q=brieven").text
    asked = Client().get(f"/organisaties/pompen/contact/?stage={offer.pk}")
    assert asked.context["form"].initial["message"].startswith("Over uw stage: Brieven vertalen")

    time_machine.move_to("2026-04-01 23:00+02:00")
    assert InternshipOffer.objects.open().exists()
    assert "Brieven vertalen" in Client().get("/organisaties/pompen/").text
    time_machine.move_to("2026-04-02 00:30+02:00")
    assert not InternshipOffer.objects.open().exists()
    assert "Brieven vertalen" not in Client().get("/organisaties/pompen/").text
    assert "</mark> vertalen" not in Client().get("/zoeken/?q=brieven").text
    assert "gesloten" in client_of(keeper).get(address("edit_section", "pompen", "stages")).text


def test_an_internship_without_a_day_closes_after_a_year_and_opens_when_it_is_saved(time_machine):
    time_machine.move_to("2026-03-01 12:00+01:00")
    offer = InternshipOfferFactory(organisation__slug="pompen")
    keeper = MembershipFactory(organisation=offer.organisation).user
    for today, is_open in (("2027-02-28", True), ("2027-03-01", False)):
        time_machine.move_to(f"{today} 12:00+01:00")
        assert offer.is_open == is_open
        assert InternshipOffer.objects.open().exists() == is_open
        assert (offer.title in Client().get("/organisaties/pompen/").text) == is_open
    url = address("edit_item", "pompen", "stages", offer.pk)
    client = client_of(keeper)
    assert client.post(url, opened(client, url)).status_code == 302
    assert InternshipOffer.objects.open().get() == offer


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"apply_before": "2020-01-01"}, "apply_before"),
        ({"apply_before": "2999-01-01"}, "apply_before"),
        ({"apply_before": "morgen"}, "apply_before"),
        ({"starts_on": "2030-02-01", "ends_on": "2030-01-01"}, "ends_on"),
        ({"direction": "abroad"}, "country"),
        ({"country": "UG"}, "country"),
        ({"place_name": "Gulu"}, "place_name"),
        ({"levels": []}, "levels"),
        ({"levels": ["gymnasium"]}, "levels"),
        ({"text_nl": "x" * 10_000}, "text_nl"),
        ({"title_nl": ""}, "title_nl"),
    ],
)
def test_what_is_not_right_in_an_internship_is_said_at_its_field(values, field):
    organisation, uganda = OrganisationFactory(slug="pompen"), CountryFactory()
    client = client_of(MembershipFactory(organisation=organisation).user)
    values = {name: uganda.pk if value == "UG" else value for name, value in values.items()}
    page = client.post(address("edit_item", "pompen", "stages", 0), {**internship_form(), **values})
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert not InternshipOffer.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        "levels = '{}'", "levels = '{lts}'", "direction = 'abroad'", "title_nl = ''",
        "apply_before = published_on - 1", "apply_before = published_on + 366",
        "starts_on = '2030-02-01', ends_on = '2030-01-01'",
    ],
)  # fmt: skip
def test_the_database_refuses_an_internship_that_makes_no_sense(change):
    offer = InternshipOfferFactory()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE organisations_internshipoffer SET {change} WHERE id = %s", [offer.pk])


def test_an_internship_of_an_organisation_that_is_not_public_is_not_shown():
    offer = InternshipOfferFactory(organisation__status="draft")
    assert list(InternshipOffer.objects.open()) == []
    assert offer.title not in Client().get("/onderwijs/stages/").text


# --- Contacts --------------------------------------------------------------------------------------------------------


def test_a_school_asks_for_a_contact_and_is_answered(editor, school, settings, admin_client):
    settings.OFFICE_EMAIL = "office@voorbeeld.example"
    contact, client = OpenContactFactory(place=PlaceFactory(name_nl="Gulu")), client_of(editor)
    url = contact.get_absolute_url()
    sent = {"school": "voorbeeld", "message": "Wij zoeken een school."}
    assert client.post(url, sent).status_code == 302
    asked = ContactRequest.objects.get()
    assert (asked.contact, asked.organisation, asked.user, asked.outcome) == (contact, school, editor, "")
    [message] = mail.outbox
    assert message.to == ["office@voorbeeld.example"]
    assert f"/beheer/organisations/contactrequest/{asked.pk}/change/" in message.body
    assert "Wij zoeken" not in message.body, "the question stands in the back-office alone"
    page = client.get(url)
    assert "wacht op het International Office" in page.text
    assert "De vraag versturen" not in page.text, "until there is an answer"

    decide = reverse("admin:organisations_contactrequest_change", args=[asked.pk])
    assert "Wij zoeken een school." in admin_client.get(decide).text
    assert admin_client.post(decide, {"outcome": "introduced"}).status_code == 422, "without words for the school"
    admin_client.post(decide, {"outcome": "introduced", "reason": "Mail mevrouw Popescu."})
    asked.refresh_from_db()
    assert (asked.outcome, asked.reason) == ("introduced", "Mail mevrouw Popescu.")
    assert mail.outbox[-1].to == [editor.email]
    assert "> Mail mevrouw Popescu." in mail.outbox[-1].body
    assert "voorgesteld" in client.get(url).text
    # Answered once.
    with pytest.raises(ValidationError):
        actions.answer_contact(asked=asked, outcome="declined", reason="Nee", by=editor)


def test_without_an_address_of_the_office_it_waits_in_the_back_office(editor, school, settings):
    settings.OFFICE_EMAIL = ""
    contact = OpenContactFactory()
    actions.ask_contact(contact=contact, organisation=school, message="Wie?", by=editor)
    assert mail.outbox == []
    staff = UserFactory(is_staff=True, is_superuser=True)
    found = {waiting.label: waiting.count for waiting in attention.waiting(staff)}
    assert found["Scholen die om een contact vragen"] == 1
    actions.answer_contact(asked=ContactRequest.objects.get(), outcome="declined", reason="Nu niet.", by=staff)
    assert "Scholen die om een contact vragen" not in [waiting.label for waiting in attention.waiting(staff)]
    assert "> Nu niet." in mail.outbox[-1].body


def test_others_read_how_it_works_and_cannot_ask(school):
    url = OpenContactFactory().get_absolute_url()
    company = MembershipFactory(organisation=OrganisationFactory()).user
    hidden = MembershipFactory(organisation=SchoolFactory(slug="nieuw", status="draft")).user
    sent = {"school": "voorbeeld", "message": "Mag ik?"}
    for client, code in ((Client(), 302), (client_of(company), 403), (client_of(hidden), 403)):
        page = client.get(url)
        assert page.status_code == 200
        assert "Zo vraagt een school om een introductie" in page.text
        assert client.post(url, sent).status_code == code
    other = client_of(MembershipFactory(organisation=SchoolFactory()).user)
    assert other.post(url, sent).status_code == 422, "for a school of somebody else"
    assert not ContactRequest.objects.exists()
    assert Client().get(OpenContactFactory(is_active=False).get_absolute_url()).status_code == 404


def test_a_school_asks_once_at_a_time_and_not_endlessly(editor, school):
    client, contact = client_of(editor), OpenContactFactory()
    sent = {"school": "voorbeeld", "message": "Wie?"}
    assert client.post(contact.get_absolute_url(), sent).status_code == 302
    assert client.post(contact.get_absolute_url(), sent).status_code == 422
    for _n in range(3):
        assert client.post(OpenContactFactory().get_absolute_url(), sent).status_code == 302
    page = client.post(OpenContactFactory().get_absolute_url(), {**sent, "message": "De zesde"})
    assert page.status_code == 429
    assert "De zesde" in page.text, "nothing typed is lost"
    long = client.post(OpenContactFactory().get_absolute_url(), {**sent, "message": "x" * 10_000})
    assert long.status_code == 422
    assert ContactRequest.objects.count() == 4
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactRequestFactory(contact=contact, organisation=school)
    # Another school of the same person can ask, and only that one is offered.
    other = MembershipFactory(user=editor, organisation=SchoolFactory()).organisation
    assert list(client.get(contact.get_absolute_url()).context["form"].fields["school"].queryset) == [other]


def test_readers_and_the_trade_office_do_not_read_what_schools_ask(client):
    from django.contrib.auth.models import Group

    ContactRequestFactory(message="Vertrouwelijk")
    for role, code in (("trade office", 403), ("editors", 200)):
        user = UserFactory(is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        sign_in(client, user)
        assert client.get("/beheer/organisations/contactrequest/").status_code == code
        assert client.get("/beheer/organisations/schoolexchange/").status_code == 200
        assert client.post("/beheer/organisations/schoolexchange/add/", {}).status_code == code


def test_what_schools_asked_is_removed_after_a_term():
    now = timezone.now()
    fresh, waiting = ContactRequestFactory(), ContactRequestFactory(asked_at=now - timedelta(days=364))
    kept = ContactRequestFactory(outcome="declined", reason="Nee", decided_at=now - timedelta(days=179))
    ContactRequestFactory(outcome="introduced", reason="Ja", decided_at=now - timedelta(days=181))
    ContactRequestFactory(asked_at=now - timedelta(days=366))
    forget_contact_requests(timestamp=0)
    assert set(ContactRequest.objects.all()) == {fresh, waiting, kept}


def test_who_asked_gets_it_with_all_data_and_takes_it_along_when_leaving(editor, school):
    ContactRequestFactory(organisation=school, user=editor, message="Mijn vraag")
    ContactRequestFactory(message="Van een ander")
    assert [each["message"] for each in my_data.held_on(editor)["contacts_asked"]] == ["Mijn vraag"]
    my_data.forget(editor)
    assert [each.message for each in ContactRequest.objects.all()] == ["Van een ander"]
