"""What was granted before the portal, in public: apart from the register."""

import csv
import io

import pytest

from ..factories import OrganisationFactory
from ..policy_factories import PastDecisionFactory

pytestmark = pytest.mark.django_db
PAGE, FILE = "/subsidies/register/voor-het-portaal/", "/subsidies/register/voor-het-portaal.csv"


def test_page_without_decisions_says_so(client):
    assert "nog geen besluit bekend" in client.get(PAGE).content.decode()


def test_past_decisions_are_listed_with_their_source_and_not_in_the_register(client):
    PastDecisionFactory(amount=100_050, year=2022, source="Doos 12")
    PastDecisionFactory(amount=200_000, year=2023)
    page = client.get(PAGE)
    text = page.content.decode().replace("\u00a0", " ")
    assert "Ingelezen, bron: Doos 12" in text and "€ 3.000,50" in text
    assert [(line.year, line.number, line.granted) for line in page.context["years"]] == [
        (2023, 1, 200_000), (2022, 1, 100_050)
    ]  # fmt: skip
    register = client.get("/subsidies/register/")
    assert (register.context["totals"]["number"], register.context["totals"]["granted"]) == (0, 0)
    assert PAGE in register.content.decode()


def test_name_of_a_sole_trader_is_hidden(client):
    PastDecisionFactory(organisation=OrganisationFactory(name="Jan Janssen", legal_form="sole-trader"))
    PastDecisionFactory(organisation=OrganisationFactory(name="Stichting Zichtbaar"))
    for address in (PAGE, FILE):
        response = client.get(address)
        text = (b"".join(response) if response.streaming else response.content).decode()
        assert "Janssen" not in text and "Stichting Zichtbaar" in text, address


def test_csv_has_each_decision_in_euros(client):
    PastDecisionFactory(amount=100_005, purpose="=1+1")
    [row] = csv.DictReader(io.StringIO(b"".join(client.get(FILE)).decode("utf-8-sig")))
    assert (row["granted"], row["origin"], row["source"], row["purpose"]) == (
        "1000.05", "imported", "Jaarrekening 2023", "'=1+1"
    )  # fmt: skip
