"""Making the plan of a day of meetings, and what changes it; `by` is whoever does it.

Every step locks the day, and says which version of the plan it is about: who comes second is told so (code `stale`).
The reckoning itself takes seconds and holds no lock. Once a plan is fixed, each step mails those it touches.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from ..emails import mission_meetings as emails
from ..matching import CannotPlan
from ..matching.checking import must_be_plannable
from ..missions.day_plan import DayPlan
from ..missions.in_words import problem_text
from ..models import MeetingDay, Mission, MissionMeeting, Presence
from ..models.mission_partner import GUESTS_WRITE

# So many parties are planned for while the visitor waits (some seconds); a plan for more is made by a job.
AT_ONCE = 150
# The job that makes it.
JOB = "events.tasks.missions.make_meeting_plan"


def stale():
    text = _("Somebody changed this plan meanwhile. Look at how it stands now, and do it once more.")
    return ValidationError(text, code="stale")


def locked_day(day, version=None):
    """Lock a day for the rest of the transaction; refuse who saw another version of its plan, or comes too late."""
    day = MeetingDay.objects.select_for_update(no_key=True).get(pk=day.pk)
    # Read after the lock, not joined to it: a mission that was called off meanwhile is seen.
    day.mission = Mission.objects.get(pk=day.mission_id)
    must_be_open(day.mission)
    if version is not None and day.version != version:
        raise stale()
    return day


def must_be_open(mission):
    if mission.stage not in GUESTS_WRITE:
        raise ValidationError(_("At this stage of the mission, nothing of its meetings can be changed."), code="stage")


def changed(day, **values):
    """Note that the plan of a day changed; a job that is at work on the one before gives way."""
    for name, value in {"version": day.version + 1, "planning_since": None, **values}.items():
        setattr(day, name, value)
    day.save(update_fields=["version", "planning_since", *values])


def refusal_of(problems, plan):
    return ValidationError([problem_text(problem, plan.name) for problem in problems], code="problem")


def ask_plan(*, day, version, from_round=1, by):
    """Make a plan at once, or have a job make it where that takes long; says whether it is there.

    What no plan can be made of is said at once.
    """
    plan = DayPlan(day)
    try:
        must_be_plannable(plan.participants, day.rounds, day.tables, plan.pinned, from_round)
    except CannotPlan as error:
        raise refusal_of(error.problems, plan) from error
    if len(plan.taking_part) <= AT_ONCE:
        make_plan(day=day, version=version, from_round=from_round, by=by)
        return True
    with transaction.atomic():
        day = locked_day(day, version)
        changed(day, planning_since=timezone.now())
        app.configure_task(JOB).defer(day_id=day.pk, version=day.version, from_round=from_round)
    return False


def make_plan(*, day, version, from_round=1, by):
    """Make a plan from a round on, and keep it. What is pinned stays; so do, in a plan that is fixed, earlier rounds."""
    # Here, as it brings scipy: 36 MB and a second that a web process does without until it plans.
    from ..matching import planning

    plan = DayPlan(day)
    size = (plan.participants, day.rounds, day.tables)
    try:
        if day.is_fixed or from_round > 1:
            found = planning.replan(plan.meetings, *size, from_round=from_round, pinned=later(plan.pinned, from_round))
        else:
            found = planning.plan(*size, fixed=plan.pinned)
    except CannotPlan as error:
        raise refusal_of(error.problems, plan) from error
    with transaction.atomic():
        day = locked_day(day, version)
        # Somebody may have refused another, or left, while this was reckoned.
        if any(_is_of_later(problem, from_round) for problem in DayPlan(day).problems_of(found.meetings)):
            raise stale()
        lay(day, found.meetings)
        changed(day, planned_at=timezone.now())
    return found


def later(meetings, from_round):
    return [meeting for meeting in meetings if meeting.round >= from_round]


def _is_of_later(problem, from_round):
    return any(meeting.round >= from_round for meeting in problem.meetings)


def lay(day, meetings):
    """Keep meetings as the plan of a locked day, and mail whose meetings changed. Rows keep what calendars know them by."""
    places = {(int(each.a), int(each.b)): (each.round, each.table) for each in meetings}
    rows = {(row.here_id, row.there_id): row for row in day.meetings.all()}
    now, step = timezone.now(), int(day.is_fixed)
    moved, gone = [], []
    for pair, row in rows.items():
        if pair not in places and row.cancelled_at is None:
            gone.append(row)
        elif pair in places and (row.cancelled_at or (row.round, row.table) != places[pair]):
            moved.append(row)
    # First all of them leave their places, so that nobody is in two at any moment.
    for row in [*gone, *moved]:
        row.cancelled_at, row.changed_at, row.sequence = now, now, row.sequence + step
    for row in gone:
        row.is_pinned = False
    fields = ["cancelled_at", "changed_at", "sequence", "is_pinned"]
    MissionMeeting.objects.bulk_update([*gone, *moved], fields)
    for row in moved:
        (row.round, row.table), row.cancelled_at = places[row.here_id, row.there_id], None
    MissionMeeting.objects.bulk_update(moved, ["round", "table", "cancelled_at"])
    new = [
        MissionMeeting(day=day, here_id=pair[0], there_id=pair[1], round=place[0], table=place[1])
        for pair, place in places.items()
        if pair not in rows
    ]
    MissionMeeting.objects.bulk_create(new)
    if not day.is_fixed:
        MissionMeeting.objects.filter(pk__in=[row.pk for row in gone]).delete()
    else:
        touched = {pk for row in [*gone, *moved, *new] for pk in (row.here_id, row.there_id)}
        emails.changed(day=day, parties=touched)


def mark_gone(*, party, day, from_round, version, by):
    """Note that a party did not show up, and plan anew from that round on. Earlier rounds stay as they were."""
    must_be_round(day, from_round)
    with transaction.atomic():
        day = locked_day(day, version)
        set_gone(party, day, from_round)
        # Nothing holds a meeting in its place that cannot be held.
        day.meetings.of(party).filter(round__gte=from_round).update(is_pinned=False)
        changed(day)
    return ask_plan(day=day, version=day.version, from_round=from_round, by=by)


def mark_back(*, party, day, version, by):
    """Note that a party is there after all. The plan stays until a new one is made."""
    with transaction.atomic():
        day = locked_day(day, version)
        set_gone(party, day, None)
        changed(day)


def must_be_round(day, number):
    if number not in day.all_rounds:
        raise ValidationError({"from_round": _("There is no such round on this day.")}, code="round")


def set_gone(party, day, from_round):
    presence, _created = Presence.objects.get_or_create(party=party, day=day)
    presence.gone_from = from_round
    presence.save(update_fields=["gone_from"])


@transaction.atomic
def leave(*, party, by):
    """Take away the meetings to come of a party that no longer takes part; the others are told, without a reason.

    Whoever lets a company drop out of the delegation, or a counterpart, calls this after that.
    """
    take_away_of(party=party, others=None)


def call_off(*, mission):
    """Take away all meetings to come of a mission that is called off; calendars of plans that were fixed hear of it."""
    for day in locked_days(mission.pk):
        take_away_to_come(day, day.meetings.going_on())


def locked_days(mission_id):
    return MeetingDay.objects.filter(mission=mission_id).order_by("pk").select_for_update(no_key=True)


def take_away_of(*, party, others):
    """Take away the meetings to come of a party, with these others or with all."""
    for day in locked_days(party.mission_id):
        rows = day.meetings.going_on().of(party)
        if others is not None:
            rows = rows.of_any(others)
        take_away_to_come(day, rows)


def take_away_to_come(day, rows):
    """Take meetings (a queryset) out of the plan of a locked day; what was held of a fixed one stays."""
    now = timezone.now()
    if found := [row for row in rows.for_lists() if not day.is_fixed or row.ends_at > now]:
        take_away(day, found)


def take_away(day, rows):
    """Take meetings out of the plan of a locked day: from a draft they vanish, of a fixed one calendars are told."""
    pks = [row.pk for row in rows]
    if day.is_fixed:
        for row in rows:
            row.cancelled_at = row.changed_at = timezone.now()
            row.sequence, row.is_pinned = row.sequence + 1, False
        MissionMeeting.objects.bulk_update(rows, ["cancelled_at", "changed_at", "sequence", "is_pinned"])
        emails.changed(day=day, parties={pk for row in rows for pk in (row.here_id, row.there_id)})
    else:
        MissionMeeting.objects.filter(pk__in=pks).delete()
    changed(day)
