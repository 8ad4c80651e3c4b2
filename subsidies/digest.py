"""What waits for a civil servant this morning: decisions by their term, supplements past theirs, views that came in."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from .clock import decision_clock, equal_days
from .deadlines import amsterdam_day
from .models import Application, Intention, SupplementRequest

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
    """Return what waits for a user, never of an organisation of which he or she is a member; views since a moment."""
    cases = Application.objects.for_staff(user).with_names()
    sheet = Sheet()
    extra = equal_days()
    for application in cases.undecided().with_clock():
        add_decision(sheet, application, today, extra)
    requests = SupplementRequest.objects.open().filter(application__in=cases.undecided(), due_on__lt=today)
    for request in requests.select_related("application__ceiling__scheme"):
        sheet.supplements.append(Line(request.due_on, request.application.reference, "Awb 4:5 lid 4"))
    views = Intention.objects.filter(application__in=cases, view_given_at__gt=since)
    for intention in views.select_related("application__ceiling__scheme"):
        sheet.views.append(
            Line(amsterdam_day(intention.view_given_at), intention.application.reference, "Awb 4:7, 4:8")
        )
    for lines in vars(sheet).values():
        lines.sort()
    return sheet


def add_decision(sheet, application, today, extra):
    clock = decision_clock(application, today, extra)
    # While the clock stands still nobody can be late, and the day is not certain yet.
    if clock is None or clock.stands_still(today):
        return
    due_on = clock.due_on
    if due_on < today:
        sheet.overdue.append(Line(due_on, application.reference, "Awb 4:17"))
    elif due_on <= today + WEEK:
        sheet.within_a_week.append(Line(due_on, application.reference, "Awb 4:13"))
    elif due_on <= today + FORTNIGHT:
        sheet.within_two_weeks.append(Line(due_on, application.reference, "Awb 4:13"))
