"""The bars of an indicator as numbers of an SVG: no database, no colours, no texts but those it is given.

Units are those of the viewBox, `WIDTH` by `HEIGHT`. The chart says nothing that its table does not say: it is for who would
rather look than read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from globalgoals.models import Indicator, Unit

from .figures import Figure
from .standing import Standing

WIDTH, HEIGHT = 436, 176
LEFT, RIGHT = 8, 428
TOP, BASE = 42, 146
BAR = Decimal("0.6")
UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Bar:
    """A year: where its bar stands, and what is written at it."""

    year: int
    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    is_known: bool
    is_provisional: bool
    is_imported: bool

    @property
    def label_y(self) -> float:
        return round(self.y - 7, 1)


@dataclass(frozen=True, slots=True)
class Chart:
    bars: tuple[Bar, ...]
    # Where the line of the target stands, and for "2 to 3" the top of the band; None without a target.
    target_y: float | None
    most_y: float | None

    view_box = f"0 0 {WIDTH} {HEIGHT}"
    left, right, base = LEFT, RIGHT, BASE

    @property
    def has_imported(self) -> bool:
        return any(bar.is_imported for bar in self.bars)

    @property
    def has_provisional(self) -> bool:
        return any(bar.height and bar.is_provisional for bar in self.bars)

    @property
    def band_height(self) -> float:
        return round(self.target_y - self.most_y, 1)


def chart_of(indicator: Indicator, figures: Sequence[Figure], label: Callable[[Decimal, str], str]) -> Chart | None:
    """Return the chart of an indicator over years; None where none of them is known, and of yes or no."""
    known = [figure.value for figure in figures if figure.is_known]
    if not known or indicator.unit == Unit.YES_NO:
        return None
    targets = [each for each in (indicator.target, indicator.target_most) if each is not None]
    most = max([*known, *targets, Decimal(0)]) or Decimal(1)

    def height(value):
        return round(float(max(value, Decimal(0)) / most * (BASE - TOP)), 1)

    slot = Decimal(RIGHT - LEFT) / len(figures)
    return Chart(
        tuple(
            bar_of(
                figure,
                LEFT + slot * place,
                slot,
                height(figure.value) if figure.is_known else 0,
                label(figure.value, indicator.unit) if figure.is_known else UNKNOWN,
            )
            for place, figure in enumerate(figures)
        ),
        None if indicator.target is None else round(BASE - height(indicator.target), 1),
        None if indicator.target_most is None else round(BASE - height(indicator.target_most), 1),
    )


def bar_of(figure: Figure, left: Decimal, slot: Decimal, height: float, label: str) -> Bar:
    return Bar(
        year=figure.year,
        x=round(float(left + slot * (1 - BAR) / 2), 1),
        y=round(BASE - height, 1),
        width=round(float(slot * BAR), 1),
        height=height,
        middle=round(float(left + slot / 2), 1),
        label=label,
        is_known=figure.is_known,
        is_provisional=figure.is_provisional,
        is_imported=figure.is_known and Standing(figure.standing).has_imported,
    )
