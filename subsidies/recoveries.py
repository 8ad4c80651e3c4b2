"""What is to be paid back (terugvordering, Awb 4:57), as people read it: of one case, and of all for finance."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from .fields import shown
from .models import Application, Instalment, Recovery, Repayment
from .work.worklist import days_left_in_words


@dataclass(frozen=True)
class Part:
    """A part and how it stands: `rest` is what is still to come of it, "" where nothing is."""

    instalment: Instalment
    amount: str
    rest: str
    is_late: bool


@dataclass(frozen=True)
class Line:
    """A recovery with its amounts as people read them; those that are nothing are empty."""

    recovery: Recovery
    amount: str
    came_in: str
    waived: str
    written_off: str
    left: str
    late: str
    next_due: date | None
    next_left: str
    parts: list[Part]
    repayments: list[tuple[Repayment, str]]
    # Where it is paid to, and under which name.
    account: str

    @property
    def state(self) -> str:
        if self.recovery.ended_at is None:
            return ""
        if self.written_off:
            return _("written off")
        return _("paid back") if self.came_in else _("need not be paid back")


def line_of(recovery, today: date) -> Line:
    part = recovery.next_part if recovery.ended_at is None else None
    late = recovery.late_on(today) if recovery.ended_at is None else 0
    return Line(
        recovery=recovery,
        amount=shown(recovery.decision.amount),
        came_in=said(recovery.came_in),
        waived=said(recovery.waived),
        written_off=said(recovery.written_off),
        left=said(recovery.left),
        late=said(late),
        next_due=part and part.due_on,
        next_left=days_left_in_words(part.due_on, today) if part else "",
        parts=parts_of(recovery, today),
        repayments=[(each, shown(each.amount)) for each in recovery.repayments.all()],
        account=settings.RECOVERY_IBAN,
    )


def parts_of(recovery, today) -> list[Part]:
    if recovery.ended_at:
        return []
    return [
        Part(part, shown(part.amount), said(rest), bool(rest) and part.due_on < today) for part, rest in recovery.lines
    ]


def said(cents) -> str:
    return shown(cents) if cents else ""


def lines_of(application, today: date | None = None) -> list[Line]:
    """Return what is or was claimed back in a case, the first claim first."""
    today = today or timezone.localdate()
    found = Recovery.objects.filter(decision__application=application).select_related("decision", "written_off_by")
    found = found.prefetch_related("repayments", "instalments").order_by("pk")
    return [line_of(recovery, today) for recovery in found]


def of_cases_seen_by(user):
    """Return the recoveries of the cases that are not shut to a civil servant."""
    return Recovery.objects.filter(decision__application__in=Application.objects.for_staff(user))


def open_lines(user, today: date | None = None) -> list[Line]:
    """Return what is to come in, what is late first: in a fixed number of queries, however many there are."""
    today = today or timezone.localdate()
    found = of_cases_seen_by(user).open()
    found = found.select_related(
        "decision__application__ceiling__scheme", "decision__application__organisation", "written_off_by"
    )
    lines = [line_of(recovery, today) for recovery in found.prefetch_related("repayments", "instalments")]
    return sorted(lines, key=lambda line: (line.next_due or date.max, line.recovery.pk))


def sum_left(lines) -> str:
    return shown(sum(line.recovery.left for line in lines))
