"""What the public sees of subsidies: figures that agree with the ledger, and rules."""

from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from subsidies.actions import application as applications
from subsidies.actions import ledger
from subsidies.models import Account, Decision, Distribution, Ground
from subsidies.rounds import Rounds, in_euros
from subsidies.standing import Part, standings
from tests.factories import UserFactory
from tests.subsidy_factories import (
    AMSTERDAM,
    CeilingFactory,
    CeilingVersionFactory,
    CriterionFactory,
    DeciderFactory,
    DecisionFactory,
    EligibilityQuestionFactory,
    PurposeFactory,
    SchemeFactory,
    SchemeVersionFactory,
    publish,
    ready,
    submitted,
    take_decision,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/subsidies/internationale-samenwerking/"
CHECK = ADDRESS + "kan-ik-aanvragen/"


def decided(application, outcome, amount=0):
    return take_decision(
        application=ready(application), outcome=outcome, amount=amount, grounds="Past.", by=DeciderFactory()
    )


def mixed_year():
    """Make a year with something on every account; return its ceiling."""
    whole = submitted(requested=10_000_00)
    decided(whole, Decision.Outcome.GRANT, 10_000_00)
    ledger.move(application=whole, source=Account.GRANTED, target=Account.PAID, amount=9_000_33)
    ledger.move(application=whole, source=Account.GRANTED, target=Account.SETTLED, amount=500_01)
    ledger.move(application=whole, source=Account.SETTLED, target=Account.LAPSED, amount=100_00)
    decided(submitted(requested=4_000_00), Decision.Outcome.GRANT_IN_PART, 3_210_99)
    refused = decided(submitted(requested=700_00), Decision.Outcome.REFUSE)
    ledger.move(
        application=refused.application,
        source=Account.FREE,
        target=Account.GRANTED,
        amount=700_00,
        ground=Ground.OBJECTION,
        decision=DecisionFactory(application=refused.application),
    )
    applications.withdraw(application=ready(submitted(requested=900_00)), by=UserFactory())
    ready(submitted(requested=5_000_00))
    ready(submitted(requested=30_000_00))
    ready(submitted(requested=2_000_00))
    submitted(requested=1_234_56)
    return whole.ceiling


def test_the_standing_agrees_with_the_ledger_to_the_cent():
    ceiling = mixed_year()
    standing = standings([ceiling])[ceiling.pk]
    balances = ceiling.entries.balances()
    assert standing.amount == 43_000_00
    assert standing.granted == Part(10_000_00 - 100_00 + 3_210_99, 2)
    assert standing.lapsed == Part(100_00, 1)
    assert standing.reserved == Part(43_000_00 - 13_210_99, 2)
    assert standing.waiting == Part(30_000_00 + 5_000_00 + 2_000_00 - standing.reserved.amount, 2)
    assert standing.possible == Part(1_234_56, 1)
    assert standing.beyond == Part(700_00, 1)
    assert (standing.queue, standing.number, standing.left) == (3, 4, 0)
    assert standing.held == ceiling.held()
    assert standing.waiting.amount + standing.possible.amount == balances[Account.POSSIBLE, Ground.ORDINARY]


def test_a_lowered_ceiling_leaves_nothing_and_no_negative_rest():
    ceiling = mixed_year()
    CeilingVersionFactory(ceiling=ceiling, number=2, amount=20_000_00)
    standing = standings([ceiling])[ceiling.pk]
    assert (standing.amount, standing.left) == (20_000_00, 0)


def test_a_ceiling_that_is_not_in_force_yet_is_no_amount():
    ceiling = CeilingFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)
    CeilingVersionFactory(ceiling=ceiling, published_on=tomorrow, in_force_from=tomorrow)
    assert standings([ceiling])[ceiling.pk].amount is None


def test_a_bar_is_drawn_in_euros():
    assert (in_euros(43_000_00), in_euros(1_234_05), in_euros(0)) == ("43000", "1234.05", "0")


