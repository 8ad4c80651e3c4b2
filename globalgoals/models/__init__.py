from .ballot import Ballot, BallotScore
from .goal import Goal, Target
from .goal_claim import MOST_GOALS, GoalClaim, follow_targets, keep_claim, once_per
from .good_practice import GoodPractice, PracticeCountry
from .jury import Juror, JuryNote, PrizeTie
from .nomination import ConsentLink, Nomination, NominationReason
from .practice_parts import PracticeFigure, PracticeGoal, PracticeGoalTarget, PracticePhoto
from .prize import PastWinner, PrizeCriterion, PrizeEdition
from .prize_decision import PrizeDecision
from .prize_stage import PrizeStage

__all__ = [
    "MOST_GOALS",
    "Ballot",
    "BallotScore",
    "ConsentLink",
    "Goal",
    "GoalClaim",
    "GoodPractice",
    "Juror",
    "JuryNote",
    "Nomination",
    "NominationReason",
    "PastWinner",
    "PracticeCountry",
    "PracticeFigure",
    "PracticeGoal",
    "PracticeGoalTarget",
    "PracticePhoto",
    "PrizeCriterion",
    "PrizeDecision",
    "PrizeEdition",
    "PrizeStage",
    "PrizeTie",
    "Target",
    "follow_targets",
    "keep_claim",
    "once_per",
]
