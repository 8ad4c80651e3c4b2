"""A nominee that everyone knows is made a good practice in one step: a draft, which an editor completes and publishes."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from ..actions import practice_from
from ..claims import MOTIVATIONS, Claimed
from ..models import GoodPractice, PrizeDecision

ADD = "globalgoals.add_goodpractice"


def is_known(nomination) -> bool:
    """Whether everyone knows of a nominee: it was announced that it won, or it agreed to be named."""
    if not nomination.edition.is_announced or nomination.state != nomination.State.ELIGIBLE:
        return False
    has_won = PrizeDecision.objects.filter(edition=nomination.edition, winner=nomination).exists()
    return nomination.may_be_named or has_won


def make(*, nomination, by) -> GoodPractice:
    """Make a draft of a good practice of what was written about a nominee, once; of a winner with what the jury said."""
    if not by.has_perm(ADD):
        raise PermissionDenied
    if not is_known(nomination) or nomination.organisation is None:
        text = _("Only a nominee that everyone knows of, with a page in the directory, is made a good practice.")
        raise ValidationError(text, code="unknown")
    return practice_from(
        title={"nl": nomination.organisation_name[:120]},
        story={nomination.language: story_of(nomination)},
        result=said_of_winner(nomination),
        organisation=nomination.organisation,
        goals=[Claimed(nomination.goal_id, dict.fromkeys(MOTIVATIONS, ""))],
        origin=GoodPractice.Origin.NOMINATION,
        reference=f"{nomination.edition.year}-{nomination.pk}",
        by=by,
    )


def story_of(nomination) -> str:
    """Return the reasons of a nomination, each below its criterion."""
    reasons = nomination.reasons.exclude(text="").select_related("criterion")
    return "\n\n".join(f"## {each.criterion.name}\n\n{each.text}" for each in reasons)


def said_of_winner(nomination) -> dict[str, str]:
    """Return what the jury said of the winner, by language, as far as it fits; nothing of who did not win."""
    decision = PrizeDecision.objects.filter(winner=nomination).defer("minutes").first()
    if decision is None:
        return {}
    return {language: getattr(decision, f"reason_{language}")[:1000] for language in ("nl", "en", "de")}