def test_every_page_costs_the_same_queries_however_many_there_are(client):
    costs = []
    version = SchemeVersionFactory()
    EligibilityQuestionFactory(version=version)
    PurposeFactory(version=version)
    publish(version)
    for number in (1, 12):
        for n in range(number):
            scheme = SchemeFactory(
                slug=f"regeling-{number}-{n}", code="".join(chr(65 + int(d)) for d in f"{number:02}{n:02}")
            )
            publish(SchemeVersionFactory(ceiling=CeilingFactory(scheme=scheme)))
            publish(SchemeVersionFactory(ceiling=CeilingFactory(scheme=scheme, year=2020)))
            submitted(ceiling=scheme.ceilings.first())
            submitted()
        cost = []
        for address in ("/", "/subsidies/", ADDRESS, CHECK, ADDRESS + "regels/", "/zoeken/?soort=regeling"):
            # The first time, a process learns what it keeps.
            client.get(address)
            caches["pages"].clear()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            cost.append(len(queries))
        costs.append(cost)
    assert costs[0] == costs[1]
    assert max(costs[1]) <= 14


def test_the_list_says_what_is_left_and_leads_on(client):
    mixed_year()
    page = client.get("/subsidies/").text
    assert "€\xa013.110,99" in page
    assert ADDRESS in page
    assert CHECK in page
    assert "Klaar" not in page
    # What was typed into an application is nobody's business.
    assert "Vijf scholen" not in page
    assert "Water bij vijf scholen" not in page


def test_a_scheme_that_was_not_published_is_not_there(client):
    SchemeVersionFactory()
    for address in (ADDRESS, CHECK, ADDRESS + "regels/"):
        assert client.get(address).status_code == 404
    assert ADDRESS not in client.get("/subsidies/").text
    assert ADDRESS not in client.get("/sitemap.xml").text


@pytest.mark.django_db(transaction=True)
def test_kept_pages_are_right_at_once_after_a_change(client):
    application = submitted(requested=1_000_00)
    for address in ("/subsidies/", ADDRESS, "/"):
        assert "€\xa043.000" in client.get(address).text
        assert client.get(address)["ETag"]
    ready(application)
    for address in ("/subsidies/", ADDRESS, "/"):
        assert "€\xa042.000" in client.get(address).text
    applications.withdraw(application=application, by=UserFactory())
    assert "€\xa042.000" not in client.get(ADDRESS).text


def test_a_year_that_is_over_says_closed_and_opens_no_form(client):
    publish(SchemeVersionFactory(ceiling=CeilingFactory(year=2025)))
    with time_machine.travel(datetime(2026, 1, 2, 12, tzinfo=AMSTERDAM)):
        page = client.get(ADDRESS).text
    assert "31 december 2025" in page
    assert "U kunt niet meer aanvragen." in page


def test_no_check_is_offered_of_what_is_over(client):
    version = SchemeVersionFactory(ceiling=CeilingFactory(year=2025))
    EligibilityQuestionFactory(version=version)
    publish(version)
    for day, offered in (datetime(2025, 7, 1, tzinfo=AMSTERDAM), True), (datetime(2026, 1, 2, tzinfo=AMSTERDAM), False):
        with time_machine.travel(day):
            for address in ("/subsidies/", ADDRESS):
                assert (f'href="{CHECK}"' in client.get(address).text) is offered, (day, address)


def test_rules_without_a_ceiling_name_no_day_to_open_that_has_passed(client):
    ceiling = CeilingVersionFactory(ceiling__year=2026, in_force_from=date(2026, 3, 1)).ceiling
    publish(SchemeVersionFactory(ceiling=ceiling))
    with time_machine.travel(datetime(2026, 2, 1, 12, tzinfo=AMSTERDAM)):
        (round_,) = Rounds().current()
        assert (round_.is_open, round_.opens_on) == (False, None)
        assert "vanaf 1 januari 2026" not in client.get("/subsidies/").text


def test_who_would_wait_in_line_is_told(client):
    publish(SchemeVersionFactory(ceiling=CeilingFactory(year=timezone.localdate().year)))
    assert not Rounds().current()[0].is_used_up
    ready(submitted(requested=43_000_00))
    assert Rounds().current()[0].is_used_up
    for address in ("/subsidies/", ADDRESS):
        assert "Op dit moment is er niets meer over." in client.get(address).text


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("/subsidies/", "1 januari 2027"),
        ("/en/subsidies/", "1 January 2027"),
        ("/de/subsidies/", "1. Januar 2027"),
        ("/de" + ADDRESS, "1. Januar 2027"),
        ("/de" + ADDRESS + "regels/", "1. Januar 2027"),
    ],
)
def test_a_day_is_written_as_the_language_does(client, address, day):
    publish(SchemeVersionFactory(ceiling=CeilingFactory(year=2027)))
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=AMSTERDAM)):
        assert day in client.get(address).text


