"""A batch does each by itself: what fails stops nothing, what was done is done once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from subsidies.actions import batch as batches
from subsidies.actions import deciding, handling
from subsidies.models import Batch, BatchItem, Decision
from subsidies.states import State
from subsidies.tasks.batches import run_batch
from tests.subsidy_factories import (
    CeilingVersionFactory,
    DeciderFactory,
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


@pytest.fixture
def decider():
    return DeciderFactory()


def to_decide(**values):
    application = ready(submitted(**values))
    composed(application)
    return application


def how(batch):
    return [(item.application, bool(item.done_at), item.error) for item in batch.items.all()]


def test_a_batch_decides_on_each_and_one_that_fails_does_not_stop_the_rest(decider):
    first, second, third = to_decide(), to_decide(), to_decide()
    batch = batches.begin(kind="decide", applications=[first, second, third], by=decider)
    handling.send_back(application=second, reason="Kijk nog eens.", by=decider)
    run_batch(batch.pk)
    done = [(application, is_done) for application, is_done, _error in how(batch)]
    assert done == [(first, True), (second, False), (third, True)]
    assert set(Decision.objects.values_list("application", flat=True)) == {first.pk, third.pk}
    assert batch.items.get(application=second).error


def test_a_batch_that_runs_twice_does_nothing_twice(decider):
    application = to_decide()
    batch = batches.begin(kind="decide", applications=[application], by=decider)
    run_batch(batch.pk)
    run_batch(batch.pk)
    assert Decision.objects.count() == 1


def test_a_database_that_goes_away_leaves_the_item_for_later(decider, monkeypatch):
    first, second = to_decide(), to_decide()
    batch = batches.begin(kind="decide", applications=[first, second], by=decider)
    real = deciding.decide

    def gone(*, application, by):
        if application.pk == first.pk:
            raise OperationalError("server closed the connection unexpectedly")
        return real(application=application, by=by)

    with monkeypatch.context() as patch:
        patch.setattr(deciding, "decide", gone)
        with pytest.raises(OperationalError):
            run_batch(batch.pk)
    assert [is_done for _application, is_done, _error in how(batch)] == [False, True]
    run_batch(batch.pk)
    assert how(batch) == [(first, True, ""), (second, True, "")]


def test_only_so_much_is_granted_as_there_is(decider):
    rules = publish()
    CeilingVersionFactory(
        ceiling=rules.ceiling,
        number=2,
        amount=2_000_00,
        published_on=timezone.localdate() - timedelta(days=1),
        in_force_from=timezone.localdate(),
    )
    cases = [to_decide() for _n in range(3)]
    batch = batches.begin(kind="decide", applications=cases, by=decider)
    run_batch(batch.pk)
    assert [is_done for _application, is_done, _error in how(batch)] == [True, False, False]


def test_a_batch_announces(decider):
    decisions = [take_decision(application=ready(submitted())) for _n in range(2)]
    assert batches.candidates("announce", decider) == [decision.application for decision in decisions]
    batch = batches.begin(kind="announce", applications=batches.candidates("announce", decider), by=decider)
    run_batch(batch.pk)
    assert not Decision.objects.filter(announced_at=None).exists()
    assert not batches.candidates("announce", decider)


def test_whoever_lost_the_role_meanwhile_decides_nothing(decider):
    application = to_decide()
    batch = batches.begin(kind="decide", applications=[application], by=decider)
    decider.groups.clear()
    run_batch(batch.pk)
    assert not Decision.objects.exists()
    assert BatchItem.objects.get().failed_at


def test_only_whole_drafts_that_another_assessed_can_be_chosen(decider):
    whole, bare, shut = to_decide(), ready(submitted()), to_decide()
    deciding.compose(application=bare, by=decider, outcome="grant")
    TieFactory(user=decider, organisation=shut.organisation)
    assert batches.candidates("decide", decider) == [whole]
    with pytest.raises(ValidationError):
        batches.begin(kind="decide", applications=[whole, shut], by=decider)
    with pytest.raises(PermissionDenied):
        batches.begin(kind="decide", applications=[whole], by=OfficerFactory())
    assert not Batch.objects.exists()


def test_the_pages_of_a_batch_ask_begin_and_show_how_far_it_is(as_role):
    client = as_role("deciders")
    application, shut = to_decide(), to_decide(title="Besloten")
    address = reverse("admin:subsidies_batch_add")
    TieFactory(user=client.user, organisation=shut.organisation)
    assert "(1)" in client.get(address).text
    assert "Besloten" not in client.get(f"{address}?kind=decide").text
    assert client.post(f"{address}?kind=decide", {}).status_code == 422
    assert client.post(f"{address}?kind=decide", {"applications": [shut.pk]}).status_code == 422
    begun = client.post(f"{address}?kind=decide", {"applications": [application.pk, application.pk]})
    batch = Batch.objects.get()
    assert begun.url == reverse("admin:subsidies_batch_change", args=[batch.pk])
    assert "0 van 1" in client.get(begun.url).text
    run_batch(batch.pk)
    assert "1 van 1" in client.get(begun.url).text
    assert client.get(reverse("admin:subsidies_batch_changelist")).status_code == 200


def test_a_batch_with_a_case_that_is_shut_shows_nothing_of_it(as_role, decider):
    application = to_decide(organisation__name="Stichting Besloten")
    batch = batches.begin(kind="decide", applications=[application], by=decider)
    client = as_role("subsidy officers")
    page = reverse("admin:subsidies_batch_change", args=[batch.pk])
    assert "Stichting Besloten" in client.get(page).text
    TieFactory(user=client.user, organisation=application.organisation)
    assert "Stichting Besloten" not in client.get(page).text


@pytest.mark.parametrize("role", ["readers", "finance"])
def test_who_neither_assesses_nor_decides_begins_no_batch(as_role, role):
    assert as_role(role).get(reverse("admin:subsidies_batch_add")).status_code == 403


def test_grants_that_are_over_are_proposed_by_one_and_settled_by_another_in_batches(decider):
    publish(SchemeVersionFactory(path_b_up_to=5_000_00))
    yesterday, officer = timezone.localdate() - timedelta(days=1), OfficerFactory()
    over, going_on = ready(submitted()), ready(submitted())
    for case, until in ((over, yesterday), (going_on, timezone.localdate())):
        deciding.announce(decision=take_decision(application=case, activity_until=until, by=decider), by=decider)
    # The advance is on no order yet: it is planned anew with the settlement.
    assert batches.candidates("propose", officer) == [over]
    assert batches.candidates("settle", decider) == []
    run_batch(batches.begin(kind="propose", applications=batches.candidates("propose", officer), by=officer).pk)
    assert batches.candidates("propose", officer) == []
    # Whoever proposed it does not settle it.
    composer = over.decision_draft.saved_by
    composer.groups.add(*decider.groups.all())
    assert batches.candidates("settle", type(composer).objects.get(pk=composer.pk)) == []
    found = batches.candidates("settle", decider)
    assert found == [over]
    batch = batches.begin(kind="settle", applications=found, by=decider)
    run_batch(batch.pk)
    assert how(batch) == [(over, True, "")]
    over.refresh_from_db()
    assert over.state == State.SETTLED and batches.candidates("announce", decider) == [over]


def test_the_list_of_settlements_says_what_each_comes_to(decider, as_role):
    publish(SchemeVersionFactory(path_b_up_to=5_000_00))
    case = ready(submitted())
    yesterday = timezone.localdate() - timedelta(days=1)
    deciding.announce(decision=take_decision(application=case, activity_until=yesterday, by=decider), by=decider)
    page = as_role("subsidy officers").get(reverse("admin:subsidies_batch_add") + "?kind=propose")
    assert case.reference in page.text and "€\xa01.200" in page.text
