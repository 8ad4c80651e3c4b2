import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect

from events.models import Event
from organisations.actions import membership as actions
from organisations.models import Network, NetworkMembership, Organisation

from ..event_factories import EventFactory, RegistrationFactory
from ..factories import UserFactory
from .test_membership import look  # noqa: F401
from .test_rooms import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


def member_with_an_agenda():
    """Make somebody with a meeting of a network for members alone, and a place at a lecture."""
    user = UserFactory(name="Lid", email="lid@voorbeeld.example")
    user.set_password("geheim-voor-de-test")
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    network = Network.objects.get(slug="platform-deventer-oeganda")
    organisation = Organisation.objects.filter(memberships=None).first()
    NetworkMembership.objects.get_or_create(network=network, organisation=organisation)
    actions.admit(organisation=organisation, user=user, role="owner")
    meeting = EventFactory(
        title_nl="Najaarsoverleg van het platform",
        kind="network",
        network=network,
        audience="network",
        venue="Stadhuis, Grote Kerkhof 1, Deventer",
    )
    lecture = RegistrationFactory(email=user.email).event
    Event.objects.filter(pk=lecture.pk).update(title_nl="Lezing over Sibiu, onze stedenband", slug="lezing-sibiu")
    return user, meeting, Event.objects.get(pk=lecture.pk)


def calendar_at(page, address):
    """Return the calendar that a program gets, without the session of the browser."""
    context = page.context.browser.new_context()
    answer = context.request.get(address)
    content = answer.body() if answer.status == 200 else None
    context.close()
    return Calendar.from_ical(content) if content else None


def test_member_follows_the_own_agenda_in_a_calendar_and_lets_it_stop(portal, page, look, browser):  # noqa: F811
    user, meeting, lecture = member_with_an_agenda()
    found = []
    page.goto(f"{portal}/mijn/agenda/")
    sign_in(page, user)
    expect(page.get_by_role("heading", name="Najaarsoverleg van het platform")).to_be_visible()
    expect(page.get_by_text("U bent ingeschreven")).to_be_visible()
    found += look(page, page.url)

    page.get_by_role("button", name="Adres maken").click()
    field = page.get_by_label("Geheim adres")
    address = field.input_value()
    assert re.search(r"/agenda/mijn/[\w-]{43}\.ics$", address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Adres kopiëren").click()
    expect(page.get_by_role("status").filter(has_text="Gekopieerd")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert page.get_by_role("link", name="Openen in mijn agenda").get_attribute("href").startswith("webcal://")
    found += look(page)
    titles = {str(event["SUMMARY"]) for event in calendar_at(page, address).events}
    assert titles == {meeting.title_nl, lecture.title_nl}

    page.get_by_role("link", name="Terug naar mijn agenda").click()
    expect(page.get_by_text("U hebt een adres sinds")).to_be_visible()
    found += look(page, page.url)
    page.get_by_role("button", name="Adres laten vervallen").click()
    expect(page.get_by_text("Het adres werkt niet meer.")).to_be_visible()
    assert calendar_at(page, address) is None
    assert found == []
    # The browser had nothing to say of the script, the field or the policy for content.
    assert page.errors == []


def test_address_is_made_without_javascript(portal, page, look, browser, width):  # noqa: F811
    user, _meeting, _lecture = member_with_an_agenda()
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{portal}/mijn/agenda/")
    sign_in(plain, user)
    plain.get_by_role("button", name="Adres maken").click()
    expect(plain.get_by_label("Geheim adres")).to_have_value(re.compile(r"\.ics$"))
    expect(plain.get_by_role("button", name="Adres kopiëren")).to_have_count(0)
    assert look(plain) == []
    context.close()


def test_visitor_takes_an_event_and_a_choice_of_the_agenda_to_a_calendar(portal, page, look):  # noqa: F811
    EventFactory(
        slug="jaarmarkt", title_nl="Jaarmarkt </script>", kind="fair", summary_nl="Met kramen uit de Hanzesteden."
    )
    EventFactory(title_nl="Lezing", starts_at=timezone.now() + timedelta(days=9))
    page.goto(f"{portal}/agenda/?soort=fair")
    with page.expect_download() as download:
        page.get_by_role("link", name="In uw agenda (iCalendar)").click()
    assert download.value.suggested_filename == "agenda.ics"
    assert [str(event["SUMMARY"]) for event in calendar_in(download.value).events] == ["Jaarmarkt </script>"]
    page.get_by_role("link", name="Jaarmarkt").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Zet in mijn agenda").click()
    assert download.value.suggested_filename == "jaarmarkt.ics"
    assert len(calendar_in(download.value).events) == 1
    # The data in the page is whole, and the browser did not complain of it.
    data = page.locator('script[type="application/ld+json"]').inner_text()
    assert "Jaarmarkt \\u003c/script\\u003e" in data
    assert page.errors == []


def calendar_in(download):
    with open(download.path(), "rb") as file:
        return Calendar.from_ical(file.read())
