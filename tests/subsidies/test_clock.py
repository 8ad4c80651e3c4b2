"""The clock of an application, laid on what is stored: applicant and officer ask the same function."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from subsidies import emails
from subsidies.actions import application as applications
from subsidies.actions import handling
from subsidies.case import Case
from subsidies.clock import decision_clock, decision_due_on
from subsidies.models import ClockStart
from tests.factories import UserFactory
from tests.subsidy_factories import (
    CeilingFactory,
    EqualDayFactory,
    OfficerFactory,
    SchemeVersionFactory,
    SupplementRequestFactory,
    SuspensionFactory,
    publish,
    submitted,
)

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(day, hour=12):
    return datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)


def received(day=date(2027, 2, 1), hour=12, **rules):
    """Return an application received on a day of 2027, under rules of its year."""
    ceiling = CeilingFactory(year=2027)
    publish(SchemeVersionFactory(ceiling=ceiling, **rules))
    with time_machine.travel(at(day, hour), tick=False):
        return submitted(ceiling=ceiling, received_at=at(day, hour))


def asked(application, on, due_on, supplied_on=None):
    return SupplementRequestFactory(
        application=application, asked_at=at(on), due_on=due_on, supplied_at=supplied_on and at(supplied_on)
    )


def counted(application, today=date(2027, 6, 1)):
    return decision_clock(application, today).suspended_days, decision_due_on(application, today)


def test_without_stops_it_is_eight_weeks_moved_to_a_working_day():
    assert counted(received()) == (0, date(2027, 3, 30))  # 29 March is Easter Monday


def test_asked_on_1_march_and_supplied_on_10_march_is_8_days():
    application = received()
    asked(application, date(2027, 3, 1), date(2027, 3, 15), date(2027, 3, 10))
    assert counted(application) == (8, date(2027, 4, 6))


def test_two_requests_add_up():
    application = received()
    asked(application, date(2027, 2, 8), date(2027, 2, 22), date(2027, 2, 12))
    asked(application, date(2027, 3, 1), date(2027, 3, 15), date(2027, 3, 10))
    assert counted(application) == (3 + 8, date(2027, 4, 9))


def test_supplied_late_stops_it_through_the_last_day_given():
    application = received()
    asked(application, date(2027, 3, 1), date(2027, 3, 15), date(2027, 4, 20))
    assert counted(application) == (14, date(2027, 4, 12))


def test_an_open_request_stops_it_through_the_last_day_given():
    application = received()
    asked(application, date(2027, 3, 1), date(2027, 3, 15))
    clock = decision_clock(application, date(2027, 3, 9))
    assert clock.stands_still(date(2027, 3, 9)) and not clock.stands_still(date(2027, 3, 16))
    assert counted(application, date(2027, 3, 9)) == (14, date(2027, 4, 12))


def test_what_was_found_complete_without_the_supplement_runs_on_from_that_day():
    application = received()
    with time_machine.travel(at(date(2027, 3, 1)), tick=False):
        handling.ask_supplement(application=application, text="De offerte.", steps=["begroting"], by=OfficerFactory())
    with time_machine.travel(at(date(2027, 3, 4)), tick=False):
        handling.declare_complete(application=application, by=OfficerFactory())
    application.refresh_from_db()
    assert counted(application) == (2, date(2027, 3, 31))


def test_the_days_are_those_of_amsterdam():
    # Received at 0:30 of summer, while in UTC it was the day before.
    application = received(date(2027, 7, 1), hour=0)
    assert decision_clock(application).start == date(2027, 7, 1)
    request = asked(application, date(2027, 7, 5), date(2027, 7, 19))
    request.asked_at = datetime(2027, 7, 5, 0, 10, tzinfo=AMSTERDAM)
    request.supplied_at = datetime(2027, 7, 9, 23, 50, tzinfo=AMSTERDAM)
    request.save()
    assert decision_clock(application).suspended_days == 3


def test_extended_once_it_is_due_later():
    application = received(extension_weeks=6)
    with time_machine.travel(at(date(2027, 3, 20)), tick=False):
        handling.extend(application=application, by=OfficerFactory())
    application.refresh_from_db()
    assert counted(application)[1] == date(2027, 5, 10)
    kinds = [line.kind for line in decision_clock(application).lines()]
    assert kinds == ["term", "extension"]


def test_stopped_over_the_end_of_the_year():
    application = received(date(2027, 12, 1))
    SuspensionFactory(application=application, first_day=date(2027, 12, 21), last_day=date(2028, 1, 9))
    assert counted(application, date(2028, 1, 10)) == (20, date(2028, 2, 15))


def test_stopped_without_an_end_it_is_due_later_every_day():
    application = received()
    SuspensionFactory(application=application, first_day=date(2027, 3, 1))
    assert counted(application, date(2027, 3, 5))[0] == 5
    assert counted(application, date(2027, 3, 6))[0] == 6
    assert not decision_clock(application, date(2027, 3, 6)).is_running


def test_a_fixed_date_is_put_off_by_the_days_it_stood_still():
    application = received(clock_start=ClockStart.FIXED, decide_by=date(2027, 6, 30))
    assert decision_due_on(application, date(2027, 6, 1)) == date(2027, 6, 30)
    asked(application, date(2027, 3, 1), date(2027, 3, 15), date(2027, 3, 10))
    assert decision_due_on(application, date(2027, 6, 1)) == date(2027, 7, 8)


def test_a_fixed_date_on_a_free_day_moves():
    application = received(clock_start=ClockStart.FIXED, decide_by=date(2027, 7, 3))
    assert decision_due_on(application) == date(2027, 7, 5)


def test_from_when_it_is_complete_it_does_not_run_before():
    application = received(clock_start=ClockStart.COMPLETE)
    assert decision_clock(application) is None and decision_due_on(application) is None
    with time_machine.travel(at(date(2027, 2, 10)), tick=False):
        handling.declare_complete(application=application, by=OfficerFactory())
    application.refresh_from_db()
    # Nothing was missing: complete from the moment it was received.
    assert decision_due_on(application, date(2027, 3, 1)) == date(2027, 3, 30)


def test_from_when_it_is_complete_it_runs_from_the_supply():
    application = received(clock_start=ClockStart.COMPLETE)
    with time_machine.travel(at(date(2027, 2, 3)), tick=False):
        request = handling.ask_supplement(
            application=application, text="De offerte.", steps=["begroting"], by=OfficerFactory()
        )
    request.supplied_at = at(date(2027, 2, 8))
    request.save()
    with time_machine.travel(at(date(2027, 2, 10)), tick=False):
        handling.declare_complete(application=application, by=OfficerFactory())
    application.refresh_from_db()
    # The days it waited for the supplement lie before the term, and are not counted twice.
    assert counted(application, date(2027, 3, 1)) == (0, date(2027, 4, 5))


def test_from_when_the_window_closes():
    application = received(clock_start=ClockStart.CLOSING, closes_at=at(date(2027, 3, 1), 23))
    assert decision_due_on(application) == date(2027, 4, 26)


def test_a_scheme_may_say_that_a_term_ends_on_its_day():
    assert decision_due_on(received(terms_move=False)) == date(2027, 3, 29)


def test_a_day_made_equal_by_decree_moves_it_on():
    application = received()
    EqualDayFactory(day=date(2027, 3, 30))
    assert decision_due_on(application) == date(2027, 3, 31)


def test_the_receipt_tells_the_applicant_the_day_that_the_officer_sees(mailoutbox):
    application = received()
    emails.received(application=application)
    assert "30 maart 2027" in mailoutbox[-1].body
    assert decision_due_on(application, date(2027, 2, 1)) == date(2027, 3, 30)
    lines = decision_clock(application).lines()
    assert sum(line.days for line in lines) == (decision_due_on(application) - date(2027, 2, 1)).days


def test_withdrawing_closes_what_was_asked_so_that_nothing_stops_any_more():
    application = received()
    with time_machine.travel(at(date(2027, 3, 1)), tick=False):
        handling.ask_supplement(application=application, text="De offerte.", steps=["begroting"], by=OfficerFactory())
    with time_machine.travel(at(date(2027, 3, 3)), tick=False):
        applications.withdraw(application=application, by=UserFactory())
    application.refresh_from_db()
    assert decision_clock(application, date(2027, 3, 10)).suspended_days == 1


def test_a_stop_long_after_eight_weeks_puts_off_a_fixed_date_too():
    application = received(clock_start=ClockStart.FIXED, decide_by=date(2027, 6, 30))
    # 1 May to 10 May: from 2 May through 9 May, 8 days; 30 June and 8 days is Thursday 8 July.
    asked(application, date(2027, 5, 1), date(2027, 5, 15), date(2027, 5, 10))
    assert counted(application, date(2027, 6, 1)) == (8, date(2027, 7, 8))
    assert (
        sum(line.days for line in decision_clock(application, date(2027, 6, 1)).lines())
        == (date(2027, 7, 8) - date(2027, 2, 1)).days
    )


def test_a_fixed_date_can_be_extended_and_stays_where_terms_do_not_move():
    application = received(
        clock_start=ClockStart.FIXED, decide_by=date(2027, 7, 3), extension_weeks=6, terms_move=False
    )
    assert decision_due_on(application) == date(2027, 7, 3)  # a Saturday
    application.extended_on = date(2027, 6, 1)
    assert decision_due_on(application) == date(2027, 8, 14)


def test_a_window_until_midnight_closes_on_the_day_before():
    # Closed at 0:00 on 1 March: 28 February was the last day, and eight weeks after it is Sunday 25 April.
    application = received(clock_start=ClockStart.CLOSING, closes_at=at(date(2027, 3, 1), 0))
    assert decision_clock(application).start == date(2027, 2, 28)
    assert decision_due_on(application) == date(2027, 4, 26)


def test_a_paper_that_came_after_the_closing_runs_from_its_own_day():
    application = received(date(2027, 3, 8), clock_start=ClockStart.CLOSING, closes_at=at(date(2027, 3, 1), 23))
    assert decision_due_on(application) == date(2027, 5, 3)  # eight weeks from 8 March


def test_the_mail_of_receipt_names_no_day_while_the_clock_does_not_run(mailoutbox):
    emails.received(application=received(clock_start=ClockStart.COMPLETE))
    assert "uiterlijk op" not in mailoutbox[-1].body
    assert "compleet" in mailoutbox[-1].body


@pytest.mark.parametrize(
    ("weeks", "moves", "last_day"),
    [
        (12, True, date(2027, 5, 10)),  # twelve weeks from Saturday 13 February: Saturday 8 May
        (12, False, date(2027, 5, 8)),
        (13, True, date(2027, 5, 15)),  # Atw art. 4: longer than twelve weeks, it ends on its own Saturday
    ],
)
def test_a_report_is_due_on_a_working_day_where_its_term_moves(weeks, moves, last_day):
    application = received(report_weeks=weeks, settlement_weeks=weeks, terms_move=moves)
    application.ends_on = date(2027, 2, 13)
    assert Case(application).after_the_activity(weeks) == last_day
