"""Markdown as blocks of runs of text, for files that are no HTML. No database here."""

from collections.abc import Iterator
from dataclasses import dataclass

from deventer_intl.markdown import MARKDOWN


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style; `address` where it is a link."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    address: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, a heading or an item of a list."""

    style: str
    runs: tuple[Run, ...]


def texts_of(markdown: str) -> list[Text]:
    """Return Markdown as texts, in order; a table becomes a paragraph for each of its cells.

    >>> texts_of("Het ging **goed**.")[0].runs[1]
    Run(text='goed', is_bold=True, is_italic=False, address='')
    """
    styles, found = ["paragraph"], []
    for token in MARKDOWN.parse(markdown):
        match token.type:
            case "heading_open":
                styles.append("heading")
            case "list_item_open":
                styles.append("item")
            case "heading_close" | "list_item_close":
                styles.pop()
            case "inline":
                found.append(Text(styles[-1], tuple(runs_of(token.children or ()))))
            case "fence" | "code_block":
                found.append(Text("paragraph", (Run(token.content.strip()),)))
    return found


def runs_of(tokens) -> Iterator[Run]:
    bold = italic = 0
    address = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "link_open":
                address = token.attrs.get("href", "")
            case "link_close":
                address = ""
            case "softbreak" | "hardbreak":
                yield Run(" ")
            case "text" | "code_inline" | "html_inline":
                if token.content:
                    yield Run(token.content, bold > 0, italic > 0, address)
