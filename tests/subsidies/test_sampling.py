"""Sample control: lots that nobody steers decide which settled grants are checked, and the database holds them to it."""

import json
import re
from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.core import mail
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from subsidies.actions import sampling
from subsidies.models import Document, Sample, SampleCheck, SampleSeed
from subsidies.sampling import candidates, size_of
from subsidies.states import State
from tests.factories import UserFactory
from tests.subsidy_factories import (
    DeciderFactory,
    OfficerFactory,
    SampleCheckFactory,
    SampleFactory,
    SchemeVersionFactory,
    TieFactory,
    publish,
    submitted,
)

from .sample_scene import Outcome, answered, draw_one, path_a, refused, settled_at_once
from .settled_cases import settled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def ceiling():
    return path_a()


@pytest.fixture
def drawn(ceiling):
    return draw_one(ceiling)


def test_a_draw_is_repeated_from_what_is_published_alone(ceiling, client):
    """Without a call of ours: the page, a regular expression and SHA-256."""
    for _number in range(7):
        settled_at_once()
    officer, address = OfficerFactory(), f"/subsidies/{ceiling.scheme.slug}/steekproef/{ceiling.year}/"
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        sample = sampling.prepare(ceiling=ceiling, by=officer)
    before = client.get(address).text
    hashes = re.findall(r"\b[0-9a-f]{64}\b", before)
    secret = SampleSeed.objects.get().seed
    assert len(hashes) == 1 and secret not in before
    checks = sampling.draw(sample=sample, by=officer, size=3)
    # A test never commits, so the stamp of the content does not grow.
    caches["pages"].clear()
    after = client.get(address).text
    seed = re.search(r"printf %s ([0-9a-f]{64}) \| sha256sum", after)[1]
    assert sha256(seed.encode()).hexdigest() == hashes[0]
    references = re.findall(r'<th scope="row">(IS-\d{4}-\d{4})</th>', after)
    assert len(references) == 7
    order = sorted(references, key=lambda reference: sha256(f"{seed}{reference}".encode()).hexdigest())
    assert references == order
    size = int(re.search(r"De eerste (\d+) van de 7", after)[1])
    assert [check.application.reference for check in checks] == order[:size]
    assert set(SampleCheck.objects.values_list("application", flat=True)) == {c.application_id for c in checks}


def test_the_seed_is_in_no_history_and_nobody_draws_on_the_day_it_was_made(ceiling):
    settled_at_once()
    officer = OfficerFactory()
    sample = sampling.prepare(ceiling=ceiling, by=officer)
    secret = SampleSeed.objects.get().seed
    assert sample.seed == "" and not Sample.pgh_event_model.objects.filter(seed=secret).exists()
    with refused("early"):
        sampling.draw(sample=sample, by=officer, size=1)
    assert not SampleCheck.objects.exists()


def test_only_what_is_over_settled_made_known_and_not_drawn_before_takes_part(ceiling):
    over, again = settled_at_once(), settled_at_once()
    settled_at_once(until=timezone.localdate())
    settled_at_once(announced=False)
    submitted()
    SampleCheckFactory(application=again)
    publish(SchemeVersionFactory(ceiling=ceiling, path_a_up_to=None, path_b_up_to=5_000_00))
    by_municipality = settled_at_once()
    assert by_municipality.state == State.GRANTED
    settled(by_municipality)
    today = timezone.localdate()
    assert candidates(ceiling, today) == [over]
    assert candidates(ceiling, today, with_path_b=True) == [over, by_municipality]
    publish(SchemeVersionFactory(ceiling__year=ceiling.year + 1))
    assert candidates(publish(SchemeVersionFactory(ceiling__year=ceiling.year + 2)).ceiling, today) == []


def test_the_candidates_cost_as_many_queries_however_many_there_are(ceiling):
    costs = []
    for number in (1, 4):
        for _each in range(number):
            settled_at_once()
        with CaptureQueriesContext(connection) as queries:
            assert [each.reference for each in candidates(ceiling, timezone.localdate())]
        costs.append(len(queries))
    assert costs[0] == costs[1]


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"size": 0}, "size"),
        ({"size": -1}, "size"),
        ({"size": 2}, "size"),
        ({"percentage": 0}, "percentage"),
        ({"percentage": 101}, "percentage"),
        ({}, "size"),
        ({"size": 1, "percentage": 10}, "size"),
    ],
)
def test_a_sample_of_nobody_or_of_more_than_there_are_is_refused(ceiling, asked, wrong):
    settled_at_once()
    sample = SampleFactory(ceiling=ceiling)
    with refused(wrong):
        sampling.draw(sample=sample, by=OfficerFactory(), **asked)
    sample.refresh_from_db()
    assert (sample.is_drawn, sample.seed, len(mail.outbox)) == (False, "", len(mail.outbox))
    assert not SampleCheck.objects.exists() and not Document.objects.filter(kind="sample").exists()


def test_nothing_can_be_drawn_where_nobody_takes_part(ceiling):
    with refused("nobody"):
        sampling.draw(sample=SampleFactory(ceiling=ceiling), by=OfficerFactory(), percentage=50)


def test_a_sample_is_drawn_once_and_there_is_one_at_a_time(ceiling):
    settled_at_once(), settled_at_once()
    officer = OfficerFactory()
    sample = SampleFactory(ceiling=ceiling)
    with refused("prepared"):
        sampling.prepare(ceiling=ceiling, by=officer)
    stale = Sample.objects.get()
    first = sampling.draw(sample=sample, by=officer, size=1)
    with refused("drawn"):
        sampling.draw(sample=stale, by=officer, size=1)
    assert list(SampleCheck.objects.all()) == first
    second = sampling.draw(sample=SampleFactory(ceiling=ceiling), by=officer, size=1)
    assert second[0].application != first[0].application


