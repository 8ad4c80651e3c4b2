"""What holds for every delegation that asks to come, also for who writes to the database past the portal."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from events.missions.days import LONGEST_DAYS, refuse_days
from events.missions.public_words import names_in, programme_text
from events.models import Delegation
from tests.event_factories import (
    DelegationFactory,
    DelegationGuestFactory,
    DelegationHostFactory,
    DelegationItemFactory,
    VisitFactory,
)

State = Delegation.State
STEPS = {
    State.ASKED: {State.ACCEPTED, State.DECLINED, State.WITHDRAWN},
    State.ACCEPTED: {State.DECLINED, State.WITHDRAWN, State.RECEIVED},
    State.RECEIVED: {State.REPORTED},
}
EVERYTHING_BUT_WHAT_A_STATE_NEEDS = """
UPDATE events_delegation SET state = %s, reason = 'x',
    decided_at = CASE WHEN %s IN ('asked', 'withdrawn') THEN NULL ELSE now() END,
    withdrawn_at = CASE WHEN %s = 'withdrawn' THEN now() END,
    received_at = CASE WHEN %s IN ('received', 'reported') THEN now() END
WHERE id = %s
"""


@pytest.mark.django_db
@pytest.mark.parametrize("start", State)
@pytest.mark.parametrize("end", State)
def test_a_delegation_goes_step_by_step(start, end):
    delegation = DelegationFactory(state=start)
    with connection.cursor() as cursor:
        if start == end or end in STEPS.get(start, ()):
            cursor.execute(EVERYTHING_BUT_WHAT_A_STATE_NEEDS, [end, end, end, end, delegation.pk])
            assert cursor.rowcount == 1
        else:
            with pytest.raises(ProgrammingError, match="Invalid transition"):
                cursor.execute(EVERYTHING_BUT_WHAT_A_STATE_NEEDS, [end, end, end, end, delegation.pk])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("column", "value", "constraint"),
    [
        ("ends_on", "2020-01-01", "delegation_ends_after_it_begins"),
        ("ends_on", None, "delegation_ends_after_it_begins"),
        ("ends_on", "2099-01-01", "delegation_stays_30_days_at_most"),
        ("people", 0, "delegation_of_1_to_200_people"),
        ("people", 2000, "delegation_of_1_to_200_people"),
        ("languages", [], "delegation_speaks"),
        ("decided_at", None, "delegation_state_and_moments"),
        ("received_at", "2026-01-01", "delegation_state_and_moments"),
        ("email", "", "delegation_content_or_emptied"),
        ("emptied_at", "2026-01-01", "delegation_content_or_emptied"),
    ],
)
def test_a_delegation_that_is_welcome_says_what_one_must_know(column, value, constraint):
    delegation = DelegationFactory()
    cast = "::varchar[]" if column == "languages" else ""
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match=constraint):
        cursor.execute(f"UPDATE events_delegation SET {column} = %s{cast} WHERE id = %s", [value, delegation.pk])


@pytest.mark.django_db
def test_only_one_that_is_welcome_needs_days_and_only_one_that_was_reported_has_a_visit():
    DelegationFactory(state="asked", starts_on=None)
    with pytest.raises(IntegrityError, match="delegation_has_days_once_welcome"), connection.cursor() as cursor:
        cursor.execute("UPDATE events_delegation SET state = 'accepted', decided_at = now()")


@pytest.mark.django_db
def test_a_visit_belongs_to_a_delegation_that_was_reported():
    with pytest.raises(IntegrityError, match="delegation_visit_is_reported"):
        DelegationFactory(visit=VisitFactory())


@pytest.mark.django_db
def test_one_is_declined_with_a_reason():
    with pytest.raises(IntegrityError, match="delegation_declined_with_a_reason"):
        DelegationFactory(state="declined", reason="")


@pytest.mark.django_db
def test_an_organisation_is_asked_once_and_answers_at_a_moment():
    host = DelegationHostFactory(state="asked")
    with pytest.raises(IntegrityError, match="delegation_host_answer_and_moment"), connection.cursor() as cursor:
        cursor.execute("UPDATE events_delegationhost SET state = 'yes' WHERE id = %s", [host.pk])


@pytest.mark.django_db
def test_a_host_is_asked_once():
    host = DelegationHostFactory()
    with pytest.raises(IntegrityError, match="delegation_host_once"):
        DelegationHostFactory(delegation=host.delegation, organisation=host.organisation)


@pytest.mark.django_db
def test_a_participant_stands_in_the_list_once_whatever_the_capitals():
    guest = DelegationGuestFactory(name="Anna Ozola")
    with pytest.raises(IntegrityError, match="delegation_guest_once"):
        DelegationGuestFactory(delegation=guest.delegation, name="ANNA OZOLA")


@pytest.mark.django_db
def test_what_somebody_cannot_eat_is_kept_with_consent_alone():
    guest = DelegationGuestFactory()
    with pytest.raises(IntegrityError, match="delegation_guest_diet_with_consent"), connection.cursor() as cursor:
        cursor.execute("UPDATE events_delegationguest SET diet = 'halal' WHERE id = %s", [guest.pk])


@pytest.mark.django_db
def test_an_item_ends_after_it_begins():
    item = DelegationItemFactory()
    with pytest.raises(IntegrityError, match="delegation_item_ends_after_it_begins"), connection.cursor() as cursor:
        cursor.execute("UPDATE events_delegationitem SET ends_at = starts_at WHERE id = %s", [item.pk])


TODAY = timezone.datetime(2026, 11, 27).date()


@given(st.integers(-10, 1000), st.integers(-5, 40))
def test_days_are_refused_exactly_when_they_cannot_be(ahead, length):
    first = TODAY + timedelta(days=ahead)
    last = first + timedelta(days=length)
    is_right = 1 <= ahead <= 731 and 0 <= length < LONGEST_DAYS
    try:
        refuse_days(first, last, today=TODAY)
        refused = None
    except ValidationError as error:
        refused = set(error.error_dict)
    assert (refused is None) == is_right
    assert is_right or refused == {"starts_on" if not 1 <= ahead <= 731 else "ends_on"}


def test_open_days_are_right_and_half_of_them_are_not():
    refuse_days(None, None, today=TODAY)
    with pytest.raises(ValidationError):
        refuse_days(None, TODAY + timedelta(days=3), today=TODAY)


def test_what_everyone_reads_names_hosts_and_no_people():
    begins = timezone.datetime(2027, 3, 1, 10, 0)
    text = programme_text([(begins, "Rondleiding", "Saxion"), (begins, "Lunch", "")])
    assert text.splitlines() == ["- 1 maart, 10:00: Rondleiding (Saxion)", "- 1 maart, 10:00: Lunch"]
    assert names_in(["met anna  ozola"], ["Anna Ozola", "Bo"]) == ["Anna Ozola"]
    assert names_in(["Bo en Anna"], ["Anna Ozola", "Bo", ""]) == []
