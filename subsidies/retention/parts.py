"""Which records hang on an application, found in the models, and what of them stays.

What is not named here goes with its case: a new model is removed with its history without anybody having thought of it.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from ..models import Application

# What the constraints want to see filled in; `$2` is the text that says when the grounds went.
GONE, GONE_BECAUSE = "'–'", "$2"

# The contact and the account of a closed case: in what columns, and what stands there after.
CONTACT = {
    "application": {
        **dict.fromkeys(["contact_name", "contact_email", "contact_phone", "postal_address"], "''"),
        **dict.fromkeys(["iban", "account_holder"], "''"),
    },
    "payment": dict.fromkeys(["iban", "account_holder"], f"CASE WHEN iban = '' THEN '' ELSE {GONE} END"),
    "ibanchange": {
        **dict.fromkeys(["old_iban", "old_holder"], "''"),
        **dict.fromkeys(["iban", "holder"], GONE),
        # It says how the account was checked: with whom.
        "note": f"CASE WHEN note = '' THEN '' ELSE {GONE} END",
    },
}
# What was typed into a step and not taken over holds the contact as well.
WITH_CONTACT = ("answers",)

# The skeleton of a settled case, on which the accounts rest: what stays, and what is emptied in it.
PUBLIC_TITLE = (
    "SELECT public_title FROM subsidies_decision d WHERE d.application_id = $1"
    " AND d.announced_at IS NOT NULL AND d.public_title <> '' ORDER BY d.announced_at DESC, d.id DESC LIMIT 1"
)
STAYS = {
    "application": {
        **CONTACT["application"],
        "title": f"coalesce(({PUBLIC_TITLE}), {GONE})",
        **dict.fromkeys(["plan", "partner", "budget_note"], "''"),
        "declarations": "'[]'",
        **dict.fromkeys(["created_by_id", "submitted_by_id", "assessed_by_id", "handler_id"], "NULL"),
    },
    "decision": {"grounds": GONE_BECAUSE, "obligations": "''", "mandate": "''"},
    "payment": {**CONTACT["payment"], "return_reason": "''"},
    "ledgerentry": {},
    "objection": {
        "text": GONE,
        **dict.fromkeys(["late_reason", "excuse"], "''"),
        "postponed_why": f"CASE WHEN postponed_why = '' THEN '' ELSE {GONE} END",
    },
    "appeal": {},
    "recovery": {"written_off_why": f"CASE WHEN written_off_why = '' THEN '' ELSE {GONE} END"},
    "instalment": {},
    # As the bank named it, each once.
    "repayment": {"bank_reference": "id::text"},
    # It stays public without its photos: the consent to those goes with the report.
    "publicresult": {"published_by_id": "NULL"},
    "publicresult_countries": {},
    "goalofresult": {"confirmed_by_id": "NULL"},
    "goalofresult_targets": {},
    "application_countries": {},
    # Which goals it served, without why: the applicant wrote that for this application.
    "goalofapplication": {
        **dict.fromkeys(["motivation_nl", "motivation_en", "motivation_de"], "''"),
        "confirmed_by_id": "NULL",
    },
    "goalofapplication_targets": {},
}
# Rows without a word of anybody: the proof of what stands in the ledger.
KEEPS_HISTORY = ("ledgerentry",)
BY_WHOM = {"pgh_context": "NULL"}


@dataclass(frozen=True)
class Part:
    """A model of which records hang on an application, by a column that names it or a record of another part."""

    model: type[models.Model]
    event: type[models.Model] | None
    link: str
    parent: Any = None

    @property
    def name(self) -> str:
        return self.model._meta.model_name

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def event_table(self) -> str:
        return self.event._meta.db_table if self.event else ""

    def where(self) -> str:
        """Return what holds of the rows of an application, `$1`."""
        return f"{self.link} = $1" if self.parent is None else f"{self.link} IN ({self.parent.keys()})"

    def where_event(self) -> str:
        return "pgh_obj_id = $1" if self.model is Application else self.where()

    def keys(self) -> str:
        """Return a query for the numbers of the rows, those that are in the history alone included."""
        found = f"SELECT id FROM {self.table} WHERE {self.where()}"
        if self.event:
            found += f" UNION SELECT pgh_obj_id FROM {self.event_table} WHERE {self.where_event()}"
        return found


def parts() -> list[Part]:
    """Return all parts, those first that hang on others, the application itself last."""
    all_ = list(apps.get_models(include_auto_created=True))
    # A table between two models has its history through a proxy.
    events = {model._meta.db_table: model.pgh_event_model for model in all_ if hasattr(model, "pgh_event_model")}
    records = [model for model in all_ if not hasattr(model, "pgh_tracked_model") and not model._meta.proxy]
    root = Part(Application, events[Application._meta.db_table], "id")
    found, layer = {Application: root}, [root]
    while layer:
        layer = [part for parent in layer for part in hanging_on(parent, records, events) if part.model not in found]
        found.update({part.model: part for part in layer})
    return list(found.values())[::-1]


def hanging_on(parent, records, events):
    for model in records:
        for field in model._meta.local_fields:
            # What can do without is no part of it.
            if field.is_relation and field.related_model is parent.model and not field.null:
                above = None if parent.model is Application else parent
                yield Part(model, events.get(model._meta.db_table), field.column, above)
                break


def whole(part) -> list[tuple[str, str]]:
    """Return how a part goes with its history, as (name, statement)."""
    statements = [(part.name, f"DELETE FROM {part.table} WHERE {part.where()}")]
    return forgotten(part) + statements


def forgotten(part) -> list[tuple[str, str]]:
    if part.event is None:
        return []
    return [(part.event._meta.model_name, f"DELETE FROM {part.event_table} WHERE {part.where_event()}")]


def emptied(part, columns, *, history=False) -> list[tuple[str, str]]:
    if not columns:
        return []
    table, where = (part.event_table, part.where_event()) if history else (part.table, part.where())
    name = part.event._meta.model_name if history else part.name
    values = ", ".join(f"{column} = {value}" for column, value in columns.items())
    return [(name, f"UPDATE {table} SET {values} WHERE {where}")]


def statements() -> dict[str, list[tuple[str, str]]]:
    """Return for each class what is done to an application, `$1`, in this order."""
    found = {"contacts": [], "granted": [], "gone": []}
    for part in parts():
        found["gone"] += whole(part)
        if part.name in STAYS:
            keeps = part.name in KEEPS_HISTORY
            found["granted"] += emptied(part, BY_WHOM, history=True) if keeps else forgotten(part)
            found["granted"] += emptied(part, STAYS[part.name])
        else:
            found["granted"] += whole(part)
        if part.name in WITH_CONTACT:
            found["contacts"] += whole(part)
        elif columns := CONTACT.get(part.name):
            found["contacts"] += emptied(part, columns) + emptied(part, columns, history=True)
    return {
        "drafts": found["gone"],
        "refused": found["gone"],
        "granted": found["granted"],
        "contacts": found["contacts"],
    }


def files() -> list[str]:
    """Return queries for the names of the files of an application, `$1`."""
    return [
        f"SELECT {field.column} FROM {table} WHERE {where} AND {field.column} <> ''"
        for part in parts()
        for field in part.model._meta.local_fields
        if isinstance(field, models.FileField)
        for table, where in ((part.table, part.where()), (part.event_table, part.where_event()))
        if table
    ]
