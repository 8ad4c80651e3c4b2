"""The public register: of every application the decision that holds, as it may be published.

Only what was written to be published, and facts: no text of an applicant, no partner, no person. A place is never named,
the country is. The name of a sole trader can be that of a person, so it is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from organisations.models import Country, Organisation

from ..decision_parts.of_settlement import STANDS
from ..models import (
    GRANTS,
    ON_APPLICATIONS,
    SETTLES,
    Account,
    Application,
    Ceiling,
    Decision,
    LedgerEntry,
    Outcome,
)
from ..states import State
from . import result
from .result import Result

# What an outcome is called in an address.
OUTCOMES = {
    "toegekend": Outcome.GRANT,
    "gedeeltelijk": Outcome.GRANT_IN_PART,
    "afgewezen": Outcome.REFUSE,
    "buiten-behandeling": Outcome.LEAVE_OUT,
}
SETTLED = Q(outcome__in=SETTLES) | Q(outcome__in=[Outcome.LOWER, Outcome.REVOKE], state_before=State.SETTLED)
# Until a decision on an objection grants anew what was lowered.
AFTER_IT = Q(announced_at__gt=OuterRef("announced_at")) | Q(
    announced_at=OuterRef("announced_at"), pk__gt=OuterRef("pk")
)
LOWERED = Q(outcome=Outcome.LOWER, state_before=State.GRANTED) & AFTER_IT
# What holds of a grant that was not declined (Awb 4:25 lid 2), nor taken back (Awb 4:48, 4:49); see `with_what_became`.
STILL_GRANTED = Q(outcome__in=GRANTS) & ~Q(application__state=State.WITHDRAWN) & ~Q(stands=Outcome.REVOKE)
# Also what was paid too much and did not come back yet.
PAID = (Account.PAID, Account.RECOVER, Account.LOST)
PERSONAL = Q(application__organisation__legal_form=Organisation.LegalForm.SOLE_TRADER)

CEILING, SCHEME = "application__ceiling", "application__ceiling__scheme"
COLUMNS = [
    "outcome", "amount", "public_title", "public_summary", "announced_at", "decided_at",
    "application__number", "application__state", "application__requested", "application__starts_on", "application__ends_on",
    "application__organisation__name", "application__organisation__slug", "application__organisation__status",
    "application__organisation__legal_form", "application__organisation__kvk_number", f"{CEILING}__year",
    f"{SCHEME}__code", f"{SCHEME}__slug", f"{SCHEME}__name_nl", f"{SCHEME}__name_en", f"{SCHEME}__name_de",
    *result.COLUMNS,
]  # fmt: skip
ADDED = [
    "in_countries", "for_goals", "still_granted", "settled_at", "stands", "paid", "awarded_at", "corrected_at",
]  # fmt: skip


def in_force() -> QuerySet:
    """Return of each application the decision that was made known last and holds."""
    # What was left out and is taken up again after an objection is not decided on.
    later = (
        Decision.objects.announced()
        .filter(outcome__in=[*ON_APPLICATIONS, Outcome.REOPEN], application=OuterRef("application"))
        .filter(AFTER_IT)
    )
    found = Decision.objects.announced().on_applications()
    return found.filter(~Exists(later)).order_by("-announced_at", "-pk")


def with_what_became(decisions: QuerySet) -> QuerySet:
    """Add what later decisions that were made known did to each: to which it was lowered, how it was settled, which stands."""

    def last(column, *narrow):
        found = Decision.objects.announced().filter(*narrow, application=OuterRef("application"))
        return Subquery(found.order_by("-announced_at", "-pk").values(column)[:1])

    at_once = When(settlement_path="A", application__state__in=[State.SETTLED, State.REVOKED], then="amount")
    return decisions.annotate(
        still_granted=Coalesce(last("amount", LOWERED), "amount"),
        settled_at=Coalesce(last("amount", SETTLED), Case(at_once)),
        stands=last("outcome", Q(outcome__in=STANDS)),
    )


def of_organisation(organisation) -> QuerySet:
    return in_force().filter(application__organisation=organisation).exclude(PERSONAL)


def by_reference(reference: str) -> QuerySet:
    return in_force().filter(application__in=Application.objects.by_reference(reference))


def with_text(decisions: QuerySet, text: str) -> QuerySet:
    """Narrow down to those with a text in what is published of them."""
    return decisions.filter(
        Q(public_title__icontains=text)
        | Q(public_summary__icontains=text)
        | Q(application__organisation__name__icontains=text) & ~PERSONAL
        | Q(application__in=Application.objects.by_reference(text.upper()))
    )


def of_name(decisions: QuerySet, name: str) -> QuerySet:
    return decisions.filter(application__organisation__name__icontains=name).exclude(PERSONAL)


def balance(*accounts):
    """Return what of an application stands on accounts together, in cents, as an expression."""
    moved = LedgerEntry.objects.filter(application=OuterRef("application")).order_by().values("application")
    return Coalesce(Subquery(moved.values(total=moved_to(accounts))), 0)


def moved_to(accounts):
    return Coalesce(Sum("amount", filter=Q(target__in=accounts)), 0) - Coalesce(
        Sum("amount", filter=Q(source__in=accounts)), 0
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision as the register shows it; amounts in cents."""

    reference: str
    outcome: str
    title: str
    summary: str
    organisation: str
    # "" where its name is not published.
    organisation_slug: str
    organisation_is_public: bool
    kvk_number: str
    scheme: str
    scheme_code: str
    scheme_slug: str
    year: int
    countries: list[Country]
    goals: list[int]
    requested: int
    granted: int
    # None while it is not settled.
    settled: int | None
    paid: int
    decided_on: date
    announced_at: datetime
    # When it was granted first: a correction does not change that. None where it was not.
    awarded_on: date | None
    starts_on: date | None
    ends_on: date | None
    # When what it corrects was made known, None where it corrects nothing.
    corrected_on: date | None
    # "withdrawn" or "revoked" where the grant does not hold any more; else "".
    afterwards: str
    # What came of it, where that was published.
    result: Result | None

    @property
    def is_grant(self) -> bool:
        return self.outcome in GRANTS

    @property
    def holds(self) -> bool:
        return self.is_grant and not self.afterwards

    @property
    def outcome_label(self) -> str:
        return str(Outcome(self.outcome).label)

    @property
    def announced_on(self) -> date:
        return timezone.localdate(self.announced_at)


