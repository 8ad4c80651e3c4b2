"""The report of a plan, from the frozen figures of its years: `report_of(words, snapshots, texts, language)` is pure.

`reading.py` reads what it takes from the database; `tree.py` says what comes out.
"""

from .build import report_of
from .reading import report_now, words_of

__all__ = ["report_now", "report_of", "words_of"]
