"""What was granted before this portal was, as it may be published: apart from the register and from its totals."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet, Sum
from django.utils.translation import gettext as _

from deventer_intl.spreadsheets import plain
from organisations.models import Organisation

from ..models import PastDecision, Scheme

COLUMNS = [
    "year", "scheme", "organisation", "purpose", "granted", "decided_on", "country", "goal", "origin", "source"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearOfScheme:
    """What was granted of a scheme in a year, in cents, and what could be."""

    year: int
    scheme: Scheme
    number: int
    granted: int
    ceiling: int


def decisions() -> QuerySet[PastDecision]:
    return PastDecision.objects.select_related("scheme", "organisation", "country", "goal")


def years() -> list[YearOfScheme]:
    """Return the years and schemes of which decisions were imported, the newest first, in two queries."""
    schemes = Scheme.objects.in_bulk()
    sums = (
        PastDecision.objects.order_by("-year", "scheme__position", "scheme__name_nl")
        .values("year", "scheme")
        .annotate(number=Count("pk"), granted=Sum("amount"), most=Max("ceiling"))
    )
    return [
        YearOfScheme(row["year"], schemes[row["scheme"]], row["number"], row["granted"], row["most"]) for row in sums
    ]


def name_of(decision: PastDecision) -> str:
    """Return who it was granted to; of a sole trader, which is a person, that alone."""
    return _("Sole trader, name not published") if is_personal(decision) else decision.organisation.name


def is_personal(decision: PastDecision) -> bool:
    return decision.organisation.legal_form == Organisation.LegalForm.SOLE_TRADER


def has_page(decision: PastDecision) -> bool:
    return not is_personal(decision) and decision.organisation.is_public


def as_csv(found: Iterable[PastDecision]) -> Iterator[str]:
    """Yield a CSV file, a row at a time: UTF-8 with a byte order mark, amounts in euros."""
    yield "\ufeff" + ",".join(COLUMNS) + "\r\n"
    for decision in found:
        text = io.StringIO()
        euros, cents = divmod(decision.amount, 100)
        csv.writer(text).writerow(
            plain(cell)
            for cell in (
                decision.year, decision.scheme.name, name_of(decision), decision.purpose, f"{euros}.{cents:02}",
                decision.decided_on, decision.country and decision.country.iso2, decision.goal_id, "imported", decision.source,
            )
        )  # fmt: skip
        yield text.getvalue()
