"""From sent in to paid, by four people of whom none can do the work of another; with axe on each page on the way."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect

from organisations.models import Role
from subsidies.actions import application as applications
from subsidies.models import PaymentOrder
from subsidies.states import State

from ..factories import MembershipFactory, OrganisationFactory, UserFactory
from ..organisations.test_paper_files import PDF
from ..subsidy_factories import (
    DECLARED,
    CriterionFactory,
    DeciderFactory,
    EvidenceFactory,
    FinanceFactory,
    OfficerFactory,
    SchemeVersionFactory,
    answered,
    publish,
)
from .test_backoffice import found_by_axe
from .test_membership import look  # noqa: F401
from .test_subsidies_office import signed_in

pytestmark = pytest.mark.browser


@pytest.fixture
def applicant(transactional_db):
    """Somebody who keeps the page of an organisation."""
    organisation = OrganisationFactory(name="Stichting Voorbeeld Schoon Water", slug="voorbeeld-water")
    return MembershipFactory(organisation=organisation, role=Role.OWNER, user__name="Ada Voorbeeld").user


@pytest.fixture
def case(applicant):
    """What the applicant sent in, without the plan that the rules list; all of a grant is paid at once (path A)."""
    rules = SchemeVersionFactory(path_a_up_to=5_000_00)
    CriterionFactory(version=rules)
    EvidenceFactory(version=rules, is_required=False)
    publish(rules)
    organisation = applicant.memberships.get().organisation
    draft = answered(rules=rules, organisation=organisation, by=applicant)
    return applications.submit(application=draft, by=applicant, declared=DECLARED)


@pytest.fixture
def enter(live_server, browser, width):
    """Return a function that lets somebody in at a page, None for anybody, and fails where one of the pages broke."""
    opened, wrong = [], []

    def enter(user, path, **options):
        if user is None:
            page = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True).new_page()
        else:
            page = signed_in(browser, live_server.url, user, width, **options)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(live_server.url + path)
        opened.append(page.context)
        return page

    yield enter
    for context in opened:
        context.close()
    assert wrong == []


def seen(page):
    """Return what axe finds on a page as it stands."""
    return found_by_axe(page, page.viewport_size["width"])


def page_of(record, name="change", *more):
    return reverse(f"admin:{record._meta.label_lower.replace('.', '_')}_{name}", args=[record.pk, *more])


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def offers(page, name):
    """Tell whether a page has a button or a link of this name."""
    return any(page.get_by_role(role, name=name, exact=True).count() for role in ("button", "link"))


def status_of_sending(page, path):
    """Send a form that the page does not have, with the token of one that it has; return the status of the answer."""
    token = page.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    address = page.evaluate("location.origin") + path
    return page.request.post(address, form={"csrfmiddlewaretoken": token}, max_redirects=0).status


def ask_what_is_missing(page):
    press(page, "Deze zaak behandelen")
    follow(page, "Controleren of alles er is")
    page.get_by_label("ontbreekt: Projectplan").check()
    found = seen(page)
    press(page, "De brief opstellen")
    expect(page.get_by_label("Wat ontbreekt")).to_have_value(re.compile("Projectplan"))
    found += seen(page)
    press(page, "Vragen en mailen")
    expect(page.get_by_text("Gedaan: Om een aanvulling vragen.")).to_be_visible()
    return found + seen(page)


def supply_without_javascript(page, look):  # noqa: F811
    follow(page, "Vul aan wat ontbreekt")
    found = look(page)
    page.get_by_label("Bestand").first.set_input_files(
        {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name=re.compile("Toevoegen.*Projectplan")).click()
    press(page, "Verstuur de aanvulling")
    expect(page.get_by_role("heading", name="U hoeft nu niets te doen")).to_be_visible()
    return found + look(page)


def assess_and_hand_over(page):
    page.reload()
    follow(page, "Controleren of alles er is")
    follow(page, "Er ontbreekt niets")
    press(page, "De aanvraag is compleet")
    follow(page, "Beoordelen")
    found = seen(page)
    page.get_by_label("Samenwerking: punten").fill("8")
    page.get_by_label("Advies").fill("Verlenen: het plan is goed.")
    press(page, "De beoordeling bewaren")
    follow(page, "Aan de beslisser geven")
    press(page, "Overdragen")
    expect(page.get_by_text("Gedaan: Aan de beslisser geven.")).to_be_visible()
    return found + seen(page)


def compose(page):
    follow(page, "Het besluit opstellen")
    page.get_by_label("Alles verlenen").check()
    page.get_by_label("Motivering").fill("Het plan past bij het doel van de regeling.")
    page.get_by_label("Functie en mandaat").fill("teammanager, mandaatbesluit 2026")
    page.get_by_label("Titel in het openbare register").fill("Pompen voor vijf scholen")
    page.get_by_label("Samenvatting in het openbare register").fill("Vijf scholen krijgen een pomp.")
    page.get_by_label("Deze teksten mogen gepubliceerd worden").check()
    press(page, "Het ontwerp bewaren")
    expect(page.get_by_text("Er ontbreekt niets").first).to_be_visible()
    return seen(page)


def decide_and_announce(page):
    follow(page, "Besluiten")
    found = seen(page)
    press(page, "Besluiten")
    follow(page, "Het besluit bekendmaken")
    found += seen(page)
    press(page, "Bekendmaken en mailen")
    expect(page.get_by_text("Gedaan: Het besluit bekendmaken.")).to_be_visible()
    return found + seen(page)


def order_what_waits(page, case):
    page.get_by_label(case.reference).check()
    found = seen(page)
    press(page, "Een betaalopdracht maken")
    expect(page.get_by_text("iemand anders keurt haar goed (vier ogen)")).to_be_visible()
    return found + seen(page)


def approve_download_and_book(page, case, look):  # noqa: F811
    found = look(page)
    press(page, "Deze opdracht goedkeuren")
    found += look(page)
    with page.expect_download() as download:
        follow(page, "CSV")
    text = Path(download.value.path()).read_text("utf-8-sig")
    _names, row, total = csv.reader(io.StringIO(text), delimiter=";")
    assert {case.reference, "NL91ABNA0417164300", "Stichting Voorbeeld", "1200,00"} <= set(row)
    assert "1200,00" in total
    page.get_by_label(case.reference).check()
    press(page, "Boek wat aangevinkt is als betaald")
    expect(page.get_by_text("Geboekt: 1.")).to_be_visible()
    return found + look(page)


def read_as_the_public(page, case):
    follow(page, "Pompen voor vijf scholen")
    expect(page.get_by_role("row", name="Betaald")).to_contain_text("1.200")
    expect(page.locator("main")).not_to_contain_text(case.title)
    return seen(page)


def read_and_change_nothing(page, case):
    """A reader sees what is public of the rules and all of the ledger: no case, and nothing to press."""
    found = seen(page)
    ceiling = page_of(case.ceiling)
    origin = page.evaluate("location.origin")
    for path in (ceiling, page_of(case.version), reverse("admin:subsidies_ledgerentry_changelist")):
        assert page.goto(origin + path).status == 200
        expect(
            page.locator("#content-main :is(form[method=post] :is(button, [type=submit]), a.button, a.addlink)")
        ).to_have_count(0)
        found += seen(page)
    assert page.goto(origin + ceiling).status == 200
    for path in (page_of(case), page_of(case, "compose"), reverse("admin:subsidies_payment_changelist")):
        assert page.request.get(origin + path).status == 403
    for path in (page_of(case.ceiling, "amount"), page_of(case, "act", "decide"), page_of(PaymentOrder.objects.get())):
        assert status_of_sending(page, path) == 403
    return found


def test_from_sent_in_to_paid_by_four_people(applicant, case, enter, look, live_server):  # noqa: F811
    officer, decider = OfficerFactory(name="S. Voorbeeld"), DeciderFactory(name="K. Voorbeeld")
    at_the_case, at_mine = page_of(case), case.get_absolute_url()
    decide, announce = page_of(case, "act", "decide"), page_of(case, "act", "announce")
    to_pay = reverse("admin:subsidies_payment_changelist")

    desk = enter(officer, at_the_case)
    found = seen(desk)
    found += ask_what_is_missing(desk)
    mine = enter(applicant, at_mine, java_script_enabled=False)
    found += supply_without_javascript(mine, look)
    found += assess_and_hand_over(desk)
    found += compose(desk)

    # Four eyes: who assessed does not decide.
    desk.goto(live_server.url + at_the_case)
    assert not offers(desk, "Besluiten")
    assert status_of_sending(desk, decide) == 403
    room = enter(decider, at_the_case)
    found += decide_and_announce(room)
    assert not offers(room, "Het besluit bekendmaken")

    # Who decides does not pay.
    room.goto(live_server.url + to_pay)
    assert not offers(room, "Een betaalopdracht maken")
    assert status_of_sending(room, to_pay) == 403
    till = enter(FinanceFactory(name="F. Voorbeeld"), to_pay)
    assert status_of_sending(till, announce) == 403
    found += order_what_waits(till, case)

    # Nor does who ordered it approve it.
    order = PaymentOrder.objects.get()
    assert not offers(till, "Deze opdracht goedkeuren")
    assert status_of_sending(till, page_of(order, "approve")) == 422
    room.goto(live_server.url + page_of(order))
    assert not offers(room, "Deze opdracht goedkeuren")
    assert status_of_sending(room, page_of(order, "approve")) == 403
    colleague = enter(FinanceFactory(name="G. Voorbeeld"), page_of(order), java_script_enabled=False)
    found += approve_download_and_book(colleague, case, look)

    mine.reload()
    expect(mine.get_by_role("region", name="Betalingen")).to_contain_text("betaald")
    found += look(mine)
    case.refresh_from_db()
    # Granted and settled in one decision, on path A (Awb 4:42).
    assert (found, case.state) == ([], State.SETTLED)

    found += read_as_the_public(enter(None, "/subsidies/register/"), case)
    reader = UserFactory(is_staff=True)
    reader.groups.add(Group.objects.get(name="readers"))
    found += read_and_change_nothing(enter(reader, reverse("admin:index")), case)
    assert found == []
