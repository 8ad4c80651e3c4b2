"""What is done on each goal adds up to what the records say, and to the euro with the register; nothing private shows."""

import csv
import io
import json
import random
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from deventer_intl.goals.kinds import KINDS, ORGANISATIONS
from deventer_intl.goals.matrix import matrices
from deventer_intl.goals.overview import overview, without_goal
from organisations.facets import Choices
from organisations.models import Organisation
from subsidies import register
from tests import goal_scene as scene
from tests.event_factories import EventFactory, MissionFactory
from tests.factories import (
    CountryPresenceFactory,
    LoadedRecordFactory,
    NetworkFactory,
    OrganisationFactory,
    TargetFactory,
    kenya,
)
from tests.goal_scene import claim, goals, grant

pytestmark = pytest.mark.django_db

GRANT = "grant"


def body(response):
    return b"".join(response.streaming_content).decode()


def rows_of(client, prefix=""):
    return list(csv.DictReader(io.StringIO(body(client.get(prefix + "/global-goals/data.csv")).removeprefix("\ufeff"))))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_figures_are_what_the_records_say(seed):
    """Made-up records, half of them private, each with up to three goals of which some are confirmed."""
    chance, every = random.Random(seed), goals(*range(1, 7))
    expected, euros, also, left = Counter(), Counter(), Counter(), 0
    makers = {kind: getattr(scene, kind) for kind in ("organisation", "project", "event", "mission", "practice", GRANT)}
    for kind, make in makers.items():
        for _ in range(12):
            is_public = chance.random() < 0.6
            claims = [(goal, chance.random() < 0.5) for goal in chance.sample(every, chance.randint(0, 3))]
            amount = chance.randint(1, 900_00)
            if kind == GRANT:
                make(*claims, is_public=is_public, amount=amount)
            else:
                record = make(is_public=is_public)
                for goal, is_confirmed in claims:
                    claim(record, goal, is_confirmed=is_confirmed)
            if not is_public:
                continue
            for rank, (goal, is_confirmed) in enumerate(claims, 1):
                expected[goal.number, kind, is_confirmed] += 1
                if kind == GRANT:
                    (euros if rank == 1 else also)[goal.number] += amount
            left += amount if kind == GRANT and not claims else 0

    found = Counter()
    for number, of_goal in overview().items():
        for kind, figures in of_goal.kinds:
            found[number, kind.name, True] += figures.confirmed
            found[number, kind.name, False] += figures.unconfirmed
    assert +found == +expected
    assert Counter({number: of_goal.granted for number, of_goal in overview().items()}) == euros
    assert Counter({number: of_goal.also for number, of_goal in overview().items()}) == also
    assert without_goal()[1] == left
    assert sum(euros.values()) + left == register.totals(register.in_force())["granted"]
    assert all(overview(goal.number).get(goal.number) == overview().get(goal.number) for goal in every)
    for kind in KINDS:
        lines = Counter((line.goal, line.is_confirmed) for line in kind.lines())
        assert lines == Counter({(n, sure): c for (n, name, sure), c in expected.items() if name == kind.name})


def test_a_grant_that_no_longer_holds_counts_nowhere(client):
    [six] = goals(6)
    decision = grant((six, True))
    assert overview()[6].granted == 1_200_00
    decision.application.__class__.objects.filter(pk=decision.application_id).update(state="withdrawn")
    assert overview() == {}
    assert register.totals(register.in_force())["granted"] == 0


def test_what_was_called_off_counts_nowhere():
    [six] = goals(6)
    claim(EventFactory(status="cancelled", reason_nl="Ziek"), six)
    claim(EventFactory(audience="network", network=NetworkFactory()), six)
    claim(MissionFactory(stage="cancelled", reason_nl="Te weinig bedrijven"), six)
    assert overview() == {}


SECRETS = [
    "Geheim Genootschap",
    "Verborgen project",
    "Conceptlezing",
    "Geheime missie",
    "Onaf verhaal",
    "van de aanvrager",
    "Jansen Advies",
]


