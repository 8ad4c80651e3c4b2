"""Organisations from a spreadsheet: what each row would change, and all of it at once or nothing.

A row is about an organisation we have when its KvK number or its name is the same. Where a name only looks like one of
ours, a person decides. An empty cell changes nothing; countries and themes are added, never taken away.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from django import forms
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from deventer_intl.spreadsheets import Sheet, Unreadable

from .cells import BY_HEADER, Lists, form_data, kvk, shown
from .forms.membership import KeepsSector
from .models import Country, CountryPresence, Organisation, Theme

NEW, CHANGED, SAME, UNSURE, LEFT_OUT, WRONG = "new", "changed", "same", "unsure", "left-out", "wrong"
ACTIONS = {
    NEW: gettext_lazy("new"),
    CHANGED: gettext_lazy("changes"),
    SAME: gettext_lazy("stays the same"),
    UNSURE: gettext_lazy("you decide"),
    LEFT_OUT: gettext_lazy("left out"),
    WRONG: gettext_lazy("wrong"),
}
LEAVE_OUT = "leave-out"
# How much of a name must be the same, in groups of three letters, for a person to be asked.
ALIKE = 0.4


@dataclass
class Row:
    """One row of the file and what it would do."""

    number: int
    cells: dict[str, str]
    organisation: Organisation | None = None
    candidates: list[Organisation] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    form: forms.ModelForm | None = None
    themes: list[Theme] = field(default_factory=list)
    countries: list[Country] = field(default_factory=list)
    decision: str = ""

    @property
    def name(self):
        return self.cells.get("name", "")

    @property
    def action(self):
        if self.errors:
            return WRONG
        if self.decision == LEAVE_OUT:
            return LEFT_OUT
        if self.candidates and not self.decision:
            return UNSURE
        if self.organisation is None:
            return NEW
        return CHANGED if self.changes else SAME

    @property
    def action_label(self):
        return ACTIONS[self.action]


@dataclass
class Plan:
    """What an import would do, row by row."""

    rows: list[Row]
    ignored: list[str]

    @property
    def counts(self):
        """How many rows there are of each kind of action, those that are there."""
        actions = [row.action for row in self.rows]
        return [(action, label, actions.count(action)) for action, label in ACTIONS.items() if action in actions]

    @property
    def can_be_done(self):
        actions = {row.action for row in self.rows}
        return bool(actions & {NEW, CHANGED}) and not actions & {WRONG, UNSURE}

    @property
    def has_doubts(self):
        actions = {row.action for row in self.rows}
        return UNSURE in actions and WRONG not in actions

    @property
    def rows_with_news(self):
        return [row for row in self.rows if row.action != SAME]


def plan_import(sheet: Sheet, decisions: dict[int, str] | None = None) -> Plan:
    """Return what importing a sheet would do; raises `Unreadable` when it has no column with names.

    `decisions` says for a row number what a person chose: the id of an organisation, "new" or "leave-out".
    """
    columns, ignored = read_header(sheet.header)
    rows = [read_row(number, cells, columns) for number, cells in sheet.rows]
    find_organisations(rows, decisions or {})
    lists = Lists()
    for row in rows:
        if not row.errors and row.action not in {UNSURE, LEFT_OUT}:
            check(row, lists)
    return Plan(rows, ignored)


@transaction.atomic
def carry_out(plan: Plan) -> int:
    """Save all rows of a plan, or none; returns how many organisations are new or changed."""
    done = 0
    for row in plan.rows:
        if row.action not in {NEW, CHANGED}:
            continue
        organisation = row.form.save(commit=False)
        if not organisation.slug:
            organisation.slug = free_slug(organisation.name)
        if row.form.initial.get("status") == Organisation.Status.LAPSED and organisation.is_public:
            organisation.put_back(timezone.localdate())
        organisation.save()
        organisation.themes.add(*row.themes)
        there = set(organisation.presences.values_list("country_id", flat=True))
        for country in row.countries:
            if country.pk not in there:
                CountryPresence.objects.create(organisation=organisation, country=country, source=organisation.source)
        done += 1
    return done


def free_slug(name):
    """Return an address made of the name that no other organisation has."""
    base = slugify(re.sub(r"(?i)^(stichting|vereniging)\s+", "", name))[:90].strip("-") or "organisatie"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))] if slug not in taken)


def read_header(header):
    """Return the column of each cell (None for one that is not imported), and the headers that are not."""
    columns = [BY_HEADER.get(" ".join(title.lower().split())) for title in header]
    known = [column for column in columns if column]
    if "name" not in known:
        raise Unreadable(_("There is no column “naam”. The first row must hold the names of the columns."))
    if double := {column for column in known if known.count(column) > 1}:
        raise Unreadable(_("This column is there twice: %(columns)s.") % {"columns": ", ".join(sorted(double))})
    return columns, [title for title, column in zip(header, columns, strict=True) if title and not column]


def read_row(number, cells, columns):
    row = Row(number, {column: cell for column, cell in zip(columns, cells, strict=False) if column})
    if len(cells) < len(columns):
        row.errors.append(
            _("This row stops after %(there)s of %(all)s cells.") % {"there": len(cells), "all": len(columns)}
        )
    elif len(cells) > len(columns):
        row.errors.append(_("This row has more cells than there are columns."))
    for column, cell in row.cells.items():
        if cell.startswith("="):
            row.errors.append(_("%(column)s holds a formula. Paste it as a value.") % {"column": column})
        elif re.match(r"'[=+\-@]", cell):
            # The mark that our own export puts before what a spreadsheet would take for a formula.
            row.cells[column] = cell[1:]
    if not row.name:
        row.errors.append(_("The name is missing."))
    elif not re.search(r"[^\W\d_]", row.name):
        row.errors.append(_("“%(name)s” is no name. Are two columns swapped?") % {"name": row.name[:40]})
    row.cells["kvk_number"] = kvk(row.cells.get("kvk_number", ""))
    return row


def find_organisations(rows, decisions):
    """Find for each row the organisation it is about, or those its name looks like."""
    every = list(Organisation.objects.all())
    by_id = {organisation.pk: organisation for organisation in every}
    by_kvk = {organisation.kvk_number: organisation for organisation in every if organisation.kvk_number}
    by_name = {same_name(organisation.name): organisation for organisation in every}
    by_other_name = {}
    for organisation in every:
        for other in organisation.other_names.split(","):
            by_other_name.setdefault(same_name(other), []).append(organisation)
    unknown = []
    for row in rows:
        if row.errors:
            continue
        of_kvk, of_name = by_kvk.get(row.cells["kvk_number"]), by_name.get(same_name(row.name))
        if of_kvk and of_name and of_kvk != of_name:
            row.errors.append(
                _("The KvK number is that of %(one)s, the name that of %(other)s.") % {"one": of_kvk, "other": of_name}
            )
        elif of_name and of_name.kvk_number and row.cells["kvk_number"] not in {"", of_name.kvk_number}:
            row.errors.append(
                _("We know this name with another KvK number: %(number)s.") % {"number": of_name.kvk_number}
            )
        row.organisation = of_kvk or of_name
        if row.organisation is None and not row.errors:
            unknown.append(row)
    alike = looking_alike([row.name for row in unknown])
    for index, row in enumerate(unknown):
        also_called = by_other_name.get(same_name(row.name), [])
        row.candidates = list(dict.fromkeys([*also_called, *(by_id[pk] for pk in alike.get(index, []))]))
        chosen = decisions.get(row.number, "")
        if row.candidates and chosen in {NEW, LEAVE_OUT, *(str(candidate.pk) for candidate in row.candidates)}:
            row.decision = chosen
            row.organisation = by_id.get(int(chosen)) if chosen.isdecimal() else None
    refuse_doubles(rows)


def refuse_doubles(rows):
    """Mark the rows that are about the same organisation as a row before them."""
    seen = {}
    for row in rows:
        if row.errors or row.decision == LEAVE_OUT:
            continue
        keys = [row.organisation.pk] if row.organisation else [same_name(row.name), row.cells["kvk_number"]]
        before = next((seen[key] for key in keys if key and key in seen), None)
        if before:
            row.errors.append(_("This is the same organisation as in row %(number)s.") % {"number": before})
        for key in keys:
            seen.setdefault(key, row.number)


def same_name(name):
    return " ".join(name.casefold().split())


def looking_alike(names: list[str]) -> dict[int, list[int]]:
    """Return by position in `names` the ids of organisations whose name looks like it, the likest first."""
    if not names:
        return {}
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT asked.position - 1, alike.id
            FROM unnest(%s::text[]) WITH ORDINALITY AS asked (name, position)
            CROSS JOIN LATERAL (
                SELECT id, similarity(sort_name(name), sort_name(asked.name)) AS likeness
                FROM organisations_organisation WHERE sort_name(name) %% sort_name(asked.name)
                ORDER BY likeness DESC, id LIMIT 3
            ) AS alike
            WHERE likeness >= %s ORDER BY position, likeness DESC
            """,
            [names, ALIKE],
        )
        for position, pk in cursor.fetchall():
            found.setdefault(position, []).append(pk)
    return found


