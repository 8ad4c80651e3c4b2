"""A hold and a removal at the same second: whoever comes second waits, and sees what the first did."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from subsidies import retention
from subsidies.actions import retaining
from subsidies.models import Application, RetentionHold, RetentionRemoval
from tests.subsidy_factories import OfficerFactory, publish

from .retention_scene import aged, refused
from .test_races import second_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def due():
    publish()
    aged(refused(), "refused")
    return retention.due(timezone.localdate())[0]


def refusal_of(work, *kinds):
    """Return a function that does something and returns by what it was refused."""

    def do():
        try:
            return work()
        except kinds as error:
            return error

    return do


def test_a_hold_that_comes_first_keeps_the_case(due):
    run, officer = retaining.begin(), OfficerFactory()

    def hold():
        retaining.hold(application=due.application, reason="woo", note="Verzoek 14", by=officer)

    refusal = second_of(hold, refusal_of(lambda: retaining.remove(run=run, due=due), IntegrityError))
    assert "is held" in str(refusal)
    assert Application.objects.get() == due.application and not RetentionRemoval.objects.exists()


def test_a_hold_that_comes_second_finds_no_case(due):
    run, officer = retaining.begin(), OfficerFactory()

    def hold():
        retaining.hold(application=due.application, reason="woo", note="Verzoek 14", by=officer)

    def remove():
        retaining.remove(run=run, due=due)

    assert isinstance(second_of(remove, refusal_of(hold, Application.DoesNotExist)), Application.DoesNotExist)
    assert not Application.objects.exists() and not RetentionHold.objects.exists()


def test_two_runs_at_once_remove_a_case_once(due):
    first, second = retaining.begin(), retaining.begin()
    refusal = second_of(
        lambda: retaining.remove(run=first, due=due),
        refusal_of(lambda: retaining.remove(run=second, due=due), IntegrityError),
    )
    assert "is not due" in str(refusal)
    assert RetentionRemoval.objects.get().run == first


def test_in_one_snapshot_nothing_is_removed(due):
    run = retaining.begin()
    with pytest.raises(Exception, match="READ COMMITTED only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT subsidies_remove(%s, 'refused', %s)", [run.pk, due.application.pk])
    assert Application.objects.exists()


def test_the_terms_are_there_after_a_flush(due):
    """Transactional tests empty all tables: what a migration makes must come back, as the groups do."""
    assert due.kind == "refused"
