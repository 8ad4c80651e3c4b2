"""What the overview of exchanges adds up, and its open data."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum

from .school_years import as_text

# What the open data gives of an exchange: numbers, no person.
COLUMNS = [
    "school", "kind", "direction", "partner", "country", "place", "school_year", "pupils", "students", "staff",
    "description", "source", "address",
]  # fmt: skip
# Width of the widest bar, in units of its drawing.
FULL = 600


@dataclass
class Year:
    """What happened in a school year, or in one that nobody filled in (`year` is None)."""

    year: int | None
    number: int
    pupils: int
    students: int
    without_numbers: int
    # In units of the drawing.
    pupils_width: int = 0
    students_width: int = 0

    @property
    def text(self) -> str:
        return as_text(self.year)

    @property
    def is_counted(self) -> bool:
        return self.without_numbers < self.number


@dataclass
class Totals:
    years: list[Year]

    @property
    def number(self):
        return sum(year.number for year in self.years)

    @property
    def pupils(self):
        return sum(year.pupils for year in self.years)

    @property
    def students(self):
        return sum(year.students for year in self.years)

    @property
    def without_numbers(self):
        return sum(year.without_numbers for year in self.years)

    @property
    def is_counted(self):
        return self.without_numbers < self.number


def totals(exchanges) -> Totals:
    """Add up a queryset of exchanges by school year, the newest first; only from numbers that were given. One query."""
    rows = (
        exchanges.order_by(F("school_year").desc(nulls_last=True))
        .values("school_year")
        .annotate(
            number=Count("pk"),
            pupils_sum=Sum("pupils", default=0),
            students_sum=Sum("students", default=0),
            without_numbers=Count("pk", filter=Q(pupils=None, students=None)),
        )
    )
    years = [
        Year(row["school_year"], row["number"], row["pupils_sum"], row["students_sum"], row["without_numbers"])
        for row in rows
    ]
    most = max((year.pupils + year.students for year in years), default=0) or 1
    for year in years:
        year.pupils_width = round(year.pupils * FULL / most)
        year.students_width = round((year.pupils + year.students) * FULL / most) - year.pupils_width
    return Totals(years)


def by_country(exchanges) -> dict[int, int]:
    """Return how many exchanges there are with each country, by its key."""
    return dict(exchanges.order_by().values_list("country").annotate(Count("pk")))


def newest_first(exchanges):
    """Return a queryset of exchanges in the order of the overview, with what each row names."""
    return exchanges.select_related("organisation", "country", "place").order_by(
        F("school_year").desc(nulls_last=True), "organisation__name", "country__name_nl", "pk"
    )


def open_data(exchanges, address_of):
    """Yield exchanges as plain values by column; `address_of` makes a whole address of a path."""
    for exchange in newest_first(exchanges):
        yield {
            "school": exchange.organisation.name,
            "kind": exchange.get_kind_display(),
            "direction": exchange.get_direction_display() if exchange.direction else "",
            "partner": exchange.partner,
            "country": str(exchange.country),
            "place": str(exchange.place) if exchange.place_id else "",
            "school_year": exchange.shown_year,
            "pupils": exchange.pupils,
            "students": exchange.students,
            "staff": exchange.staff,
            "description": str(exchange.description),
            "source": exchange.source,
            "address": address_of(exchange.organisation.get_absolute_url()),
        }
