"""Something that must be done in a case: what, before when, by whom and under which article."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from ..models import Application
from ..permissions import OFFICER
from . import report_work

WHAT = {
    "check": gettext_lazy("Check whether it is complete"),
    "recheck": gettext_lazy("Judge what was supplied"),
    "assess": gettext_lazy("Assess"),
    "decide": gettext_lazy("Decide"),
    "leave_out": gettext_lazy("No supplement came: leave it out, or decide on it"),
    "compose": gettext_lazy("Finish the draft of a decision"),
    "correct": gettext_lazy("Decide on the correction"),
    "propose": gettext_lazy("Propose a settlement"),
    "settle": gettext_lazy("Decide on the settlement"),
    "revoke": gettext_lazy("Decide on the revocation or change"),
    "judge_sample": gettext_lazy("Judge the proof for the sample"),
    "no_proof": gettext_lazy("No proof for the sample came: close the check"),
    "recover": gettext_lazy("Decide on the recovery"),
    "claim": gettext_lazy("Compose a recovery of what was paid too much"),
    "late_part": gettext_lazy("A part to be paid back is late"),
    "answer": gettext_lazy("Compose the decision on the objection"),
    "decide_on_objection": gettext_lazy("Decide on the objection"),
    "announce": gettext_lazy("Announce the decision"),
    "post": gettext_lazy("Post the letter"),
    "account": gettext_lazy("Check another bank account"),
    "order": gettext_lazy("Put the payment on an order"),
    "approve": gettext_lazy("Approve the payment order"),
    "book": gettext_lazy("Book the payment"),
    **report_work.WHAT,
}


@dataclass(frozen=True)
class Task:
    """Something that somebody of the staff must do in a case; `day` is the last one, None where no term is set.

    `amount` is in cents, `since` the day on which a term of the applicant ended, `not_by` whom four eyes shut out.
    """

    kind: str
    case: Application
    roles: tuple
    article: str
    day: date | None
    amount: int
    since: date | None = None
    not_by: frozenset[int] = frozenset()
    with_whom: object = None

    @property
    def what(self) -> str:
        return str(WHAT[self.kind])

    @property
    def order(self):
        # What has no term is for today, after what has.
        return self.day or date.max, self.case.pk, self.kind

    def is_for(self, user, roles) -> bool:
        """Tell whether somebody can do it, in the roles that he or she has."""
        return bool(roles & set(self.roles)) and user.pk not in self.not_by

    def is_of(self, user) -> bool:
        """Tell whether it is on somebody's desk, or on nobody's."""
        if OFFICER not in self.roles:
            return True
        owner = self.case.handler_id or self.case.assessed_by_id
        return owner in (None, user.pk)


def task(kind, case, roles, article, day, *, amount=None, **more) -> Task:
    return Task(kind, case, roles, article, day, case.requested if amount is None else amount, **more)


def assessors_of(case) -> frozenset[int]:
    """Return who do not decide on a case, because they assessed it: `permissions.has_assessed`."""
    return frozenset({case.assessed_by_id, *(each.assessor_id for each in case.assessments.all())} - {None})
