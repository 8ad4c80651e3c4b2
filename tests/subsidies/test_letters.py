"""The letter of a decision: made when it is announced, once, kept as it is, and given out to whom it is about."""

from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from deventer_intl import pdf
from subsidies import letters
from subsidies.actions import deciding
from subsidies.models import Document
from tests.conftest import sign_in
from tests.factories import MembershipFactory
from tests.subsidy_factories import DeciderFactory, ready, submitted, take_decision

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
