"""Printing a document of a case: letters that our fonts lack are replaced, and a line says so."""

from django.utils.translation import gettext as _

from deventer_intl import pdf

# Of a text in a script that our fonts lack, this many runs of letters are replaced before giving up.
MOST_REPLACED = 30


class TooStrange(Exception):
    """So many letters cannot be printed that nothing of the text would be left."""


def printed(template: str, data: dict) -> bytes:
    """Return the PDF that a template makes of data; raises `TooStrange`, or what else goes wrong."""
    for _attempt in range(MOST_REPLACED):
        try:
            return pdf.render(template, data)
        except pdf.Unprintable as error:
            data = without(str(error), data)
    raise TooStrange(template)


def without(letters, data):
    """Return data with letters that our fonts lack replaced, and a line that says so."""
    data = replaced(data, letters)
    data["note"] = _("Letters that we cannot print are shown as ?. In the portal they are as you typed them.")
    return data


def replaced(value, letters):
    if isinstance(value, str):
        return value.replace(letters, "?")
    if isinstance(value, list):
        return [replaced(each, letters) for each in value]
    return {name: replaced(each, letters) for name, each in value.items()}
