"""Printing a document of a case: letters that our fonts lack are replaced, and a line says so."""

from django.utils.translation import gettext as _

from deventer_intl import pdf

# Of a text in a script that our fonts lack, this many runs of letters are replaced before giving up.
MOST_REPLACED = 30


class TooStrange(Exception):
    """So many letters cannot be printed that nothing of the text would be left."""


def printed(template: str, data: dict) -> bytes:
    """Return the PDF that a template makes of data; raises `TooStrange`, or what else goes wrong."""
    note = _("Letters that we cannot print are shown as ?. In the portal they are as you typed them.")
    try:
        return pdf.printed(template, data, note, MOST_REPLACED)
    except pdf.Unprintable:
        raise TooStrange(template) from None
