from .ballot import Ballot, BallotScore
from .goal import Goal, Target
from .goal_claim import MOST_GOALS, GoalClaim, follow_targets, keep_claim, once_per
from .good_practice import GoodPractice, PracticeCountry
from .indicator import Direction, Indicator, Measurement, Side, Unit
from .jury import Juror, JuryNote, PrizeTie
from .nomination import ConsentLink, Nomination, NominationReason
from .past_import import PastImport
from .policy import Ambition, PolicyChapter, PolicyChapterGoal, PolicyPlan
from .practice_parts import PracticeFigure, PracticeGoal, PracticeGoalTarget, PracticePhoto
from .prize import PastWinner, PrizeCriterion, PrizeEdition
from .prize_decision import PrizeDecision
from .prize_stage import PrizeStage

__all__ = [
    "MOST_GOALS",
    "Ambition",
    "Ballot",
    "BallotScore",
    "ConsentLink",
    "Direction",
    "Goal",
    "GoalClaim",
    "GoodPractice",
    "Indicator",
    "Juror",
    "JuryNote",
    "Measurement",
    "Nomination",
    "NominationReason",
    "PastImport",
    "PastWinner",
    "PolicyChapter",
    "PolicyChapterGoal",
    "PolicyPlan",
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
    "Side",
    "Target",
    "Unit",
    "follow_targets",
    "keep_claim",
    "once_per",
]
