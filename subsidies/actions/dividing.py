"""Dividing a ceiling: the method of the scheme over the open, complete applications, and from there proposed decisions.

What cannot be done raises `ValidationError` with a text for that person; nothing has changed then.
"""

import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..assessments import scores_of
from ..division import Entry, NotYet, Proposal, divide
from ..models import Account, Application, Distribution, Ground, LedgerEntry, Outcome, RefusalGround
from ..permissions import DECIDER, OFFICER, roles_of
from ..reckoning.deadlines import amsterdam_day
from ..states import State
from . import deciding, ledger


@dataclass
class Row:
    application: Application
    proposal: Proposal
    is_shut: bool
    has_draft: bool

    @property
    def is_to_be_decided(self):
        return self.application.state == State.TO_BE_DECIDED


@dataclass
class Division:
    """What would be divided, and how: a reckoning on a page, until it is turned into proposed decisions."""

    rules: object
    pot: int
    rows: list[Row] = field(default_factory=list)
    # Refused in their draft for another reason than the ceiling: they take no part.
    refused: list[Application] = field(default_factory=list)
    # Why nothing can be laid out, or nothing proposed, in codes.
    hindrances: list[str] = field(default_factory=list)
    is_try: bool = False

    @property
    def method(self):
        return self.rules.distribution

    @property
    def divided(self) -> int:
        return sum(row.proposal.amount for row in self.rows)

    @property
    def stamp(self) -> str:
        """A text that is another one when any figure is."""
        figures = [self.pot, self.rules.pk, *self.hindrances]
        figures += [(row.application.pk, row.application.state, row.proposal.amount) for row in self.rows]
        return hashlib.sha256(json.dumps(figures).encode()).hexdigest()[:32]


def may_divide(by) -> bool:
    return by.has_perm("subsidies.view_application") and bool(roles_of(by) & {OFFICER, DECIDER})


def lay(ceiling, by, amounts=None, scores=None) -> Division | None:
    """Return how a ceiling would be divided now; None where there are no rules, or no amount is in force.

    `amounts` (cents) and `scores` (Decimal), by key of an application, are tried in the place of what stands in the
    cases; never in a case that is shut to `by`, which takes part all the same: it would be wronged otherwise.
    """
    rules = ceiling.scheme_versions.in_force().first()
    if rules is None:
        return None
    applications = list(ceiling.applications.in_queue().with_names().select_related("decision_draft"))
    shut = set(ceiling.applications.shut_to(by).values_list("pk", flat=True))
    refused = [case for case in applications if is_refused_otherwise(case.saved_draft)]
    taking = [case for case in applications if case not in refused]
    money = pot_of(ceiling, taking)
    if money is None:
        return None
    amounts = {key: value for key, value in (amounts or {}).items() if key not in shut}
    scores = {key: value for key, value in (scores or {}).items() if key not in shut}
    division = Division(rules, money, refused=[case for case in refused if case.pk not in shut])
    entries = entries_of(taking, amounts, scores)
    division.is_try = any(amounts.get(case.pk, asked_in(case)) != asked_in(case) for case in taking) or bool(scores)
    division.hindrances = hindrances(division, taking)
    try:
        proposals = divide(
            list(entries.values()),
            money,
            rules.distribution,
            seed=ceiling.seed,
            minimum_score=Decimal(rules.minimum_score or 0),
            smallest_useful=rules.smallest_useful or 0,
        )
    except NotYet as error:
        division.hindrances.append(error.code)
        return division
    by_reference = {case.reference: case for case in taking}
    for each in proposals:
        case = by_reference[each.entry.reference]
        division.rows.append(Row(case, each, case.pk in shut, case.saved_draft is not None))
    if any(each.why == "unscored" for each in proposals):
        division.hindrances.append("unscored")
    return division


def entries_of(applications, amounts, scores) -> dict[int, Entry]:
    kept = scores_of(applications)
    return {
        case.pk: Entry(
            case.reference,
            amounts.get(case.pk, asked_in(case)),
            case.complete_at,
            scores.get(case.pk, kept.get(case.pk)),
        )
        for case in applications
    }


def is_refused_otherwise(draft) -> bool:
    return (
        draft is not None
        and draft.outcome == Outcome.REFUSE
        and draft.refusal_ground not in ("", RefusalGround.CEILING)
    )


def asked_in(application) -> int:
    """Return how much takes part: what is requested, or less where the draft grants in part for another reason."""
    draft = application.saved_draft
    if draft and draft.outcome == Outcome.GRANT_IN_PART and draft.refusal_ground == RefusalGround.SCHEME:
        return min(draft.amount, application.requested)
    return application.requested


def pot_of(ceiling, applications) -> int | None:
    """Return what is there to divide: the ceiling less what is held for others than these applications.

    Where a lowering binds some of them only (Awb 4:27 lid 2), the lowest amount counts, so that no draft exceeds any.
    """
    days = {amsterdam_day(case.received_at) for case in applications} or {timezone.localdate()}
    versions = [ceiling.version_for(day) for day in days]
    if None in versions:
        return None
    keys = [case.pk for case in applications]
    own = LedgerEntry.objects.filter(application__in=keys).balances()[Account.RESERVED, Ground.ORDINARY]
    return max(0, min(version.amount for version in versions) - (ceiling.held() - own))


def hindrances(division, applications) -> list[str]:
    """Return in codes why no decisions can be proposed yet."""
    found = []
    if any(case.version.distribution != division.method for case in applications):
        found.append("methods")
    if not division.rules.divides_by_arrival and division.rules.closes_at > timezone.now():
        found.append("open")
    return found


@transaction.atomic
def propose(*, ceiling, by, stamp, amounts=None) -> int:
    """Turn the division into drafts of decisions for what is to be decided; return how many were written.

    `amounts` were changed on the page: less than what is asked is then granted in part. What is shut to `by` keeps its
    money, and its draft is written by somebody else.
    """
    if not may_divide(by):
        raise PermissionDenied
    ceiling = ledger.lock(ceiling.pk)
    division = lay(ceiling, by, amounts)
    if division is None or division.stamp != stamp:
        raise ValidationError(_("The figures changed since you opened this page. Look again."), code="stale")
    if division.hindrances:
        raise ValidationError(_("Nothing can be proposed yet: see why above."), code="hindered")
    if division.divided > division.pot:
        raise ValidationError(_("More would be granted than there is."), code="ceiling")
    rows = [row for row in division.rows if row.is_to_be_decided and not row.is_shut]
    if not rows:
        raise ValidationError(
            _("Nothing is to be decided: first hand the applications to the decider."), code="nothing"
        )
    for row in rows:
        deciding.compose(application=row.application, by=by, **contents_of(row, division.method))
    return len(rows)


def contents_of(row, method) -> dict:
    """Return what a draft says of the money; the grounds are for whoever writes them."""
    proposal, requested = row.proposal, row.application.requested
    amount = proposal.amount
    if amount == requested:
        return {"outcome": Outcome.GRANT, "amount": amount, "refusal_ground": "", "is_offer": False}
    by_ceiling = proposal.why in ("part", "nothing")
    return {
        "outcome": Outcome.GRANT_IN_PART if amount else Outcome.REFUSE,
        "amount": amount,
        "refusal_ground": RefusalGround.CEILING if by_ceiling else RefusalGround.SCHEME,
        "is_offer": proposal.is_offer and method != Distribution.PRO_RATA,
    }
