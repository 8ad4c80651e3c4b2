"""What is shown of one goal: figures, what is missing, who names which target; and of the goal of the month."""

from django.db.models import Count
from django.utils import timezone

from events.moments import midnight
from globalgoals.models import Goal, Target

from .kind import Kind
from .kinds import EVENTS, KINDS, ORGANISATIONS, PROJECTS
from .missing import Facts, missing
from .of_month import goal_of
from .overview import OfGoal, overview

# On the home page.
MOST_NAMED, MOST_MISSING = 3, 3


def of_the_month(goals: list[Goal]) -> dict | None:
    """Return the goal of this month with what is done on it, and what is missing; None while there are no goals. Three queries."""
    number = goal_of(timezone.localdate())
    goal = next((goal for goal in goals if goal.number == number), None)
    if goal is None:
        return None
    found = overview(number).get(number) or OfGoal(number)
    return {
        "goal": goal,
        "found": found,
        "named": list(ORGANISATIONS.lines(number, part=slice(MOST_NAMED))),
        "missing": missing(facts_of(found))[:MOST_MISSING],
    }


def facts_of(found: OfGoal, **known) -> Facts:
    """Return what `missing` reckons with; of what is not given, nothing is said. One query."""
    figures = {kind.name: each for kind, each in found.by_kind.items()}
    return Facts(
        goal=found.number,
        organisations=figures[ORGANISATIONS.name].number,
        first=figures[ORGANISATIONS.name].first,
        projects=figures[PROJECTS.name].number,
        events_this_year=events_this_year(found.number),
        missions=figures["mission"].number,
        grants=figures["grant"].number,
        practices=figures["practice"].number,
        confirmed=found.confirmed,
        unconfirmed=found.unconfirmed,
        **known,
    )


def events_this_year(goal: int) -> int:
    """Return how many events on a goal take place this year, if only in part."""
    today = timezone.localdate()
    start, end = (midnight(today.replace(year=year, month=1, day=1)) for year in (today.year, today.year + 1))
    return EVENTS.claims(goal).filter(event__starts_at__lt=end, event__ends_at__gt=start).count()


def targets_of(goal: int) -> list[Target]:
    """Return the targets of a goal, each with how many public claims name it (`named`): two queries."""
    first, *others = [naming(kind, goal) for kind in KINDS]
    numbers = {}
    for pk, number in first.union(*others, all=True).order_by():
        numbers[pk] = numbers.get(pk, 0) + number
    targets = list(Target.objects.filter(goal=goal))
    for target in targets:
        target.named = numbers.get(target.pk, 0)
    return targets


def naming(kind: Kind, goal: int):
    """Return by target how many public claims of a kind name it, as a question."""
    claims = kind.claims(goal).order_by().values(f"{kind.claim}pk")
    named = Target.objects.filter(**{"goal": goal, f"{kind.tags}__in": claims}).order_by()
    return named.values_list("pk").annotate(number=Count(kind.tags, distinct=True))
