"""What the page shows of the entries found. Each is proved once more: asked of what is public now, and left out if it is not."""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BigIntegerField, Value
from django.db.models.functions import Cast
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language

from ..translation import TranslatedText, in_active_language
from . import words as say
from .kind import LANGUAGES, Kind
from .kinds import BY_NUMBER
from .query import Search
from .question import APART, Question

logger = logging.getLogger(__name__)

# Of a text so many letters are shown, of which so many before the first word that was found.
SHOWN, BEFORE = 220, 60
LONGEST_TITLE = 160
TOKEN = re.compile(r"[^\W_]+")
# What Markdown draws with; of a link its address.
MARKDOWN = re.compile(r"\]\([^)]*\)|[*#`|\[\]]|(?<!\w)_|_(?!\w)|^[ \t]*(>|-+[ \t])|-{3,}", re.MULTILINE)


@dataclass(frozen=True)
class Hit:
    """A record found: its title in the language of the reader where there is one, and a piece of text as HTML with its language."""

    kind: Kind
    title: TranslatedText
    # The title as HTML, the words that were found marked.
    marked: SafeString
    url: str
    text: SafeString
    text_lang: str
    day: date | None


def hits_of(search: Search) -> list[Hit]:
    """Return what is on this page of a search, in two queries."""
    rows = search.rows()
    public = public_among(rows)
    hidden = [(row["kind"], row["record"]) for row in rows if (row["kind"], row["record"]) not in public]
    if hidden:
        logger.error("The index of the search has what is not public: %s", hidden)
    return [hit_of(row, search) for row in rows if (row["kind"], row["record"]) in public]


def public_among(rows: Iterable[dict]) -> set[tuple[int, int]]:
    """Return which of the records everybody may see at this moment, as their own querysets say; one query."""
    by_kind = {}
    for row in rows:
        by_kind.setdefault(row["kind"], []).append(row["record"])
    queries = [
        BY_NUMBER[number].public().order_by().filter(pk__in=records)
        .values_list(Value(number), Cast("pk", BigIntegerField()))
        for number, records in by_kind.items() if number in BY_NUMBER
    ]  # fmt: skip
    if not queries:
        return set()
    # Without an order: a model's own is that of columns which nobody asked for.
    return set(queries[0].union(*queries[1:], all=True).order_by()) if len(queries) > 1 else set(queries[0])


def hit_of(row: dict, search: Search) -> Hit:
    kind = BY_NUMBER[row["kind"]]
    title = in_active_language(row.__getitem__, "title")
    title = TranslatedText(Truncator(title).chars(LONGEST_TITLE), "" if kind.is_name else title.lang)
    text, language = text_of(row, search)
    return Hit(
        kind=kind,
        title=title,
        marked=marked(title, search),
        url=kind.address(*row["key"]),
        text=marked(excerpt(text, search), search),
        text_lang="" if language == get_language() else language,
        day=row["day"],
    )


def text_of(row: dict, search: Search) -> tuple[str, str]:
    """Return the text to show and its language: that of the reader, unless only another has the words."""
    mine = get_language() or "nl"
    texts = {language: plain(row[f"text_{language}"]) for language in sorted(LANGUAGES, key=lambda each: each != mine)}
    with_text = {language: text for language, text in texts.items() if text}
    for language, text in with_text.items():
        if any(is_found(token.group(), search) for token in TOKEN.finditer(text)):
            return text, language
    return next(((text, language) for language, text in with_text.items()), ("", ""))


def plain(text: str) -> str:
    """Return what Markdown says, on one line.

    >>> plain("# Water\\n\\n**Schoon** [water](https://voorbeeld.example/a_b) voor 5 > 4")
    'Water Schoon water voor 5 > 4'
    """
    return " ".join(MARKDOWN.sub(" ", text).split())


def excerpt(text: str, search: Search) -> str:
    """Return the piece of a text around the first word that was found."""
    if len(text) <= SHOWN:
        return text
    first = next((token.start() for token in TOKEN.finditer(text) if is_found(token.group(), search)), 0)
    start = text.rfind(" ", 0, first - BEFORE) + 1 if first > BEFORE * 2 else 0
    end = text.rfind(" ", start, start + SHOWN)
    end = start + SHOWN if end <= first else end
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def marked(text: str, search: Search) -> SafeString:
    """Return a text as HTML in which the words that were found are marked."""
    parts, until = [], 0
    for token in TOKEN.finditer(text):
        if is_found(token.group(), search):
            parts += [escape(text[until : token.start()]), f"<mark>{escape(token.group())}</mark>"]
            until = token.end()
    return mark_safe("".join([*parts, escape(text[until:])]))


def is_found(token: str, search: Search) -> bool:
    """Tell whether a word of a text is one that was looked for, in the way in which it was found."""
    if token not in search.known:
        search.known[token] = is_asked(say.fold(token), search.question)
    return search.known[token]


def is_asked(token: str, question: Question) -> bool:
    if any(say.meets(token, form) for word in question.words for form in question.forms(word)):
        return True
    return question.level >= APART and any(token in pair for word in question.words for pair in say.halves(word))


def meant(search: Search, hits: Iterable[Hit]) -> str:
    """Return what was perhaps meant, where only words that look alike were found, each as it is written there; else ""."""
    if not search.looks_alike or search.question.meant == search.question.typed:
        return ""
    tokens = [token for hit in hits for token in TOKEN.findall(f"{hit.title} {re.sub('<[^>]+>', ' ', hit.text)}")]
    written = {say.fold(token): token.lower() for token in reversed(tokens)}
    return " ".join(written.get(word, word) for word in search.question.meant)
