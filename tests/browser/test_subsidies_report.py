"""A member reports on a grant beside its budget, with a photo, and an officer reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from organisations.models import Organisation
from subsidies.models import AccountabilityReport, BudgetLine

from ..images import image
from ..organisations.test_paper_files import PDF
from ..subsidy_factories import (
    AccountabilityReportFactory,
    BudgetLineFactory,
    EvidenceFactory,
    OfficerFactory,
    ReportPhotoFactory,
    SchemeVersionFactory,
    granted,
    publish,
    reported,
)
from .test_backoffice import found_by_axe
from .test_membership import look  # noqa: F401
from .test_profile import member, sign_in
from .test_subsidies_office import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def case(portal):
    """A grant of an activity that was done yesterday; receipts are asked."""
    asked = EvidenceFactory(
        version=SchemeVersionFactory(), moment="report", label_nl="Bonnen en facturen", is_required=False
    )
    rules = publish(asked.version)
    user = member(Organisation.objects.get(slug="saxion"), "Eigenaar")
    organisation = Organisation.objects.get(slug="saxion")
    case = granted(ceiling=rules.ceiling, organisation=organisation, until=timezone.localdate() + timedelta(days=1))
    lines = (("cost", "Reis", 500_00), ("cost", "Pompen", 1_500_00), ("own", "Spaarpot", 800_00))
    for kind, label, amount in (*lines, ("request", "Gevraagd", 1_200_00)):
        BudgetLineFactory(application=case, kind=kind, label=label, amount=amount)
    return case, user


@pytest.mark.parametrize("with_javascript", [False, True])
def test_member_reports_on_a_grant(portal, browser, width, look, case, with_javascript):  # noqa: F811
    application, user = case
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=with_javascript)
    page = context.new_page()
    page.set_default_timeout(15_000)
    found, wrong = [], []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    sign_in(page, portal, user, f"/mijn/aanvragen/{application.reference}/verantwoording/verslag/")
    found += look(page)
    page.get_by_label("Wat hebt u gedaan?").fill("Vijf pompen zijn geplaatst.")
    page.get_by_role("button", name="Volgende stap").last.click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    page.get_by_label("Hoeveel mensen in Deventer").fill("120")
    page.get_by_label("Wat heeft het opgeleverd?").fill("Vijf scholen hebben water.")
    page.get_by_role("button", name="Volgende stap").last.click()

    page.get_by_label("Reis: werkelijk bedrag").fill("300")
    page.get_by_label("Pompen: werkelijk bedrag").fill("-1")
    page.get_by_label("Spaarpot: werkelijk bedrag").fill("800")
    page.get_by_role("button", name="Volgende stap").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Pompen")
    found += look(page)
    page.get_by_label("Pompen: werkelijk bedrag").fill("1.500")
    page.get_by_label("Regel 3: post").fill("Visum")
    page.get_by_label("Regel 3: bedrag").fill("50,50")
    if with_javascript:
        expect(page.locator("[data-difference]")).to_contain_text("149,50")
        expect(page.locator("[data-brings]")).to_contain_text("0,67")
        page.locator("button[name=add][value=costs]").click()
        expect(page.get_by_label("Regel 4: post")).to_have_value("")
        expect(page.locator("[data-kept]")).to_contain_text("Bewaard")
    found += look(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Volgende stap").last.click()

    photo = {"name": "pomp.jpg", "mimeType": "image/jpeg", "buffer": image(size=(900, 600))}
    page.get_by_label("Bestand").set_input_files(photo)
    page.get_by_label("Wat is er te zien?").fill("Een pomp bij een school")
    page.get_by_label("Wie maakte de foto?").fill("Ada Voorbeeld")
    page.get_by_role("button", name="Voeg de foto toe").click()
    expect(page.get_by_role("alert")).to_contain_text("Zonder dit")
    found += look(page)
    page.get_by_label("Bestand").set_input_files(photo)
    page.get_by_label("Iedereen die op deze foto").check()
    page.get_by_role("button", name="Voeg de foto toe").click()
    expect(page.get_by_role("img", name="Een pomp bij een school")).to_be_visible()
    found += look(page)
    page.get_by_role("link", name="Volgende stap").click()
    page.get_by_label("Bestand").first.set_input_files(
        {"name": "bonnen.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_role("button", name="Toevoegen").first.click()
    found += look(page)
    page.get_by_role("link", name="Volgende stap").click()
    found += look(page)
    page.get_by_role("button", name="Verstuur de verantwoording").click()
    expect(page.get_by_role("status")).to_contain_text("ontvangen")
    found += look(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    report = AccountabilityReport.objects.get()
    assert [line.amount for line in report.lines.filter(kind=BudgetLine.Kind.COST)] == [300_00, 1_500_00, 50_50]
    assert report.photos.count() == report.attachments.count() == 1
    assert (found, wrong) == ([], [])
    context.close()


def test_officer_reads_a_report_and_types_over_another(portal, browser, width, case):
    application, user = case
    report = AccountabilityReportFactory(application=application)
    ReportPhotoFactory(report=report)
    reported(application, user)
    other = granted(organisation=application.organisation, ceiling=application.ceiling)
    BudgetLineFactory(application=other, label="Reis")
    page, found = signed_in(browser, portal, OfficerFactory(), width), []
    page.goto(f"{portal}/beheer/subsidies/application/{application.pk}/change/")
    expect(page.get_by_text("Vijf pompen zijn geplaatst.")).to_be_visible()
    found += found_by_axe(page, width)
    page.goto(f"{portal}/beheer/subsidies/application/{other.pk}/report/")
    found += found_by_axe(page, width)
    page.get_by_role("button", name="Leg de verantwoording vast").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Reis")
    found += found_by_axe(page, width)
    page.get_by_label("Ondertekend door").fill("Mevrouw Voorbeeld")
    page.get_by_label("Wat hebt u gedaan?").fill("Wij zijn gegaan.")
    page.get_by_label("Hoeveel mensen").fill("12")
    page.get_by_label("Wat heeft het opgeleverd?").fill("Vrienden.")
    page.get_by_label("Reis: werkelijk bedrag").fill("900")
    page.get_by_role("button", name="Leg de verantwoording vast").last.click()
    expect(page.get_by_text("Wij zijn gegaan.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []
    page.context.close()
