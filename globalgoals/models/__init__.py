from .goal import Goal, Target
from .goal_claim import GoalClaim, follow_targets, keep_claim
from .jury import Ballot, BallotScore, Juror, JuryNote, PrizeDecision, PrizeTie
from .nomination import ConsentLink, Nomination, NominationReason
from .prize import PastWinner, PrizeCriterion, PrizeEdition
from .prize_stage import PrizeStage

__all__ = [
    "Ballot",
    "BallotScore",
    "ConsentLink",
    "Goal",
    "GoalClaim",
    "Juror",
    "JuryNote",
    "Nomination",
    "NominationReason",
    "PastWinner",
    "PrizeCriterion",
    "PrizeDecision",
    "PrizeEdition",
    "PrizeStage",
    "PrizeTie",
    "Target",
    "follow_targets",
    "keep_claim",
]
