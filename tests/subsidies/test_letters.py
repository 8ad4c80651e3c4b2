"""The letter of a decision: made when it is announced, once, kept as it is, and given out to whom it is about."""

import shutil
import subprocess
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from deventer_intl import pdf
from subsidies import checks, letters
from subsidies.actions import deciding, handling
from subsidies.clock import term_of_weeks
from subsidies.letters import parts
from subsidies.models import Document
from tests.conftest import sign_in
from tests.factories import MembershipFactory
from tests.subsidy_factories import DeciderFactory, OfficerFactory, ready, submitted, take_decision

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("outcome", "amount"), [("grant", None), ("grant-in-part", 500_00), ("refuse", None)], ids=lambda each: str(each)
)
def test_announcing_makes_the_letter_once_and_keeps_its_fingerprint(outcome, amount):
    application = ready(submitted())
    decision = take_decision(application=application, outcome=outcome, amount=amount, is_in_english=True)
    assert not application.documents.exists()
    for _twice in range(2):
        deciding.announce(decision=decision, by=DeciderFactory())
    letters.of_decision(decision)
    assert [each.kind for each in application.documents.all()] == ["decision", "translation"]
    document = application.documents.first()
    with document.file.open() as file:
        content = file.read()
    assert content.startswith(b"%PDF") and sha256(content).hexdigest() == document.sha256


def test_a_letter_that_cannot_be_made_stops_the_announcement(monkeypatch):
    decision = take_decision(application=ready(submitted()))

    def broken(template, data):
        raise RuntimeError

    monkeypatch.setattr(pdf, "render", broken)
    with pytest.raises(ValidationError):
        deciding.announce(decision=decision, by=DeciderFactory())
    decision.refresh_from_db()
    assert decision.announced_at is None and not Document.objects.exists()


def test_an_applicant_gets_the_letter_and_a_stranger_does_not(client):
    application = ready(submitted())
    deciding.announce(decision=take_decision(application=application), by=DeciderFactory())
    letter = application.documents.get()
    address = reverse("subsidies:letter", args=[application.reference, letter.pk])
    sign_in(client, MembershipFactory(organisation=application.organisation).user)
    assert address in client.get(application.get_absolute_url()).text
    assert client.get(address).getvalue().startswith(b"%PDF")
    sign_in(client, MembershipFactory().user)
    assert client.get(address).status_code == 404


def text_of(document):
    """Return what stands in a letter, each run of spaces as one."""
    with document.file.open() as file:
        printed = subprocess.run(["pdftotext", "-", "-"], input=file.read(), capture_output=True, check=True)
    return " ".join(printed.stdout.decode().split())


reads_pdf = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="apt-get install poppler-utils")


@reads_pdf
def test_the_letter_of_a_decision_says_who_decided_and_each_last_day(settings):
    settings.OBJECTION_ADDRESS, settings.OBJECTION_URL = "Postbus 1, Voorbeeld", "https://voorbeeld.example/bezwaar"
    application = ready(submitted(requested=7_500_00, postal_address="Brink 1\n1234 AB Voorbeeld"))
    decider = DeciderFactory(name="Dina Besluiter")
    decision = take_decision(application=application, by=decider, is_in_english=True, mandate="teammanager, besluit 7")
    deciding.announce(decision=decision, by=DeciderFactory())
    rules, today = application.version, timezone.localdate()
    days = [
        term_of_weeks(today, rules.payment_weeks, rules),
        term_of_weeks(today, 6, rules),
        # The activity is done already: the term begins with the decision.
        term_of_weeks(max(decision.activity_until, today), rules.report_weeks, rules),
    ]
    texts = [text_of(document) for document in application.documents.all()]
    for text in texts:
        for part in ["Brink 1", "Dina Besluiter teammanager, besluit 7", "Postbus 1, Voorbeeld", "4:44", "4:87"]:
            assert part in text
        assert text.count("https://voorbeeld.example/bezwaar") == 1
    assert texts[0].count("namens het college") == 1 and texts[1].count("on behalf of the college") == 1
    assert all(date_format(day, "j F Y") in texts[0] for day in days)


def test_the_college_is_named_once_where_the_mandate_names_it_too():
    decider = DeciderFactory(name="Dina")
    assert parts.signature(decider, "Namens burgemeester en wethouders, de manager")[1:] == ["Dina"]
    assert parts.signature(decider, "manager")[1:] == ["Dina", "manager"]


@reads_pdf
def test_a_request_for_a_supplement_and_an_intention_are_letters_and_are_named_in_the_mail(client, settings):
    settings.OFFICE_ADDRESS = "Postbus 9, Voorbeeld"
    application, officer = submitted(), OfficerFactory(name="Otto Ambtenaar")
    request = handling.ask_supplement(application=application, text="De offerte.", steps=["begroting"], by=officer)
    intention = handling.intend(application=application, text="Wij willen weigeren.", by=officer)
    supplement, intended = application.documents.letters()
    for document, day, said in [
        (supplement, request.due_on, "De offerte."),
        (intended, intention.view_due_on, "Wij willen weigeren."),
    ]:
        text = text_of(document)
        for part in [said, date_format(day, "j F Y"), "Otto Ambtenaar", "Postbus 9, Voorbeeld"]:
            assert part in text
        assert len(document.sha256) == 64 and not document.is_on_paper
    sign_in(client, MembershipFactory(organisation=application.organisation).user)
    page = client.get(application.get_absolute_url()).text
    assert all(
        reverse("subsidies:letter", args=[application.reference, each.pk]) in page for each in (supplement, intended)
    )


def test_nothing_is_asked_or_intended_where_the_letter_cannot_be_made(monkeypatch):
    application = submitted()
    monkeypatch.setattr(pdf, "render", lambda template, data: 1 / 0)
    with pytest.raises(ValidationError):
        handling.ask_supplement(application=application, text="Wat?", steps=["begroting"], by=OfficerFactory())
    with pytest.raises(ValidationError):
        handling.intend(application=application, text="Weigeren.", by=OfficerFactory())
    assert not application.supplement_requests.exists() and not application.intentions.exists()


def test_the_case_of_staff_lists_each_letter_and_when_it_was_decided(as_role):
    application = ready(submitted())
    decision = take_decision(application=application)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        deciding.announce(decision=decision, by=DeciderFactory())
    letter, client = application.documents.get(), as_role("subsidy officers")
    page = client.get(reverse("admin:subsidies_application_change", args=[application.pk]))
    assert reverse("admin:subsidies_document_letter", args=[letter.pk]) in page.text
    assert letter.sha256[:12] in page.text
    assert date_format(timezone.localtime(decision.decided_at), "j F Y") in page.context["clock"]["ended"]
    assert "dossier-due" not in page.text


def test_going_live_without_an_address_for_objections_is_warned_of(settings):
    settings.OFFICE_ADDRESS = settings.OBJECTION_ADDRESS = settings.OBJECTION_URL = "-"
    settings.RECOVERY_IBAN = settings.APPEAL_URL = "-"
    assert checks.letters_say_where_to_write(None) == []
    settings.OBJECTION_ADDRESS = ""
    assert [each.id for each in checks.letters_say_where_to_write(None)] == ["portal.W001"]
