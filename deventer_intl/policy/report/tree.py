"""What a report is made of: a tree of sections with blocks, in one language. HTML, PDF, DOCX and CSV are all written from it.

All texts are plain, but that of `Written`, which is Markdown. Values stand in it twice: as they are read, and as they are.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar

from ..chart import Chart, chart_of
from ..shown import bare, legend_of, target_of


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: what a figure rests on. `number` counts from 1 through the whole report."""

    number: int
    text: str
    # A path within the portal; "" where there is no page.
    address: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    text: str
    notes: tuple[int, ...] = ()
    # Said with emphasis: a warning, what is not known.
    is_remark: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """In the words of the plan, which is Dutch unless somebody translated it."""

    kind: ClassVar[str] = "quote"
    text: str
    source: str = ""
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Written:
    """What an editor wrote, in Markdown (`deventer_intl.markdown`)."""

    kind: ClassVar[str] = "written"
    markdown: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table; `value` is None where nothing is known, and `text` then says so."""

    text: str
    value: Decimal | str | None = None
    address: str = ""
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its name, and whether numbers stand in it (they are set to the right); a short one is as wide as it needs."""

    name: str
    is_number: bool = False
    is_short: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. The first cell of a row is its head; `foot` is the row of sums, or empty."""

    kind: ClassVar[str] = "grid"
    key: str
    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()
    # Said instead where there are no rows.
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of an indicator in a year: `standing` is one of `figures.Standing`, or "not-kept" without a snapshot."""

    year: int
    value: Decimal | None
    text: str
    standing: str
    is_provisional: bool = False
    notes: tuple[int, ...] = ()

    @property
    def is_known(self) -> bool:
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator over the years of the plan: a chart where it can be drawn, and always its table (`grid`).

    The table has the years of which it is known; `unknown` says of the others why not.
    """

    kind: ClassVar[str] = "line"
    slug: str
    name: str
    unit: str
    side: str
    direction: str
    target: Decimal | None
    target_most: Decimal | None
    target_text: str
    points: tuple[Point, ...]
    grid: Grid
    unknown: str = ""

    @property
    def chart(self) -> Chart | None:
        return chart_of(self, self.points, bare)

    @property
    def legend(self) -> str:
        return legend_of(self.chart)

    @property
    def target_shown(self) -> str:
        return target_of(self)


@dataclass(frozen=True, slots=True)
class Places:
    """How many subsidies and missions each country had, by its Dutch name; drawn as a map with `grid` beside it."""

    kind: ClassVar[str] = "places"
    counts: tuple[tuple[str, int], ...]
    grid: Grid


Block = Paragraph | Quote | Written | Grid | Line | Places


@dataclass(frozen=True, slots=True)
class Section:
    """`key` is its id on the page and in files."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class OfYear:
    """Which snapshot the figures of a year are from: `text` says it, with why it was taken anew."""

    year: int
    text: str
    is_kept: bool
    is_provisional: bool = False
    number: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    slug: str
    title: str
    language: str
    years: tuple[OfYear, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class AmbitionWords:
    section: str
    name: str
    text: str
    # In which the text is written.
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class ChapterWords:
    number: int
    title: str
    summary: str
    ambitions: tuple[AmbitionWords, ...] = ()
    goals: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanWords:
    """The words of a plan in one language, as a report takes them."""

    slug: str
    title: str
    first_year: int
    last_year: int
    source: str = ""
    chapters: tuple[ChapterWords, ...] = ()

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)
