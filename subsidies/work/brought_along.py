"""Which cases are looked at for what must be done in them, and what is brought along of each: so many queries, however many cases."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    Value,
    prefetch_related_objects,
)
from django.utils import timezone

from ..models import (
    Account,
    Application,
    Decision,
    DecisionDraft,
    Document,
    IbanChange,
    LedgerEntry,
    Payment,
    SampleCheck,
    SchemeVersion,
    SettlementPath,
    SupplementRequest,
)
from ..states import UNDECIDED, WITH_DECISION, State
from . import report_work


def some(queryset):
    """Return what holds of the cases of which there is one in a queryset."""
    return Exists(queryset.filter(application=OuterRef("pk")))


def waiting(cases, today: date):
    """Return those of a queryset of cases in which there is something to do."""
    # While a supplement may still come, it is the turn of the applicant.
    return cases.filter(Q(~some(asked(today)), state__in=UNDECIDED) | Q(pk__in=beside_the_state()))


def asked(today: date):
    return SupplementRequest.objects.filter(supplied_at=None, closed_at=None, due_on__gte=today)


def unpaid():
    return Payment.objects.standing().filter(paid_on=None)


def beside_the_state():
    """Return the keys of the cases in which something is to be done beside handling them."""
    return keys_of(
        Decision.objects.to_announce(),
        DecisionDraft.objects.filter(application__state__in=WITH_DECISION),
        to_settle(),
        report_work.received(),
        unpaid(),
        Document.objects.to_post(),
        IbanChange.objects.waiting(),
        SampleCheck.objects.to_judge(timezone.localdate()),
        # Of some of these it came back.
        LedgerEntry.objects.filter(target=Account.RECOVER),
        Decision.objects.filter(objections__result="", objections__withdrawn_on__isnull=True),
    )


def to_settle():
    """Return the decisions by which something was granted that the municipality settles by itself (Awb 4:47), or of which
    the term for the report is over (Awb 4:44): the day itself is reckoned of each, and is never earlier."""
    today = timezone.localdate()
    weeks = F("application__version__report_weeks") * Value(timedelta(weeks=1), DurationField())
    report_by = ExpressionWrapper(F("activity_until") + weeks, DateTimeField())
    granted = Decision.objects.announced().filter(application__state=State.GRANTED, activity_until__lt=today)
    is_late = Q(report_by__date__lt=today)
    return granted.alias(report_by=report_by).filter(Q(settlement_path=SettlementPath.B) | is_late)


def keys_of(first, *others):
    """Return the keys of the cases to which what is in some querysets belongs."""
    keys, *more = [each.order_by().values("application") for each in (first, *others)]
    return keys.union(*more, all=True)


def with_rules(cases: Iterable[Application], known: dict | None = None) -> list[Application]:
    """Bring along the rules of each with their ceiling and scheme, once for all that fall under the same.

    `known` are rules by their key, where some were brought along before; what is not among them is added.
    """
    found, known = list(cases), {} if known is None else known
    look_up(known, {case.version_id for case in found})
    for case in found:
        case.version = known[case.version_id]
        if case.ceiling_id == case.version.ceiling_id:
            case.ceiling = case.version.ceiling
    return found


def look_up(known: dict, keys: set) -> None:
    """Add the rules with some keys to those that are known, where they are not yet."""
    if lacking := keys - known.keys():
        known |= SchemeVersion.objects.order_by().select_related("ceiling__scheme").in_bulk(lacking)


def with_work(cases: Iterable[Application], known: dict | None = None) -> list[Application]:
    """Bring along what `tasks_of` reads, in a fixed number of queries however many cases there are."""
    found = with_rules(cases, known)
    prefetch_related_objects(
        found,
        "supplement_requests",
        "suspensions",
        "assessments",
        Prefetch("documents", Document.objects.to_post(), to_attr="letters"),
        Prefetch("iban_changes", IbanChange.objects.waiting(), to_attr="accounts"),
    )
    # Nothing is announced or paid before a decision, and only after an objection it is undecided again (`states.py`).
    decided = [case for case in found if case.state not in UNDECIDED or case.reopened_on]
    of_claims = LedgerEntry.objects.filter(Q(source=Account.RECOVER) | Q(target=Account.RECOVER)).order_by()
    payments = unpaid().select_related("order__made_by", "order__approved_by", "decision")
    prefetch_related_objects(
        decided,
        "decisions",
        "decisions__objections",
        "decisions__objection__decision",
        "decision_draft__corrects",
        "decision_draft__objection__decision",
        "intentions",
        Prefetch("payments", payments, to_attr="unpaid"),
        "payment_suspensions",
        Prefetch("entries", of_claims, to_attr="of_claims"),
        "decisions__recovery__instalments",
        "decisions__recovery__repayments",
        "report",
        "final_term",
        "sample_check",
    )
    for case in found:
        if case.state in UNDECIDED and not case.reopened_on:
            case.unpaid, case.checks, case.is_suspended = [], [], False
        else:
            case.checks = [each for each in [getattr(case, "sample_check", None)] if each and each.is_open]
            case.is_suspended = any(each.ended_on is None for each in case.payment_suspensions.all())
    return found
