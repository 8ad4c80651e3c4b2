"""What the cells of a spreadsheet of organisations mean, in both directions: from a cell to a field, and back."""

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from .models import Country, Language, Organisation, Sector, Theme
from .search import plain_words

# Each column with the headers it is known by, beside the name of its field.
COLUMNS = {
    "name": ["naam", "organisatie", "organisation"],
    "other_names": ["andere namen", "other names"],
    "kvk_number": ["kvk-nummer", "kvk nummer", "kvk", "kvk number"],
    "sector": [],
    "legal_form": ["rechtsvorm", "legal form"],
    "status": [],
    "themes": ["thema's", "themas", "thema", "theme"],
    "countries": ["landen", "land", "country"],
    "summary_nl": ["samenvatting", "samenvatting (nl)", "summary"],
    "summary_en": ["samenvatting (en)"],
    "summary_de": ["samenvatting (de)"],
    "description_nl": ["beschrijving", "beschrijving (nl)"],
    "description_en": ["beschrijving (en)"],
    "description_de": ["beschrijving (de)"],
    "languages": ["talen", "taal"],
    "founded_year": ["opgericht", "oprichtingsjaar", "founded"],
    "website": ["site", "web"],
    "contact_name": ["contactpersoon", "contact person"],
    "email": ["e-mail", "e-mailadres", "mail"],
    "phone": ["telefoon", "telefoonnummer", "telephone"],
    "shows_contact": ["toont contact"],
    "confirmed_on": ["bevestigd op", "bevestigd"],
    "source": ["bron"],
}
BY_HEADER = {header: column for column, headers in COLUMNS.items() for header in [column, *headers]}
# What our own export calls them.
HEADERS = [headers[0] if headers else column for column, headers in COLUMNS.items()]
# Reached through other tables: added to what is there.
ADDED = ["themes", "countries"]


def kvk(text):
    """Return a KvK number as it should be: Excel drops a leading zero and adds decimals."""
    digits = re.sub(r"[.,]0+$", "", re.sub(r"\s", "", text))
    return digits.zfill(8) if digits.isdecimal() and len(digits) == 7 else digits


class Lists:
    """The lists a cell chooses from, by every name an entry has: its code, and Dutch, English and German."""

    def __init__(self):
        self.sector = labels(Sector)
        self.legal_form = labels(Organisation.LegalForm)
        self.status = labels(Organisation.Status)
        self.languages = labels(Language)
        self.themes = {key: theme for theme in Theme.objects.all() for key in [plain(theme.slug), *names(theme)]}
        self.countries = {
            key: country for country in Country.objects.all() for key in [country.iso2.lower(), *names(country)]
        }


def names(item):
    return [plain(name) for name in (item.name_nl, item.name_en, item.name_de) if name]


def plain(text):
    """Return a text as it is looked up: "Bosnië en Herzegovina" and "bosnie en herzegovina" are one.

    >>> plain(" Bosnië  en Herzegovina ")
    'bosnie en herzegovina'
    """
    return " ".join(plain_words(text))


def labels(choices):
    found = {plain(str(value)): value for value in choices.values}
    for language in ("nl", "en", "de"):
        with override(language):
            found |= {plain(str(label)): value for value, label in choices.choices}
    return found


YES = {"1", "ja", "j", "x", "yes", "y", "waar", "true"}
NO = {"0", "nee", "n", "no", "onwaar", "false"}


def shown(organisation, column):
    """Return the value of a field as people read it."""
    value = getattr(organisation, column)
    if column == "languages":
        return ", ".join(str(Language(code).label) for code in value or [] if code in Language)
    display = getattr(organisation, f"get_{column}_display", None)
    if display and value not in (None, ""):
        return str(display())
    return "" if value is None or (column == "shows_contact" and not value) else str(value)


def form_data(row, lists):
    """Return the cells as a form takes them, and what could not be understood."""
    data, errors = {}, []

    def choose(column, cell):
        chosen = getattr(lists, column).get(plain(cell))
        if chosen is None:
            raise ValidationError(
                _("%(column)s: “%(cell)s” is not in the list.") % {"column": column, "cell": cell[:60]}
            )
        return chosen

    for column, cell in row.cells.items():
        try:
            match column:
                case "themes" | "countries" | "languages":
                    chosen = [choose(column, part) for part in re.split(r"[;,|\n]", cell) if part.strip()]
                    if column in ADDED:
                        setattr(row, column, list(dict.fromkeys(chosen)))
                    else:
                        data[column] = ",".join(chosen)
                case "sector" | "legal_form" | "status":
                    data[column] = choose(column, cell) if cell else ""
                case "founded_year":
                    data[column] = re.sub(r"[.,]0+$", "", cell)
                case "confirmed_on":
                    data[column] = as_date(cell) if cell else ""
                case "shows_contact":
                    if cell and cell.lower() not in YES | NO:
                        raise ValidationError(_("%(column)s must be yes or no.") % {"column": column})
                    data[column] = (cell.lower() in YES) if cell else ""
                case _:
                    data[column] = cell
        except ValidationError as error:
            errors += error.messages
    return data, errors


def as_date(cell):
    for pattern in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(cell, pattern).date()
        except ValueError:
            continue
    raise ValidationError(_("“%(cell)s” is no date. Write it as 31-12-2026.") % {"cell": cell[:30]})


def exported(organisation, may_see_people: bool) -> list:
    """Return the cells of an organisation, one for each of `COLUMNS`, as importing them again would leave it the same."""
    people = {"contact_name", "email", "phone"}
    cells = []
    for column in COLUMNS:
        if column == "countries":
            cells.append(list(dict.fromkeys(str(presence.country) for presence in organisation.presences.all())))
        elif column == "themes":
            cells.append([str(theme) for theme in organisation.themes.all()])
        elif column == "languages":
            cells.append(organisation.languages)
        elif column == "shows_contact":
            cells.append(_("yes") if organisation.shows_contact else _("no"))
        elif column in people and not may_see_people and not organisation.shows_contact:
            cells.append("")
        else:
            cells.append(shown(organisation, column))
    return cells
