"""Who meets whom, in which round and at which table: a pure reckoning, with no database and no Django.

A wanted meeting is one of a company and a counterpart that at least one of them wishes and neither refuses. A plan is
sought that, in this order:

1. has as many wanted meetings as can be;
2. leaves as few people as can be without any (this never costs a meeting: see `planning`);
3. when it is a new plan for a day under way, keeps the meetings that people already know of, and spreads evenly: the
   sum of the squares of everyone's number of meetings is least;
4. has the highest score;
5. has people wait least between their first and last meeting, then begins early.

Whole numbers alone are reckoned with, chance comes from a fixed seed and people stand in the order of their keys: the
same input gives the same plan on every machine, in whatever order it is given.

`plan` and `replan` are asked of `planning` itself: they bring scipy, which a web process has no use for.
"""

from .checking import check
from .figures import Figures, figures
from .first_come import first_come
from .people import CannotPlan, Meeting, Obstacle, Participant, Plan, Problem, ProblemCode, Side, Why
from .scoring import Code, Reason, Score, score, suggestions

__all__ = [
    "CannotPlan",
    "Code",
    "Figures",
    "Meeting",
    "Obstacle",
    "Participant",
    "Plan",
    "Problem",
    "ProblemCode",
    "Reason",
    "Score",
    "Side",
    "Why",
    "check",
    "figures",
    "first_come",
    "score",
    "suggestions",
]
