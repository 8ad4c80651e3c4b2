"""Spreadsheets as civil servants have them: CSV from Dutch Excel, .xlsx and .ods, read with care and written plainly.

Reading is bounded before anything is unpacked or built, so that a file of a stranger costs little: `TooLarge` says so.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice

import tablib
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _
from openpyxl import load_workbook

MOST_BYTES = 5 * 1024 * 1024
# An .xlsx or .ods is a zip file; this is what it may hold unpacked.
MOST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 20_000

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}

# What XML cannot hold, and so no .xlsx or .ods: a soft line break that was pasted from Word (\x0b) is the usual one.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

ODS = {
    "table": "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    "text": "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
    "office": "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
}


class Unreadable(Exception):
    """A file that cannot be read; the message tells a person why and what to do."""


@dataclass
class Sheet:
    """The first sheet of a file: its header, and its rows as (number in the file, cells as text)."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read(name: str, content: bytes, *, formulas: bool = False) -> Sheet:
    """Read the first sheet of a CSV, .xlsx or .ods file; raises `Unreadable`.

    Of a formula what it last came to, or with `formulas` the formula itself, so that it can be refused.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(_("The file is larger than %(size)s MB. Divide it.") % {"size": MOST_BYTES // 1024**2})
    kind = name.rpartition(".")[2].lower()
    if content[:4] == b"PK\x03\x04":
        rows = (read_ods if "content.xml" in members(content) else read_xlsx)(content, formulas)
    elif kind in {"xlsx", "ods", "xls"}:
        raise Unreadable(
            _("This is not an .xlsx or .ods file, whatever its name says. Save it anew, or save it as CSV.")
        )
    else:
        rows = read_csv(content)
    return as_sheet(rows)


def as_sheet(rows) -> Sheet:
    """Take the header off, drop empty rows and trailing empty columns, and bound the rest."""
    header, kept = None, []
    try:
        for number, cells in enumerate(rows, 1):
            cells = [cell.strip() for cell in cells]
            while cells and not cells[-1] and (header is None or len(cells) > len(header)):
                cells.pop()
            if not any(cells):
                continue
            if len(cells) > MOST_COLUMNS:
                raise Unreadable(_("There are more than %(number)s columns.") % {"number": MOST_COLUMNS})
            if header is None:
                header = cells
                continue
            if len(kept) == MOST_ROWS:
                raise Unreadable(_("There are more than %(number)s rows. Divide the file.") % {"number": MOST_ROWS})
            kept.append((number, cells))
    except (csv.Error, zipfile.BadZipFile, ElementTree.ParseError, DefusedXmlException, KeyError, ValueError, OSError):
        raise Unreadable(_("The file is damaged. Open it, save it anew and try again.")) from None
    if header is None:
        raise Unreadable(_("The file is empty."))
    return Sheet(header, kept)


def read_csv(content: bytes):
    """Yield the rows of a CSV file, as Excel in the Netherlands saves it and as the rest of the world does."""
    text = decode(content)
    if "\0" in text:
        raise Unreadable(_("This is not a spreadsheet. Save it as .xlsx, .ods or CSV."))
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):
        delimiter, text = first.strip()[4:5] or ";", rest
    else:
        delimiter = max(";,\t", key=first.count)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def decode(content: bytes) -> str:
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Excel on Windows; the five bytes it does not know stand for nothing.
        return content.decode("cp1252", errors="replace")


def members(content: bytes) -> list[str]:
    """Return what is in a zip file, and refuse one that unpacks to too much: Python unpacks no more than is declared."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names, unpacked = archive.namelist(), sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise Unreadable(_("The file is damaged. Open it, save it anew and try again.")) from None
    if unpacked > MOST_UNPACKED:
        raise Unreadable(_("The file unpacks to more than %(size)s MB.") % {"size": MOST_UNPACKED // 1024**2})
    return names


def read_xlsx(content: bytes, formulas: bool = False):
    """Yield the rows of the first sheet."""
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=not formulas)
        sheet = book.worksheets[0]
    except Exception:
        # The library raises whatever it meets first: it promises no kind of error for a broken file.
        raise Unreadable(_("The file is damaged. Open it, save it anew and try again.")) from None
    # One more than allowed, so that too many is noticed.
    for row in sheet.iter_rows(max_row=MOST_ROWS * 2, max_col=MOST_COLUMNS + 1, values_only=True):
        yield [as_text(value) for value in row]


def read_ods(content: bytes, formulas: bool = False):
    """Yield the rows of the first sheet; empty cells and rows that are told to repeat count as often as they say."""
    row, repeat = [], ODS["table"] + "number-columns-repeated"
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as file:
        for event, element in ElementTree.iterparse(file, events=("start", "end")):
            if event == "start":
                continue
            if element.tag == ODS["table"] + "table-cell":
                times = min(int(element.get(repeat, 1)), MOST_COLUMNS + 1 - len(row))
                row += [ods_text(element, formulas)] * times
            elif element.tag == ODS["table"] + "table-row":
                times = int(element.get(ODS["table"] + "number-rows-repeated", 1))
                yield from islice([row] * min(times, MOST_ROWS + 2), None)
                row = []
                element.clear()
            elif element.tag == ODS["table"] + "table":
                return


def ods_text(cell, formulas: bool = False) -> str:
    if formulas and (formula := cell.get(ODS["table"] + "formula")):
        return "=" + formula.partition("=")[2]
    if day := cell.get(ODS["office"] + "date-value"):
        return day.removesuffix("T00:00:00")
    if (value := cell.get(ODS["office"] + "value")) is not None:
        return value.replace(".", ",")
    return "\n".join("".join(paragraph.itertext()) for paragraph in cell.iter(ODS["text"] + "p"))


def as_text(value) -> str:
    """Return a cell as a person here would have typed it: 12345678.0 is a whole number, a date stands in ISO 8601.

    A comma before decimals: with a point, 125.555 would be read as more than a hundred thousand.
    """
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return str(value).replace(".", ",")
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return str(value)[:MOST_CHARACTERS]


def write(kind: str, header: list[str], rows: list[list]) -> bytes:
    """Write rows as a file of one of the `FORMATS`; CSV as Excel in the Netherlands opens it: semicolons and a mark.

    A `Decimal` stays a number, which a sheet reckons with; in CSV with a comma.
    """
    if kind == "csv":
        rows = [[comma(cell) if isinstance(cell, Decimal) else plain(cell) for cell in row] for row in rows]
    else:
        rows = [[cell if isinstance(cell, Decimal) else plain(cell) for cell in row] for row in rows]
    data = tablib.Dataset(*rows, headers=header)
    if kind == "csv":
        return b"\xef\xbb\xbf" + data.export("csv", delimiter=";").encode()
    return data.export(kind)


def comma(number: Decimal) -> str:
    """Return a number as it is read in the Netherlands.

    >>> comma(Decimal("-1200.50"))
    '-1200,50'
    """
    return f"{number:f}".replace(".", ",")


def plain(value) -> str:
    """Return a cell that every kind of file can hold, and that no spreadsheet takes for a formula.

    >>> plain("=1+1"), plain(["a", "b"]), plain(None), plain("een\\x0bregel")
    ("'=1+1", 'a; b', '', 'een regel')
    """
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    text = UNWRITABLE.sub(" ", "" if value is None else str(value))
    is_formula = text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(("=", "+", "-", "@"))
    return "'" + text if is_formula else text
