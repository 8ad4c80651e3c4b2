"""After sending in: an applicant reads where the case stands, and writes."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from organisations.actions import membership as members
from organisations.models import Organisation
from subsidies.actions import handling
from subsidies.models import Application, Attachment
from subsidies.tasks.cases import make_receipt

from ..factories import UserFactory
from ..organisations.test_paper_files import PDF
from ..subsidy_factories import (
    ApplicationFactory,
    AttachmentFactory,
    EvidenceFactory,
    OfficerFactory,
    SchemeVersionFactory,
    publish,
    submitted,
)
from .test_membership import look, page  # noqa: F401
from .test_rooms import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def user(portal):
    """Somebody who keeps the page of an organisation, under a scheme that asks for a document."""
    user = UserFactory(name="Ada Voorbeeld", email="ada@voorbeeld.example")
    user.set_password("geheim-voor-de-test")
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    members.admit(organisation=Organisation.objects.get(slug="saxion"), user=user, role="owner")
    rules = SchemeVersionFactory()
    EvidenceFactory(version=rules, label_nl="Projectplan", hint_nl="Wat gaat u doen, wanneer en met wie?")
    publish(rules)
    return user


def case_of(user, **values):
    """Send an application in six weeks ago, and ask for a document two weeks later."""
    ago = timezone.now() - timedelta(days=42)
    organisation = user.memberships.get().organisation
    application = submitted(organisation=organisation, by=user, received_at=ago, **values)
    AttachmentFactory(application=application, added_at=ago)
    make_receipt(application.pk)
    return application


def choose(page, name, content):  # noqa: F811
    page.get_by_label("Bestand").first.set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name=re.compile("Toevoegen.*Projectplan")).click()


def test_applicant_reads_the_receipt_and_writes(portal, user, page, look):  # noqa: F811
    application = case_of(user)
    handling.declare_complete(application=application, by=OfficerFactory())
    found = []
    page.goto(f"{portal}{application.get_absolute_url()}")
    sign_in(page, user)
    expect(page.get_by_role("heading", name="Uw plek in de rij")).to_be_visible()
    found += look(page, page.url)
    with page.expect_download() as download:
        page.get_by_role("link", name="Ontvangstbevestiging").click()
    assert download.value.suggested_filename == f"{application.reference}.pdf"
    page.get_by_role("link", name="Stuur een bericht").click()
    found += look(page, page.url)
    page.get_by_label("Uw bericht").fill("Wanneer hoor ik iets?")
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("Wanneer hoor ik iets?")).to_be_visible()
    assert found == []


def test_documents_come_with_a_draft_and_go_again(portal, user, page, look):  # noqa: F811
    draft = ApplicationFactory(organisation=user.memberships.get().organisation)
    found = []
    page.goto(f"{portal}/mijn/aanvragen/concept/{draft.pk}/bijlagen/")
    sign_in(page, user)
    expect(page.get_by_text("Wat gaat u doen, wanneer en met wie?")).to_be_visible()
    choose(page, "plan.pdf", b"not a PDF")
    expect(page.get_by_role("alert")).to_be_visible()
    found += look(page)
    choose(page, "plan.pdf", PDF)
    found += look(page, page.url)
    assert Attachment.objects.get().file_name == "plan.pdf"
    page.get_by_role("link", name=re.compile("Verwijderen.*plan.pdf")).click()
    found += look(page, page.url)
    page.get_by_role("button", name="Ja").click()
    expect(page.get_by_role("status")).to_contain_text("Verwijderd")
    assert not Attachment.objects.exists()
    assert found == []


def test_the_pages_of_a_case_need_no_javascript_and_break_with_none(portal, user, browser, width, look):  # noqa: F811
    case_of(user)
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()  # noqa: F811
    wrong = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{portal}/mijn/aanvragen/")
    sign_in(page, user)
    page.get_by_role("link", name="Water bij vijf scholen").click()
    expect(page.get_by_role("heading", name="Wanneer hoort u van ons?")).to_be_visible()
    expect(page.get_by_role("link", name="Ontvangstbevestiging")).to_be_visible()
    # Nothing sticks out at the side.
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (wrong, look(page, page.url)) == ([], [])
    assert Application.objects.count() == 1
    context.close()
