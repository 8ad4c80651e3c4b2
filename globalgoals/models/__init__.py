from .goal import Goal, Target
from .goal_claim import GoalClaim, follow_targets, keep_claim

__all__ = ["Goal", "GoalClaim", "Target", "follow_targets", "keep_claim"]
