"""Visits received and paid: the list, its file, and who may keep them."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse

from events.models import Visit

from ..conftest import sign_in
from ..event_factories import HanseaticDaysFactory, VisitFactory
from ..factories import NetworkFactory, OrganisationFactory, PlaceFactory, UserFactory
from .test_event import refused
from .test_hanse import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def visits():
    """A visit of 2019 to Riga and one of 2022 from Sibiu, and one that is not public."""
    riga, sibiu = PlaceFactory(slug="riga", name_nl="Riga"), PlaceFactory(slug="sibiu", name_nl="Sibiu")
    return (
        VisitFactory(place=riga, direction="paid", starts_on=date(2019, 5, 1), title_nl="Naar Riga"),
        VisitFactory(place=sibiu, starts_on=date(2022, 5, 1), title_nl="Uit Sibiu"),
        VisitFactory(place=sibiu, starts_on=date(2024, 5, 1), title_nl="Nog geheim", is_published=False),
    )


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Uit Sibiu", "Naar Riga"]),
        ("jaar=2019", ["Naar Riga"]),
        ("richting=ontvangen", ["Uit Sibiu"]),
        ("stad=riga", ["Naar Riga"]),
        ("stad=riga&richting=ontvangen", []),
        ("pagina=99", ["Uit Sibiu", "Naar Riga"]),
    ],
)
def test_list_and_file_are_narrowed_alike(client, visits, query, titles):
    text = words(client.get(f"/steden/bezoeken/?{query}"))
    found = sorted((title for title in ("Naar Riga", "Uit Sibiu", "Nog geheim") if title in text), key=text.index)
    assert found == titles
    response = client.get(f"/steden/bezoeken.csv?{query}")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Titel"] for row in rows] == titles


def test_file_defuses_formulas_and_names_who_is_public_alone(client):
    visit = VisitFactory(
        title_nl="=HYPERLINK(1)",
        starts_on=date(2022, 5, 1),
        network=NetworkFactory(name_nl="Platform"),
        hanseatic_days=HanseaticDaysFactory(year=2022),
    )
    visit.organisations.add(OrganisationFactory(name="Mee"), OrganisationFactory(name="Verborgen", status="draft"))
    response = client.get("/steden/bezoeken.csv")
    assert response["Content-Disposition"] == 'attachment; filename="bezoeken.csv"'
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert (row["Titel"], row["Organisaties"], row["Hanzedagen"]) == ("'=HYPERLINK(1)", "Mee", "2022")
    assert (row["Eerste dag"], row["Laatste dag"]) == ("2022-05-01", "2022-05-03")
    assert "Verborgen" not in words(client.get("/steden/bezoeken/"))


@pytest.mark.parametrize(
    "query", ["jaar=2024", "jaar=abc", "richting=x", "stad=%00", "stad=nergens", "jaar=" + "9" * 4000]
)
def test_filters_that_are_none_are_said_to_be(client, visits, query):
    page, file = client.get(f"/steden/bezoeken/?{query}"), client.get(f"/steden/bezoeken.csv?{query}")
    assert (page.status_code, file.status_code) == (422, 422)
    assert 'class="error-summary"' in page.text
    assert file["Content-Type"].startswith("text/plain")


def test_list_without_visits_says_so(client):
    assert "Er is nog geen bezoek ingevuld." in client.get("/steden/bezoeken/").text


def test_list_comes_in_pages_that_keep_the_filters(client):
    place = PlaceFactory(slug="sibiu")
    for _n in range(30):
        VisitFactory(place=place)
    assert '?stad=sibiu&amp;pagina=2" rel="next"' in client.get("/steden/bezoeken/?stad=sibiu").text


def test_what_was_not_filled_in_is_said_to_be(client):
    VisitFactory()
    text = words(client.get("/steden/bezoeken/"))
    assert "Gastheer: nog niet ingevuld" in text
    assert "Programma: nog niet ingevuld" in text


@pytest.mark.parametrize(
    ("days", "rule"), [(-1, "visit_ends_after_it_begins"), (60, "visit_lasts_60_days_at_most"), (59, None), (0, None)]
)
def test_visit_lasts_from_one_to_sixty_days(days, rule):
    visit = VisitFactory()
    changed = Visit(
        direction="paid",
        place=visit.place,
        title_nl="x",
        starts_on=visit.starts_on,
        ends_on=visit.starts_on + timedelta(days),
    )
    if rule is None:
        changed.full_clean()
        changed.save()
        return
    assert refused("UPDATE events_visit SET ends_on = starts_on + %s WHERE id = %s", days, visit.pk) == rule
    with pytest.raises(ValidationError):
        changed.full_clean()


def test_visit_lies_in_our_time_and_has_a_direction():
    visit = VisitFactory()
    change = "UPDATE events_visit SET starts_on = %s, ends_on = %s WHERE id = %s"
    for day in (date(202, 5, 1), date(2206, 5, 1)):
        assert refused(change, day, day, visit.pk) == "visit_in_our_time"
    assert refused("UPDATE events_visit SET direction = 'on' WHERE id = %s", visit.pk) == "visit_direction"


def staff(group):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.mark.parametrize(
    ("group", "add", "delete"), [("editors", 200, 200), ("trade office", 200, 403), ("readers", 403, 403)]
)
@pytest.mark.parametrize("model", ["visit", "hanseaticdays", "hanseprogrammeitem", "hanseresult"])
def test_editors_and_trade_office_keep_visits_and_hanseatic_days(client, group, add, delete, model):
    from .. import event_factories

    factory = {
        "visit": event_factories.VisitFactory,
        "hanseaticdays": event_factories.HanseaticDaysFactory,
        "hanseprogrammeitem": event_factories.HanseProgrammeItemFactory,
        "hanseresult": event_factories.HanseResultFactory,
    }[model]
    record = factory()
    sign_in(client, staff(group))
    base = f"admin:events_{model}"
    assert client.get(reverse(f"{base}_add")).status_code == add
    assert client.get(reverse(f"{base}_change", args=[record.pk])).status_code == 200
    assert client.get(reverse(f"{base}_history", args=[record.pk])).status_code == 200
    assert client.get(reverse(f"{base}_delete", args=[record.pk])).status_code == delete


def test_back_office_says_what_is_wrong_with_the_days_of_a_visit(client):
    place = PlaceFactory()
    sign_in(client, staff("trade office"))
    values = {
        "direction": "paid", "place": place.pk, "title_nl": "Naar Riga", "starts_on": "2026-05-10", "ends_on": "2026-05-01",
    }  # fmt: skip
    response = client.post(reverse("admin:events_visit_add"), values)
    assert not Visit.objects.exists()
    assert "De laatste dag ligt voor de eerste." in response.text
    assert 'value="Naar Riga"' in response.text
    response = client.post(reverse("admin:events_visit_add"), values | {"ends_on": "2026-05-12"})
    assert response.status_code == 302
    assert Visit.objects.get().title_nl == "Naar Riga"