def test_nothing_private_is_on_any_page_or_in_any_file(client):
    [six] = goals(6)
    hidden = OrganisationFactory(status=Organisation.Status.HIDDEN, name="Geheim Genootschap")
    CountryPresenceFactory(organisation=hidden, country=kenya())
    claim(hidden, six)
    claim(scene.project(is_public=False, title_nl="Verborgen project"), six)
    claim(EventFactory(status="draft", title_nl="Conceptlezing"), six)
    claim(EventFactory(title_nl="Lezing", organiser=hidden), six)
    claim(scene.mission(is_public=False, title_nl="Geheime missie"), six)
    claim(scene.practice(is_public=False, title_nl="Onaf verhaal"), six)
    claim(scene.practice(organisation=hidden, title_nl="Onaf verhaal"), six)
    grant((six, False), is_public=False, title="Geheime aanvraag")
    grant((six, True), organisation=OrganisationFactory(legal_form="sole-trader", name="Jansen Advies"))
    open_to_all = OrganisationFactory(name="Stichting Open")
    # Whose page was hidden since.
    made = claim(open_to_all, six, is_confirmed=True)
    type(made).objects.filter(pk=made.pk).update(confirmed_for=hidden)
    for address in (
        "/global-goals/", "/global-goals/6/", "/global-goals/6/organisaties/", "/global-goals/6/projecten/",
        "/global-goals/6/activiteiten/", "/global-goals/6/handelsmissies/", "/global-goals/6/subsidies/",
        "/global-goals/overzicht/", "/global-goals/overzicht/landen.csv", "/global-goals/data.csv", "/global-goals/data.jsonld",
    ):  # fmt: skip
        response = client.get(address)
        assert response.status_code == 200, address
        text = body(response) if response.streaming else response.text
        # The person is known as an organisation that is public, but not as one that got money.
        assert [word for word in SECRETS if word in text] == [], address
    assert open_to_all.name in client.get("/global-goals/6/").text
    assert "Kenia" not in client.get("/global-goals/6/").text
    assert [(row["kind"], row["name"]) for row in rows_of(client)] == [
        ("organisation", "Stichting Open"), ("event", "Lezing"), ("grant", "Water bij scholen"),
    ]  # fmt: skip


def test_the_page_of_a_goal_says_what_is_there_where_and_what_is_missing(client):
    six, seven = goals(6, 7)
    target = TargetFactory(goal=six, code="6.1", position=1)
    TargetFactory(goal=six, code="6.2", position=2, uri="http://metadata.un.org/sdg/6.2")
    primary = CountryPresenceFactory(organisation__name="Zuiver Water").organisation
    second = OrganisationFactory(name="Alles Kan")
    claim(primary, six, is_confirmed=True, motivation="Wij boren putten.", targets=[target])
    claim(second, seven), claim(second, six)
    page = client.get("/global-goals/6/")
    assert [line.name for group in page.context["groups"] for line in group["lines"]] == ["Zuiver Water", "Alles Kan"]
    assert "Bevestigd op 1 maart 2026 door International Office Deventer" in page.text
    assert "nog niet bevestigd" in page.text
    assert "Wij boren putten." in page.text
    assert [each["name"] for each in page.context["map"].countries] == ["Oeganda"]
    assert [(each.code, each.named) for each in page.context["targets"]] == [("6.1", 1), ("6.2", 0)]
    assert "Er is geen project voor dit doel." in page.context["missing"]
    assert "1 van de 2 subdoelen wordt door niemand genoemd." in page.context["missing"]
    assert "Geen organisatie heeft dit als hoofddoel." not in page.context["missing"]
    assert client.get("/global-goals/8/").status_code == 404


def test_an_event_of_last_year_leaves_this_year_empty(client):
    [six] = goals(6)
    with time_machine.travel(timezone.make_aware(timezone.datetime(2026, 6, 1))):
        then = timezone.make_aware(timezone.datetime(2025, 6, 1))
        claim(EventFactory(starts_at=then, ends_at=then + timedelta(hours=1)), six)
        text = "Er is dit jaar geen activiteit over dit doel."
        assert text in client.get("/global-goals/6/").context["missing"]
        now = timezone.now() - timedelta(days=30)
        claim(EventFactory(starts_at=now, ends_at=now + timedelta(hours=1)), six)
        assert text not in client.get("/global-goals/6/?a=1").context["missing"]