@lru_cache(maxsize=64)
def form_class(columns):
    return forms.modelform_factory(Organisation, form=KeepsSector, fields=columns)


def check(row, lists):
    """Fill a form with the row, and keep what it finds wrong or what it would change."""
    data, errors = form_data(row, lists)
    row.errors += errors
    if errors:
        return
    instance = row.organisation or Organisation()
    columns = [column for column in data if row.organisation is None or data[column] != ""]
    if row.organisation is None:
        columns = list(dict.fromkeys(["name", "sector", *columns]))
        data.setdefault("status", Organisation.Status.ACTIVE)
        columns = list(dict.fromkeys([*columns, "status"]))
    before = {column: shown(instance, column) for column in columns}
    # A name that we have already, differently spelled, is not changed by its spelling elsewhere.
    if row.organisation and same_name(row.organisation.name) == same_name(row.name):
        data["name"] = row.organisation.name
    form = form_class(tuple(columns))(data, instance=instance)
    if not form.is_valid():
        row.errors += [
            f"{instance._meta.get_field(name).verbose_name}: {error}" if name != "__all__" else error
            for name, messages in form.errors.items()
            for error in messages
        ]
        return
    row.form = form
    changes = [(column, before[column], shown(form.instance, column)) for column in columns]
    row.changes = [
        (str(instance._meta.get_field(column).verbose_name), old, new) for column, old, new in changes if old != new
    ]
    for column, label in [("themes", _("themes")), ("countries", _("countries"))]:
        if added := new_relations(row, column):
            row.changes.append((label, "", ", ".join(map(str, added))))


def new_relations(row, column):
    """Return the themes or countries of a row that its organisation does not have yet."""
    wanted = getattr(row, column)
    if row.organisation is None or not wanted:
        return wanted
    if column == "themes":
        there = set(row.organisation.themes.values_list("pk", flat=True))
    else:
        there = set(row.organisation.presences.values_list("country_id", flat=True))
    return [item for item in wanted if item.pk not in there]
