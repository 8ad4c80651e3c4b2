"""What the dashboard shows of a plan: by chapter what was done and paid beside what changed. The two are never added up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from globalgoals.models import Goal, Indicator, PolicyChapter, PolicyPlan, Side

from . import activities
from .chart import Chart, chart_of
from .figures import Figure, figures_of
from .freshness import Light, is_met, light_of, towards
from .shown import bare, legend_of, shown, target_of


@dataclass(frozen=True)
class Line:
    """An indicator with its figures of all years of the plan."""

    indicator: Indicator
    figures: list[Figure]
    today: date

    def of_year(self, year: int) -> Figure:
        return next(figure for figure in self.figures if figure.year == year)

    @cached_property
    def last(self) -> Figure | None:
        """The newest figure that is known."""
        return next((figure for figure in reversed(self.figures) if figure.is_known), None)

    @property
    def light(self) -> Light:
        is_reckoned = bool(self.last and self.last.standing.is_reckoned)
        as_of = self.last.as_of if self.last else None
        return light_of(as_of, self.today, fresh_for=self.indicator.fresh_for, is_reckoned=is_reckoned)

    @cached_property
    def chart(self) -> Chart | None:
        return chart_of(self.indicator, self.figures, bare)

    @property
    def legend(self) -> str:
        return legend_of(self.chart)

    @property
    def target_shown(self) -> str:
        return target_of(self.indicator)

    @property
    def rows(self) -> list[tuple[Figure, str]]:
        """Each figure with how it is read."""
        return [(figure, shown(figure.value, self.indicator.unit)) for figure in self.figures]


@dataclass(frozen=True)
class Progress:
    """A figure beside its target: the meter in per cent, whether it is met (None: that cannot be said)."""

    line: Line
    figure: Figure
    shown: str
    target: str
    percent: int | None
    is_met: bool | None

    @property
    def light(self) -> Light:
        """How fresh it is; of a year of which nothing is known, nothing is."""
        return self.line.light if self.figure.is_known else Light.EMPTY


def progress_of(line: Line, year: int) -> Progress:
    figure, indicator = line.of_year(year), line.indicator
    percent = met = None
    if figure.is_known and indicator.target is not None:
        percent = towards(figure.value, indicator.target, indicator.direction)
        met = is_met(figure.value, indicator.target, indicator.direction)
    return Progress(line, figure, shown(figure.value, indicator.unit), line.target_shown, percent, met)


@dataclass(frozen=True)
class Chapter:
    """A chapter with its lines, and how many activities of each kind are done for it."""

    chapter: PolicyChapter
    goals: list[Goal]
    lines: list[Line]
    numbers: dict[str, int]

    @property
    def effort(self) -> list[Line]:
        return [line for line in self.lines if line.indicator.side == Side.EFFORT]

    @property
    def outcome(self) -> list[Line]:
        return [line for line in self.lines if line.indicator.side == Side.OUTCOME]

    def leading(self, year: int) -> Line | None:
        """The line that stands for the chapter in the overview of a year: one that is known then, with a target before one without,
        a result before effort; else the first.
        """
        lines = [*self.outcome, *self.effort]
        known = [line for line in lines if line.of_year(year).is_known]
        with_target = [line for line in known if line.indicator.target is not None]
        return next(iter([*with_target, *known, *lines]), None)

    @property
    def done(self) -> list[tuple[str, int]]:
        return activities.named(self.numbers)


def lines_of(indicators: Iterable[Indicator], plan: PolicyPlan, today: date) -> list[Line]:
    """Return indicators with their figures; they need their `ambition.chapter.plan` at hand."""
    indicators = list(indicators)
    found = figures_of(indicators, plan.years, today)
    return [Line(indicator, found[indicator.pk], today) for indicator in indicators]


def chapters_of(plan: PolicyPlan, today: date, number: int | None = None) -> list[Chapter]:
    """Return the chapters of a plan, or one alone, in a fixed number of queries."""
    which = {} if number is None else {"number": number}
    chapters = plan.chapters.filter(**which).prefetch_related("goals")
    indicators = Indicator.objects.in_use().filter(ambition__chapter__in=chapters)
    lines = lines_of(indicators.select_related("ambition__chapter__plan"), plan, today)
    done = activities.numbers(plan)
    return [
        Chapter(
            chapter,
            list(chapter.goals.all()),
            [line for line in lines if line.indicator.ambition.chapter_id == chapter.pk],
            done.get(chapter.number, {}),
        )
        for chapter in chapters
    ]


def year_shown(plan: PolicyPlan, today: date) -> int:
    """Return the year that is shown unless another is asked: the last whole one of the plan, or its first."""
    return max(plan.first_year, min(plan.last_year, today.year - 1))