def test_a_cell_of_the_matrix_holds_as_many_as_its_link_finds(client):
    every = goals(1, 2, 3)
    chance = random.Random(7)
    for number in range(20):
        presence = CountryPresenceFactory(organisation__sector=chance.randint(1, 7))
        if number % 2:
            CountryPresenceFactory(organisation=presence.organisation, country=kenya())
        for goal in chance.sample(every, chance.randint(1, 3)):
            claim(presence.organisation, goal, is_confirmed=chance.random() < 0.5)
    numbers = defaultdict(int)
    for matrix in matrices(Choices()):
        for cell in matrix.cells.values():
            found = client.get(cell.address).context["search"].total
            assert found == cell.confirmed + cell.unconfirmed, cell.address
            numbers[matrix.kind.parameter] += found
    assert numbers["sector"] == sum(of_goal.by_kind[ORGANISATIONS].number for of_goal in overview().values())
    rows = list(
        csv.reader(
            io.StringIO(client.get("/global-goals/overzicht/sectoren.csv").content.decode("utf-8-sig")), delimiter=";"
        )
    )
    assert sum(int(row[4]) + int(row[5]) for row in rows[1:]) == numbers["sector"]


def test_the_open_data_say_the_same_in_both_forms(client):
    six, seven = goals(6, 7)
    target = TargetFactory(goal=six, code="6.1", uri="http://metadata.un.org/sdg/6.1")
    organisation = OrganisationFactory(name="Stichting =1+1")
    claim(organisation, six, is_confirmed=True, motivation="Wij boren putten.", targets=[target])
    claim(scene.project(title_nl="Putten"), seven)
    grant((six, False), (seven, False), amount=1_234_56)
    rows = rows_of(client)
    assert [(row["goal"], row["kind"], row["rank"], row["confirmed_on"]) for row in rows] == [
        ("6", "organisation", "1", "2026-03-01"),
        ("7", "project", "1", ""),
        ("6", "grant", "1", ""),
        ("7", "grant", "2", ""),
    ]
    assert rows[0]["targets"] == "6.1"
    assert rows[0]["motivation"] == "Wij boren putten."
    assert rows[0]["confirmed_by"] == "International Office Deventer"
    assert [row["motivation"] for row in rows[2:]] == ["", ""]

    graph = json.loads(body(client.get("/global-goals/data.jsonld")))["@graph"]
    terms = {node["@id"]: node for node in graph if node["@type"] == "DefinedTerm"}
    claims = [node for node in graph if node["@type"] == "Claim"]
    assert terms.keys() == {six.uri, seven.uri, target.uri}
    assert [
        (terms[each["about"][0]["@id"]]["termCode"], each["mainEntity"]["url"], str(each["position"]))
        for each in claims
    ] == [(row["goal"], row["address"], row["rank"]) for row in rows]
    assert claims[0]["about"] == [{"@id": six.uri}, {"@id": target.uri}]
    assert claims[0]["text"] == {"@language": "nl", "@value": "Wij boren putten."}
    assert claims[0]["review"]["datePublished"] == "2026-03-01"
    assert claims[2]["mainEntity"]["amount"]["value"] == "1234.56"
    assert all(client.get(each["mainEntity"]["url"]).status_code == 200 for each in claims)


def test_open_data_cost_the_same_queries_however_many_there_are(client, django_assert_num_queries):
    [six] = goals(6)
    for number in (1, 30):
        for _ in range(number):
            claim(OrganisationFactory(), six)
        for address in ("/global-goals/data.csv", "/global-goals/data.jsonld"):
            # Besides the content stamp: goals, targets, and each kind.
            with django_assert_num_queries(1 + 1 + len(KINDS) + ("json" in address)):
                body(client.get(f"{address}?{number}"))


def test_the_goal_of_the_month_stands_on_the_home_page(client):
    goals(*range(1, 18))
    with time_machine.travel(date(2026, 11, 15)):
        assert client.get("/").context["month"]["goal"].number == 13
    with time_machine.travel(date(2026, 12, 15)):
        assert client.get("/?c=1").context["month"]["goal"].number == 14


def test_who_joined_lately_stands_on_the_home_page_but_not_what_was_loaded(client):
    OrganisationFactory(name="Pas Erbij")
    old = OrganisationFactory(name="Uit de notitie")
    LoadedRecordFactory(model="organisations.organisation", key=old.slug)
    later = OrganisationFactory(name="Eerst verborgen", status="hidden")
    assert [each.name for each in client.get("/").context["newcomers"]] == ["Pas Erbij"]
    later.status = "active"
    later.save()
    assert {each.name for each in client.get("/?c=1").context["newcomers"]} == {"Eerst verborgen", "Pas Erbij"}
    with time_machine.travel(timezone.now() + timedelta(days=100)):
        assert list(client.get("/?a=1").context["newcomers"]) == []
        assert "Wie zich onlangs aansloot" not in client.get("/?b=1").text
