"""What can be told of a delegation to everyone: its programme in words, and no name of a person. No database here."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.formats import date_format

# Shorter names are words too: "Bo", "An".
SHORTEST_NAME = 4


def programme_text(moments: Iterable[tuple[datetime, str, str]]) -> str:
    """Return a programme as Markdown, in the active language: a line for each (begin on the clock here, title, host)."""
    lines = []
    for begins, title, host in moments:
        when = f"{date_format(begins, 'MONTH_DAY_FORMAT')}, {date_format(begins, 'H:i')}"
        lines.append(f"- {when}: {title}" + (f" ({host})" if host else ""))
    return "\n".join(lines)


def names_in(texts: Iterable[str], names: Iterable[str]) -> list[str]:
    """Return the names of people that stand in texts, whatever their capitals and spaces; in their own order.

    >>> names_in(["Met  JO JANSEN naar de Waag"], ["Jo Jansen", "Waa", "Piet Smit"])
    ['Jo Jansen']
    """
    whole = "\n".join(plain(text) for text in texts)
    return [name for name in names if len(plain(name)) >= SHORTEST_NAME and plain(name) in whole]


def plain(text: str) -> str:
    return " ".join(text.split()).casefold()
