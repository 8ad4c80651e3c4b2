"""A decision is composed, and cannot be taken while a part that the law asks for is missing."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from subsidies.actions import deciding, handling
from subsidies.models import Application, Decision, DecisionDraft, Payment
from subsidies.permissions import may
from tests.factories import MembershipFactory, UserFactory
from tests.subsidy_factories import (
    CeilingFactory,
    CeilingVersionFactory,
    DeciderFactory,
    GlassBreakFactory,
    IntentionFactory,
    OfficerFactory,
    SchemeVersionFactory,
    TieFactory,
    composed,
    publish,
    ready,
    submitted,
    take_decision,
)

pytestmark = pytest.mark.django_db


def codes_of(error):
    return {each.code for each in error.value.error_list}


def test_a_decision_is_not_taken_while_a_part_is_missing():
    application = ready(submitted())
    deciding.compose(application=application, by=OfficerFactory(), outcome="grant", amount=application.requested)
    with pytest.raises(ValidationError) as error:
        deciding.decide(application=application, by=DeciderFactory())
    assert codes_of(error) == {
        "grounds",
        "mandate",
        "activity_until",
        "public_title",
        "public_summary",
        "public_text_confirmed",
    }
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("outcome", "contents", "code"),
    [
        ("grant", {"amount": 1_00}, "amount"),
        ("grant-in-part", {"amount": 1_200_00}, "amount"),
        ("grant-in-part", {"amount": -1}, "amount"),
        ("grant-in-part", {"amount": 500_00, "refusal_ground": ""}, "refusal_ground"),
        ("grant", {"advance": 1_200_01}, "advance"),
        ("refuse", {"refusal_ground": ""}, "refusal_ground"),
        ("refuse", {"refusal_ground": "4:35"}, "refusal_ground"),
        ("grant", {"grounds": "  "}, "grounds"),
        ("", {}, "outcome"),
    ],
)
def test_what_does_not_belong_together_is_not_decided(outcome, contents, code):
    application = ready(submitted())
    composed(application, outcome, **contents)
    with pytest.raises(ValidationError) as error:
        deciding.decide(application=application, by=DeciderFactory())
    assert codes_of(error) == {code}


def test_a_grant_for_next_year_is_subject_to_the_budget():
    year = timezone.localdate().year + 1
    ceiling = CeilingFactory(year=year)
    today = timezone.localdate()
    CeilingVersionFactory(ceiling=ceiling, published_on=today, in_force_from=today)
    opens_at = timezone.now() - timedelta(days=1)
    publish(SchemeVersionFactory(ceiling=ceiling, in_force_from=today, opens_at=opens_at))
    application = ready(submitted(ceiling=ceiling))
    composed(application)
    with pytest.raises(ValidationError) as error:
        deciding.decide(application=application, by=DeciderFactory())
    assert codes_of(error) == {"reserves_budget"}
    assert take_decision(application=application, reserves_budget=True).reserves_budget


def test_mistrust_is_a_ground_only_after_the_applicant_was_heard():
    application = ready(submitted())
    IntentionFactory(application=application, view_due_on=timezone.localdate() - timedelta(days=1))
    assert take_decision(application=application, outcome="refuse", refusal_ground="4:35").outcome == "refuse"


def test_a_decision_keeps_what_was_composed_and_how_the_amount_came_about():
    publish(SchemeVersionFactory(maximum_amount=1_000_00, advance_share=80, path_a_up_to=100_00, path_b_up_to=5_000_00))
    application = ready(submitted())
    decision = take_decision(
        application=application, outcome="grant-in-part", amount=1_000_00, obligations="Bewaar alles."
    )
    assert (decision.amount, decision.advance, decision.settlement_path) == (1_000_00, 800_00, "B")
    assert decision.obligations == "Bewaar alles."
    assert {"what": "granted", "cents": 1_000_00} in decision.arithmetic
    assert {"what": "maximum", "cents": 1_000_00} in decision.arithmetic
    assert {"what": "room", "cents": 43_000_00} in decision.arithmetic
    assert not DecisionDraft.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(public_title="Iets anders")


def test_who_assessed_may_compose_and_not_decide():
    officer = OfficerFactory()
    application = submitted()
    handling.declare_complete(application=application, by=officer)
    handling.advise(application=application, by=officer)
    application.refresh_from_db()
    composed(application, by=officer)
    with pytest.raises(PermissionDenied):
        deciding.decide(application=application, by=officer)


def test_announcing_plans_the_payment_once():
    application = ready(submitted())
    decision = take_decision(application=application)
    assert not Payment.objects.exists()
    for _twice in range(2):
        deciding.announce(decision=decision, by=DeciderFactory())
    payment = Payment.objects.get()
    assert (payment.kind, payment.amount) == ("advance", application.requested)
    assert payment.due_on >= timezone.localdate() + timedelta(weeks=6)


def test_a_declared_tie_shuts_the_case_and_broken_glass_opens_it():
    tied, other = OfficerFactory(), OfficerFactory()
    application, elsewhere = submitted(), submitted()
    TieFactory(user=tied, organisation=application.organisation)
    assert list(Application.objects.for_staff(tied)) == [elsewhere]
    assert set(Application.objects.for_staff(other)) == {application, elsewhere}
    assert not may(tied, "declare_complete", application)
    GlassBreakFactory(user=tied, application=application)
    assert set(Application.objects.for_staff(tied)) == {application, elsewhere}
    assert may(tied, "declare_complete", application)


def test_glass_that_was_broken_for_another_or_long_ago_opens_nothing():
    tied = OfficerFactory()
    application = submitted()
    MembershipFactory(user=tied, organisation=application.organisation)
    GlassBreakFactory(user=UserFactory(), application=application)
    past = timezone.now() - timedelta(days=2)
    GlassBreakFactory(user=tied, application=application, broken_at=past, until=past + timedelta(hours=1))
    assert not Application.objects.for_staff(tied).exists()


def test_a_tie_that_ended_shuts_nothing():
    officer = OfficerFactory()
    application = submitted()
    tie = TieFactory(user=officer, organisation=application.organisation)
    tie.ended_at = timezone.now()
    tie.save()
    assert list(Application.objects.for_staff(officer)) == [application]


def test_the_term_of_an_offer_runs_from_when_it_is_made_known():
    application = ready(submitted())
    decision = take_decision(application=application, outcome="grant-in-part", amount=500_00, offer=True)
    assert decision.offer_until is None
    decider, later = DeciderFactory(), timezone.now() + timedelta(days=20)
    with time_machine.travel(later, tick=False):
        deciding.announce(decision=decision, by=decider)
    decision.refresh_from_db()
    assert decision.offer_until >= timezone.localdate(later) + timedelta(days=14)
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(offer_until=timezone.localdate())
