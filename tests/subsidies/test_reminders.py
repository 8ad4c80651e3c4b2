"""What the clock mails by itself: once, on time or as soon as it can, and nothing that is over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.urls import NoReverseMatch, reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from subsidies import emails, reminders
from subsidies.actions import application as applications
from subsidies.actions import deciding, handling, reminding
from subsidies.actions import offer as offers
from subsidies.models import Decision, Digest, Reminder
from subsidies.reminders import Kind, kind_on
from subsidies.tasks import reminding as tasks
from tests.factories import MembershipFactory, UserFactory
from tests.subsidy_factories import (
    AnswersFactory,
    ApplicationFactory,
    CeilingFactory,
    DeciderFactory,
    IntentionFactory,
    OfficerFactory,
    SchemeVersionFactory,
    SupplementRequestFactory,
    publish,
    submitted,
    take_decision,
)

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture(autouse=True)
def page_of_a_draft(monkeypatch):
    """The form may not be there; its address is all that is needed of it."""
    try:
        reverse("subsidies:draft", args=[1])
    except NoReverseMatch:
        real = emails.address
        monkeypatch.setattr(
            emails,
            "address",
            lambda language, name, *args: (
                f"/concept/{args[0]}/" if name == "subsidies:draft" else real(language, name, *args)
            ),
        )


def at(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)


def work(day, hour=12):
    """Let the worker do on a day what it does each day; return the new mail as (to, subject), sorted."""
    before = len(mail.outbox)
    with time_machine.travel(at(day, hour), tick=False):
        tasks.remind_applicants.func(0)
        tasks.digest_for_staff.func(0)
        for job in ProcrastinateJob.objects.filter(task_name__startswith="subsidies.tasks.reminding", status="todo"):
            getattr(tasks, job.task_name.rpartition(".")[2]).func(**job.args)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs")
    return sorted((to, message.subject) for message in mail.outbox[before:] for to in message.to)


def to_applicants(day):
    """The same without what the staff get."""
    return [(to, subject) for to, subject in work(day) if to == "ada@voorbeeld.example"]


def to_whom(found):
    return [to for to, _subject in found]


def text_of_last(to=None):
    """Return what was mailed last, to somebody where that is said."""
    return [message.body for message in mail.outbox if to in (None, *message.to)][-1]


def rules_until(closes_at):
    ceiling = CeilingFactory(year=2026)
    return publish(SchemeVersionFactory(ceiling=ceiling, closes_at=closes_at))


@pytest.fixture
def draft():
    """Begun on 1 March 2026 by a member who wrote in it, for a window that ends with 30 September."""
    rules = rules_until(datetime(2026, 10, 1, tzinfo=AMSTERDAM))
    writer = MembershipFactory(user__email="schrijver@voorbeeld.example")
    MembershipFactory(organisation=writer.organisation, user__email="collega@voorbeeld.example")
    draft = ApplicationFactory(organisation=writer.organisation, ceiling=rules.ceiling, created_at=at(date(2026, 3, 1)))
    AnswersFactory(application=draft, saved_by=writer.user, saved_at=at(date(2026, 3, 1)))
    return draft


def touch(draft, day):
    draft.answers.update(saved_at=at(day))


def test_a_draft_left_for_two_weeks_is_reminded_of_once_to_who_wrote_in_it(draft):
    assert work(date(2026, 3, 14)) == []
    assert to_whom(work(date(2026, 3, 15))) == ["schrijver@voorbeeld.example"]
    text = text_of_last()
    assert "30 september 2026" in text and f"/concept/{draft.pk}/" in text
    assert work(date(2026, 3, 15), 15) == work(date(2026, 3, 16)) == work(date(2026, 6, 1)) == []
    touch(draft, date(2026, 6, 2))
    assert work(date(2026, 6, 10)) == []
    assert to_whom(work(date(2026, 6, 20))) == ["schrijver@voorbeeld.example"]


def test_one_that_cannot_be_reckoned_keeps_nobody_else_from_being_reminded(draft, monkeypatch):
    broken = ApplicationFactory(organisation=draft.organisation, ceiling=draft.ceiling, created_at=at(date(2026, 2, 1)))
    due = reminders.due

    def failing(application):
        if application.pk == broken.pk:
            raise ValueError("a date that is none")
        return due(application)

    monkeypatch.setattr(reminders, "due", failing)
    assert to_whom(work(date(2026, 3, 15))) == ["schrijver@voorbeeld.example"]


def test_before_the_window_closes_there_are_two_mails(draft):
    days = [date(2026, 9, 10) + timedelta(days=n) for n in range(25)]
    touch(draft, days[0])
    found = {day: to_whom(work(day)) for day in days}
    assert {day: to for day, to in found.items() if to} == {
        date(2026, 9, 16): ["schrijver@voorbeeld.example"],
        date(2026, 9, 27): ["schrijver@voorbeeld.example"],
    }


def test_after_an_outage_only_the_last_moment_is_made_up_for(draft):
    touch(draft, date(2026, 9, 10))
    assert len(work(date(2026, 9, 29))) == 1
    assert Reminder.objects.get().kind == Kind.CLOSES
    assert work(date(2026, 9, 30)) == []


def test_after_an_outage_past_the_closing_nothing_is_sent(draft):
    assert work(date(2026, 10, 1), 0) == work(date(2026, 10, 5)) == []


def test_who_left_the_organisation_or_the_portal_is_not_reminded(draft):
    draft.organisation.memberships.filter(user__email="schrijver@voorbeeld.example").delete()
    assert work(date(2026, 4, 1)) == []


def test_a_draft_that_was_sent_in_or_thrown_away_meanwhile_is_not_reminded_of(draft):
    with time_machine.travel(at(date(2026, 4, 1)), tick=False):
        tasks.remind_applicants.func(0)
        [job] = ProcrastinateJob.objects.filter(task_name="subsidies.tasks.reminding.remind_applicant")
        assert job.args == {"application_id": draft.pk}
        applications.throw_away(application=draft, by=UserFactory())
        tasks.remind_applicant.func(**job.args)
    assert mail.outbox == []


def test_a_window_that_closes_later_is_reminded_of_anew(draft):
    touch(draft, date(2026, 9, 20))
    assert len(work(date(2026, 9, 28))) == 1
    publish(
        SchemeVersionFactory(
            ceiling=draft.ceiling,
            number=2,
            in_force_from=date(2026, 9, 28),
            closes_at=datetime(2026, 10, 20, tzinfo=AMSTERDAM),
        )
    )
    assert work(date(2026, 9, 29)) == []
    assert len(work(date(2026, 10, 6))) == 1
    assert "19 oktober 2026" in text_of_last()


@pytest.fixture
def asked():
    """A supplement asked on 1 June 2026, due on 15 June."""
    rules_until(datetime(2027, 1, 1, tzinfo=AMSTERDAM))
    application = submitted(ceiling=CeilingFactory(year=2026), received_at=at(date(2026, 5, 20)))
    with time_machine.travel(at(date(2026, 6, 1)), tick=False):
        handling.ask_supplement(
            application=application,
            text="De offerte.",
            by=OfficerFactory(),
            steps=["begroting"],
            due_on=date(2026, 6, 15),
        )
    application.refresh_from_db()
    return application


def test_a_supplement_is_reminded_of_five_days_and_a_day_before(asked):
    found = {day: to_applicants(date(2026, 6, day)) for day in range(2, 20)}
    assert {day: to_whom(mails) for day, mails in found.items() if mails} == {
        10: ["ada@voorbeeld.example"],
        14: ["ada@voorbeeld.example"],
    }
    assert "15 juni 2026" in found[10][0][1]
    assert asked.supplement_requests.get().reminded_at == at(date(2026, 6, 14))


@pytest.mark.parametrize("ends", ["supplied", "withdrawn", "complete"])
def test_what_was_supplied_withdrawn_or_found_complete_is_not_reminded_of(asked, ends):
    with time_machine.travel(at(date(2026, 6, 12)), tick=False):
        tasks.remind_applicants.func(0)
        if ends == "withdrawn":
            applications.withdraw(application=asked, by=UserFactory())
        elif ends == "complete":
            handling.declare_complete(application=asked, by=OfficerFactory())
        else:
            asked.supplement_requests.update(supplied_at=at(date(2026, 6, 12)))
    assert [sent for sent in work(date(2026, 6, 14)) if "15 juni" in sent[1]] == []
    assert Reminder.objects.count() == 0


def test_a_view_is_reminded_of_until_it_is_given(asked):
    intention = IntentionFactory(application=asked, announced_at=at(date(2026, 6, 1)), view_due_on=date(2026, 6, 22))
    Reminder.objects.create(application=asked, kind=Kind.SUPPLEMENT, for_day=date(2026, 6, 15))
    assert [to_applicants(date(2026, 6, day)) for day in (16, 18)] == [[], []]
    assert to_whom(to_applicants(date(2026, 6, 19))) == ["ada@voorbeeld.example"]
    assert "22 juni 2026" in text_of_last("ada@voorbeeld.example")
    intention.view_due_on = date(2026, 7, 1)
    intention.view, intention.view_given_at = "Nee.", at(date(2026, 6, 25))
    intention.save()
    assert to_applicants(date(2026, 6, 29)) == []


def offered():
    rules_until(datetime(2027, 1, 1, tzinfo=AMSTERDAM))
    application = submitted(ceiling=CeilingFactory(year=2026), received_at=at(date(2026, 5, 20)))
    assessor = OfficerFactory()
    with time_machine.travel(at(date(2026, 6, 1)), tick=False):
        handling.declare_complete(application=application, by=assessor)
        handling.advise(application=application, by=assessor)
        decision = take_decision(
            application=application,
            outcome=Decision.Outcome.GRANT_IN_PART,
            amount=100_00,
            grounds="Wat over is.",
            by=DeciderFactory(),
            offer=True,
        )
        deciding.announce(decision=decision, by=DeciderFactory())
    return application


@pytest.mark.parametrize("answer", [None, "accept_offer", "decline_offer"])
def test_an_offer_is_reminded_of_unless_it_was_answered(answer):
    application = offered()
    assert application.decisions.get().offer_until == date(2026, 6, 15)
    if answer:
        with time_machine.travel(at(date(2026, 6, 5)), tick=False):
            getattr(offers, answer)(application=application, by=UserFactory())
    assert to_whom(work(date(2026, 6, 12))) == ([] if answer else ["ada@voorbeeld.example"])


@pytest.mark.parametrize(
    ("today", "since", "kind"),
    [
        (9, 1, None),
        (10, 1, Kind.SUPPLEMENT_SOON),
        (13, 1, Kind.SUPPLEMENT_SOON),
        (14, 1, Kind.SUPPLEMENT),
        (15, 1, Kind.SUPPLEMENT),
        (16, 1, None),
        # Asked with five days to go: that very mail says so.
        (12, 10, None),
        (14, 10, Kind.SUPPLEMENT),
        (15, 14, None),
    ],
)
def test_the_last_moment_that_came_counts(today, since, kind):
    moments = {Kind.SUPPLEMENT_SOON: 5, Kind.SUPPLEMENT: 1}
    assert kind_on(date(2026, 6, today), date(2026, 6, 15), date(2026, 6, since), moments) == kind


def officer(group="subsidy officers", **values):
    user = UserFactory(is_staff=True, **values)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def four():
    """Applications received in 2026: due 25 May, 5 June and 11 June on 1 June, and one far away."""
    rules_until(datetime(2027, 1, 1, tzinfo=AMSTERDAM))
    days = [date(2026, 3, 30), date(2026, 4, 10), date(2026, 4, 16), date(2026, 5, 28)]
    return [submitted(ceiling=CeilingFactory(year=2026), received_at=at(day)) for day in days]


MONDAY = date(2026, 6, 1)


def test_staff_get_one_mail_a_working_day_about_what_waits(four):
    officer(email="officer@gemeente.example")
    officer("deciders", email="decider@gemeente.example")
    officer("finance"), officer(is_active=False), UserFactory(is_staff=True)
    found = work(MONDAY, 9)
    # Whoever decides has nothing to do before the assessment is there.
    assert to_whom(found) == ["officer@gemeente.example"]
    text = text_of_last()
    assert "IS-2026-0001: 26 mei 2026 (Awb 4:17)" in text
    assert "IS-2026-0002: 5 juni 2026 (Awb 4:13)" in text
    assert "IS-2026-0003: 11 juni 2026 (Awb 4:13)" in text
    assert "IS-2026-0004" not in text
    # Neither who applies nor for what.
    assert "Water bij" not in text and "Voorbeeld" not in text
    assert work(MONDAY, 11) == []
    assert len(work(MONDAY + timedelta(days=1))) == 1


@pytest.mark.parametrize("day", [date(2026, 5, 30), date(2026, 5, 31), date(2026, 5, 25), date(2026, 12, 25)])
def test_no_digest_on_a_weekend_or_holiday(four, day):
    officer()
    assert work(day) == []


def test_no_digest_when_nothing_waits():
    officer()
    assert work(MONDAY) == []
    assert Digest.objects.count() == 0


def test_a_case_of_ones_own_organisation_is_in_nobodys_digest(four):
    user = officer(email="officer@gemeente.example")
    MembershipFactory(organisation=four[0].organisation, user=user)
    assert to_whom(work(MONDAY)) == ["officer@gemeente.example"]
    text = text_of_last()
    assert "IS-2026-0002" in text and "IS-2026-0001" not in text


def test_supplements_past_their_term_and_views_are_in_the_digest(four):
    officer()
    late = four[3]
    with time_machine.travel(at(date(2026, 5, 28)), tick=False):
        SupplementRequestFactory(application=late, due_on=date(2026, 5, 31), asked_at=at(date(2026, 5, 28)))
    IntentionFactory(application=late, view="Nee.", view_given_at=at(date(2026, 5, 29)), view_due_on=date(2026, 6, 5))
    assert len(work(MONDAY)) == 1
    assert "IS-2026-0004: 31 mei 2026 (Awb 4:5 lid 4)" in text_of_last()
    assert "IS-2026-0004: 29 mei 2026 (Awb 4:7, 4:8)" in text_of_last()
    work(MONDAY + timedelta(days=1))
    assert "4:7, 4:8" not in text_of_last()


def test_while_the_clock_stands_still_no_term_presses(four):
    officer()
    for application in four[:3]:
        SupplementRequestFactory(
            application=application, due_on=date(2026, 6, 20), asked_at=at(application.received_at.date())
        )
    assert work(MONDAY) == []


def both(work, number=8):
    def alone(_n):
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(alone, range(number)))


def test_eight_workers_at_once_send_one_mail(transactional_db, draft):
    with time_machine.travel(at(date(2026, 4, 1)), tick=False):
        sent = both(lambda: reminding.remind(application_id=draft.pk))
    assert sorted(map(len, sent)) == [0] * 7 + [1]
    assert len(mail.outbox) == Reminder.objects.count() == 1


def test_eight_workers_at_once_send_one_digest(transactional_db, four):
    user = officer()
    with time_machine.travel(at(MONDAY), tick=False):
        before = len(mail.outbox)
        sent = both(lambda: reminding.send_digest(user_id=user.pk))
    assert sum(digest is not None for digest in sent) == 1
    assert len(mail.outbox) == before + 1