def test_only_an_officer_prepares_and_draws(ceiling):
    settled_at_once()
    sample = SampleFactory(ceiling=ceiling)
    for stranger in (DeciderFactory(), UserFactory(), UserFactory(is_staff=True)):
        with pytest.raises(PermissionDenied):
            sampling.prepare(ceiling=ceiling, by=stranger)
        with pytest.raises(PermissionDenied):
            sampling.draw(sample=sample, by=stranger, size=1)
    assert not SampleCheck.objects.exists()


def test_what_is_shut_to_the_officer_is_drawn_too(ceiling):
    case, officer = settled_at_once(), OfficerFactory()
    TieFactory(user=officer, organisation=case.organisation)
    (check,) = sampling.draw(sample=SampleFactory(ceiling=ceiling), by=officer, percentage=1)
    assert check.application == case
    sampling.answer(application=case, text="Het ging door.", by=UserFactory())
    with pytest.raises(PermissionDenied):
        sampling.close(application=case, outcome=Outcome.IN_ORDER, note="", by=officer)


@given(st.integers(1, 500), st.integers(1, 100))
def test_a_percentage_is_rounded_up_and_never_more_than_all(total, percentage):
    size = size_of(total, percentage=percentage)
    assert 1 <= size <= total and (size - 1) * 100 < total * percentage <= size * 100


def test_who_is_drawn_gets_a_mail_and_a_letter_with_the_last_day(drawn):
    assert drawn.due_on >= timezone.localdate() + timedelta(days=14)
    letter = Document.objects.get(application=drawn.application, kind="sample")
    with letter.file.open() as file:
        assert sha256(file.read()).hexdigest() == letter.sha256
    assert "toeval" in mail.outbox[-1].body and drawn.application.reference in mail.outbox[-1].subject


def test_nothing_that_was_drawn_can_be_changed_in_raw_sql(drawn, as_serving_role):
    answered(drawn)
    sampling.close(application=drawn.application, outcome="fault", note="Geen bonnen.", by=OfficerFactory())
    sample, check = drawn.sample_id, drawn.pk
    for statement in [
        f"UPDATE subsidies_sample SET seed = 'ander' WHERE id = {sample}",
        f"UPDATE subsidies_sample SET size = 2 WHERE id = {sample}",
        f"UPDATE subsidies_sample SET candidates = '[]' WHERE id = {sample}",
        f"UPDATE subsidies_sample SET drawn_at = drawn_at + interval '1 day' WHERE id = {sample}",
        f"DELETE FROM subsidies_sample WHERE id = {sample}",
        f"UPDATE subsidies_sampleseed SET seed = 'ander' WHERE sample_id = {sample}",
        f"DELETE FROM subsidies_sampleseed WHERE sample_id = {sample}",
        f"UPDATE subsidies_samplecheck SET due_on = due_on + 1 WHERE id = {check}",
        f"UPDATE subsidies_samplecheck SET text = 'Niets' WHERE id = {check}",
        f"UPDATE subsidies_samplecheck SET outcome = 'in-order' WHERE id = {check}",
        f"UPDATE subsidies_samplecheck SET outcome = '', note = '', closed_at = NULL, closed_by_id = NULL WHERE id = {check}",
        f"DELETE FROM subsidies_samplecheck WHERE id = {check}",
    ]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_prepared_sample_is_drawn_with_its_own_seed_in_the_order_of_the_lots(ceiling, as_serving_role):
    sample, other = SampleFactory(ceiling=ceiling), UserFactory()
    lots = sorted(["IS-2026-0001", "IS-2026-0002"], key=lambda each: sha256(f"geheim-zaad{each}".encode()).hexdigest())

    def draw(seed="geheim-zaad", found=lots, size=1, percentage="NULL", at="now()"):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE subsidies_sample SET seed = %s, candidates = %s, size = %s, percentage = {percentage}, "
                f"drawn_at = {at}, drawn_by_id = %s WHERE id = %s",
                [seed, json.dumps(found), size, other.pk, sample.pk],
            )

    for wrong in [
        {"seed": "gekozen"},
        {"found": lots[::-1]},
        {"found": [*lots, lots[0]]},
        {"found": []},
        {"size": 3},
        {"size": 0},
        {"size": 2, "percentage": "10"},
        {"at": "now() - interval '1 day'"},
    ]:
        with pytest.raises(DatabaseError):
            draw(**wrong)
    for column in ("seed_commitment = repeat('0', 64)", "prepared_at = prepared_at - interval '1 day'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE subsidies_sample SET {column} WHERE id = {sample.pk}")
    draw()
    sample.refresh_from_db()
    assert sample.candidates == lots


def test_no_case_is_checked_by_hand(drawn, as_serving_role):
    other = settled_at_once()
    sample = drawn.sample
    for number in (other.pk, drawn.application_id):
        with pytest.raises(DatabaseError), transaction.atomic():
            SampleCheck.objects.create(sample=sample, application_id=number, due_on=drawn.due_on)
    prepared = SampleFactory(ceiling=sample.ceiling)
    with pytest.raises(DatabaseError), transaction.atomic():
        SampleCheck.objects.create(sample=prepared, application=other, due_on=drawn.due_on)
    with pytest.raises(DatabaseError), transaction.atomic():
        SampleFactory(ceiling=sample.ceiling)
    assert list(SampleCheck.objects.all()) == [drawn]
