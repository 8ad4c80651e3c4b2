from .goal import Goal, Target
from .goal_claim import MOST_GOALS, GoalClaim, follow_targets, keep_claim, once_per

__all__ = ["MOST_GOALS", "Goal", "GoalClaim", "Target", "follow_targets", "keep_claim", "once_per"]
