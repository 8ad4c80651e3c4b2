"""The demonstration: a fictitious application in every state that an action leads to, and the same when run again."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from organisations.models import User
from subsidies.assessments import scores_of
from subsidies.late import by_application
from subsidies.models import (
    Application,
    Decision,
    DecisionDraft,
    IbanChange,
    LedgerEntry,
    Payment,
    PaymentSuspension,
    Scheme,
    Tie,
)
from subsidies.rounds import Rounds
from subsidies.states import State
from subsidies.work import case_work
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


def test_the_demonstration_fills_every_state_once(settings, capsys, folder, client):
    settings.DEBUG, settings.MFA_TOTP_INSECURE_BYPASS_CODE = True, "000000"
    call_command("load_data", verbosity=0)
    call_command("demo")
    said = capsys.readouterr().out
    assert "not made" not in said
    made = numbers()
    states = set(Application.objects.values_list("state", flat=True))
    # No action settles or revokes yet.
    assert states == set(State)
    assert all("(verzonnen)" in title for title in Application.objects.values_list("title", flat=True))
    offer = Decision.objects.exclude(offer_until=None).get()
    assert (offer.amount, offer.is_open_offer()) == (1_900_00, True)
    events = next(each for each in Rounds().current() if each.scheme.code == "PE")
    assert (events.standing.left, events.standing.waiting.number, events.standing.queue) == (0, 1, 1)
    paths = {
        decision.application.version.settlement_path(decision.amount) for decision in Decision.objects.exclude(amount=0)
    }
    assert paths == {"A", "B", "C"}
    assert "IS-2" in said

    call_command("demo")
    assert numbers() == made
    assert_the_office_has_work(client)


def numbers():
    models = (Application, LedgerEntry, Scheme, Payment, Decision, DecisionDraft, IbanChange, PaymentSuspension, Tie)
    return [model.objects.count() for model in models]


def assert_the_office_has_work(client):
    """Money is on its way in every stage, a penalty runs, and the start page of each role has its tasks."""
    stages = {payment.stage for payment in Payment.objects.select_related("order")}
    assert {"planned", "ordered", "approved", "paid", "returned"} <= stages
    late = Application.objects.with_clock().filter(default_notices__isnull=False)
    assert by_application(late, timezone.localdate())
    ranked = Application.objects.filter(ceiling__scheme__code="VI")
    assert len(scores_of(ranked)) == 3
    outcomes = (
        DecisionDraft.objects.filter(application__in=ranked).order_by("-amount").values_list("outcome", flat=True)
    )
    assert list(outcomes) == ["grant", "grant-in-part", "refuse"]
    kinds = {
        "subsidy-officers": {"check", "recheck", "assess", "account"},
        "deciders": {"decide"},
        "finance": {"account", "order", "approve", "book"},
    }
    for role, expected in kinds.items():
        user = User.objects.get(email=f"{role}@demo.example")
        tasks = case_work.tasks_for(user, timezone.localdate())
        assert expected <= {task.kind for task in tasks}, role
        sign_in(client, user)
        page = client.get(reverse("admin:index"))
        assert sum(group.number for group in page.context["work"]["groups"]) == len(tasks)
        shown = next(row["task"] for group in page.context["work"]["groups"] for row in group.rows)
        assert shown.case.reference in page.text
    shut = Application.objects.get(title__startswith="Besloten voor wie")
    officer = User.objects.get(email="subsidy-officers@demo.example")
    assert shut not in Application.objects.for_staff(officer)


def test_the_demonstration_says_what_it_lacks_without_subsidies(settings, capsys, folder):
    settings.DEBUG, settings.MFA_TOTP_INSECURE_BYPASS_CODE = True, "000000"
    call_command("demo")
    assert "run load_data first" in capsys.readouterr().out
    assert not Application.objects.exists()
