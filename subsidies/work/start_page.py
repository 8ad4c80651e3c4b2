"""What somebody of the staff sees of the subsidies on entering the back-office: tasks, ceilings, what just happened."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum, Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..fields import shown
from ..models import (
    HELD,
    Account,
    AccountabilityReport,
    Ceiling,
    Decision,
    Ground,
    LedgerEntry,
    Message,
    SupplementRequest,
)
from ..permissions import roles_of
from ..standing import amounts_in_force
from . import case_work
from .pressing import pressing
from .worklist import days_left_in_words

# So many rows of a group are shown; the list has them all.
MOST_ROWS = 20
BAR = 600
SHOWN_ON_THE_BAR = tuple(reversed(HELD))
# Named only where there is anything.
SELDOM = (Account.RECOVER, Account.LOST, Account.LAPSED)
# Something is still to be decided, settled, paid or recovered.
STILL_OPEN = (Account.POSSIBLE, Account.RESERVED, Account.GRANTED, Account.SETTLED, Account.RECOVER)
HAPPENED = {
    "new": gettext_lazy("New application"),
    "supplement": gettext_lazy("Supplement came in"),
    "report": gettext_lazy("Report came in"),
    "decision": gettext_lazy("Decision taken"),
    "sent": gettext_lazy("Message of the municipality"),
    "received": gettext_lazy("Message of the applicant"),
}


@dataclass(frozen=True)
class Group:
    """Tasks that press about as much: how many there are, and the first of them as rows."""

    slug: str
    title: str
    number: int
    rows: list[dict]

    @property
    def more(self) -> int:
        return self.number - len(self.rows)


def groups_of(user, today: date, cases, *, only_mine: bool) -> list[Group]:
    titles = {"overdue": _("Overdue"), "today": _("Today"), "week": _("This week"), "later": _("Later")}
    found = pressing(user, today, MOST_ROWS, only_mine=only_mine, cases=cases)
    return [Group(slug, titles[slug], some.number, rows_of(some.first, today)) for slug, some in found.items()]


def rows_of(tasks, today: date) -> list[dict]:
    """Return tasks as they are read."""
    return [
        {
            "task": each,
            "left": days_left_in_words(each.day, today) if each.day else "",
            "is_late": bool(each.day and each.day < today),
            "amount": shown(each.amount),
            "who": case_work.who(each),
        }
        for each in tasks
    ]


def ceilings(year: int) -> list[dict]:
    """Return how the ceilings of a year stand, each account apart, and what rests on 4:25 lid 3; in three queries.

    Around New Year two are worked under at once: those of the year before and after follow while something is open there.
    """
    near = Ceiling.objects.filter(year__range=(year - 1, year + 1)).select_related("scheme")
    near = sorted(near, key=lambda each: (each.year != year, each.year, each.scheme.position, each.pk))
    balances = balances_of([ceiling.pk for ceiling in near])
    still = {ceiling for (ceiling, account, _ground), cents in balances.items() if account in STILL_OPEN and cents}
    found = [ceiling for ceiling in near if ceiling.year == year or ceiling.pk in still]
    amounts = amounts_in_force([ceiling.pk for ceiling in found], timezone.localdate())
    return [picture_of(ceiling, amounts.get(ceiling.pk), balances) for ceiling in found]


def balances_of(keys) -> dict:
    rows = LedgerEntry.objects.filter(ceiling__in=keys).order_by().values_list("ceiling", "source", "target", "ground")
    balances = {}
    for ceiling, source, target, ground, total in rows.annotate(total=Sum("amount")):
        for account, change in ((source, -total), (target, total)):
            balances[ceiling, account, ground] = balances.get((ceiling, account, ground), 0) + change
    return balances


def picture_of(ceiling, amount, balances) -> dict:
    def stands(account, ground=Ground.ORDINARY):
        return balances.get((ceiling.pk, account, ground), 0)

    held = sum(stands(account) for account in HELD)
    whole, x, parts = max(amount or 0, held, 1), 0.0, []
    for account in SHOWN_ON_THE_BAR:
        if width := round(stands(account) * BAR / whole, 1):
            parts.append({"slug": account.value, "x": x, "width": width})
            x = round(x + width, 1)
    names = [Account.POSSIBLE, *HELD]
    beyond = sum(stands(account, Ground.OBJECTION) for account in HELD)
    return {
        "ceiling": ceiling,
        "amount": shown(amount),
        "left": None if amount is None else shown(max(0, amount - held)),
        "parts": parts,
        "rows": [(each.value, each.label, shown(stands(each))) for each in names if each not in SELDOM or stands(each)],
        "beyond": shown(beyond) if beyond else "",
    }


def just_happened(cases, most=8) -> list[tuple]:
    """Return the last things in some cases, as (moment, what, case), the newest first; in two queries."""
    # From a midnight: what is found changes with the cases and with the day, and never by the minute.
    since = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=14)

    def last(found, moment, what, case="application"):
        found = found.filter(**{f"{moment}__gt": since}).order_by(f"-{moment}")
        return found.values_list(moment, Value(what), case)[:most]

    along = {"application__in": cases}
    messages = Message.objects.filter(**along)
    last_of_each = (
        last(cases, "received_at", "new", "pk")
        .union(
            last(SupplementRequest.objects.filter(**along), "supplied_at", "supplement"),
            last(AccountabilityReport.objects.filter(**along), "submitted_at", "report"),
            last(Decision.objects.filter(**along), "decided_at", "decision"),
            last(messages.filter(is_from_staff=True), "sent_at", "sent"),
            last(messages.filter(is_from_staff=False), "sent_at", "received"),
            all=True,
        )
        .order_by()
    )
    rows = sorted(last_of_each, key=lambda row: row[0], reverse=True)[:most]
    named = cases.select_related("ceiling__scheme").only("number", "ceiling__year", "ceiling__scheme__code")
    found = named.in_bulk({key for _moment, _what, key in rows})
    return [(moment, HAPPENED[what], found[key]) for moment, what, key in rows if key in found]


def context_for(user, cases, *, only_mine: bool) -> dict:
    """Return all of it for one person, `cases` being those `for_staff`; nothing that the role may not see."""
    today = timezone.localdate()
    context = {"today": today, "only_mine": only_mine, "groups": [], "happened": [], "pictures": []}
    if roles_of(user):
        context["groups"] = groups_of(user, today, cases, only_mine=only_mine)
    if user.has_perm("subsidies.view_application"):
        context["happened"] = just_happened(cases)
    if user.has_perm("subsidies.view_ledgerentry"):
        context["pictures"] = ceilings(today.year)
    return context
