"""The receipt of an application: one, with all that was sent, however often the job runs."""

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from deventer_intl import pdf
from subsidies.letters import receipt
from subsidies.models import BudgetLine, Document
from subsidies.tasks.cases import make_missing_receipts, make_receipt
from tests.factories import UserFactory
from tests.subsidy_factories import AttachmentFactory, BudgetLineFactory, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    user = UserFactory(email="ada@voorbeeld.example", name="Ada Voorbeeld")
    application = submitted(by=user, people=250, partner="Water for All", budget_note="Op basis van drie offertes.")
    application.declarations = ["Ik heb alles naar waarheid ingevuld."]
    application.save()
    BudgetLineFactory(application=application, label="Pompen", amount=2_000_50)
    BudgetLineFactory(application=application, kind=BudgetLine.Kind.REQUEST, label="Deze aanvraag", amount=1_200_00)
    BudgetLineFactory(application=application, kind=BudgetLine.Kind.OWN, label="Spaargeld", amount=800_50)
    AttachmentFactory(application=application, sha256="ab" * 32)
    AttachmentFactory(application=application, file_name="oud.pdf", scan="infected")
    return application


def texts(value):
    """Return all texts in the data of a template."""
    if isinstance(value, str):
        return value + "\n"
    return "".join(texts(each) for each in (value.values() if isinstance(value, dict) else value))


def test_submitting_queues_the_receipt_with_a_number_alone(application):
    jobs = ProcrastinateJob.objects.filter(task_name="subsidies.tasks.cases.make_receipt")
    assert jobs.filter(args={"application_id": application.pk}).count() == 1


def test_the_receipt_holds_all_that_was_sent(application):
    said = texts(receipt.content_of(application))
    for part in [
        application.reference, "Water bij vijf scholen", "Vijf scholen krijgen een pomp.", "Water for All", "250", "NL91 ABNA 0417 1643 00",
        "Pompen", "€ 2.000,50", "Spaargeld", "Ik heb alles naar waarheid ingevuld.", "plan.pdf", "ab" * 32, "Awb 4:13",
        "Op basis van drie offertes.", "Stichting Voorbeeld", "ada@voorbeeld.example",
    ]:  # fmt: skip
        assert part in said.replace("\u00a0", " "), part
    assert "oud.pdf" not in said


def test_one_receipt_and_one_mail_however_often_the_job_runs(application):
    for _ in range(3):
        make_receipt(application.pk)
    make_missing_receipts(0)
    document = Document.objects.get()
    with document.file.open() as file:
        content = file.read()
    assert content.startswith(b"%PDF-") and len(content) == document.size
    (message,) = mail.outbox
    assert message.to == ["ada@voorbeeld.example"]
    assert message.attachments[0][0] == f"{application.reference}.pdf"
    assert "PDF" in message.body


def test_a_name_in_letters_that_our_fonts_lack_is_printed_all_the_same(application):
    application.partner = "منظمة المياه"
    application.save()
    make_receipt(application.pk)
    assert Document.objects.get().file


def test_where_the_pdf_fails_the_mail_goes_and_the_pdf_follows_once_it_can(application, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(pdf, "render", lambda *args: 1 / 0)
        make_receipt(application.pk)
    (message,) = mail.outbox
    assert message.attachments == []
    assert not Document.objects.get().file
    make_missing_receipts(0)
    assert Document.objects.get().file
    assert len(mail.outbox) == 1


def test_what_came_before_a_worker_died_is_made_up_for(application):
    make_missing_receipts(0)
    assert Document.objects.get().file
    assert len(mail.outbox) == 1
