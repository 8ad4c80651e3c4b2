"""The demonstration: a fictitious application in every state that an action leads to, and the same when run again."""

import pytest
from django.core.management import call_command

from subsidies.models import Application, Decision, LedgerEntry, Scheme
from subsidies.rounds import Rounds
from subsidies.states import State

pytestmark = pytest.mark.django_db


def test_the_demonstration_fills_every_state_once(settings, capsys, folder):
    settings.DEBUG, settings.MFA_TOTP_INSECURE_BYPASS_CODE = True, "000000"
    call_command("load_data", verbosity=0)
    call_command("demo")
    said = capsys.readouterr().out
    assert "not made" not in said
    made = Application.objects.count(), LedgerEntry.objects.count(), Scheme.objects.count()
    states = set(Application.objects.values_list("state", flat=True))
    # No action settles or revokes yet.
    assert states == set(State) - {State.SETTLED, State.REVOKED}
    assert all("(verzonnen)" in title for title in Application.objects.values_list("title", flat=True))
    offer = Decision.objects.exclude(offer_until=None).get()
    assert (offer.amount, offer.is_open_offer) == (1_900_00, True)
    events = next(each for each in Rounds().current() if each.scheme.code == "PE")
    assert (events.standing.left, events.standing.waiting.number, events.standing.queue) == (0, 1, 1)
    paths = {
        decision.application.version.settlement_path(decision.amount) for decision in Decision.objects.exclude(amount=0)
    }
    assert paths == {"A", "B", "C"}
    assert "IS-2" in said

    call_command("demo")
    assert (Application.objects.count(), LedgerEntry.objects.count(), Scheme.objects.count()) == made


def test_the_demonstration_says_what_it_lacks_without_subsidies(settings, capsys, folder):
    settings.DEBUG, settings.MFA_TOTP_INSECURE_BYPASS_CODE = True, "000000"
    call_command("demo")
    assert "run load_data first" in capsys.readouterr().out
    assert not Application.objects.exists()
