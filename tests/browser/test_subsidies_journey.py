"""One story: may I apply, a draft, on another device, sent in, a supplement asked and given, taken back; with axe."""

import re
from contextlib import contextmanager

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from organisations.models import Organisation
from subsidies.actions import handling
from subsidies.case_tasks import make_receipt
from subsidies.models import Application
from subsidies.states import State

from ..organisations.test_paper_files import MACRO_TYPE, PDF, ooxml
from ..subsidy_factories import (
    EligibilityQuestionFactory,
    EvidenceFactory,
    OfficerFactory,
    PurposeFactory,
    SchemeVersionFactory,
    publish,
)
from .test_membership import look  # noqa: F401
from .test_profile import member, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def rules(portal):
    version = SchemeVersionFactory()
    EligibilityQuestionFactory(version=version, position=1)
    PurposeFactory(version=version)
    PurposeFactory(version=version, position=2, label_nl="Activiteit met de stedenband")
    EvidenceFactory(version=version, label_nl="Projectplan", hint_nl="Wat gaat u doen, wanneer en met wie?")
    return publish(version)


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def device(request, browser, width):
    """Return a function that opens the browser of another device, and fails where one of its pages broke."""

    @contextmanager
    def device():
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=request.param)
        page, wrong = context.new_page(), []
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        yield page
        context.close()
        # The browser says of each page that refuses something that it does.
        assert [text for text in wrong if "422" not in text] == []

    return device


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def ask_whether_one_may_apply(portal, page, look):  # noqa: F811
    page.goto(f"{portal}/subsidies/")
    page.get_by_role("link", name="Kan ik aanvragen? (Internationale samenwerking)").click()
    page.get_by_label("Ja").check()
    press(page, "Toon de uitkomst")
    expect(page.get_by_role("heading", level=1)).to_have_text("U kunt aanvragen")
    found = look(page)
    page.get_by_role("link", name="Aanvragen", exact=True).click()
    page.wait_for_url("**/account/login/**")
    return found


def say_who_and_what(page, look):  # noqa: F811
    found = look(page)
    page.get_by_label("Rekeningnummer (IBAN)").fill("NL91 ABNA 0417 1643 01")
    page.get_by_label("Op naam van").fill("Saxion")
    press(page, "Volgende stap")
    expect(page.get_by_role("alert")).to_contain_text("IBAN")
    found += look(page)
    page.get_by_label("Rekeningnummer (IBAN)").fill("nl91 abna 0417 1643 00")
    press(page, "Volgende stap")
    page.get_by_label("Hoe heet uw activiteit?").fill("Water bij vijf scholen")
    page.get_by_label("Humanitair project").check()
    found += look(page)
    press(page, "Bewaar en ga later verder")
    expect(page.get_by_text("U kunt later verdergaan")).to_be_visible()
    return found


def say_where_and_when(page, look):  # noqa: F811
    expect(page.get_by_label("Hoe heet uw activiteit?")).to_have_value("Water bij vijf scholen")
    expect(page.get_by_text("Dit veld is verplicht")).to_have_count(0)
    year = timezone.localdate().year
    page.get_by_label("Wat gaat u doen").fill("Vijf scholen krijgen een pomp.")
    page.get_by_label("Eerste dag").fill(f"{year}-12-01")
    page.get_by_label("Laatste dag").fill(f"{year}-12-31")
    press(page, "Volgende stap")
    page.get_by_label("Land 1").fill("Kenia")
    page.get_by_label("Hoofddoel").first.select_option(value="6")
    found = look(page)
    press(page, "Volgende stap")
    return found


