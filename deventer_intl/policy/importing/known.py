"""What a file may name: organisations, schemes, countries, goals and years that we have, looked up once for a whole file."""

from functools import cached_property

from django.db.models import Min
from django.utils.translation import gettext as _

from globalgoals.models import Goal, PolicyPlan
from organisations.cells import kvk, plain
from organisations.importing import looking_alike, same_name
from organisations.models import Country, Organisation
from subsidies.models import LedgerEntry, Scheme

from .cells import Cells, Problem


class Known:
    """The records that a file may name. Organisations that it names and that we do not have are gathered in `unknown`."""

    def __init__(self):
        self.unknown: list[tuple[int, str]] = []

    @cached_property
    def years(self) -> set[int]:
        """The years of all plans."""
        return {year for plan in PolicyPlan.objects.all() for year in plan.years}

    @cached_property
    def kept_from(self) -> int | None:
        """The year from which everything stands in this portal."""
        return PolicyPlan.objects.public().aggregate(first=Min("reckoned_from"))["first"]

    @cached_property
    def in_the_ledger(self) -> set[tuple[int, int]]:
        """The schemes and years that are kept in the ledger."""
        return set(LedgerEntry.objects.order_by().values_list("ceiling__scheme", "ceiling__year").distinct())

    @cached_property
    def schemes(self) -> dict[str, Scheme]:
        names = ("slug", "code", "name_nl", "name_en", "name_de")
        schemes = Scheme.objects.all()
        return {plain(getattr(scheme, name)): scheme for scheme in schemes for name in names if getattr(scheme, name)}

    @cached_property
    def countries(self) -> dict[str, Country]:
        names = ("iso2", "name_nl", "name_en", "name_de")
        return {plain(getattr(country, name)): country for country in Country.objects.all() for name in names}

    @cached_property
    def goals(self) -> dict[str, Goal]:
        return {
            plain(name): goal
            for goal in Goal.objects.all()
            for name in (str(goal.number), f"SDG {goal.number}", f"{goal.number}. {goal.name_nl}", goal.name_nl)
        }

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Each organisation by its name, its address, its KvK number, and the other names that no two have."""
        found, others = {}, {}
        for organisation in Organisation.objects.order_by("pk"):
            for name in filter(None, (organisation.name, organisation.slug, organisation.kvk_number)):
                found.setdefault(same_name(name), organisation)
            for other in filter(None, map(same_name, organisation.other_names.split(","))):
                others.setdefault(other, []).append(organisation)
        return {other: each[0] for other, each in others.items() if len(each) == 1} | found

    def organisation(self, row: Cells, *, required: bool) -> Organisation | None:
        cell = row.text("organisatie", required=required)
        if cell is None:
            return None
        found = self.organisations.get(same_name(cell)) or self.organisations.get(kvk(cell))
        if found is None:
            self.unknown.append((row.number, cell))
        return found

    def problems(self) -> list[Problem]:
        """Return of each organisation that we do not have that we do not, with the names that look most like it."""
        names = list(dict.fromkeys(name for _row, name in self.unknown))
        alike = {names[place]: pks for place, pks in looking_alike(names).items()}
        nearest = Organisation.objects.in_bulk({pk for pks in alike.values() for pk in pks})
        return [
            Problem(row, "organisatie", text_of_unknown(name, [str(nearest[pk]) for pk in alike.get(name, ())]))
            for row, name in self.unknown
        ]


def text_of_unknown(name: str, alike: list[str]) -> str:
    unknown = _("We have no organisation “%(name)s”.") % {"name": name[:80]}
    if alike:
        hint = _("Is it one of these? %(names)s.") % {"names": "; ".join(alike)}
    else:
        hint = _("Add it to the directory first.")
    return f"{unknown} {hint}"
