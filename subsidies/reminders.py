"""Of what an applicant must be reminded on a day. Dates alone decide, so that an outage of days leads to no stale mail:
of two moments that passed only the last one counts, and what is over is not spoken of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Q
from django.utils import timezone

from . import accounting
from .models import Application, Decision, Intention, Reminder, SampleCheck, SupplementRequest
from .reckoning.deadlines import amsterdam_day
from .states import UNDECIDED, State

Kind = Reminder.Kind
UNTOUCHED = timedelta(days=14)
# The kind and how many days before the last day its moment comes.
BEFORE_CLOSING = {Kind.CLOSES_SOON: 14, Kind.CLOSES: 3}
BEFORE_SUPPLEMENT = {Kind.SUPPLEMENT_SOON: 5, Kind.SUPPLEMENT: 1}
BEFORE_VIEW, BEFORE_OFFER, BEFORE_SAMPLE = {Kind.VIEW: 3}, {Kind.OFFER: 3}, {Kind.SAMPLE: 3}
BEFORE_REPORT = {Kind.REPORT_SOON: 28, Kind.REPORT: 7}


@dataclass(frozen=True)
class Due:
    """A reminder that is due: `day` is what it says and is kept with it, `about` what it is about."""

    kind: Kind
    day: date
    about: Application | SupplementRequest | Intention | Decision | SampleCheck


def kind_on(today: date, last_day: date, since: date, moments: dict[Kind, int]) -> Kind | None:
    """Return the latest moment that has come before a last day, or None.

    A moment on or before the day on which the term began (`since`) is none: then everybody has just been told.
    """
    come = [
        (before, kind)
        for kind, before in moments.items()
        if since < last_day - timedelta(days=before) <= today <= last_day
    ]
    return min(come)[1] if come else None


def due(application: Application, now: datetime | None = None) -> list[Due]:
    """Return the reminders of an application that are due and were not sent."""
    now = now or timezone.now()
    sent = set(application.reminders.values_list("kind", "for_day"))
    found = of_draft(application, now) if application.is_draft else of_case(application, amsterdam_day(now))
    return [each for each in found if (each.kind, each.day) not in sent]


def touched_at(draft: Application) -> datetime:
    """Return when somebody last did something to a draft."""
    moments = [
        draft.created_at,
        draft.answers.aggregate(last=Max("saved_at"))["last"],
        draft.attachments.aggregate(last=Max("added_at"))["last"],
    ]
    return max(moment for moment in moments if moment)


def of_draft(draft: Application, now: datetime) -> Iterator[Due]:
    today = amsterdam_day(now)
    rules = draft.ceiling.rules(today)
    if rules is None or not rules.opens_at <= now < rules.closes_at:
        return
    last_day = rules.last_day
    kind = kind_on(today, last_day, amsterdam_day(draft.created_at), BEFORE_CLOSING)
    if kind:
        yield Due(kind, last_day, draft)
    touched = touched_at(draft)
    # Who heard of the closing lately needs no second mail about the same draft.
    if now - touched >= UNTOUCHED and not kind:
        yield Due(Kind.UNTOUCHED, amsterdam_day(touched), draft)


def of_case(application: Application, today: date) -> Iterator[Due]:
    if application.state == State.SUPPLEMENT_REQUESTED:
        for request in application.supplement_requests.open():
            asked_on = amsterdam_day(request.asked_at)
            if kind := kind_on(today, request.due_on, asked_on, BEFORE_SUPPLEMENT):
                yield Due(kind, request.due_on, request)
    if application.state in (*UNDECIDED, State.GRANTED, State.SETTLED):
        for intention in application.intentions.filter(view_given_at=None):
            # What was intended is decided meanwhile.
            if application.decisions.filter(decided_at__gt=intention.announced_at).exists():
                continue
            if kind := kind_on(today, intention.view_due_on, amsterdam_day(intention.announced_at), BEFORE_VIEW):
                yield Due(kind, intention.view_due_on, intention)
    if application.state == State.GRANTED:
        decision = application.decisions.exclude(announced_at=None).exclude(offer_until=None).last()
        if decision and not decision.offer_accepted_at:
            announced_on = amsterdam_day(decision.announced_at)
            if kind := kind_on(today, decision.offer_until, announced_on, BEFORE_OFFER):
                yield Due(kind, decision.offer_until, decision)
        yield from of_report(application, today)
    if application.state == State.SETTLED:
        for check in SampleCheck.objects.unanswered().filter(application=application):
            check.application = application
            if kind := kind_on(today, check.due_on, amsterdam_day(check.asked_at), BEFORE_SAMPLE):
                yield Due(kind, check.due_on, check)


def of_report(application: Application, today: date) -> Iterator[Due]:
    """Yield of which report is to be reminded: before its last day, and once after it, until a final term says the same."""
    due_on = accounting.report_due_on(application)
    if due_on is None or not accounting.is_open(application):
        return
    announced_on = amsterdam_day(accounting.grant_of(application).announced_at)
    if kind := kind_on(today, due_on, announced_on, BEFORE_REPORT):
        yield Due(kind, due_on, application)
    elif accounting.report_state_of(application, today) == accounting.ReportState.LATE:
        yield Due(Kind.REPORT_LATE, due_on, application)


def candidates(today: date):
    """Return the applications about which there may be something to remind of."""
    return Application.objects.filter(
        Q(state=State.DRAFT)
        | Q(pk__in=SupplementRequest.objects.open().filter(due_on__gte=today).values("application"))
        | Q(pk__in=Intention.objects.filter(view_given_at=None, view_due_on__gte=today).values("application"))
        | Q(pk__in=SampleCheck.objects.unanswered().filter(due_on__gte=today).values("application"))
        | Q(pk__in=Decision.objects.filter(offer_accepted_at=None, offer_until__gte=today).values("application"))
        | Q(pk__in=Application.objects.reporting().order_by().values("pk"))
    ).order_by("pk")
