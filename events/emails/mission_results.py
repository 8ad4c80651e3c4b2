"""Mail that asks a company what came of a mission."""

from ..models import FollowUpLink
from . import address, to_user

Kind = FollowUpLink.Kind
MESSAGES = {Kind.ASK: "ask", Kind.AGAIN: "ask", Kind.REMINDER: "reminder", Kind.CONFIRM: "confirm"}


def result(*, follow_up, kind, user, token):
    """Ask, remind, or ask to confirm what was told by phone, with the reader's own link."""
    to_user(
        f"mission_result_{MESSAGES[kind]}",
        user,
        follow_up=follow_up,
        organisation=follow_up.company.organisation,
        mission=follow_up.company.mission,
        url=address(user.language, "events:mission_follow_up", token),
    )
