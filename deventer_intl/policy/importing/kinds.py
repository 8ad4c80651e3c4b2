"""The columns of each kind of file, as people call them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deventer_intl.spreadsheets import Sheet, Unreadable
from globalgoals.models import PastImport

Kind = PastImport.Kind


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the header in a file (Dutch, as the files are), other headers that it is known by, and what must stand in it."""

    name: str
    what: str
    is_required: bool = True
    also: tuple[str, ...] = ()


YEAR = Column("jaar", gettext_lazy("the year, such as 2023"), also=("year",))
SOURCE = Column("bron", gettext_lazy("where this row comes from; empty: the source of the file"), False, ("source",))
COUNTRY = Column("land", gettext_lazy("the name of a country, or its code of two letters"), False, ("country",))

COLUMNS = {
    Kind.DECISIONS: (
        YEAR,
        Column("regeling", gettext_lazy("the name or the code of a subsidy scheme"), also=("scheme",)),
        Column("plafond", gettext_lazy("what could be granted in that year at most, in euros"), also=("ceiling",)),
        Column("organisatie", gettext_lazy("the name, the address here or the KvK number"), also=("organisation",)),
        Column("doel van de subsidie", gettext_lazy("what it was for, without names of people"), also=("doel", "purpose")),
        Column("bedrag", gettext_lazy("what was granted, in euros"), also=("amount",)),
        Column("valuta", gettext_lazy("EUR, in every row"), also=("currency",)),
        Column("datum besluit", gettext_lazy("a day in that year"), False, ("datum", "decided on")),
        COUNTRY,
        Column("global goal", gettext_lazy("a number from 1 to 17"), False, ("sdg", "goal")),
        SOURCE,
    ),
    Kind.EVENTS: (
        YEAR,
        Column("datum", gettext_lazy("the first day, in that year"), False, ("date",)),
        Column("soort", gettext_lazy("event, trade mission, theme meeting on the Global Goals or Hanseatic Days"), also=("kind",)),
        Column("titel", gettext_lazy("what it was called"), also=("title",)),
        Column("organisatie", gettext_lazy("the name, the address here or the KvK number"), False, ("organisation",)),
        COUNTRY,
        Column("bedrijven mee", gettext_lazy("how many companies went along"), False, ("bedrijven", "companies")),
        SOURCE,
    ),
    Kind.FIGURES: (
        Column("indicator", gettext_lazy("the address of an indicator, such as jeugd")),
        YEAR,
        Column("waarde", gettext_lazy("the figure"), also=("value",)),
        Column("eenheid", gettext_lazy("the unit of that indicator"), also=("unit",)),
        Column("gemeten op", gettext_lazy("the day of the measurement"), also=("measured on",)),
        SOURCE,
    ),
}  # fmt: skip


def headers_of(kind: str) -> list[str]:
    return [column.name for column in COLUMNS[kind]]


def columns_of(kind: str, sheet: Sheet) -> tuple[list[str], list[str]]:
    """Return the column of each cell ("" for one that is not imported), and the headers that are not; raises `Unreadable`."""
    known = {name: column.name for column in COLUMNS[kind] for name in (column.name, *column.also)}
    found = [known.get(" ".join(title.lower().split()), "") for title in sheet.header]
    if double := sorted({name for name in found if name and found.count(name) > 1}):
        raise Unreadable(_("This column is there twice: %(columns)s.") % {"columns": ", ".join(double)})
    if missing := [column.name for column in COLUMNS[kind] if column.is_required and column.name not in found]:
        raise Unreadable(_("These columns are missing: %(columns)s.") % {"columns": ", ".join(missing)})
    return found, [title for title, name in zip(sheet.header, found, strict=True) if title and not name]
