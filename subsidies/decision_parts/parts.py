"""A part that a decision still lacks, and what every decision must say."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ..models import Application, Decision, DecisionDraft


@dataclass(frozen=True)
class Missing:
    """A part that is not there yet: the field of the draft it belongs to, and why it is needed."""

    field: str
    text: str
    article: str = ""

    def __str__(self):
        return f"{self.text} ({self.article})" if self.article else self.text


def in_every_decision(draft: DecisionDraft):
    if not draft.grounds.strip():
        yield Missing("grounds", _("Give the grounds."), "Awb 3:46, 3:47")
    if not draft.mandate.strip():
        yield Missing("mandate", _("Say who signs, and by which mandate."), "Awb 10:10")


def was_heard(application: Application, today: date, since=None) -> bool:
    """Tell whether the applicant gave a view on what is intended, or let the term for it pass (Awb 4:7, 4:8).

    `since` is the moment before which an intention was about something else.
    """
    return any(
        each.view_given_at or each.view_due_on < today
        for each in application.intentions.all()
        if since is None or each.announced_at >= since
    )


def not_heard() -> str:
    return _("First announce the intention, and wait for the view of the applicant or the end of the term.")


def last_of(application: Application, *outcomes) -> Decision | None:
    """Return the last decision with one of some outcomes, announced or not; as it is where it was corrected."""
    return next((each for each in reversed(list(application.decisions.all())) if each.outcome in outcomes), None)