def test_nobody_keeps_a_page_for_the_day_on_which_a_window_closes(client):
    publish(
        SchemeVersionFactory(ceiling=CeilingFactory(year=2026), closes_at=datetime(2026, 9, 1, 17, tzinfo=AMSTERDAM))
    )
    with time_machine.travel(datetime(2026, 9, 1, 12, tzinfo=AMSTERDAM), tick=False):
        response = client.get(ADDRESS)
        assert response["Cache-Control"] == "private, no-store"
        assert "17:00" in response.text
        assert Rounds().all[0].is_open
    with time_machine.travel(datetime(2026, 9, 1, 17, tzinfo=AMSTERDAM), tick=False):
        assert Rounds().all[0].is_over
        assert "U kunt niet meer aanvragen." in client.get(ADDRESS).text
    with time_machine.travel(datetime(2026, 8, 31, 12, tzinfo=AMSTERDAM), tick=False):
        assert client.get(ADDRESS)["Cache-Control"] == "no-cache"


def test_next_year_stands_beside_the_year_that_is_open(client):
    publish(SchemeVersionFactory(ceiling=CeilingFactory(year=2026)))
    publish(SchemeVersionFactory(ceiling=CeilingFactory(year=2027)))
    publish(SchemeVersionFactory(ceiling=CeilingFactory(year=2025)))
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=AMSTERDAM)):
        (current,) = Rounds().current()
        assert current.year == 2026
        assert [each.year for each in Rounds().past()] == [2025]
        assert f"{ADDRESS}?jaar=2027" in client.get(ADDRESS).text
        assert "Laatste dag voor 2027" in client.get(ADDRESS + "?jaar=2027").text
    assert client.get(ADDRESS + "?jaar=1900").status_code == 404
    assert client.get(ADDRESS + "?jaar=x").status_code == 404


@pytest.mark.parametrize("way", Distribution.values)
def test_each_way_of_dividing_is_told(client, way):
    version = SchemeVersionFactory(distribution=way, minimum_score=60, smallest_useful=100_00)
    CriterionFactory(version=version, label_nl="Draagvlak in de stad")
    publish(version)
    page = client.get(ADDRESS).text
    assert ("Draagvlak in de stad" in page) == (way == "tender")
    assert ("€\xa0100" in page) == (way == "pro-rata")
    assert ("sha256sum" in page) == (way == "lottery")


def test_the_seed_of_a_draw_is_shown_only_when_nobody_can_apply_any_more(client):
    seed, hash_of_seed = "geheim-getal", sha256(b"geheim-getal").hexdigest()
    ceiling = CeilingFactory(year=2026, seed=seed, seed_commitment=hash_of_seed)
    publish(SchemeVersionFactory(ceiling=ceiling, distribution=Distribution.LOTTERY))
    with time_machine.travel(datetime(2026, 12, 31, 12, tzinfo=AMSTERDAM)):
        page = client.get(ADDRESS).text
        assert hash_of_seed in page
        assert seed not in page
    with time_machine.travel(datetime(2027, 1, 1, 12, tzinfo=AMSTERDAM)):
        assert seed in client.get(ADDRESS).text


def test_the_rules_of_each_published_version_can_be_read(client):
    first = publish(SchemeVersionFactory(rules_nl="De **eerste** regels.", ceiling=CeilingFactory(year=2026)))
    publish(
        SchemeVersionFactory(ceiling=first.ceiling, number=2, rules_nl="De tweede.", in_force_from=date(2026, 6, 1))
    )
    SchemeVersionFactory(ceiling=first.ceiling, number=3, rules_nl="Een concept.")
    with time_machine.travel(datetime(2026, 7, 1, 12, tzinfo=AMSTERDAM)):
        page = client.get(ADDRESS + "regels/").text
        assert "De tweede." in page
        assert "?jaar=2026&amp;versie=1" in page
        assert "versie=3" not in page
        assert "De <strong>eerste</strong> regels." in client.get(ADDRESS + "regels/?versie=1").text
    for wrong in ("versie=3", "versie=9", "versie=x", "versie=", "jaar=2025", "jaar=2025&versie=1"):
        assert client.get(ADDRESS + "regels/?" + wrong).status_code == 404, wrong
