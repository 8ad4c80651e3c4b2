"""Texts of members and staff in Markdown, as HTML: their own HTML is shown as text, and only web and mail addresses become
links."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def markdown(text: str) -> SafeString:
    return mark_safe(MARKDOWN.render(str(text)) if text else "")
