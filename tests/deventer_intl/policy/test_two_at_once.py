"""Two who import or enter at the same moment: one does, the other is told, and nothing is half saved."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from deventer_intl.policy.importing.carrying_out import import_past
from deventer_intl.policy.importing.kinds import headers_of
from deventer_intl.policy.importing.reading import read_sheet
from deventer_intl.spreadsheets import Sheet
from globalgoals.actions.measuring import measure
from globalgoals.models import Measurement, PastImport
from subsidies.models import PastDecision

from ...factories import OrganisationFactory
from ...policy_factories import IndicatorFactory, PolicyPlanFactory
from ...subsidy_factories import SchemeFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Do all of it in threads that start together; return what each was refused for, or ""."""
    barrier = Barrier(len(works))

    def run(work):
        barrier.wait()
        try:
            work()
        except ValidationError as error:
            return error.messages[0]
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(run, works))


def checked(*amounts):
    row = ["2023", "IS", "1.000", "Stichting Een", "Een school", "", "EUR", "", "", "", ""]
    lines = [(n, [*row[:5], amount, *row[6:]]) for n, amount in enumerate(amounts, 2)]
    found = read_sheet("decisions", Sheet(headers_of("decisions"), lines), "Jaarrekening", date(2026, 11, 28))
    assert found.problems == []
    return found


def test_two_imports_together_above_the_ceiling():
    PolicyPlanFactory(), SchemeFactory(), OrganisationFactory(name="Stichting Een")
    about = {"file_name": "oud.csv", "source": "Jaarrekening", "by": None}
    one, other = checked("100", "500"), checked("200", "400,01")
    done, refused = at_once(
        lambda: import_past(checked=one, sha256="a" * 64, **about),
        lambda: import_past(checked=other, sha256="b" * 64, **about),
    )
    assert done == "" and "plafond" in refused
    assert PastImport.objects.count() == 1 and PastDecision.objects.count() == 2


def test_same_file_twice_at_once():
    PolicyPlanFactory(), SchemeFactory(), OrganisationFactory(name="Stichting Een")
    about = {"file_name": "oud.csv", "source": "Jaarrekening", "by": None, "sha256": "a" * 64}
    one, other = checked("100"), checked("100")
    done, refused = at_once(lambda: import_past(checked=one, **about), lambda: import_past(checked=other, **about))
    assert done == "" and "al eerder ingelezen" in refused
    assert PastDecision.objects.count() == 1


def test_two_figures_of_one_year_at_once():
    indicator = IndicatorFactory()
    about = {"indicator": indicator, "year": 2023, "measured_on": date(2024, 1, 2), "source": "CBS", "by": None}
    done, refused = at_once(lambda: measure(value=Decimal(5), **about), lambda: measure(value=Decimal(6), **about))
    assert done == "" and "Er is al een cijfer van 2023" in refused
    assert Measurement.objects.count() == 1
