"""What of the results of missions is shown, as numbers: of one mission, and added up over many. No database.

What is added up is what is shown of each mission (`withholding.py` says why).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .withholding import PublicAnswers, bands_of, named_often, sum_of

COUNTS = ("contacts", "trials", "contracts")


@dataclass(frozen=True)
class Sum:
    """A figure: of who is named, of the others (None where none of it is shown), and of how many missions those are kept back."""

    named: int = 0
    others: int | None = None
    kept_back: int = 0

    @property
    def is_shown(self) -> bool:
        return self.others is not None or self.named > 0

    @property
    def together(self) -> int:
        """All of it that is shown."""
        return self.named + (self.others or 0)

    def __add__(self, other):
        shown = [each for each in (self.others, other.others) if each is not None]
        return Sum(self.named + other.named, sum(shown) if shown else None, self.kept_back + other.kept_back)


@dataclass(frozen=True)
class Figures:
    """Of a mission or of many: companies that went, that confirmed an answer, of which answers are public with and without a name.

    `bands` says how many without a name have an amount in each band, None where that is not shown.
    """

    missions: int = 0
    companies: int = 0
    answered: int = 0
    named: int = 0
    others: int = 0
    sums: dict[str, Sum] = field(default_factory=lambda: dict.fromkeys(COUNTS, Sum()))
    bands: dict[tuple[str, ...], int] | None = None
    hindered: Counter = field(default_factory=Counter)

    @property
    def shown(self) -> int:
        """How many companies are in what is shown."""
        return self.named + self.others

    def __add__(self, other):
        return Figures(
            **{name: getattr(self, name) + getattr(other, name) for name in NUMBERS},
            sums={name: self.sums[name] + other.sums[name] for name in COUNTS},
            bands=together(self.bands, other.bands),
            hindered=self.hindered + other.hindered,
        )


NUMBERS = ("missions", "companies", "answered", "named", "others")


def figures_of(answers: PublicAnswers, *, companies: int, answered: int, waits: bool) -> Figures:
    """Return the figures of a mission; `waits` says that there are answers without a name, shown or not."""

    def of(name):
        others = sum_of(name, answers)
        return Sum(sum(getattr(each, name) for each in answers.named), others, int(waits and others is None))

    return Figures(
        missions=1,
        companies=companies,
        answered=answered,
        named=len(answers.named),
        others=len(answers.anonymous) if answers.are_enough else 0,
        sums={name: of(name) for name in COUNTS},
        bands=bands_of(answers),
        hindered=Counter(named_often(answers)),
    )


def all_of(figures: Iterable[Figures]) -> Figures:
    return sum(figures, Figures())


def together(some, others):
    """Add up two divisions in bands, in the widest bands of both; what is shown of one alone stays as it is."""
    if some is None or others is None:
        return some if others is None else others
    widest = min((some, others), key=len)
    parts = [*some.items(), *others.items()]
    return {band: sum(number for part, number in parts if set(part) <= set(band)) for band in widest}
