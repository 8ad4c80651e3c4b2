"""A notice of default counts after the term, costs more each day, and stops with the decision."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from subsidies import late
from subsidies.actions import deciding
from subsidies.actions.late import keep_default_notice
from subsidies.clock import decision_due_on
from tests.conftest import sign_in
from tests.subsidy_factories import DeciderFactory, FinanceFactory, OfficerFactory, ready, submitted, take_decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return submitted(received_at=timezone.now() - timedelta(days=150))


def test_a_notice_counts_only_after_the_term(case):
    due_on, officer = decision_due_on(case), OfficerFactory()
    for day in (due_on, timezone.localdate() + timedelta(days=1)):
        with pytest.raises(ValidationError):
            keep_default_notice(application=case, received_on=day, by=officer)
    with pytest.raises(PermissionDenied):
        keep_default_notice(application=case, received_on=due_on + timedelta(days=1), by=FinanceFactory())
    keep_default_notice(application=case, received_on=due_on + timedelta(days=1), by=officer)
    with pytest.raises(ValidationError):
        keep_default_notice(application=case, received_on=due_on + timedelta(days=1), by=officer)


def test_the_penalty_runs_by_the_day_and_stops_with_the_announcement(case, client):
    today = timezone.localdate()
    keep_default_notice(application=case, received_on=today - timedelta(days=30), by=OfficerFactory())
    found = late.lateness_of(case)
    assert found.runs
    assert found.days[-1][3] == found.amount
    officer = OfficerFactory()
    sign_in(client, officer)
    page = client.get(reverse("admin:subsidies_application_change", args=[case.pk]))
    assert found.amount in page.text
    listed = client.get(reverse("admin:subsidies_application_changelist") + "?term=overdue")
    assert found.amount in listed.text
    deciding.announce(decision=take_decision(application=ready(case)), by=DeciderFactory())
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        after = late.lateness_of(type(case).objects.get())
    # The day of the announcement is none of default any more.
    assert (after.ended_on, after.penalty.days, after.runs) == (today, found.penalty.days - 1, False)
