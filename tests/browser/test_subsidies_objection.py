"""From a claim to an objection that succeeds: a member, an officer and a decider, with axe on each page on the way."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from subsidies.models import Objection

from ..factories import MembershipFactory
from ..subsidies.settled_cases import fresh, granted, recovered, settled
from ..subsidy_factories import DeciderFactory, FinanceFactory, OfficerFactory
from .test_backoffice import found_by_axe
from .test_subsidies_office import signed_in

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("SHOTS")


@pytest.fixture
def look(width):
    found = []

    def look(page, name):
        if SHOTS:
            for each in (1280, 320):
                page.set_viewport_size({"width": each, "height": 900})
                page.screenshot(path=f"{SHOTS}/{name}-{each}.png", full_page=True)
            page.set_viewport_size({"width": width, "height": 900})
        found.extend(found_by_axe(page, width))

    look.found = found
    return look


def test_a_member_objects_and_is_told_what_comes_of_it(transactional_db, live_server, browser, width, look, settings):
    settings.RECOVERY_IBAN = "NL00 TEST 0000 0000 00, gemeente Voorbeeld"
    case, address = granted(), live_server.url
    settled(case, "settle-lower", 600_00, lowering_ground="4:46-1")
    recovered(fresh(case), instalments=3, pay_back_by=timezone.localdate() + timedelta(days=42))
    member = MembershipFactory(organisation=case.organisation, user__name="Ada Voorbeeld").user
    change = address + reverse("admin:subsidies_application_change", args=[case.pk])

    page = signed_in(browser, address, member, width)
    page.goto(address + reverse("subsidies:application", args=[case.reference]))
    expect(page.get_by_text("NL00 TEST 0000 0000 00").first).to_be_visible()
    look(page, "member-case")
    page.get_by_role("link", name="Digitaal bezwaar maken").first.click()
    look(page, "member-object")
    page.get_by_role("button", name="Het bezwaar versturen").click()
    look(page, "member-object-refused")
    page.locator("input[name=decision]").nth(1).check()
    page.get_by_label("Waarom bent u het er niet mee eens?").fill("De kosten zijn wel gemaakt.")
    page.get_by_role("button", name="Het bezwaar versturen").click()
    expect(page.get_by_role("heading", name="Uw bezwaar")).to_be_visible()
    look(page, "member-objected")

    office = signed_in(browser, address, OfficerFactory(name="S. Voorbeeld"), width)
    office.goto(change)
    look(office, "office-case")
    for slug in ("receive-objection", "ask-repair", "withdraw-objection"):
        office.goto(address + reverse("admin:subsidies_application_act", args=[case.pk, slug]))
        look(office, f"office-{slug}")
    office.goto(address + reverse("admin:subsidies_application_compose", args=[case.pk]) + "?kind=objection")
    office.get_by_label("Vaststellen zoals verleend").check()
    office.get_by_label("helemaal gegrond", exact=True).check()
    office.get_by_label("Motivering").fill("De kosten zijn gemaakt: dat blijkt uit de facturen.")
    look(office, "office-compose")
    office.get_by_role("button", name="Het ontwerp bewaren").click()
    expect(office.get_by_text("Er ontbreekt niets").first).to_be_visible()
    look(office, "office-composed")

    decider = signed_in(browser, address, DeciderFactory(name="K. Voorbeeld"), width)
    decider.goto(change)
    decider.get_by_role("link", name="Beslissen op het bezwaar").first.click()
    look(decider, "decider-decide")
    decider.get_by_role("button", name="Besluiten").click()
    decider.get_by_role("link", name="Het besluit bekendmaken").first.click()
    look(decider, "decider-announce")
    decider.get_by_role("button", name="Bekendmaken en mailen").click()
    look(decider, "decider-case")
    assert Objection.objects.get().result == "founded"

    clerk = signed_in(browser, address, FinanceFactory(name="F. Voorbeeld"), width)
    clerk.goto(address + reverse("admin:subsidies_recovery_changelist"))
    look(clerk, "finance-list")

    page.reload()
    expect(page.get_by_text("rechtbank Overijssel").first).to_be_visible()
    look(page, "member-answered")
    assert look.found == []
