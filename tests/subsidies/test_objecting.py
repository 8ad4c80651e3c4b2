"""An objection: received in time or late, repaired, extended, postponed, withdrawn; by the office and by a member."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from subsidies.actions import deciding, objecting
from subsidies.models import Appeal, DecisionDraft, Objection
from subsidies.objections import clock_of, is_in_time, lines_of
from subsidies.reckoning.objection_clock import ObjectionClock
from subsidies.reckoning.working_days import AMSTERDAM
from subsidies.timeline import events_of
from subsidies.work import case_work
from tests.conftest import sign_in
from tests.factories import MembershipFactory, UserFactory
from tests.subsidy_factories import DeciderFactory, EqualDayFactory, OfficerFactory, ready, submitted, take_decision

from .objected_cases import REJECTED, answered, decided, objected, scheme
from .settled_cases import fresh

pytestmark = pytest.mark.django_db


def refused_in_march():
    """Return a case that was refused on 1 March 2027."""
    with time_machine.travel("2027-03-01T10:00:00+01:00", tick=False):
        scheme()
        return decided()


def on(day):
    return time_machine.travel(datetime.combine(day, datetime.min.time(), AMSTERDAM) + timedelta(hours=10), tick=False)


def fields_of(error):
    return set(error.value.error_dict)


@pytest.mark.parametrize(
    ("received_on", "posted_on", "in_time"),
    [
        (date(2027, 4, 12), None, True),
        (date(2027, 4, 13), None, False),
        (date(2027, 4, 19), date(2027, 4, 12), True),
        (date(2027, 4, 20), date(2027, 4, 12), False),
        (date(2027, 4, 14), date(2027, 4, 13), False),
    ],
)
def test_it_is_in_time_or_late_and_kept_all_the_same(received_on, posted_on, in_time):
    case = refused_in_march()
    with on(date(2027, 6, 1)):
        objection = objected(case, received_on=received_on, posted_on=posted_on)
        assert is_in_time(objection) == in_time
        [line] = lines_of(fresh(case))
        assert (line.is_in_time, "6:9" in line.how) == (in_time, True)


def test_a_day_made_equal_to_a_holiday_moves_the_last_day():
    EqualDayFactory(day=date(2027, 4, 12))
    case = refused_in_march()
    with on(date(2027, 4, 13)):
        assert is_in_time(objected(case))


def test_who_objects_is_told_and_the_office_has_a_task(mailoutbox):
    case = refused_in_march()
    with on(date(2027, 3, 10)):
        mailoutbox.clear()
        objection = objected(case, has_committee=False)
        assert [case.reference in each.subject for each in mailoutbox] == [True]
        # Six weeks from the day after 12 April (Awb 7:10 lid 1).
        assert clock_of(objection).due_on == date(2027, 5, 24) == clock_of(objection, timezone.localdate()).due_on
        task = next(each for each in case_work.tasks_in(fresh(case), timezone.localdate()) if each.kind == "answer")
        assert (task.day, task.article) == (date(2027, 5, 24), "Awb 7:10")


@pytest.mark.parametrize(
    ("contents", "field"),
    [
        ({"received_on": date(2027, 2, 28)}, "received_on"),
        ({"received_on": date(2027, 3, 11)}, "received_on"),
        ({"received_on": date(2027, 3, 5), "posted_on": date(2027, 3, 6)}, "posted_on"),
        ({"text": "  "}, "text"),
    ],
)
def test_what_cannot_be_is_refused(contents, field):
    case = refused_in_march()
    with on(date(2027, 3, 10)):
        with pytest.raises(ValidationError) as error:
            objected(case, **contents)
        assert fields_of(error) == {field} and not Objection.objects.exists()


def test_nobody_objects_to_what_is_not_announced_to_another_case_or_twice():
    scheme()
    secret = ready(submitted())
    decision = take_decision(application=secret, outcome="refuse")
    other = decided()
    for against in (decision, other.announced[0]):
        with pytest.raises(ValidationError) as error:
            objected(secret, against)
        assert fields_of(error) == {"decision"}
    objected(other)
    with pytest.raises(ValidationError) as error:
        objected(other)
    assert fields_of(error) == {"text"} and Objection.objects.count() == 1


def test_against_a_decision_on_an_objection_one_appeals():
    scheme()
    case = decided()
    objected(case)
    answer = answered(case, **REJECTED)
    with pytest.raises(ValidationError):
        objected(case, answer)
    officer, today = OfficerFactory(), timezone.localdate()
    about = {"application": case, "lodged_on": today, "court": "Rechtbank Overijssel", "by": officer}
    for wrong in ({"decision": case.announced[0]}, {"decision": answer, "lodged_on": today + timedelta(days=1)}):
        with pytest.raises(ValidationError):
            objecting.lodge_appeal(**(about | wrong))
    appeal = objecting.lodge_appeal(decision=answer, **about)
    with pytest.raises(ValidationError):
        objecting.lodge_appeal(decision=answer, **about)
    with pytest.raises(ValidationError):
        objecting.end_appeal(appeal=appeal, ended_on=today - timedelta(days=1), outcome="ongegrond", by=officer)
    objecting.end_appeal(appeal=appeal, ended_on=today, outcome="ongegrond", by=officer)
    with pytest.raises(ValidationError):
        objecting.end_appeal(appeal=appeal, ended_on=today, outcome="gegrond", by=officer)
    assert Appeal.objects.get().outcome == "ongegrond"
    [line] = lines_of(fresh(case))
    assert line.appeals == [appeal]


def test_the_term_stands_still_is_extended_once_and_postponed_with_consent():
    case, officer = refused_in_march(), OfficerFactory()
    with on(date(2027, 4, 20)):
        objection = objected(case, received_on=date(2027, 4, 1))
        assert clock_of(objection).due_on == date(2027, 7, 5)
        with pytest.raises(ValidationError) as error:
            objecting.ask_repair(objection=objection, what="Handtekening", due_on=date(2027, 4, 20), by=officer)
        assert fields_of(error) == {"due_on"}
        objecting.ask_repair(objection=objection, what="Handtekening", due_on=date(2027, 5, 4), by=officer)
        with pytest.raises(ValidationError):
            objecting.ask_repair(objection=objection, what="Nog iets", due_on=date(2027, 5, 9), by=officer)
    with on(date(2027, 4, 30)):
        with pytest.raises(ValidationError) as error:
            objecting.note_repair(objection=objection, repaired_on=date(2027, 4, 19), by=officer)
        assert fields_of(error) == {"repaired_on"}
        objection = objecting.note_repair(objection=objection, repaired_on=date(2027, 4, 30), by=officer)
        # Nine days: from 21 through 29 April.
        assert clock_of(objection).due_on == date(2027, 7, 14)
        objection = objecting.extend(objection=objection, by=officer)
        assert clock_of(objection).due_on == date(2027, 8, 25)
        with pytest.raises(ValidationError):
            objecting.extend(objection=objection, by=officer)
        for until, why in ((date(2027, 8, 25), "Brief"), (date(2027, 9, 1), " ")):
            with pytest.raises(ValidationError):
                objecting.postpone(objection=objection, until=until, why=why, by=officer)
        objection = objecting.postpone(
            objection=objection, until=date(2027, 9, 1), why="Brief van 30 april", by=officer
        )
        clock = clock_of(objection)
        assert clock.due_on == date(2027, 9, 1)
        assert [row.article for row in clock.lines()] == [
            "Awb 7:10 lid 1", "Awb 7:10 lid 2", "Awb 7:10 lid 3", "Awb 7:10 lid 4",
        ]  # fmt: skip


def test_the_term_is_not_extended_once_it_is_over():
    case = refused_in_march()
    with on(date(2027, 3, 10)):
        objection = objected(case)
    with on(date(2027, 7, 6)), pytest.raises(ValidationError):
        objecting.extend(objection=objection, by=OfficerFactory())


def test_what_is_withdrawn_is_not_decided_on():
    scheme()
    case = decided()
    objection = objected(case)
    deciding.compose(application=case, by=OfficerFactory(), kind="objection", outcome="grant")
    with pytest.raises(ValidationError):
        tomorrow = timezone.localdate() + timedelta(days=1)
        objecting.withdraw(objection=objection, withdrawn_on=tomorrow, by=OfficerFactory())
    objecting.withdraw(objection=objection, withdrawn_on=timezone.localdate(), by=OfficerFactory())
    assert not DecisionDraft.objects.exists()
    with pytest.raises(ValidationError):
        answered(case, **REJECTED)
    with pytest.raises(ValidationError):
        objecting.extend(objection=objection, by=OfficerFactory())


def test_only_officers_enter_and_only_what_is_late_is_excused():
    scheme()
    case = decided()
    about = {"application": case, "decision": case.announced[0], "text": "x", "received_on": timezone.localdate()}
    for user in (DeciderFactory(), UserFactory(), UserFactory(is_staff=True)):
        with pytest.raises(PermissionDenied):
            objecting.receive(by=user, **about)
    objection = objected(case)
    with pytest.raises(ValidationError):
        objecting.excuse(objection=objection, why="Ziek", by=DeciderFactory())


def test_a_member_objects_in_the_portal_in_the_term(client):
    scheme()
    case = decided()
    member = MembershipFactory(organisation=case.organisation).user
    page = reverse("subsidies:object", args=[case.reference])
    sign_in(client, member)
    assert client.get(reverse("subsidies:application", args=[case.reference])).status_code == 200
    opened = client.get(page)
    assert opened.status_code == 200 and "late_reason" not in opened.context["form"].fields
    typed = {"decision": case.announced[0].pk, "text": "De aanvraag past wel."}
    assert client.post(page, {"decision": "0", "text": ""}).status_code == 422
    assert client.post(page, typed).status_code == 302
    assert client.post(page, typed).status_code == 302
    objection = Objection.objects.get()
    assert (objection.channel, objection.kept_by) == ("online", member)
    assert client.post(page, typed | {"text": "Nog iets"}).status_code == 422
    assert client.get(reverse("subsidies:application", args=[case.reference])).context["case"].objections
    assert any(event.moment == objection.received_on for event in events_of(fresh(case)))


def test_a_member_who_is_late_says_why(client):
    case = refused_in_march()
    member = MembershipFactory(organisation=case.organisation).user
    page = reverse("subsidies:object", args=[case.reference])
    with on(date(2027, 5, 1)):
        sign_in(client, member)
        typed = {"decision": case.announced[0].pk, "text": "De aanvraag past wel."}
        assert client.post(page, typed).status_code == 422 and not Objection.objects.exists()
        assert client.post(page, typed | {"late_reason": "Ik lag in het ziekenhuis."}).status_code == 302
        objection = Objection.objects.get()
        assert objection.late_reason and not objection.excuse and not is_in_time(objection)
        objecting.excuse(objection=objection, why="Overmacht", by=DeciderFactory())
        assert client.get(reverse("subsidies:application", args=[case.reference])).status_code == 200


def test_a_stranger_finds_no_page_and_before_a_decision_there_is_nothing_to_object_to(client):
    scheme()
    case, undecided = decided(), submitted()
    page = reverse("subsidies:object", args=[case.reference])
    sign_in(client, MembershipFactory().user)
    assert client.get(page).status_code == client.post(page, {}).status_code == 404
    sign_in(client, MembershipFactory(organisation=undecided.organisation).user)
    assert client.get(reverse("subsidies:object", args=[undecided.reference])).status_code == 302


def test_the_office_enters_one_on_its_page(client):
    scheme()
    case = decided()
    sign_in(client, OfficerFactory())
    page = reverse("admin:subsidies_application_act", args=[case.pk, "receive-objection"])
    typed = {"decision": case.announced[0].pk, "channel": "paper", "received_on": timezone.localdate(), "text": "Nee."}
    stamp = client.get(page).context["stamp"]
    assert client.post(page, typed | {"stamp": stamp, "text": ""}).status_code == 422
    assert client.post(page, typed | {"stamp": stamp}).status_code == 302
    # The second of two clicks.
    assert client.post(page, typed | {"stamp": stamp, "text": "Anders."}).status_code == 422
    assert Objection.objects.count() == 1
    assert client.get(reverse("admin:subsidies_application_change", args=[case.pk])).context["objections"]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM subsidies_objection",
        "UPDATE subsidies_objection SET text = 'anders'",
        "UPDATE subsidies_objection SET received_on = received_on - 1",
        "UPDATE subsidies_objection SET late_reason = 'ziek'",
        "UPDATE subsidies_objection SET posted_on = received_on + 1",
        "UPDATE subsidies_objection SET repaired_on = received_on",
        "UPDATE subsidies_objection SET postponed_until = received_on",
        "UPDATE subsidies_objection SET result = 'unfounded', withdrawn_on = received_on",
    ],
)
def test_the_serving_role_cannot_rewrite_an_objection(sql):
    scheme()
    objected(decided())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_objection_before_the_announcement_is_refused_by_the_database():
    scheme()
    decision = take_decision(application=ready(submitted()), outcome="refuse")
    with pytest.raises(DatabaseError), transaction.atomic():
        Objection.objects.create(
            decision=decision, received_on=timezone.localdate(), text="Nee", kept_by=OfficerFactory()
        )


DAYS = st.integers(0, 60)


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.booleans(), *[st.none() | DAYS] * 5)
def test_the_days_of_the_clock_add_up(start, committee, asked, term, repaired, extended, postponed):
    def after(days):
        return None if days is None else start + timedelta(days=days)

    asked_on = after(asked)
    clock = ObjectionClock(
        term_ended_on=start,
        has_committee=committee,
        repair_asked_on=asked_on,
        repair_due_on=asked_on and asked_on + timedelta(days=(term or 0) + 1),
        repaired_on=asked_on and None if repaired is None else asked_on and asked_on + timedelta(days=repaired),
        extended_on=after(extended),
        postponed_until=after(postponed),
        as_of=start + timedelta(days=10),
    )
    rows = clock.lines()
    assert sum(row.days for row in rows) == (clock.due_on - start).days
    assert clock.due_on >= start + timedelta(weeks=12 if committee else 6)