def entries(decisions: QuerySet, countries: dict[int, Country] | None = None, *, streamed=False) -> Iterator[Entry]:
    """Yield decisions as the register shows them, in two queries; `streamed`, not all in memory at once."""
    if countries is None:
        countries = Country.objects.in_bulk()
    before = Decision.objects.announced().filter(
        application=OuterRef("application"), announced_at__lt=OuterRef("announced_at")
    )
    last_before = Subquery(before.order_by("-announced_at").values("announced_at")[:1])
    first_grant = Decision.objects.announced().grants().filter(application=OuterRef("application"))
    rows = (
        with_what_became(decisions)
        .annotate(
            in_countries=ArraySubquery(
                Application.countries.through.objects.filter(application=OuterRef("application")).values("country")
            ),
            for_goals=ArraySubquery(
                Application.goals.through.objects.filter(application=OuterRef("application"))
                .order_by("goal")
                .values("goal")
            ),
            paid=balance(*PAID),
            awarded_at=Subquery(first_grant.values("announced_at")[:1]),
            corrected_at=Case(When(corrects__isnull=False, then=last_before)),
        )
        .values(*COLUMNS, *ADDED)
    )
    language, hidden = get_language() or "nl", _("Sole trader, name not published")
    for row in rows.iterator(chunk_size=1_000) if streamed else rows:
        yield entry_of(row, countries, language[:2], hidden)


def entry_of(row, countries, language, hidden) -> Entry:
    about = {name.removeprefix("application__"): value for name, value in row.items()}
    is_personal = about["organisation__legal_form"] == Organisation.LegalForm.SOLE_TRADER
    name = about[f"ceiling__scheme__name_{language}"] or about["ceiling__scheme__name_nl"]
    afterwards = afterwards_of(row)
    holds = row["outcome"] in GRANTS and not afterwards
    reference = f"{about['ceiling__scheme__code']}-{about['ceiling__year']}-{about['number']:04}"
    return Entry(
        reference=reference,
        outcome=row["outcome"],
        title=row["public_title"] or reference,
        summary=row["public_summary"],
        organisation=hidden if is_personal else about["organisation__name"],
        organisation_slug="" if is_personal else about["organisation__slug"],
        organisation_is_public=about["organisation__status"] == Organisation.Status.ACTIVE and not is_personal,
        kvk_number="" if is_personal else about["organisation__kvk_number"] or "",
        scheme=name,
        scheme_code=about["ceiling__scheme__code"],
        scheme_slug=about["ceiling__scheme__slug"],
        year=about["ceiling__year"],
        countries=[countries[pk] for pk in row["in_countries"]],
        goals=row["for_goals"],
        requested=about["requested"],
        granted=row["still_granted"],
        settled=row["settled_at"],
        paid=row["paid"],
        decided_on=timezone.localdate(row["decided_at"]),
        announced_at=row["announced_at"],
        awarded_on=row["awarded_at"] and timezone.localdate(row["awarded_at"]),
        starts_on=about["starts_on"],
        ends_on=about["ends_on"],
        corrected_on=row["corrected_at"] and timezone.localdate(row["corrected_at"]),
        afterwards=afterwards,
        result=result.result_of(about) if holds else None,
    )


def afterwards_of(row) -> str:
    if row["outcome"] not in GRANTS:
        return ""
    if row["application__state"] == State.WITHDRAWN:
        return "withdrawn"
    return "revoked" if row["stands"] == Outcome.REVOKE else ""


def totals(decisions: QuerySet) -> dict[str, int]:
    """Return how many decisions there are, and what was asked, is granted, settled and paid with them, in cents: in two queries."""
    sums = with_what_became(decisions.order_by()).aggregate(
        number=Count("pk"),
        requested=Coalesce(Sum("application__requested"), 0),
        granted=Coalesce(Sum("still_granted", filter=STILL_GRANTED), 0),
        settled=Coalesce(Sum("settled_at"), 0),
    )
    paid = LedgerEntry.objects.filter(application__in=decisions.order_by().values("application")).order_by()
    return sums | paid.aggregate(paid=moved_to(PAID))


def numbers_by_country(decisions: QuerySet) -> dict[int, int]:
    """Return how many decisions are about each country, by its key."""
    through = Application.countries.through.objects
    return dict(
        through.filter(application__in=decisions.order_by().values("application"))
        .values_list("country")
        .annotate(number=Count("pk"))
    )


def years_and_schemes() -> list[Ceiling]:
    """Return the years and schemes of which there are decisions, the newest first."""
    return list(
        Ceiling.objects.filter(applications__decisions__announced_at__isnull=False)
        .distinct()
        .select_related("scheme")
        .order_by("-year", "scheme__position", "scheme__name_nl")
    )


def latest(decisions: QuerySet, number: int) -> list[Entry]:
    return list(entries(decisions[:number]))
