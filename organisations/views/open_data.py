"""The directory as open data: what a search finds, all pages of it."""

import csv

from django.http import HttpResponse, JsonResponse
from django.urls import reverse

from deventer_intl.spreadsheets import plain
from deventer_intl.translation import in_active_language

from ..facets import COUNTRY, GOAL, NETWORK, SECTOR, THEME
from ..models import Organisation
from .directory import search_of

# What the open data gives of an organisation: public facts, no person.
COLUMNS = [
    "name",
    "sector",
    "legal_form",
    "kvk_number",
    "countries",
    "goals",
    "themes",
    "networks",
    "summary",
    "website",
    "confirmed_on",
    "address",
]


def open_data(request):
    """Yield the organisations of a search, all pages, as plain values by column."""
    search = search_of(request)
    directory = request.build_absolute_uri(reverse("organisations:organisations"))
    legal_forms = {"": "", **dict(Organisation.LegalForm.choices)}
    for row in search.rows():

        def names(kind, facets=row["facets"]):
            return [choice.name for choice in search.choices.of(facets, kind)]

        yield {
            "name": row["name"],
            "sector": names(SECTOR)[0],
            "legal_form": legal_forms[row["legal_form"]],
            "kvk_number": row["kvk_number"] or "",
            "countries": names(COUNTRY),
            "goals": [choice.id for choice in search.choices.of(row["facets"], GOAL)],
            "themes": names(THEME),
            "networks": names(NETWORK),
            "summary": in_active_language(row.__getitem__, "summary"),
            "website": row["website"],
            "confirmed_on": row["confirmed_on"],
            "address": f"{directory}{row['slug']}/",
        }


def organisations_csv(request):
    """The organisations of a search as CSV: UTF-8 with a byte order mark, so that Excel reads it."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="organisaties.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in open_data(request):
        writer.writerow([plain(row[column]) for column in COLUMNS])
    return response


def organisations_json(request):
    """The organisations of a search as JSON."""
    return JsonResponse({"organisations": list(open_data(request))}, json_dumps_params={"ensure_ascii": False})
