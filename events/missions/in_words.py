"""What the reckoning of meetings says as data, in words of the active language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..matching import Code, ProblemCode, Why

# "%(who)s" is who it lies with, "%(a)s" and "%(b)s" are the two.
OBSTACLES = {
    Why.REFUSED: gettext_lazy("%(who)s does not want this meeting. Tell nobody."),
    Why.NOT_TAKING_PART: gettext_lazy("%(who)s does not take part (any more)."),
    Why.SAME_SIDE: gettext_lazy("Both are on the same side of the table."),
    Why.NO_ROUND_IN_COMMON: gettext_lazy("There is no round in which both are there."),
    Why.FULL: gettext_lazy("%(who)s has another meeting in each round that they share."),
    Why.NEVER_FREE_TOGETHER: gettext_lazy("In each round that they share, one of them has another meeting."),
    Why.POSSIBLE: gettext_lazy(
        "Nothing stands in the way: both are free in a round with a free table. Add it by hand, or plan anew."
    ),
    Why.NO_TABLE: gettext_lazy("All tables are taken in the rounds in which they could meet."),
}
PROBLEMS = {
    ProblemCode.DOUBLE_BOOKED: gettext_lazy("%(who)s has two meetings in round %(round)s."),
    ProblemCode.REFUSED: gettext_lazy("One of the two does not want this meeting: %(a)s, %(b)s. Tell nobody."),
    ProblemCode.NOT_THERE: gettext_lazy("%(who)s is not there in round %(round)s."),
    ProblemCode.TABLE_TAKEN: gettext_lazy("Table %(table)s is taken in round %(round)s."),
    ProblemCode.PAIR_TWICE: gettext_lazy("%(a)s and %(b)s meet twice."),
    ProblemCode.WITH_ONESELF: gettext_lazy("%(who)s cannot meet themselves."),
    ProblemCode.UNKNOWN_PARTICIPANT: gettext_lazy("%(who)s does not take part (any more)."),
    ProblemCode.NO_SUCH_ROUND: gettext_lazy("There is no round %(round)s on this day."),
    ProblemCode.NO_SUCH_TABLE: gettext_lazy("There is no table %(table)s."),
    ProblemCode.TOO_MANY_AT_ONCE: gettext_lazy("Round %(round)s has more meetings than there are tables."),
    ProblemCode.WISHES_ONESELF: gettext_lazy("%(who)s wishes to meet themselves."),
    ProblemCode.KEY_TWICE: gettext_lazy("%(who)s takes part twice."),
    ProblemCode.NO_ROUNDS: gettext_lazy("There is no round to plan in."),
    ProblemCode.NO_TABLES: gettext_lazy("There is no table to plan at."),
    ProblemCode.TOO_MANY_PARTICIPANTS: gettext_lazy(
        "More than 500 take part: that is more than can be planned on one day. Let some withdraw, or spread them over two missions."
    ),
    ProblemCode.TOO_MANY_ROUNDS: gettext_lazy("There are more rounds than can be planned on one day."),
}
REASONS = {
    Code.BOTH_WISH: gettext_lazy("both wish it"),
    Code.ONE_WISHES: gettext_lazy("%(who)s wishes this meeting"),
    Code.OFFERS_WHAT_IS_SOUGHT: gettext_lazy("%(who)s offers what the other seeks: %(words)s"),
    Code.SAME_SECTOR: gettext_lazy("the same industry: %(words)s"),
    Code.NO_COMMON_LANGUAGE: gettext_lazy("no language in common: an interpreter is needed"),
    Code.REFUSED: gettext_lazy("one of the two does not want it"),
}
# What may be told to one of the two; who wishes what stays with the office.
OPEN = (Code.OFFERS_WHAT_IS_SOUGHT, Code.SAME_SECTOR, Code.NO_COMMON_LANGUAGE)


def obstacle_text(obstacle, names) -> str:
    """Return why a wish is not fulfilled; `names` gives the name of a key."""
    who = _(" and ").join(names(key) for key in obstacle.about)
    return OBSTACLES[obstacle.why] % {"who": who, "a": names(obstacle.a), "b": names(obstacle.b)}


def problem_text(problem, names) -> str:
    """Return what is wrong with a plan, or with what is to be planned."""
    meeting = problem.meetings[0] if problem.meetings else None
    return PROBLEMS[problem.code] % {
        "who": _(" and ").join(names(key) for key in problem.about),
        "round": meeting and meeting.round,
        "table": meeting and meeting.table,
        "a": names(meeting.a) if meeting else "",
        "b": names(meeting.b) if meeting else "",
    }


def reason_texts(score, names, *, codes=tuple(REASONS)) -> list[str]:
    """Return why two suit each other, as far as a reader may know."""
    return [
        REASONS[reason.code] % {"who": reason.who and names(reason.who), "words": ", ".join(reason.words)}
        for reason in score.reasons
        if reason.code in codes
    ]
