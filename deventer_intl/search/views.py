"""The page on which one searches everything that the portal shows."""

from django.shortcuts import render

from organisations.directory import labels
from organisations.views.directory import Chip, choices_of, page_links

from .facets import COUNTRY
from .hits import hits_of, meant
from .query import PAGE_SIZE, Search

# Options of a filter that show without opening the rest, and that stand on the page at all.
SHOWN, MOST_OPTIONS = 6, 40


def search(request):
    """Search everything: one list, the best first, with filters that stand in the address."""
    asked = Search.from_address(request.GET, choices_of(request))
    hits = hits_of(asked) if asked.asks and asked.total else []
    context = {
        "search": asked,
        "hits": hits,
        "meant": meant(asked, hits),
        "facets": facets_of(asked) if asked.asks else [],
        "chips": [Chip(asked, choice) for choice in asked.selected],
        **page_links(asked, PAGE_SIZE),
    }
    response = render(request, "search.html", context, status=422 if asked.is_too_long else 200)
    if any(hit.kind.is_fleeting for hit in hits):
        response["Cache-Control"] = "private, no-store"
    return response


def facets_of(asked: Search) -> list[dict]:
    """Return the filters as the page shows them: their `kind`, and their options as HTML, the `first` and what can be opened (`more`)."""
    return [
        {
            "kind": facet,
            "first": labels(options[:SHOWN]),
            "more": labels(options[SHOWN : MOST_OPTIONS if facet == COUNTRY else None]),
            "number_more": len(options[SHOWN : MOST_OPTIONS if facet == COUNTRY else None]),
        }
        for facet, options in asked.options().items()
    ]
