"""Days of meetings, and meetings changed by hand; `by` is whoever does it. What locks and versions are: `mission_planning`."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..emails import mission_meetings as emails
from ..matching import Meeting
from ..missions.day_plan import DayPlan, as_reckoned
from ..models import MissionMeeting
from .mission_planning import changed, locked_day, must_be_open, refusal_of, stale, take_away

# What says when meetings are: after a change of it, calendars must be told.
MOMENTS = ("starts_at", "zone", "minutes", "minutes_between", "venue")


@transaction.atomic
def add_day(*, day, by):
    """Add a day of meetings to a mission."""
    must_be_open(day.mission)
    must_fit(day)
    day.full_clean()
    day.save()
    return day


@transaction.atomic
def change_day(*, day, values, by):
    """Change when, where or how many; a plan with meetings beyond that is refused. Of a fixed plan everybody is told."""
    day = locked_day(day)
    before = [getattr(day, name) for name in MOMENTS]
    for name, value in values.items():
        setattr(day, name, value)
    must_fit(day)
    must_hold(day)
    day.full_clean()
    day.save()
    changed(day)
    if day.is_fixed and before != [getattr(day, name) for name in MOMENTS]:
        rows = list(day.meetings.going_on())
        for row in rows:
            row.sequence, row.changed_at = row.sequence + 1, timezone.now()
        MissionMeeting.objects.bulk_update(rows, ["sequence", "changed_at"])
        emails.changed(day=day, parties={pk for row in rows for pk in (row.here_id, row.there_id)})
    return day


def must_fit(day):
    """Refuse rounds that go on after midnight, and a day that is not of the mission."""
    if day.ends_at.date() != day.start_of(1).date():
        text = _("The last round ends after midnight, at %(time)s. Begin earlier, or make fewer or shorter rounds.")
        raise ValidationError({"rounds": text % {"time": f"{day.ends_at:%H:%M}"}}, code="midnight")
    mission = day.mission
    if mission.starts_on and not mission.starts_on <= day.local_start.date() <= mission.ends_on:
        text = _("The mission is from %(first)s to %(last)s.")
        days = {"first": date_format(mission.starts_on), "last": date_format(mission.ends_on)}
        raise ValidationError({"on": text % days}, code="day")


def must_hold(day):
    """Refuse fewer rounds or tables than the plan uses."""
    rows = list(day.meetings.going_on())
    for name, used in (("rounds", "round"), ("tables", "table")):
        most = max((getattr(row, used) for row in rows), default=0)
        if getattr(day, name) < most:
            text = _("The plan uses %(number)s. Take those meetings away first.")
            raise ValidationError({name: text % {"number": most}}, code="used")


@transaction.atomic
def remove_day(*, day, by):
    """Remove a day whose plan nobody was told of."""
    day = locked_day(day)
    if day.is_fixed:
        raise ValidationError(_("This plan is fixed: everybody has their meetings. Take them away one by one."))
    day.delete()


@transaction.atomic
def fix(*, day, version, by):
    """Fix a plan: everybody is mailed their own meetings, with the link or page where they stand."""
    day = locked_day(day, version)
    if day.is_fixed:
        return day
    plan = DayPlan(day)
    if not plan.rows:
        raise ValidationError(_("There is no meeting to fix. Make a plan first."), code="empty")
    if plan.problems:
        raise refusal_of(plan.problems, plan)
    changed(day, fixed_at=timezone.now())
    emails.fixed(day=day)
    return day


@transaction.atomic
def add_meeting(*, day, here, there, round, table, is_pinned, version, by):
    """Add a meeting by hand. One that was taken away before comes back as the same, for calendars."""
    day = locked_day(day, version)
    must_be_right(day, None, Meeting(round, here.key, there.key, table))
    row = day.meetings.filter(here=here, there=there).first() or MissionMeeting(day=day, here=here, there=there)
    place(row, day, round, table, is_pinned)
    return row


@transaction.atomic
def change_meeting(*, meeting, round, table, is_pinned, version, by):
    """Put a meeting in another round or at another table, or pin it where it is."""
    day = locked_day(meeting.day, version)
    row = of_today(day, meeting)
    must_be_right(day, row, Meeting(round, row.here.key, row.there.key, table))
    place(row, day, round, table, is_pinned)
    return row


@transaction.atomic
def take_meeting_away(*, meeting, version, by):
    """Take a meeting out of the plan."""
    day = locked_day(meeting.day, version)
    take_away(day, [of_today(day, meeting)])


def of_today(day, meeting):
    """Return a meeting as it stands; it may be gone since the page was opened."""
    row = day.meetings.going_on().select_related("here", "there").filter(pk=meeting.pk).first()
    if row is None:
        raise stale()
    return row


def place(row, day, round, table, is_pinned):
    is_moved = row.pk is None or row.cancelled_at is not None or (row.round, row.table) != (round, table)
    row.round, row.table, row.is_pinned, row.cancelled_at = round, table, is_pinned, None
    if is_moved:
        row.changed_at = timezone.now()
        row.sequence += int(day.is_fixed and row.pk is not None)
    row.save()
    changed(day)
    if is_moved and day.is_fixed:
        emails.changed(day=day, parties={row.here_id, row.there_id})


def must_be_right(day, row, meeting):
    """Refuse a change by hand that makes something wrong, in words; what was wrong elsewhere already does not matter."""
    plan = DayPlan(day)
    others = [as_reckoned(each) for each in plan.rows if row is None or each.pk != row.pk]
    wrong = [problem for problem in plan.problems_of([*others, meeting]) if meeting in problem.meetings]
    if wrong:
        raise refusal_of(wrong, plan)
