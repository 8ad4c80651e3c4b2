"""What waits for a civil servant this morning: the tasks of the start page whose term presses, and views that came in."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from .models import Application, Intention
from .reckoning.deadlines import amsterdam_day
from .work import case_work

WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)


@dataclass(frozen=True, order=True)
class Line:
    """A case, a day that matters in it, and the article of law. No names: a mail lies about longer than a screen."""

    day: date
    reference: str
    article: str


@dataclass
class Sheet:
    overdue: list[Line] = field(default_factory=list)
    within_a_week: list[Line] = field(default_factory=list)
    within_two_weeks: list[Line] = field(default_factory=list)
    supplements: list[Line] = field(default_factory=list)
    views: list[Line] = field(default_factory=list)

    def __bool__(self):
        return any(vars(self).values())


def sheet_for(user, today: date, since: datetime) -> Sheet:
    """Return what waits for a user, never of a case that is shut to that person; views since a moment."""
    sheet = Sheet()
    for task in case_work.tasks_for(user, today):
        add(sheet, task, today)
    cases = Application.objects.for_staff(user)
    views = Intention.objects.filter(application__in=cases, view_given_at__gt=since)
    for intention in views.select_related("application__ceiling__scheme"):
        sheet.views.append(
            Line(amsterdam_day(intention.view_given_at), intention.application.reference, "Awb 4:7, 4:8")
        )
    for lines in vars(sheet).values():
        lines.sort()
    return sheet


def add(sheet, task, today):
    if task.since:
        sheet.supplements.append(Line(task.since, task.case.reference, task.article))
    elif task.day is None:
        # No term presses.
        return
    elif task.day < today:
        sheet.overdue.append(Line(task.day, task.case.reference, task.article))
    elif task.day <= today + FORTNIGHT:
        lines = sheet.within_a_week if task.day <= today + WEEK else sheet.within_two_weeks
        lines.append(Line(task.day, task.case.reference, task.article))
