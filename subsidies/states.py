"""The life of an application: one table, which the database, the actions, the tests and `docs/subsidies.md` read.

Awb: Algemene wet bestuursrecht.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("received")
    SUPPLEMENT_REQUESTED = "supplement-requested", _("supplement asked")
    UNDER_REVIEW = "under-review", _("under review")
    TO_BE_DECIDED = "to-be-decided", _("to be decided")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", _("refused")
    LEFT_OUT = "left-out", _("left out of consideration")
    SETTLED = "settled", _("settled")
    WITHDRAWN = "withdrawn", _("withdrawn")
    REVOKED = "revoked", _("revoked")


class Actor(models.TextChoices):
    APPLICANT = "applicant", _("applicant")
    OFFICER = "officer", _("subsidy officer")
    DECIDER = "decider", _("decider")
    FINANCE = "finance", _("finance")


@dataclass(frozen=True)
class Transition:
    """From one state to another: by whom, through which function of `actions/`, when it may, under which article."""

    source: State
    target: State
    by: tuple[Actor, ...]
    action: str
    guard: str
    article: str


APPLICANT, OFFICER, DECIDER, _FINANCE = Actor
S = State

TRANSITIONS = (
    Transition(
        S.DRAFT,
        S.SUBMITTED,
        (APPLICANT, OFFICER),
        "submit",
        "all steps answered, attachments there, declarations made; the window is open, or it came on paper",
        "Awb 4:1, 4:2",
    ),
    Transition(
        S.SUBMITTED,
        S.SUPPLEMENT_REQUESTED,
        (OFFICER,),
        "ask_supplement",
        "says what is missing and until when",
        "Awb 4:5 lid 1",
    ),
    Transition(
        S.SUPPLEMENT_REQUESTED,
        S.SUBMITTED,
        (APPLICANT, OFFICER),
        "supply",
        "all that was asked is replaced",
        "Awb 4:5 lid 1",
    ),
    Transition(S.SUBMITTED, S.UNDER_REVIEW, (OFFICER,), "declare_complete", "nothing is missing", "Awb 4:2"),
    Transition(
        S.SUPPLEMENT_REQUESTED,
        S.UNDER_REVIEW,
        (OFFICER,),
        "declare_complete",
        "what was asked is not needed after all",
        "Awb 4:2",
    ),
    Transition(
        S.SUPPLEMENT_REQUESTED,
        S.LEFT_OUT,
        (DECIDER,),
        "decide",
        "not supplied within the term; within four weeks after it",
        "Awb 4:5 lid 4",
    ),
    Transition(
        S.SUBMITTED,
        S.LEFT_OUT,
        (DECIDER,),
        "decide",
        "a supplement was asked, and what was supplied is not enough",
        "Awb 4:5 lid 4",
    ),
    Transition(
        S.UNDER_REVIEW,
        S.SUPPLEMENT_REQUESTED,
        (OFFICER,),
        "ask_supplement",
        "something turns out to be missing",
        "Awb 4:5 lid 1",
    ),
    Transition(S.UNDER_REVIEW, S.TO_BE_DECIDED, (OFFICER,), "advise", "the advice is written", "Awb 3:2"),
    Transition(S.TO_BE_DECIDED, S.UNDER_REVIEW, (DECIDER,), "send_back", "says why", "Awb 3:2"),
    Transition(
        S.TO_BE_DECIDED,
        S.GRANTED,
        (DECIDER,),
        "decide",
        "decider is not the assessor; grounds; within the ceiling",
        "Awb 4:29, 4:25 lid 2",
    ),
    Transition(
        S.TO_BE_DECIDED,
        S.REFUSED,
        (DECIDER,),
        "decide",
        "decider is not the assessor; grounds",
        "Awb 4:25 lid 2, 4:35",
    ),
    *(
        Transition(source, S.WITHDRAWN, (APPLICANT, OFFICER), "withdraw", "before the decision", "Awb 4:1")
        for source in (S.SUBMITTED, S.SUPPLEMENT_REQUESTED, S.UNDER_REVIEW, S.TO_BE_DECIDED)
    ),
    Transition(
        S.GRANTED,
        S.WITHDRAWN,
        (APPLICANT, OFFICER),
        "decline_offer",
        "was granted what remained, and the term of the offer runs",
        "Awb 4:25 lid 2",
    ),
    Transition(S.GRANTED, S.SETTLED, (DECIDER,), "settle", "as the settlement path says", "Awb 4:42, 4:46, 4:47"),
    Transition(S.GRANTED, S.REVOKED, (DECIDER,), "revoke", "with ground, after the applicant's view", "Awb 4:48"),
    Transition(S.SETTLED, S.REVOKED, (DECIDER,), "revoke", "with ground, after the applicant's view", "Awb 4:49"),
    Transition(S.REFUSED, S.GRANTED, (DECIDER,), "decide_on_objection", "after an objection", "Awb 7:11, 4:25 lid 3"),
    Transition(S.LEFT_OUT, S.UNDER_REVIEW, (DECIDER,), "decide_on_objection", "after an objection", "Awb 7:11"),
    Transition(S.REVOKED, S.GRANTED, (DECIDER,), "decide_on_objection", "after an objection", "Awb 7:11"),
    Transition(S.REVOKED, S.SETTLED, (DECIDER,), "decide_on_objection", "after an objection", "Awb 7:11"),
)

# An application that the municipality still has to decide on.
UNDECIDED = (S.SUBMITTED, S.SUPPLEMENT_REQUESTED, S.UNDER_REVIEW, S.TO_BE_DECIDED)
# A decision leads there, which the applicant does not know until it is announced.
DECIDED = (S.GRANTED, S.REFUSED, S.LEFT_OUT)
# Something was decided and stands: it can be corrected, objected to, and made known.
WITH_DECISION = (*DECIDED, S.SETTLED, S.REVOKED)
# No transition leads out of these in the ordinary course.
CLOSED = (S.REFUSED, S.LEFT_OUT, S.SETTLED, S.WITHDRAWN, S.REVOKED)


def transition(source: str, target: str) -> Transition | None:
    """Return the row of the table, or None where there is no such way."""
    return next((row for row in TRANSITIONS if (row.source, row.target) == (source, target)), None)


def from_state(source: str, by: str) -> list[Transition]:
    """Return what somebody in a role may do with an application in a state."""
    return [row for row in TRANSITIONS if row.source == source and by in row.by]
