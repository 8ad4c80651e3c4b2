"""Sample control: what the office sees of it and must do, and what that costs."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from subsidies import reminders
from subsidies.actions import reminding, sampling
from subsidies.case_archive import Archive
from subsidies.models import Sample
from subsidies.work import case_work
from subsidies.work.pressing import pressing
from tests.conftest import sign_in
from tests.factories import MembershipFactory, UserFactory
from tests.subsidy_factories import (
    OfficerFactory,
    SampleFactory,
)

from .sample_scene import answered, draw_one, path_a, settled_at_once
from .settled_cases import fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_attempts_yet")]


@pytest.fixture
def ceiling():
    return path_a()


@pytest.fixture
def drawn(ceiling):
    return draw_one(ceiling)


def test_an_officer_prepares_draws_and_follows_on_the_page_of_the_ceiling(ceiling, as_role):
    first, second = settled_at_once(), settled_at_once()
    officer, address = as_role("subsidy officers"), f"/beheer/subsidies/ceiling/{ceiling.pk}/samples/"
    assert address in officer.get(f"/beheer/subsidies/ceiling/{ceiling.pk}/change/").text
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        sign_in(officer, officer.user)
        assert officer.post(address, {"prepare": "1"}).status_code == 302
        assert 'name="draw"' not in officer.get(address).text
    sign_in(officer, officer.user)
    number = str(Sample.objects.get().number)
    for wrong in ({"size": "0"}, {"size": "3"}, {"size": "veel"}, {"percentage": "0"}, {}, {"size": "1" * 30}):
        assert officer.post(address, {"draw": number, **wrong}).status_code == 422, wrong
    assert officer.post(address, {"draw": "99", "size": "1"}).status_code == 422
    assert officer.post(address, {"draw": number, "percentage": "100"}).status_code == 302
    assert officer.post(address, {"draw": number, "size": "1"}).status_code == 422
    shown = officer.get(address).text
    assert first.reference in shown and second.reference in shown and "wacht op de aanvrager" in shown


def test_who_only_decides_sees_the_samples_and_draws_none(drawn, as_role):
    address = f"/beheer/subsidies/ceiling/{drawn.sample.ceiling_id}/samples/"
    decider, reader = as_role("deciders"), as_role("readers")
    assert decider.get(address).status_code == 200
    assert decider.post(address, {"prepare": "1"}).status_code == 403
    assert reader.get(address).status_code == 403
    assert Sample.objects.count() == 1


def test_a_task_comes_with_the_proof_or_after_the_last_day(drawn):
    officer, today = OfficerFactory(), timezone.localdate()

    def kinds(day):
        with time_machine.travel(timezone.now() + (day - today), tick=False):
            return [
                each.kind for each in case_work.tasks_for(officer, day) if each.kind in ("no_proof", "judge_sample")
            ]

    late = drawn.due_on + timedelta(days=1)
    assert (kinds(drawn.due_on), kinds(late)) == ([], ["no_proof"])
    answered(drawn)
    assert kinds(today) == ["judge_sample"]
    sampling.close(application=drawn.application, outcome="in-order", note="", by=officer)
    assert kinds(late) == []


def test_the_applicant_is_reminded_once_before_the_last_day(drawn):
    soon = drawn.due_on - timedelta(days=3)
    with time_machine.travel(timezone.now() + (soon - timezone.localdate()), tick=False):
        assert drawn.application in reminders.candidates(timezone.localdate())
        sent = len(mail.outbox)
        reminding.remind(application_id=drawn.application_id)
        reminding.remind(application_id=drawn.application_id)
        assert len(mail.outbox) == sent + 1
        answered(drawn)
        assert reminders.due(drawn.application) == []


def test_the_archive_of_a_case_holds_the_draw_and_the_check(drawn):
    answered(drawn)
    target = BytesIO()
    Archive(fresh(drawn.application), target).write()
    with zipfile.ZipFile(target) as archive:
        case = json.loads(archive.read("case.json"))
    assert case["samplecheck"][0]["text"] == "Het ging door, met 40 mensen."
    assert case["sample"][0]["seed"] == "geheim-zaad"


def drawn_and_late(ceiling, number):
    """Draw so many, and let half of them answer."""
    for _each in range(number):
        settled_at_once()
    checks = sampling.draw(sample=SampleFactory(ceiling=ceiling), by=OfficerFactory(), size=number)
    for check in checks[::2]:
        answered(check)
    return checks


def test_pages_and_tasks_cost_as_many_queries_however_many_were_drawn(ceiling, as_role):
    officer, member, costs = as_role("subsidy officers"), UserFactory(), []
    for number in (2, 5):
        for check in drawn_and_late(ceiling, number):
            MembershipFactory(organisation=check.application.organisation, user=member)
        day = check.due_on + timedelta(days=1)
        with time_machine.travel(timezone.now() + (day - timezone.localdate()), tick=False):
            sign_in(officer, officer.user)
            client = Client()
            sign_in(client, member)
            cost = []
            for visitor, address in [
                (officer, f"/beheer/subsidies/ceiling/{ceiling.pk}/samples/"),
                (officer, "/beheer/"),
                (client, "/mijn/aanvragen/"),
            ]:
                visitor.get(address)
                with CaptureQueriesContext(connection) as queries:
                    assert visitor.get(address).status_code == 200
                cost.append(len(queries))
            # The first time, what the person may do is looked up.
            case_work.tasks_for(officer.user, day)
            with CaptureQueriesContext(connection) as queries:
                found = case_work.tasks_for(officer.user, day)
            costs.append([*cost, len(queries)])
    kinds = [each.kind for each in found if each.kind in ("judge_sample", "no_proof")]
    assert (kinds.count("judge_sample"), kinds.count("no_proof")) == (4, 3)
    assert costs[0] == costs[1]


def test_the_start_page_counts_what_the_list_of_tasks_finds(ceiling):
    officer = OfficerFactory()
    check = drawn_and_late(ceiling, 3)[-1]
    day = check.due_on + timedelta(days=1)
    with time_machine.travel(timezone.now() + (day - timezone.localdate()), tick=False):
        tasks = case_work.in_groups(case_work.tasks_for(officer, day), day)
        counted = pressing(officer, day, 20)
    assert {slug: found.number for slug, found in counted.items()} == {slug: len(each) for slug, each in tasks.items()}
    assert sum(each.kind in ("judge_sample", "no_proof") for each in counted["today"].first) == 3
