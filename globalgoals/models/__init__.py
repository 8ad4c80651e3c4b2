from .goal import Goal, Target
from .goal_claim import MOST_GOALS, GoalClaim, follow_targets, keep_claim, once_per
from .good_practice import GoodPractice, PracticeCountry
from .practice_parts import PracticeFigure, PracticeGoal, PracticeGoalTarget, PracticePhoto

__all__ = [
    "MOST_GOALS",
    "Goal",
    "GoalClaim",
    "GoodPractice",
    "PracticeCountry",
    "PracticeFigure",
    "PracticeGoal",
    "PracticeGoalTarget",
    "PracticePhoto",
    "Target",
    "follow_targets",
    "keep_claim",
    "once_per",
]
