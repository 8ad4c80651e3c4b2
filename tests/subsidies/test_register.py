"""The public register: announced decisions that hold, what was written for publication, and its open data."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from subsidies.actions import deciding
from subsidies.actions import offer as offers
from subsidies.models import Distribution
from subsidies.reckoning import lottery
from tests.factories import CountryFactory, MembershipFactory, OrganisationFactory
from tests.subsidy_factories import (
    CeilingFactory,
    DeciderFactory,
    DecisionFactory,
    SchemeFactory,
    SchemeVersionFactory,
    publish,
    ready,
    submitted,
    take_correction,
    take_decision,
)

pytestmark = pytest.mark.django_db

REGISTER = "/subsidies/register/"
SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "360giving"
PRIVATE = ["Ada", "ada@voorbeeld.example", "NL91", "Vijf scholen krijgen een pomp nu", "Geheime partner"]


def announced(outcome="grant", amount=None, public_title="Water bij scholen in Oeganda", **values):
    """Return an application with a decision that was made known."""
    application = ready(submitted(plan=PRIVATE[3], partner=PRIVATE[4], **values))
    by = DeciderFactory()
    decision = take_decision(application=application, outcome=outcome, amount=amount, by=by, public_title=public_title)
    deciding.announce(decision=decision, by=by)
    return application


def body(response):
    return b"".join(response.streaming_content).decode()


def references(client, query=""):
    return [row["reference"] for row in json.loads(body(client.get("/subsidies/register.json" + query)))["decisions"]]


def test_only_what_was_announced_and_written_for_publication_is_there(client):
    application = announced()
    secret = ready(submitted())
    take_decision(application=secret, public_title="Nog niet bekend")
    addresses = [REGISTER, f"{REGISTER}{application.reference}/", f"{REGISTER}feed/"]
    addresses.append(f"{REGISTER}organisatie/{application.organisation.slug}/")
    texts = [client.get(address).text for address in addresses]
    texts += [body(client.get(f"/subsidies/register{kind}")) for kind in (".csv", ".json", "/360giving.json")]
    for text in texts:
        assert "Water bij scholen in Oeganda" in text
        assert "Nog niet bekend" not in text
        assert not [word for word in PRIVATE if word in text]
    assert client.get(f"{REGISTER}{secret.reference}/").status_code == 404
    assert client.get(f"{REGISTER}organisatie/bestaat-niet/").status_code == 404


def test_a_correction_takes_the_place_of_what_it_corrects(client):
    application = announced()
    [first] = application.decisions.all()
    by = DeciderFactory()
    with time_machine.travel(first.announced_at + timedelta(days=40)):
        correction = take_correction(application, by=by, public_title="Verbeterd")
        assert "Verbeterd" not in client.get(REGISTER).text
        deciding.announce(decision=correction, by=by)
        page = client.get(REGISTER + "?q=").text
    assert "Verbeterd" in page
    assert "Water bij scholen" not in page
    assert client.get(REGISTER + "?q=").context["totals"]["granted"] == first.amount
    [grant] = json.loads(body(client.get("/subsidies/register/360giving.json")))["grants"]
    assert grant["awardDate"] == timezone.localdate(first.announced_at).isoformat()


@pytest.mark.django_db(transaction=True)
def test_a_page_that_was_kept_is_right_at_once_after_announcing(client):
    application = ready(submitted())
    by = DeciderFactory()
    decision = take_decision(application=application, by=by)
    assert "Water bij scholen in Oeganda" not in client.get(REGISTER).text
    assert client.get(REGISTER)["ETag"]
    deciding.announce(decision=decision, by=by)
    assert "Water bij scholen in Oeganda" in client.get(REGISTER).text
    application.countries.set([CountryFactory(iso2="KE", iso3="KEN", name_nl="Kenia")])
    assert "Kenia" in client.get(REGISTER).text


def test_refused_and_declined_are_stated(client):
    announced("refuse", public_title="Afgewezen plan")
    declined = ready(submitted())
    by = DeciderFactory()
    decision = take_decision(application=declined, by=by, outcome="grant-in-part", amount=500_00, offer=True)
    deciding.announce(decision=decision, by=by)
    offers.decline_offer(application=declined, by=MembershipFactory(organisation=declined.organisation).user)
    page = client.get(REGISTER).text
    assert "Afgewezen plan" in page
    assert "afgewezen" in page
    assert "verleend, aanbod niet aangenomen" in page
    assert client.get(REGISTER + "?q=").context["totals"]["granted"] == 0
    assert client.get("/subsidies/register/360giving.json").status_code == 404


def test_the_name_of_a_sole_trader_is_nowhere(client):
    organisation = OrganisationFactory(name="Jansen Advies", legal_form="sole-trader", kvk_number="12345678")
    application = announced(organisation=organisation)
    for address in (REGISTER, f"{REGISTER}{application.reference}/", f"{REGISTER}feed/", REGISTER + "?organisatie=jan"):
        text = client.get(address).text
        assert "Jansen Advies" not in text
        assert organisation.slug not in text
    for kind in (".csv", ".json", "/360giving.json"):
        text = body(client.get(f"/subsidies/register{kind}"))
        assert "Jansen" not in text
        assert "12345678" not in text
    assert client.get(f"{REGISTER}organisatie/{organisation.slug}/").status_code == 404
    assert references(client, "?q=Jansen") == []


def test_filters_narrow_down_page_and_downloads(client):
    water = announced(organisation=OrganisationFactory(name="Stichting Water"))
    music = announced(
        "refuse", public_title="Muziek", ceiling=CeilingFactory(scheme=SchemeFactory(slug="pe", code="PE"))
    )
    assert references(client) == [music.reference, water.reference]
    year = water.ceiling.year
    for query, found in {
        "?q=muziek": [music], "?organisatie=stichting+water": [water], "?regeling=pe": [music], "?uitkomst=toegekend": [water],
        f"?jaar={year}": [music, water], f"?q={water.reference.lower()}": [water], "?land=ug": [music, water], "?q=%25": [],
    }.items():  # fmt: skip
        assert references(client, query) == [each.reference for each in found], query
        page = client.get(REGISTER + query).text
        assert all((each.reference in page) is (each in found) for each in (water, music)), query


@pytest.mark.parametrize(
    "query", ["?jaar=abc", "?land=xx", "?doel=99999999999999999999", "?uitkomst=1", "?q=a%00b", "?regeling='"]
)
def test_filters_that_mean_nothing_are_refused_with_a_message(client, query):
    announced()
    response = client.get(REGISTER + query)
    assert response.status_code == 422
    assert "error-summary" in response.text
    for kind in (".csv", ".json", "/360giving.json", "/feed/"):
        response = client.get(f"/subsidies/register{kind}{query}")
        assert (response.status_code, response["Content-Type"]) == (422, "text/plain; charset=utf-8")


def test_totals_add_up_with_the_ledger(client):
    application = announced(amount=1_200_00)
    announced("refuse", requested=300_00)
    page = client.get(REGISTER)
    assert page.context["totals"] == {
        "number": 2,
        "requested": 1_500_00,
        "granted": 1_200_00,
        "settled": 0,
        "paid": 0,
    }
    balances = application.ceiling.entries.balances()
    assert sum(balances[account, "ordinary"] for account in ("granted", "settled", "paid")) == 1_200_00


def test_no_cell_of_the_csv_is_a_formula(client):
    announced(public_title='=HYPERLINK("http://kwaad.example")', organisation=OrganisationFactory(name="+31 Samen"))
    [row] = csv.DictReader(io.StringIO(body(client.get("/subsidies/register.csv")).removeprefix("\ufeff")))
    assert row["title"].startswith("'=")
    assert row["organisation"].startswith("'+")


def package_validator():
    """Return what judges a package of grants by the schemas of the 360Giving standard."""
    if not SCHEMAS.is_dir():
        pytest.skip(f"the schemas of 360Giving are not in {SCHEMAS}")
    package, grant = (json.loads((SCHEMAS / f"360-giving-{name}schema.json").read_text()) for name in ("package-", ""))
    # The package names the grant schema by another version than the grant schema itself.
    addresses = {grant["$id"], grant["$id"].replace("1.4.3", "1.4.2")}
    known = Registry().with_resources((address, DRAFT202012.create_resource(grant)) for address in addresses)
    # Without formats a right date fails: it fits both branches of a `oneOf`.
    return Draft202012Validator(package, registry=known, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_360giving_is_valid_by_the_standard(client):
    judge = package_validator()
    application = announced()
    announced("refuse")
    package = json.loads(body(client.get("/subsidies/register/360giving.json")))
    assert [error.message for error in judge.iter_errors(package)] == []
    [grant] = package["grants"]
    assert grant["id"].endswith(application.reference)
    assert (grant["amountAwarded"], grant["amountAppliedFor"], grant["currency"]) == (1200, 1200, "EUR")


@pytest.mark.parametrize(
    ("field", "value"),
    [("awardDate", "gisteren"), ("awardDate", None), ("url", "geen adres"), ("amountAwarded", "1200")],
)
def test_the_standard_refuses_what_is_wrong_in_a_grant(client, field, value):
    judge = package_validator()
    announced()
    package = json.loads(body(client.get("/subsidies/register/360giving.json")))
    package["grants"][0][field] = value
    assert not judge.is_valid(package)


def test_without_a_grant_there_is_no_360giving_package(client):
    announced("refuse")
    response = client.get("/subsidies/register/360giving.json")
    assert (response.status_code, response.streaming) == (404, False)


def test_many_decisions_come_in_pages_that_keep_the_filters(client):
    for number in range(27):
        DecisionFactory(
            announced_at=timezone.now(),
            public_title=f"Plan {number}",
            application=submitted(requested=100_00),
            amount=100_00,
        )
    page = client.get(REGISTER + "?q=plan").text
    assert "Plan 26" in page
    assert "?q=plan&amp;pagina=2" in page
    assert "Plan 0" in client.get(REGISTER + "?q=plan&pagina=2").text
    assert client.get(REGISTER + "?pagina=abc").status_code == 200


SEED = "zaad"


def draw(**values):
    ceiling = CeilingFactory(
        scheme=SchemeFactory(slug="loterij", code="LOT"), seed_commitment=lottery.commitment(SEED), **values
    )
    publish(SchemeVersionFactory(ceiling=ceiling, distribution=Distribution.LOTTERY, closes_at=timezone.now()))
    return ceiling


def test_anyone_can_repeat_a_draw(client):
    ceiling = draw()
    drawn = [
        ready(submitted(ceiling=ceiling, organisation=OrganisationFactory(name=f"Wie vroeg {n}"))) for n in range(3)
    ]
    incomplete = submitted(ceiling=ceiling)
    gone = submitted(ceiling=ceiling)
    address = f"/subsidies/loterij/loting/{ceiling.year}/"
    page = client.get(address).text
    assert lottery.commitment(SEED) in page
    assert drawn[0].reference not in page
    ceiling.seed = SEED
    ceiling.save()
    response = client.get(address + "?_")
    expected = sorted(drawn, key=lambda each: lottery.lot(SEED, each.reference))
    assert [each.reference for each in response.context["lots"]] == [each.reference for each in expected]
    assert "Wie vroeg" not in response.text
    assert incomplete.reference not in response.text
    assert gone.reference not in response.text
    asked = {"zaad": SEED, "nummers": "\n".join(each.reference for each in drawn)}
    response = client.get(address, asked)
    assert [each.lot for each in response.context["repeated"]] == [
        lottery.lot(SEED, each.reference) for each in expected
    ]
    assert response.context["is_this_seed"]
    assert not client.get(address, asked | {"zaad": "ander"}).context["is_this_seed"]


@pytest.mark.parametrize(
    "query", [{"zaad": ""}, {"zaad": SEED, "nummers": "x" * 2_501}, {"zaad": "a\0b", "nummers": "x"}]
)
def test_what_cannot_be_drawn_is_refused(client, query):
    ceiling = draw()
    response = client.get(f"/subsidies/loterij/loting/{ceiling.year}/", query)
    assert response.status_code == 422
    assert "error-summary" in response.text


@pytest.mark.parametrize(
    "address",
    ["internationale-samenwerking/loting/2026/", "loterij/loting/1999/", "loterij/loting/99999999999999999999/"],
)
def test_there_is_no_draw_without_a_published_hash(client, address):
    draw()
    submitted()
    assert client.get("/subsidies/" + address).status_code == 404
