"""One kind of records that work on a Global Goal: how its public claims are read, and a claim as a line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.functional import Promise

from deventer_intl.translation import TranslatedText, in_active_language
from globalgoals.models import Target
from organisations.models import Organisation

LANGUAGES = ("nl", "en", "de")
REFERENCE = ("application__number", "application__ceiling__year", "application__ceiling__scheme__code")
WHOSE = ("name", "status", "legal_form")
CONFIRMED = ("confirmed_on", "confirmed_for__name", "confirmed_for__status")
OFFICE = "International Office Deventer"


def is_public(status: str, legal_form: str) -> bool:
    """Return whether the page of an organisation is public."""
    return status == Organisation.Status.ACTIVE


def confirmer(day: date | None, name: str | None, status: str | None) -> str:
    """Return in whose name a claim was confirmed, as everyone may read it."""
    if day is None:
        return ""
    if name is None:
        return OFFICE
    return name if status == Organisation.Status.ACTIVE else ""


def is_no_person(status: str, legal_form: str) -> bool:
    """Return whether the name of an organisation cannot be that of a person: so the register names it."""
    return legal_form != Organisation.LegalForm.SOLE_TRADER


@dataclass(frozen=True, slots=True)
class Line:
    """A claim that everyone may see, with what is claimed of; the amount in cents, None where there is none."""

    goal: int
    name: TranslatedText
    address: str
    # The organisation whose it is, "" for the International Office, or where its name is not published.
    by: str
    amount: int | None
    rank: int
    motivation: TranslatedText
    targets: list[str]
    confirmed_on: date | None
    # In whose name it was confirmed; "" where it was not, or where that is not public any more.
    confirmed_by: str

    @property
    def is_primary(self) -> bool:
        return self.rank == 1

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_on is not None


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of records: what it is called in addresses and in open data, and how its public claims are read."""

    slug: str
    # In the open data, and the schema.org type of what it is about.
    name: str
    schema: str
    label: Promise
    # The claims that everyone may see, or the records whose claims those are.
    public: Callable[[], QuerySet]
    # The relation from Target to the claims of this kind.
    tags: str
    title: str
    columns: tuple[str, ...]
    address: Callable[[dict], str]
    # From `public()` to the claim itself, "" where they are one.
    claim: str = ""
    # The organisation whose it is, what schema.org calls that, and whether it may be named.
    by: str = ""
    role: str = ""
    is_named: Callable[[str, str], bool] = is_public
    amount: str = ""
    order: tuple[str, ...] = ()
    # What applicants wrote is theirs: the register shows facts, and what was written to be published.
    shows_motivation: bool = True

    def claims(self, goal: int | None = None) -> QuerySet:
        """Return the public claims on a goal, or on all."""
        narrow = {f"{self.claim}goal": goal} if goal is not None else {}
        if self.claim:
            # In one go: a second filter would look at the other goals of the same record too.
            narrow[f"{self.claim}isnull"] = False
        return self.public().filter(**narrow)

    def lines(self, goal: int | None = None, *, streamed: bool = False, part: slice = slice(None)) -> Iterator[Line]:
        """Yield the claims on a goal, or on all: the primary goals first. One query; `streamed`, not all in memory at once."""
        order = (f"{self.claim}goal", f"{self.claim}rank", *self.order, "pk")
        codes = Target.objects.filter(**{self.tags: OuterRef(f"{self.claim}pk")}).values("code")
        rows = (
            self.claims(goal).annotate(codes=ArraySubquery(codes)).order_by(*order).values("codes", *self.names)[part]
        )
        for row in rows.iterator(chunk_size=1_000) if streamed else rows:
            yield self.line_of(row)

    @property
    def names(self) -> list[str]:
        """Return the columns that a line is made of."""
        claim = ["goal", "rank", *CONFIRMED]
        if self.shows_motivation:
            claim += [f"motivation_{language}" for language in LANGUAGES]
        whose = [f"{self.by}__{name}" for name in WHOSE] if self.by else []
        return [*(self.claim + name for name in claim), *self.columns, *whose, *filter(None, [self.amount])]

    def whose(self, row: dict) -> str:
        if not self.by:
            return ""
        name, status, legal_form = (row[f"{self.by}__{column}"] for column in WHOSE)
        return name if name and self.is_named(status, legal_form) else ""

    def line_of(self, row: dict) -> Line:
        def of_claim(name):
            return row[self.claim + name]

        read = partial(row.get)
        name = in_active_language(read, self.title) or row.get(self.title) or reference_of(row)
        return Line(
            goal=of_claim("goal"),
            name=name if isinstance(name, TranslatedText) else TranslatedText(name),
            address=self.address(row),
            by=self.whose(row),
            amount=row[self.amount] if self.amount else None,
            rank=of_claim("rank"),
            motivation=in_active_language(of_claim, "motivation") if self.shows_motivation else TranslatedText(),
            targets=sorted(row["codes"], key=target_order),
            confirmed_on=of_claim("confirmed_on"),
            confirmed_by=confirmer(*map(of_claim, CONFIRMED)),
        )


def target_order(code: str) -> tuple[int, bool, int, str]:
    """Sort 6.2 before 6.10, and 6.10 before 6.a."""
    goal, _point, part = code.partition(".")
    return (int(goal), not part.isdigit(), int(part) if part.isdigit() else 0, part)


def reference_of(row: dict, start: str = "") -> str:
    """Return under which reference the register knows the application in a row."""
    number, year, scheme = (row[start + name] for name in REFERENCE)
    return f"{scheme}-{year}-{number:04}"
