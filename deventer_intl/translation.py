"""Content in three languages: explicit columns `<name>_nl`, `<name>_en`, `<name>_de`, read through one accessor."""

from functools import partial

from django.conf import settings
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import get_language


class TranslatedText(str):
    """A text that knows the language it is written in: `lang` (a code of `LANGUAGES`, or "" for no text)."""

    lang = ""

    def __new__(cls, text="", lang=""):
        self = super().__new__(cls, text)
        self.lang = lang
        return self


def in_active_language(read, name):
    """Return what `read` gives for `<name>_<language>`: in the active language, else Dutch, English, German.

    The text carries `lang`, so that a page can show in which language it had to fall back.
    """
    for language in (get_language() or settings.LANGUAGE_CODE, "nl", "en", "de"):
        if text := read(f"{name}_{language}"):
            return TranslatedText(text, language)
    return TranslatedText()


class Translated:
    """Reads `<name>_<language>` of its object as `in_active_language` does."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return in_active_language(partial(getattr, instance), self.name)


def of_three(*names: str) -> list[str]:
    """Return the names of the columns of texts in three languages, text by text.

    >>> of_three("title")
    ['title_nl', 'title_en', 'title_de']
    """
    return [f"{name}_{language}" for name in names for language in ("nl", "en", "de")]


def in_three_languages(label, *, required=False, long=False, max_length=200):
    """Return three columns, Dutch first; only the Dutch one can be required."""

    def column(language):
        blank = not (required and language == "nl")
        text = format_lazy("{} ({})", label, language)
        if long:
            return models.TextField(text, blank=blank, default="", max_length=20_000)
        return models.CharField(text, max_length=max_length, blank=blank, default="")

    return column("nl"), column("en"), column("de")