def make_ends_meet(page, look):  # noqa: F811
    page.get_by_label("Regel 1: post").fill("Pompen")
    page.get_by_label("Regel 1: bedrag").first.fill("2.450,50")
    page.locator("#id_cover_0_amount").fill("1.000")
    page.locator("#id_cover_2_amount").fill("€ 1200")
    page.locator("button[name=add][value=cover]").click()
    expect(page.locator("#id_cover_3_label")).to_be_visible()
    press(page, "Volgende stap")
    expect(page.get_by_role("alert")).to_contain_text("250,50 te weinig dekking")
    found = look(page)
    page.get_by_label("Regel 4: welke").fill("Fonds Voorbeeld")
    page.locator("#id_cover_3_amount").fill("250,50")
    press(page, "Volgende stap")
    return found


def choose(page, name, content):
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Bestand").first.set_input_files(file)
    page.get_by_role("button", name=re.compile("Toevoegen.*Projectplan")).click()


def read_over_and_send(page, look):  # noqa: F811
    expect(page.get_by_text("NL91 ABNA 0417 1643 00")).to_be_visible()
    expect(page.get_by_text("Andere subsidies, Fonds Voorbeeld: €\xa0250,50")).to_be_visible()
    found = look(page)
    page.get_by_label("naar waarheid").check()
    press(page, "Verstuur de aanvraag")
    expect(page.get_by_role("alert")).to_contain_text("namens deze organisatie")
    found += look(page)
    page.get_by_label("namens deze organisatie").check()
    press(page, "Verstuur de aanvraag")
    page.wait_for_url("**/mijn/aanvragen/IS-*/")
    return found + look(page, page.url)


def supply(page, look):  # noqa: F811
    page.get_by_role("link", name=re.compile("Vul aan voor")).click()
    found = look(page, page.url)
    press(page, "Verstuur de aanvulling")
    expect(page.get_by_role("alert")).to_contain_text("Projectplan")
    found += look(page)
    choose(page, "plan.docx", ooxml(main=MACRO_TYPE))
    expect(page.get_by_role("alert")).to_contain_text("macro")
    found += look(page)
    choose(page, "plan.pdf", PDF)
    expect(page.get_by_role("status")).to_contain_text("plan.pdf")
    press(page, "Verstuur de aanvulling")
    expect(page.get_by_role("heading", name="U hoeft nu niets te doen")).to_be_visible()
    return found


def withdraw(page, look):  # noqa: F811
    page.get_by_role("link", name="Aanvraag intrekken").click()
    found = look(page, page.url)
    page.get_by_role("button", name="Ja").click()
    expect(page.get_by_role("heading", name="Deze aanvraag is ingetrokken")).to_be_visible()
    return found + look(page, page.url)


def test_from_may_i_apply_to_taking_it_back(portal, device, look, rules):  # noqa: F811
    user = member(Organisation.objects.get(slug="saxion"), "Eigenaar")
    apply = f"/subsidies/{rules.ceiling.scheme.slug}/aanvragen/"
    with device() as page:
        found = ask_whether_one_may_apply(portal, page, look)
        sign_in(page, portal, user, apply)
        found += look(page)
        press(page, "Begin")
        found += say_who_and_what(page, look)

    with device() as page:
        sign_in(page, portal, user, "/mijn/aanvragen/")
        found += look(page, page.url)
        page.get_by_role("link", name="Water bij vijf scholen").click()
        found += say_where_and_when(page, look)
        found += make_ends_meet(page, look)
        choose(page, "plan.pdf", PDF)
        expect(page.get_by_role("status")).to_contain_text("plan.pdf")
        found += look(page, page.url)
        page.get_by_role("link", name="Volgende stap").click()
        found += read_over_and_send(page, look)

    application = Application.objects.get()
    make_receipt(application.pk)
    evidence = [rules.evidence_set.get()]
    handling.ask_supplement(application=application, text="Onleesbaar.", evidence=evidence, by=OfficerFactory())

    with device() as page:
        sign_in(page, portal, user, "/mijn/")
        found += supply(page, look)
        found += withdraw(page, look)
    application.refresh_from_db()
    assert (found, application.state) == ([], State.WITHDRAWN)
